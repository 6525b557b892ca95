import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type JsonObject } from '@agentflow/core';
import { agentVersionId, COLLECTIONS, type AgentDocument, type ModelClient } from '@agentflow/ports';
import { node, workflow } from '@agentflow/testkit';
import { ORG, startRuntime, type RunningRuntime } from './testing/start-runtime.js';

const one = (config: JsonObject) => workflow([node('n', 'agent', config)], ['start -> n -> end']);
const stored = (version: number, more: Partial<AgentDocument> = {}): AgentDocument => ({
  agentId: 'agent-1',
  key: 'helper',
  kind: 'react',
  model: 'scripted/echo',
  instructions: `version ${version}`,
  tools: [],
  capabilities: [],
  limits: {},
  version,
  status: 'CREATED',
  by: 'test',
  ...more,
});

describe('agents', () => {
  let running: RunningRuntime;
  afterEach(() => running.stop());

  it('are taken at the version that the revision pins, whatever became of them since', async () => {
    running = await startRuntime();
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'says', { name: 'says', script: [{ reply: { text: '{{ system }}' } }] });
    const definition = one({ agent: 'helper', input: 'hi' });
    await running.documents.put(ORG, COLLECTIONS.agents, 'agent-1', stored(2, { model: 'scripted/says' }), { unique: { key: 'helper' } });
    await running.documents.put(ORG, COLLECTIONS.agentVersions, agentVersionId('agent-1', 1), stored(1, { model: 'scripted/says' }));
    expect(await running.coordinator.perform(definition, 'n')).toMatchObject({ output: { value: { text: 'version 2' } } });
    await running.documents.put(ORG, COLLECTIONS.frozen, JSON.stringify(definition), {
      workflowId: 'w',
      definition: definition as never,
      pins: { agents: { helper: { id: 'agent-1', version: 1 } } },
    });
    expect(await running.coordinator.perform(definition, 'n')).toMatchObject({ output: { value: { text: 'version 1' } } });
    expect(await running.coordinator.perform(one({ agent: 'nobody', input: 'hi' }), 'n')).toMatchObject({
      error: { code: 'AGENT_NOT_FOUND' },
    });
  });

  it('stop at their time, in the middle of a call', async () => {
    const hanging: ModelClient = {
      list: () => Promise.resolve([]),
      quote: () => Promise.resolve({ cost: '0', tokens: 1, maxTokens: 1 }),
      // eslint-disable-next-line require-yield
      async *stream({ signal }) {
        await wait(60_000, undefined, { signal }).catch(() => undefined);
        throw new AppError('MODEL_UNAVAILABLE', 'aborted');
      },
    };
    running = await startRuntime({}, hanging);
    expect(await running.coordinator.perform(one({ model: 'any/model', input: 'hi', limits: { maxSeconds: 0.1 } }), 'n')).toMatchObject({
      status: 'failed',
      error: { code: 'AGENT_LIMIT', retryable: false },
    });
  });

  it('do what an attacker’s model wants only within their list and their limits', async () => {
    let calls = 0;
    const asked = ['file_read', 'file_write', 'http_fetch', 'memory_set', 'clock', '__proto__', 'constructor', 'calculator'];
    const hostile: ModelClient = {
      list: () => Promise.resolve([]),
      quote: () => Promise.resolve({ cost: '0', tokens: 1, maxTokens: 1 }),
      async *stream() {
        const name = asked[calls++ % asked.length]!;
        yield {
          type: 'done',
          text: '',
          finish: 'tool_calls',
          usage: { inputTokens: 1, outputTokens: 1, cost: '0' },
          toolCalls: [
            {
              id: `c${calls}`,
              name,
              arguments: {
                path: '../../../etc/passwd',
                url: 'http://169.254.169.254/',
                key: 'x',
                value: 1,
                content: 'x',
                expression: 'process.exit(1)',
              },
            },
          ],
        };
      },
    };
    running = await startRuntime({}, hostile);
    const task = running.coordinator.send(
      one({ model: 'any/model', tools: ['calculator', 'file_read'], input: 'hi', limits: { maxIterations: 200 } }),
      'n',
    );
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'failed', error: { code: 'AGENT_LIMIT' } });
    const tools = running.coordinator.steps(task.token).filter(({ kind }) => kind === 'tool');
    console.log(
      `hostile model: ${calls} calls, tools asked for ${calls}, let through to their own checks ${tools.length}, succeeded ${tools.filter(({ response }) => response).length}`,
    );
    expect(new Set(tools.map(({ name }) => name))).toEqual(new Set(['calculator', 'file_read']));
    expect(tools.every(({ error }) => error !== undefined)).toBe(true);
  });
});
