import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isRef, type JsonObject, type TaskOutcome } from '@agentflow/core';
import { COLLECTIONS } from '@agentflow/ports';
import { chain, node, workflow } from '@agentflow/testkit';
import { inPlace, ORG, startRuntime, type RunningRuntime } from './testing/start-runtime.js';

const one = (type: string, config: JsonObject, rest = {}) => workflow([node('n', type, config, rest)], ['start -> n -> end']);
const valueOf = (outcome: TaskOutcome) => {
  if (outcome.status !== 'completed') throw new Error(`not completed: ${JSON.stringify(outcome)}`);
  return isRef(outcome.output) ? outcome.output : outcome.output.value;
};
const errorOf = (outcome: TaskOutcome) => {
  if (outcome.status !== 'failed') throw new Error(`not failed: ${JSON.stringify(outcome)}`);
  return outcome.error;
};

interface Target {
  readonly server: Server;
  readonly url: string;
  readonly seen: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}
async function startTarget(): Promise<Target> {
  const target: { -readonly [K in keyof Target]: Target[K] } = {
    server: createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        target.seen.push({ method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() });
        target.answer(request, response);
      });
    }),
    url: '',
    seen: [],
    answer: (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
  };
  await new Promise<void>((resolve) => target.server.listen(0, '127.0.0.1', resolve));
  target.url = `http://127.0.0.1:${(target.server.address() as AddressInfo).port}`;
  return target;
}

