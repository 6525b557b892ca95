import { AppError, type DegradationLevel, type Json, type JsonObject, type StepRecord, type WorkflowDefinition } from '@agentflow/core';
import { COLLECTIONS, MODEL_SETTINGS, NORMAL_OPERATION, type AgentDocument, type ModelClient, type ModelRequest } from '@agentflow/ports';
import { createFakeClock, node, workflow } from '@agentflow/testkit';
import { ORG, startRuntime, type RunningRuntime } from './testing/start-runtime.js';

/** A provider of models that answers `<model> said <n messages>`, or is out. */
function createProvider() {
  const asked: ModelRequest[] = [];
  const out = new Set<string>();
  const client: ModelClient = {
    async *stream(request) {
      await Promise.resolve();
      asked.push(request);
      if (out.has(request.model)) throw new AppError('MODEL_UNAVAILABLE', `${request.model} is out`, { model: request.model });
      const usage = { inputTokens: 1, outputTokens: 1, cost: '0' };
      const text =
        request.script === undefined ? `${request.model} said ${request.messages.length}` : `by rules ${JSON.stringify(request.script)}`;
      yield { type: 'done', text, toolCalls: [], finish: 'stop', usage };
    },
    list: () => Promise.resolve([]),
    quote: () => Promise.resolve({ cost: '0', tokens: 1, maxTokens: 1 }),
  };
  return { client, asked, out };
}
const RULES = [{ reply: { text: 'closed' } }];
const talk = (config: object, settings?: object): WorkflowDefinition =>
  workflow(
    [node('ask', 'llm', { model: 'far/large', ...config })],
    ['start -> ask -> end'],
    settings ? ({ settings } as object) : undefined,
  );
const turns = ['one', 'two', 'three', 'four'].map((content) => ({ role: 'user', content }));

