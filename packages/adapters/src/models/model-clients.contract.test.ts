import { modelClientContract, startModelServer, type ModelClientFixture, type ModelServer } from '@agentflow/testkit';
import type { Clock } from '@agentflow/ports';
import { createModelClients, type ModelEnv } from './create-model-clients.js';

const IDLE_MS = 60_000;
const API_KEY = 'sk-test-0123456789';
/** A clock that stands still until it is told to go on. */
function manualClock(): Clock & { pass(ms: number): void } {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly call: () => void }>();
  return {
    now: () => now,
    monotonic: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(ms) {
      now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.call();
      }
    },
  };
}
async function open(
  protocol: 'openai' | 'anthropic',
  model: string,
  env: (url: string) => ModelEnv,
): Promise<ModelClientFixture & { readonly server: ModelServer }> {
  const clock = manualClock();
  const server = await startModelServer(protocol);
  const client = createModelClients({
    clock,
    env: env(server.url),
    idleMs: IDLE_MS,
    prices: { [model]: { input: '2', output: '10', cachedInput: '1', asOf: '2026-01-01' } },
  });
  return { client, server, model, apiKey: API_KEY, passTime: (ms) => clock.pass(ms), idleMs: IDLE_MS, close: () => server.stop() };
}
const clients: { readonly [name: string]: () => Promise<ModelClientFixture> } = {
  openai: () => open('openai', 'openai/gpt-test', (url) => ({ openaiKey: API_KEY, openaiBaseUrl: `${url}/v1` })),
  azure: () => open('openai', 'azure/our-deployment', (url) => ({ azure: { endpoint: url, apiKey: API_KEY } })),
  'a compatible server': () =>
    open('openai', 'vllm/meta/llama', (url) => ({ compatible: [{ name: 'vllm', baseUrl: `${url}/v1`, apiKey: API_KEY }] })),
  anthropic: () => open('anthropic', 'anthropic/claude-test', (url) => ({ anthropicKey: API_KEY, anthropicBaseUrl: url })),
};
for (const [name, openClient] of Object.entries(clients)) {
  describe(`ModelClient contract: ${name}`, () => {
    for (const { name: sentence, run } of modelClientContract) {
      it(sentence, async () => {
        const fixture = await openClient();
        try {
          await run(fixture);
        } finally {
          await fixture.close();
        }
      });
    }
  });
}