describe('the agent runtime', () => {
  let running: RunningRuntime;
  let target: Target;
  beforeAll(async () => {
    target = await startTarget();
    running = await startRuntime({ AGENTFLOW_EGRESS_ALLOW: target.url.slice('http://'.length) });
  });
  afterAll(async () => {
    await running.stop();
    await new Promise((resolve) => (target.server.closeAllConnections(), target.server.close(resolve)));
  });
  beforeEach(() => {
    running.coordinator.onStep = () => 'ack';
    target.seen.length = 0;
    target.answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  });

  it('says hello, grants its slots, and answers a tool task from rendered bindings', async () => {
    const outcome = await running.coordinator.perform(one('tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } }), 'n', {
      bindings: { input: inPlace({ n: 8 }) },
    });
    expect(valueOf(outcome)).toEqual({ n: 8 });
    expect(running.coordinator.heard[0]).toMatchObject({ type: 'hello', running: [], unacked: [] });
    expect(running.coordinator.heard[1]).toEqual({ type: 'grant', slots: 256 });
  });

  it('finds a node inside the body of a map by its path', async () => {
    const inner = {
      nodes: [node('start', 'start'), node('say', 'tool', { tool: 'echo', arguments: '{{ item }}' }), node('end', 'end')],
      edges: [
        { source: 'start', target: 'say' },
        { source: 'say', target: 'end' },
      ],
    };
    const definition = workflow([node('each', 'map', { items: 'input.list' }, { body: inner })], ['start -> each -> end']);
    expect(valueOf(await running.coordinator.perform(definition, 'each[3]/say', { bindings: { item: inPlace('x') } }))).toBe('x');
  });

  it('names everything that is wrong with a rendered configuration, not to be retried', async () => {
    const outcome = await running.coordinator.perform(
      one('http', { url: '{{ input.url }}', method: '{{ input.method }}', query: 7 }),
      'n',
      { bindings: { input: inPlace({ url: 3, method: 'BREW' }) } },
    );
    const error = errorOf(outcome);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', retryable: false });
    expect((error.details!['problems'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/method',
      '/query',
      '/url',
    ]);
  });

  it('asks a model, streams its text, records the call and answers text, json and usage', async () => {
    const task = running.coordinator.send(one('llm', { model: 'scripted/echo', prompt: 'say {{ input.word }} twice' }), 'n', {
      bindings: { input: inPlace({ word: 'so' }) },
    });
    expect(valueOf(await running.coordinator.outcomeOf(task.token))).toMatchObject({
      text: 'say so twice',
      json: null,
      usage: { cost: '0' },
    });
    const [step, ...more] = running.coordinator.steps(task.token);
    expect(more).toEqual([]);
    expect(step).toMatchObject({ index: 0, kind: 'model', name: 'scripted/echo', effect: 'read', attempt: 1, usage: { cost: '0' } });
    expect(
      running.coordinator.heard
        .filter((message) => message.type === 'delta' && message.token === task.token)
        .map((message) => (message as { text: string }).text)
        .join(''),
    ).toBe('say so twice');
  });

  it('checks a model’s JSON against the schema as part of the call: the error is recorded with its usage and the next attempt asks again', async () => {
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'sloppy', {
      name: 'sloppy',
      script: [{ reply: { json: { urgency: 'very' } }, usage: { inputTokens: 5, outputTokens: 7 } }],
    });
    const definition = one('llm', {
      model: 'scripted/sloppy',
      prompt: 'x',
      schema: { type: 'object', required: ['urgency'], properties: { urgency: { type: 'integer' } } },
    });
    const task = running.coordinator.send(definition, 'n');
    const outcome = await running.coordinator.outcomeOf(task.token);
    expect(errorOf(outcome)).toMatchObject({ code: 'OUTPUT_INVALID', retryable: true });
    expect(outcome).toMatchObject({ discardFrom: 0 });
    expect(running.coordinator.steps(task.token)[0]).toMatchObject({
      error: { code: 'OUTPUT_INVALID' },
      usage: { inputTokens: 5, outputTokens: 7 },
    });
  });

  it('runs an agent with tools, every call a step, and does not repeat recorded ones in the next attempt', async () => {
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'worker', {
      name: 'worker',
      script: [
        {
          when: 'turn == 0',
          reply: {
            text: 'let me see',
            toolCalls: [
              { name: 'calculator', arguments: { expression: '6*7' } },
              { name: 'clock', arguments: {} },
            ],
          },
        },
        { reply: { text: 'it is 42' } },
      ],
    });
    const definition = one('agent', {
      model: 'scripted/worker',
      instructions: 'compute',
      tools: ['calculator', 'clock'],
      input: 'six times seven',
    });
    const first = running.coordinator.send(definition, 'n');
    const answer = valueOf(await running.coordinator.outcomeOf(first.token)) as JsonObject;
    expect(answer['text']).toBe('it is 42');
    expect((answer['steps'] as JsonObject[]).map((step) => `${String(step['kind'])} ${String(step['name'])}`)).toEqual([
      'model scripted/worker',
      'tool calculator',
      'tool clock',
      'model scripted/worker',
    ]);
    const steps = running.coordinator.steps(first.token);
    expect(steps.map(({ index, kind, name, effect }) => [index, kind, name, effect])).toEqual([
      [0, 'model', 'scripted/worker', 'read'],
      [1, 'tool', 'calculator', 'none'],
      [2, 'tool', 'clock', 'read'],
      [3, 'model', 'scripted/worker', 'read'],
    ]);
    // The first three calls are on record: only the last one is made again, and the time the agent saw is the recorded one.
    const second = running.coordinator.send(definition, 'n', { attempt: 2, steps: steps.slice(0, 3) });
    expect(((valueOf(await running.coordinator.outcomeOf(second.token)) as JsonObject)['steps'] as JsonObject[])[2]).toEqual(
      (answer['steps'] as JsonObject[])[2],
    );
    expect(running.coordinator.steps(second.token).map(({ index }) => index)).toEqual([3]);
  });

  it('refuses to go on when a recorded call asked something else', async () => {
    const first = running.coordinator.send(one('llm', { model: 'scripted/echo', prompt: 'a' }), 'n');
    await running.coordinator.outcomeOf(first.token);
    const outcome = await running.coordinator.perform(one('llm', { model: 'scripted/echo', prompt: 'b' }), 'n', {
      attempt: 2,
      steps: running.coordinator.steps(first.token),
    });
    expect(errorOf(outcome)).toMatchObject({ code: 'STEP_MISMATCH', retryable: false });
  });

  it.each([
    ['rounds', { maxIterations: 3 }],
    ['tokens', { maxTokens: 10 }],
    ['USD', { maxCost: '0.0005' }],
  ])('fails an agent that reaches its limit of %s, never calls it done', async (what, limits) => {
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'endless', {
      name: 'endless',
      script: [
        {
          reply: { text: 'more', toolCalls: [{ name: 'echo', arguments: {} }] },
          usage: { inputTokens: 4, outputTokens: 4, cost: '0.0004' },
        },
      ],
    });
    const outcome = await running.coordinator.perform(
      one('agent', { model: 'scripted/endless', tools: ['echo'], input: 'go', limits }),
      'n',
    );
    expect(errorOf(outcome)).toMatchObject({ code: 'AGENT_LIMIT', retryable: false });
    expect(errorOf(outcome).message).toContain(what);
  });

  it('never calls a tool outside the agent’s list, whatever the model asks for', async () => {
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'greedy', {
      name: 'greedy',
      script: [
        { when: 'turn == 0', reply: { toolCalls: [{ name: 'file_write', arguments: { path: 'x.txt', content: 'x' } }] } },
        { reply: { text: '{{ last.content }}' } },
      ],
    });
    const task = running.coordinator.send(one('agent', { model: 'scripted/greedy', tools: ['calculator'], input: 'go' }), 'n');
    const answer = valueOf(await running.coordinator.outcomeOf(task.token)) as JsonObject;
    expect(answer['text']).toContain('TOOL_NOT_FOUND');
    expect(running.coordinator.steps(task.token).map(({ kind }) => kind)).toEqual(['model', 'model']);
  });

  it('tells the model of a tool that failed, and takes the same way in the next attempt', async () => {
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'clumsy', {
      name: 'clumsy',
      script: [
        { when: 'turn == 0', reply: { toolCalls: [{ name: 'calculator', arguments: { expression: '1/0' } }] } },
        { reply: { text: '{{ last.content }}' } },
      ],
    });
    const definition = one('agent', { model: 'scripted/clumsy', tools: ['calculator'], input: 'go' });
    const first = running.coordinator.send(definition, 'n');
    const answer = valueOf(await running.coordinator.outcomeOf(first.token)) as JsonObject;
    expect(answer['text']).toContain('TOOL_FAILED');
    const second = running.coordinator.send(definition, 'n', { attempt: 2, steps: running.coordinator.steps(first.token) });
    expect(valueOf(await running.coordinator.outcomeOf(second.token))).toEqual(answer);
    expect(running.coordinator.steps(second.token)).toEqual([]);
  });

  it('makes no further call before the one before it is durable', async () => {
    running.coordinator.onStep = () => 'hold';
    const task = running.coordinator.send(one('agent', { model: 'scripted/worker', tools: ['calculator', 'clock'], input: 'x' }), 'n');
    const first = await running.coordinator.hears('step', (message) => message.token === task.token);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(running.coordinator.steps(task.token).map(({ index }) => index)).toEqual([0]);
    running.coordinator.onStep = () => 'ack';
    running.coordinator.ack(first.id);
    expect((await running.coordinator.outcomeOf(task.token)).status).toBe('completed');
  });

  it('calls a target with its idempotency key, the same in every attempt, and calls again what failed', async () => {
    const definition = one('http', { method: 'POST', url: `${target.url}/order`, body: { n: 1 } });
    target.answer = (_request, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy');
    const first = running.coordinator.send(definition, 'n');
    const failed = errorOf(await running.coordinator.outcomeOf(first.token));
    expect(failed).toMatchObject({ code: 'HTTP_STATUS', retryable: true, retryAfterMs: 7_000, details: { status: 503, body: 'busy' } });
    target.answer = (_request, response) => response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":5}');
    const second = await running.coordinator.perform(definition, 'n', { attempt: 2, steps: running.coordinator.steps(first.token) });
    expect(valueOf(second)).toMatchObject({ status: 201, body: { id: 5 } });
    const keys = target.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(keys).size).toBe(1);
    expect(target.seen[0]).toMatchObject({ method: 'POST', body: '{"n":1}', headers: { 'content-type': 'application/json' } });
  });

  it('sends no idempotency key with a read', async () => {
    await running.coordinator.perform(one('http', { url: target.url, query: { a: [1, 2], b: 'x y' } }), 'n');
    expect(target.seen[0]!.headers['idempotency-key']).toBeUndefined();
    expect(target.seen[0]!.url).toBe('/?a=1&a=2&b=x+y');
  });

  it.each([
    [404, false],
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [502, true],
  ])('takes status %i for an error that may be retried: %s', async (status, retryable) => {
    target.answer = (_request, response) => response.writeHead(status).end();
    expect(errorOf(await running.coordinator.perform(one('http', { url: target.url }), 'n'))).toMatchObject({
      code: 'HTTP_STATUS',
      retryable,
    });
  });

  it('takes an accepted status for an answer', async () => {
    target.answer = (_request, response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('nobody');
    expect(valueOf(await running.coordinator.perform(one('http', { url: target.url, acceptStatus: [404] }), 'n'))).toMatchObject({
      status: 404,
      body: 'nobody',
    });
    expect(valueOf(await running.coordinator.perform(one('http', { url: target.url, acceptStatus: ['4xx'] }), 'n'))).toMatchObject({
      status: 404,
    });
  });

  describe('an at_most_once call', () => {
    const definition = () => one('http', { method: 'POST', url: `${target.url}/pay` }, { effect: 'at_most_once' });

    it('leaves only after its start is durable', async () => {
      running.coordinator.onStep = (message) => (message.type === 'step-start' ? 'hold' : 'ack');
      const task = running.coordinator.send(definition(), 'n');
      const start = await running.coordinator.hears('step-start', (message) => message.token === task.token);
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(target.seen).toHaveLength(0);
      running.coordinator.ack(start.id);
      expect((await running.coordinator.outcomeOf(task.token)).status).toBe('completed');
      expect(target.seen).toHaveLength(1);
      expect(target.seen[0]!.headers['idempotency-key']).toBe(start.key);
    });

    it('is not made when its start is refused', async () => {
      running.coordinator.onStep = (message) => (message.type === 'step-start' ? 'nack' : 'ack');
      expect((await running.coordinator.perform(definition(), 'n')).status).toBe('cancelled');
      expect(target.seen).toHaveLength(0);
    });

    it('is uncertain when it gives no answer', async () => {
      target.answer = (request) => request.socket.destroy();
      const task = running.coordinator.send(definition(), 'n');
      expect(errorOf(await running.coordinator.outcomeOf(task.token))).toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        retryable: false,
        details: { uncertain: true, index: 0 },
      });
      expect(running.coordinator.steps(task.token)).toEqual([]);
      expect(target.seen).toHaveLength(1);
    });

    it('is uncertain when the attempt runs out of time meanwhile', async () => {
      target.answer = () => undefined;
      const task = running.coordinator.send(definition(), 'n', { deadline: Date.now() + 300 });
      expect(errorOf(await running.coordinator.outcomeOf(task.token))).toMatchObject({
        code: 'TIMED_OUT',
        retryable: false,
        details: { uncertain: true, index: 0 },
      });
    });

    it('has failed, and is recorded so, when the target answers an error: never to be repeated', async () => {
      target.answer = (_request, response) => response.writeHead(503).end();
      const first = running.coordinator.send(definition(), 'n');
      expect(errorOf(await running.coordinator.outcomeOf(first.token))).toMatchObject({ code: 'HTTP_STATUS', retryable: false });
      const steps = running.coordinator.steps(first.token);
      expect(steps[0]).toMatchObject({ effect: 'at_most_once', error: { code: 'HTTP_STATUS', retryable: false } });
      const again = await running.coordinator.perform(definition(), 'n', { attempt: 2, steps });
      expect(errorOf(again).code).toBe('HTTP_STATUS');
      expect(target.seen).toHaveLength(1);
    });

    it('has failed when nothing can have been sent', async () => {
      const closed = await startTarget();
      const port = (closed.server.address() as AddressInfo).port;
      await new Promise((resolve) => closed.server.close(resolve));
      const other = await startRuntime({ AGENTFLOW_EGRESS_ALLOW: `127.0.0.1:${port}` });
      const task = other.coordinator.send(
        one('http', { method: 'POST', url: `http://127.0.0.1:${port}/` }, { effect: 'at_most_once' }),
        'n',
      );
      const error = errorOf(await other.coordinator.outcomeOf(task.token));
      expect(error).toMatchObject({ code: 'HTTP_UNAVAILABLE', retryable: false });
      expect(error.details).not.toHaveProperty('uncertain');
      expect(other.coordinator.steps(task.token)).toHaveLength(1);
      await other.stop();
    });

    it('gives the answer that a person has put on record', async () => {
      const first = running.coordinator.send(definition(), 'n');
      await running.coordinator.outcomeOf(first.token);
      const [step] = running.coordinator.steps(first.token);
      target.seen.length = 0;
      const answered = { ...step!, response: { value: { status: 200, headers: {}, body: 'as told' } } };
      expect(valueOf(await running.coordinator.perform(definition(), 'n', { attempt: 2, steps: [answered] }))).toEqual(
        answered.response.value,
      );
      expect(target.seen).toHaveLength(0);
    });

    it('may finish within the grace of a cancel, and is recorded', async () => {
      let reply: (() => void) | undefined;
      target.answer = (_request, response) => (reply = () => void response.end('done'));
      const task = running.coordinator.send(definition(), 'n');
      await running.coordinator.hears('step-start', (message) => message.token === task.token);
      while (!reply) await new Promise((resolve) => setImmediate(resolve));
      running.coordinator.cancel(task.token, 10_000);
      reply();
      await running.coordinator.outcomeOf(task.token);
      expect(running.coordinator.steps(task.token)[0]).toMatchObject({ index: 0, response: { value: { status: 200 } } });
    });
  });

  it('cancels what waits for an answer at once', async () => {
    target.answer = () => undefined;
    const task = running.coordinator.send(one('http', { url: target.url }), 'n');
    while (target.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    running.coordinator.cancel(task.token, 10_000);
    expect(await running.coordinator.outcomeOf(task.token)).toEqual({ status: 'cancelled' });
  });

  it('ends an attempt at its deadline', async () => {
    target.answer = () => undefined;
    expect(errorOf(await running.coordinator.perform(one('http', { url: target.url }), 'n', { deadline: Date.now() + 200 }))).toMatchObject(
      { code: 'TIMED_OUT', retryable: true },
    );
  });

  it('puts a large value into the object store, and reads one from there after checking it', async () => {
    const text = 'x'.repeat(40_000);
    const held = valueOf(
      await running.coordinator.perform(one('tool', { tool: 'echo', arguments: '{{ input }}' }), 'n', {
        bindings: { input: inPlace(text) },
      }),
    ) as { ref: string; size: number };
    expect(held).toEqual({ ref: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), size: 40_002 });
    const key = `acme/exec-1/${held.ref.slice(7)}`;
    expect(Buffer.from(running.objects.blobs.get(key)!).toString()).toBe(JSON.stringify(text));
    const definition = one('tool', { tool: 'echo', arguments: '{{ size(input) }}' });
    expect(valueOf(await running.coordinator.perform(definition, 'n', { bindings: { input: { kind: 'value', held } } }))).toBe(40_000);
    running.objects.blobs.set(`acme/exec-2/${held.ref.slice(7)}`, Buffer.from('"forged"'));
    const corrupt = await running.coordinator.perform(definition, 'n', {
      executionId: 'exec-2' as never,
      bindings: { input: { kind: 'value', held } },
    });
    expect(errorOf(corrupt)).toMatchObject({ code: 'VALUE_CORRUPT', retryable: false });
  });

  it('refuses a value over 16 MB', async () => {
    const outcome = await running.coordinator.perform(
      one('code', { source: 'export default () => ["a".repeat(9e6), "b".repeat(9e6)]' }),
      'n',
    );
    expect(['VALUE_TOO_LARGE', 'CODE_LIMIT']).toContain(errorOf(outcome).code);
  });

  it('runs code, and hands its console to the log', async () => {
    const task = running.coordinator.send(
      one('code', {
        source: 'export default async ({ list }) => { console.warn("n", list.length); return list.map((x) => x * 2); }',
        arguments: { list: '{{ input }}' },
      }),
      'n',
      {
        bindings: { input: inPlace([1, 2]) },
      },
    );
    expect(valueOf(await running.coordinator.outcomeOf(task.token))).toEqual([2, 4]);
    expect(await running.coordinator.hears('log', (message) => message.token === task.token)).toMatchObject({
      level: 'warn',
      message: 'n 2',
    });
  });

  it('puts mail without a credential into the outbox, once for all attempts', async () => {
    const definition = one('email', { to: 'Ann <ann@example.org>, bob@example.org', subject: 'Hi', text: 'there' });
    for (const attempt of [1, 2]) valueOf(await running.coordinator.perform(definition, 'n', { attempt }));
    expect(running.outbox.mails).toHaveLength(1);
    expect(running.outbox.mails[0]).toMatchObject({ to: ['Ann <ann@example.org>', 'bob@example.org'], subject: 'Hi', text: 'there' });
  });

  it.each(['Hi\r\nBcc: all@example.org', 'Hi\nthere'])('refuses a line break in a mail’s header: %j', async (subject) => {
    const outcome = await running.coordinator.perform(one('email', { to: 'a@example.org', subject: '{{ input }}', text: '' }), 'n', {
      bindings: { input: inPlace(subject) },
    });
    expect(errorOf(outcome).code).toBe('CONFIG_INVALID');
  });

  describe('credentials', () => {
    const SECRET = 'canary-7f3a9c';
    const hostPort = () => target.url.slice('http://'.length);

    it('adds them to the call alone: not to the record, the answer, the error or the log', async () => {
      await running.putCredential('mine', 'bearer', [hostPort()], SECRET);
      target.answer = (request, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'x-echo': String(request.headers.authorization) })
          .end(JSON.stringify({ got: request.headers.authorization }));
      const definition = one('http', { url: target.url, credential: 'mine' });
      const task = running.coordinator.send(definition, 'n');
      expect(valueOf(await running.coordinator.outcomeOf(task.token))).toMatchObject({
        status: 200,
        body: { got: 'Bearer [redacted]' },
        headers: { 'x-echo': 'Bearer [redacted]' },
      });
      expect(target.seen[0]!.headers.authorization).toBe(`Bearer ${SECRET}`);
      target.answer = (request, response) => response.writeHead(401).end(`no: ${String(request.headers.authorization)}`);
      expect(errorOf(await running.coordinator.perform(definition, 'n'))).toMatchObject({
        code: 'HTTP_STATUS',
        details: { body: 'no: Bearer [redacted]' },
      });
      expect(JSON.stringify(running.coordinator.heard)).not.toContain(SECRET);
    });

    it('sends them to the hosts they are bound to and no other', async () => {
      await running.putCredential('elsewhere', 'bearer', ['api.example.org', '127.0.0.1:1', '*.127.0.0.1'], SECRET);
      expect(errorOf(await running.coordinator.perform(one('http', { url: target.url, credential: 'elsewhere' }), 'n'))).toMatchObject({
        code: 'CREDENTIAL_HOST',
        retryable: false,
      });
      expect(target.seen).toHaveLength(0);
    });

    it.each([
      ['basic', 'ann:pass-9917', { authorization: `Basic ${Buffer.from('ann:pass-9917').toString('base64')}` }],
      ['basic', '{"username":"ann","password":"pass-9917"}', { authorization: `Basic ${Buffer.from('ann:pass-9917').toString('base64')}` }],
      ['header', '{"name":"X-Token","value":"tok-1234"}', { 'x-token': 'tok-1234' }],
      ['api-key', 'key-12345', { 'x-api-key': 'key-12345' }],
    ])('knows the type %s with secret %s', async (type, secret, headers) => {
      const key = `c-${Math.abs(secret.length * 31 + type.length)}`;
      await running.putCredential(key, type, [hostPort()], secret);
      valueOf(await running.coordinator.perform(one('http', { url: target.url, credential: key }), 'n'));
      expect(target.seen[0]!.headers).toMatchObject(headers);
    });

    it('names a credential that is not there', async () => {
      expect(errorOf(await running.coordinator.perform(one('http', { url: target.url, credential: 'nobody' }), 'n'))).toMatchObject({
        code: 'CREDENTIAL_NOT_FOUND',
      });
    });
  });

  it('offers what was not acknowledged again after the stream broke', async () => {
    const other = await startRuntime();
    other.coordinator.ackResults = false;
    const outcome = other.coordinator.perform(one('tool', { tool: 'echo', arguments: 1 }), 'n');
    expect((await outcome).status).toBe('completed');
    const before = other.coordinator.heard.length;
    other.coordinator.ackResults = true;
    other.coordinator.workers[0]!.close();
    const isNew = (message: unknown) => other.coordinator.heard.lastIndexOf(message as never) >= before;
    const hello = await other.coordinator.hears('hello', isNew);
    expect(hello.unacked).toEqual(['commit.1']);
    expect((await other.coordinator.hears('result', isNew)).token).toBe('commit.1');
    await other.stop();
    expect(other.runtime.stats()).toMatchObject({ unacked: 0, running: 0 });
  });

  it('answers chains of pure tool tasks without waiting for anything', async () => {
    const definition = chain(10, 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } });
    const count = 2_000;
    const start = performance.now();
    const tokens = Array.from(
      { length: count },
      (_, i) => running.coordinator.send(definition, `a${(i % 10) + 1}`, { bindings: { input: inPlace({ n: i }) } }).token,
    );
    expect((await running.coordinator.outcomeOf(tokens.at(-1)!)).status).toBe('completed');
    console.log(`echo tasks: ${count} in ${(performance.now() - start).toFixed(0)} ms`);
  });
});