describe('models while the platform is degraded', () => {
  let world: RunningRuntime;
  let level: DegradationLevel = 0;
  const provider = createProvider();
  const clock = createFakeClock();
  const samples: string[] = [];
  beforeAll(async () => {
    const degradation = { ...NORMAL_OPERATION };
    Object.defineProperty(degradation, 'level', { get: () => level });
    world = await startRuntime({}, provider.client, {
      clock,
      degradation,
      samples: {
        ...NORMAL_OPERATION,
        task: (source, fault) => void samples.push(`task of ${source} ${fault ? 'failed by our fault' : 'ended'}`),
        waited: () => void samples.push('waited'),
        modelCall: (model, unreachable) => void samples.push(`${model} ${unreachable ? 'out' : 'there'}`),
      },
    });
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    level = 0;
    provider.asked.length = 0;
    provider.out.clear();
    samples.length = 0;
    clock.advance(120_000);
  });
  async function ask(definition: WorkflowDefinition, steps: readonly StepRecord[] = []) {
    const task = world.coordinator.send(definition, 'ask', { steps });
    const outcome = await world.coordinator.outcomeOf(task.token);
    const output = outcome.status === 'completed' ? ((outcome.output as { value: JsonObject }).value['text'] as string) : outcome;
    return { outcome, output, steps: world.coordinator.steps(task.token) };
  }
  const requestOf = (step: StepRecord | undefined): JsonObject => (step?.request as { value: JsonObject }).value;

  it('are called as they were asked at level 0', async () => {
    const { output, steps } = await ask(talk({ messages: turns, fallbackModel: 'far/small' }));
    expect(output).toBe('far/large said 4');
    expect([steps[0]?.name, requestOf(steps[0])['degraded']]).toEqual(['far/large', undefined]);
    expect(samples).toEqual(expect.arrayContaining(['far/large there', 'task of workflow-1 ended']));
  });
  it('are stood in for at level 1 by the fallback of the node, the workflow or the org, in that order, with half of the context', async () => {
    level = 1;
    const store = world.documents;
    await store.put(ORG, MODEL_SETTINGS.collection, MODEL_SETTINGS.fallbacks, {
      fallbacks: { 'far/large': 'near/org', '*': 'near/other' },
    });
    const said = [
      (await ask(talk({ messages: turns, fallbackModel: 'far/small' }, { fallbackModel: 'far/medium' }))).output,
      (await ask(talk({ messages: turns }, { fallbackModel: 'far/medium' }))).output,
      (await ask(talk({ messages: turns }))).output,
      (await ask(talk({ model: 'far/unlisted', messages: turns }))).output,
    ];
    await store.delete(ORG, MODEL_SETTINGS.collection, MODEL_SETTINGS.fallbacks);
    expect(said).toEqual(['far/small said 2', 'far/medium said 2', 'near/org said 2', 'near/other said 2']);
    expect((await ask(talk({ messages: turns }))).output).toBe('far/large said 2');
  });
  it('of a stored agent are stood in for by the fallback of its version', async () => {
    level = 1;
    const agent: AgentDocument = {
      agentId: 'a1',
      key: 'helper',
      kind: 'react',
      model: 'far/large',
      fallbackModel: 'far/small',
      instructions: 'Help.',
      tools: [],
      capabilities: [],
      limits: {},
      version: 1,
      status: 'active',
      by: 'test',
    };
    await world.documents.put(ORG, COLLECTIONS.agents, agent.agentId, agent, { unique: { key: agent.key } });
    const { outcome, steps } = await ask(workflow([node('ask', 'agent', { agent: 'helper', input: 'x' })], ['start -> ask -> end']));
    expect([steps[0]?.name, requestOf(steps[0])['degraded']]).toEqual(['far/small', expect.objectContaining({ asked: 'far/large' })]);
    expect((outcome as unknown as { output: { value: { steps: unknown } } }).output.value.steps).toEqual([
      expect.objectContaining({ name: 'far/small' }),
    ]);
  });
  it('are recorded as they were called, and not called again when the level has changed', async () => {
    const definition = talk({ messages: [{ role: 'system', content: 'S' }, ...turns], fallbackModel: 'far/small' });
    level = 1;
    const first = await ask(definition);
    expect(first.steps[0]?.name).toBe('far/small');
    expect(requestOf(first.steps[0])).toEqual({
      model: 'far/small',
      messages: [{ role: 'system', content: 'S' }, ...turns.slice(2)],
      degraded: { level: 1, because: 'level', asked: 'far/large', droppedMessages: 2 },
    });
    const calls = provider.asked.length;
    for (const later of [0, 1, 2, 3, 4] as const) {
      level = later;
      const again = await ask(definition, first.steps);
      expect([again.output, again.steps.length]).toEqual([first.output, 0]);
    }
    level = 0;
    const normal = await ask(definition);
    expect(normal.steps[0]?.requestHash).toBe(first.steps[0]?.requestHash);
    console.log(`recorded steps: 5 later attempts at levels 0 to 4 made ${provider.asked.length - calls - 1} calls`);
    expect(provider.asked.length - calls).toBe(1);
  });
  it('take a credential to their own provider alone', async () => {
    await world.putCredential('far-key', 'model', ['far.example'], JSON.stringify({ apiKey: 'secret-far' }));
    level = 1;
    await ask(talk({ prompt: 'x', credential: 'far-key', fallbackModel: 'far/small' }));
    await ask(talk({ prompt: 'x', credential: 'far-key', fallbackModel: 'near/small' }));
    expect(provider.asked.map(({ model, credential }) => [model, credential?.apiKey])).toEqual([
      ['far/small', 'secret-far'],
      ['near/small', undefined],
    ]);
  });
  it("are answered for by rules at level 3: the workflow's own, one it names, or the org's", async () => {
    level = 3;
    await world.documents.put(ORG, COLLECTIONS.modelScripts, 'desk', { script: [{ reply: { text: 'desk' } }] });
    const own = await ask(talk({ messages: turns }, { rules: RULES }));
    expect([own.output, own.steps[0]?.name]).toEqual([`by rules ${JSON.stringify(RULES)}`, 'scripted/rules']);
    expect(requestOf(own.steps[0])).toMatchObject({ model: 'scripted/rules', messages: turns, degraded: { level: 3, asked: 'far/large' } });
    expect((await ask(talk({ prompt: 'x' }, { rules: 'scripted/desk' }))).output).toContain('desk');
    await world.documents.put(ORG, COLLECTIONS.modelScripts, 'rules', { script: [{ reply: { text: 'org' } }] });
    expect((await ask(talk({ prompt: 'x' }))).output).toContain('org');
    await world.documents.delete(ORG, COLLECTIONS.modelScripts, 'rules');
    expect((await ask(talk({ model: 'scripted/desk', prompt: 'x' }))).output).toContain('desk');
    expect(provider.asked.every(({ model }) => model.startsWith('scripted/'))).toBe(true);
  });
  it('fail with a retryable error that says why where there are no rules', async () => {
    level = 3;
    const { outcome } = await ask(talk({ prompt: 'x' }));
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'DEGRADED', retryable: true, retryAfterMs: 30_000 } });
    expect((outcome as { error: { message: string } }).error.message).toContain('settings.rules');
    expect(provider.asked).toHaveLength(0);
  });
  it('have a circuit each: five failures open it, the fallback stands in, and no other model is touched', async () => {
    provider.out.add('far/large');
    for (let i = 0; i < 5; i++) expect((await ask(talk({ prompt: 'x' }))).outcome).toMatchObject({ error: { code: 'MODEL_UNAVAILABLE' } });
    expect((await ask(talk({ prompt: 'x' }))).outcome).toMatchObject({ error: { code: 'CIRCUIT_OPEN', retryable: true } });
    expect(world.breakers.notClosed(ORG)).toEqual([expect.objectContaining({ kind: 'model', target: 'far/large', state: 'open' })]);
    const stoodIn = await ask(talk({ messages: turns, fallbackModel: 'far/small' }));
    expect([stoodIn.output, requestOf(stoodIn.steps[0])['degraded']]).toEqual([
      'far/small said 4',
      { level: 0, because: 'circuit', asked: 'far/large', droppedMessages: 0 },
    ]);
    expect((await ask(talk({ model: 'far/other', prompt: 'x' }))).output).toBe('far/other said 1');
    const failures = samples.filter((line) => line === 'far/large out').length;
    console.log(`model circuit: ${failures} failures reached the provider, then ${world.breakers.counts.refused} refused`);
    expect(failures).toBe(5);
    provider.out.clear();
    clock.advance(30_000);
    for (let i = 0; i < 3; i++) expect((await ask(talk({ prompt: 'x' }))).output).toBe('far/large said 1');
    expect(world.breakers.notClosed(ORG)).toEqual([]);
  });
  it('do not open a circuit by refusing, by answering nonsense or by being asked wrongly', async () => {
    const schema = { type: 'object', required: ['a'] } as Json;
    for (let i = 0; i < 8; i++) await ask(talk({ model: 'far/chatty', prompt: 'x', schema }));
    expect(world.breakers.notClosed(ORG)).toEqual([]);
    expect(provider.asked).toHaveLength(8);
  });
});
