import assert from 'node:assert/strict';
import { AppError, isAppError } from '@agentflow/core';
import type { ModelClient, ModelEvent, ModelRequest } from '@agentflow/ports';
import type { ModelServer } from '../model-server.js';

/** A client of one provider before a server that speaks its protocol. */
export interface ModelClientFixture {
  readonly client: ModelClient;
  readonly server: ModelServer;
  /** `<provider>/<name>` of a model whose price is `input` 2 and `output` 10 USD per million tokens, cached input 1. */
  readonly model: string;
  /** The key the client sends; must never appear in an error. */
  readonly apiKey: string;
  /** Lets the client's clock pass so many milliseconds. */
  passTime(ms: number): void;
  /** How long the client bears silence, in milliseconds. */
  readonly idleMs: number;
  close(): Promise<void>;
}
export interface ModelClientCase {
  readonly name: string;
  run(fixture: ModelClientFixture): Promise<void>;
}
const request = (model: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  model,
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Tell me a story.' },
  ],
  signal: new AbortController().signal,
  ...more,
});
async function collect(
  stream: AsyncIterable<ModelEvent>,
): Promise<{ readonly texts: string[]; readonly done: Extract<ModelEvent, { type: 'done' }> }> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  const done = events.at(-1);
  assert.ok(done?.type === 'done', 'the last event is done');
  assert.equal(events.filter((event) => event.type === 'done').length, 1, 'there is exactly one done');
  return { texts: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])), done };
}
/** Reads a stream that must fail: how, and what came before. */
async function failure(
  stream: AsyncIterable<ModelEvent>,
  onEvent: (event: ModelEvent) => void = () => undefined,
): Promise<{ readonly error: AppError; readonly events: readonly ModelEvent[] }> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of stream) {
      events.push(event);
      onEvent(event);
    }
  } catch (error) {
    assert.ok(isAppError(error), `an AppError is thrown, not ${String(error)}`);
    assert.ok(!events.some((event) => event.type === 'done'), 'a stream that fails never says done');
    return { error, events };
  }
  return assert.fail(`the stream ended without an error: ${JSON.stringify(events)}`);
}
const weather = {
  name: 'weather.at',
  description: 'The weather at a place',
  parameters: { type: 'object', required: ['place'], properties: { place: { type: 'string' } } },
} as const;

/** What every networked model client keeps. */
export const modelClientContract: readonly ModelClientCase[] = [
  {
    name: 'streams text as it comes and says done once, last, with the whole text',
    async run({ client, server, model }) {
      server.next({ kind: 'answer', words: ['Once', ' upon', ' a time.'] });
      const { texts, done } = await collect(client.stream(request(model)));
      assert.deepEqual(texts, ['Once', ' upon', ' a time.']);
      assert.equal(done.text, 'Once upon a time.');
      assert.equal(done.finish, 'stop');
      assert.deepEqual(done.toolCalls, []);
    },
  },
  {
    name: 'reports usage and its exact cost, cached input at its own rate',
    async run({ client, server, model }) {
      server.next({ kind: 'answer', words: ['Hi'], usage: { input: 1_000, output: 3, cached: 400 } });
      const { done } = await collect(client.stream(request(model)));
      assert.deepEqual(done.usage, { inputTokens: 1_000, outputTokens: 3, cost: '0.00163' });
      assert.equal(done.usageEstimated, undefined);
    },
  },
  {
    name: 'estimates usage, and says so, when the server does not count',
    async run({ client, server, model }) {
      server.next({ kind: 'answer', words: ['Once upon a time'], usage: null });
      const { done } = await collect(client.stream(request(model)));
      assert.equal(done.usageEstimated, true);
      assert.ok(done.usage.inputTokens > 0 && done.usage.outputTokens > 0 && done.usage.cost !== '0');
    },
  },
  {
    name: 'sends tools, and gives back several calls with their arguments and own names',
    async run({ client, server, model }) {
      server.next({
        kind: 'answer',
        toolCalls: [
          { id: 'a', name: 'weather_at', argumentsJson: '{"place":"Delft"}' },
          { id: 'b', name: 'weather_at', argumentsJson: '' },
        ],
      });
      const { done } = await collect(client.stream(request(model, { tools: [weather] })));
      assert.equal(done.finish, 'tool_calls');
      assert.deepEqual(done.toolCalls, [
        { id: 'a', name: 'weather.at', arguments: { place: 'Delft' } },
        { id: 'b', name: 'weather.at', arguments: {} },
      ]);
      assert.match(JSON.stringify(server.requests[0]?.body['tools']), /weather_at.*The weather at a place/);
    },
  },
  {
    name: 'carries a conversation with tool results',
    async run({ client, server, model }) {
      server.next({ kind: 'answer', words: ['Sunny.'] });
      const messages: ModelRequest['messages'] = [
        { role: 'user', content: 'Weather in Delft and Gent?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'a', name: 'weather.at', arguments: { place: 'Delft' } },
            { id: 'b', name: 'weather.at', arguments: { place: 'Gent' } },
          ],
        },
        { role: 'tool', toolCallId: 'a', name: 'weather.at', content: '{"sky":"clear"}' },
        { role: 'tool', toolCallId: 'b', name: 'weather.at', content: '{"sky":"grey"}' },
      ];
      await collect(client.stream(request(model, { messages, tools: [weather] })));
      const sent = JSON.stringify(server.requests[0]?.body['messages']);
      for (const part of ['weather_at', 'Delft', 'Gent', 'clear', 'grey']) assert.ok(sent.includes(part), `${part} is sent: ${sent}`);
    },
  },
  {
    name: 'says refused when the provider declines, and length when the answer was cut',
    async run({ client, server, model }) {
      server.next({ kind: 'answer', words: ['No'], finish: 'refused' }, { kind: 'answer', words: ['Once'], finish: 'length' });
      assert.equal((await collect(client.stream(request(model)))).done.finish, 'refused');
      assert.equal((await collect(client.stream(request(model, { maxTokens: 1 })))).done.finish, 'length');
    },
  },
  {
    name: 'answers 429 with MODEL_UNAVAILABLE and the seconds to wait, after one request',
    async run({ client, server, model }) {
      server.next({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
      const { error } = await failure(client.stream(request(model)));
      assert.deepEqual([error.code, error.retryable, error.retryAfterSeconds], ['MODEL_UNAVAILABLE', true, 7]);
      assert.equal(server.requests.length, 1, 'the engine retries, not the driver');
    },
  },
  {
    name: 'answers 500, 503 and 529 with MODEL_UNAVAILABLE, after one request each',
    async run({ client, server, model }) {
      for (const status of [500, 503, 529]) {
        server.next({ kind: 'status', status });
        const { error } = await failure(client.stream(request(model)));
        assert.deepEqual([error.code, error.retryable], ['MODEL_UNAVAILABLE', true], `status ${status}`);
      }
      assert.equal(server.requests.length, 3);
    },
  },
  {
    name: 'answers 400 and 401 with MODEL_FAILED, in the words of the server, without the key',
    async run({ client, server, model, apiKey }) {
      for (const status of [400, 401]) {
        server.next({ kind: 'status', status, message: `bad: ${apiKey}` });
        const { error } = await failure(client.stream(request(model)));
        assert.deepEqual([error.code, error.retryable], ['MODEL_FAILED', false]);
        assert.match(error.message, /bad: \*\*\*/);
        assert.ok(!error.message.includes(apiKey) && !JSON.stringify(error.details).includes(apiKey));
      }
    },
  },
  {
    name: 'answers an unknown model with MODEL_NOT_FOUND',
    async run({ client, server, model }) {
      server.next({ kind: 'status', status: 404, message: 'model: no such model' });
      assert.equal((await failure(client.stream(request(model)))).error.code, 'MODEL_NOT_FOUND');
    },
  },
  {
    name: 'ends a hanging call with TASK_CANCELLED when it is aborted, and lets the connection go',
    async run({ client, server, model }) {
      server.next({ kind: 'hang', after: 'words' });
      const caller = new AbortController();
      const { error, events } = await failure(client.stream(request(model, { signal: caller.signal })), () => caller.abort());
      assert.equal(error.code, 'TASK_CANCELLED');
      assert.equal(events.length, 1);
      await server.requests[0]!.closed;
    },
  },
  {
    name: 'keeps the reason of an abort that has one, such as a deadline',
    async run({ client, server, model }) {
      server.next({ kind: 'hang', after: 'words' });
      const caller = new AbortController();
      const { error } = await failure(client.stream(request(model, { signal: caller.signal })), () =>
        caller.abort(new AppError('TIMED_OUT', 'the attempt took too long')),
      );
      assert.equal(error.code, 'TIMED_OUT');
    },
  },
  {
    name: 'does not call at all when it is already aborted',
    async run({ client, server, model }) {
      const { error } = await failure(client.stream(request(model, { signal: AbortSignal.abort() })));
      assert.equal(error.code, 'TASK_CANCELLED');
      assert.equal(server.requests.length, 0);
    },
  },
  {
    name: 'gives up with MODEL_UNAVAILABLE on a stream that falls silent',
    async run({ client, server, model, passTime, idleMs }) {
      server.next({ kind: 'hang', after: 'words' });
      const { error } = await failure(client.stream(request(model)), () => passTime(idleMs));
      assert.deepEqual([error.code, error.retryable], ['MODEL_UNAVAILABLE', true]);
      assert.match(error.message, /silent/);
      await server.requests[0]!.closed;
    },
  },
  {
    name: 'gives up on a server that takes the request and never answers',
    async run({ client, server, model, passTime, idleMs }) {
      server.next({ kind: 'hang', after: 'request' });
      const reading = failure(client.stream(request(model)));
      await server.arrived(1);
      passTime(idleMs);
      assert.equal((await reading).error.code, 'MODEL_UNAVAILABLE');
      await server.requests[0]!.closed;
    },
  },
  {
    name: 'lets the connection go when the reader stops early',
    async run({ client, server, model }) {
      server.next({ kind: 'hang', after: 'words' });
      for await (const event of client.stream(request(model))) {
        assert.equal(event.type, 'text');
        break;
      }
      await server.requests[0]!.closed;
    },
  },
  {
    name: 'answers a stream that is torn or ends early with MODEL_UNAVAILABLE and never says done',
    async run({ client, server, model }) {
      for (const how of ['reset', 'end', 'inside-event'] as const) {
        server.next({ kind: 'truncate', how });
        const { error } = await failure(client.stream(request(model)));
        assert.deepEqual([error.code, error.retryable], ['MODEL_UNAVAILABLE', true], how);
      }
    },
  },
  {
    name: 'answers malformed JSON in the stream with MODEL_FAILED',
    async run({ client, server, model }) {
      server.next({ kind: 'malformed' });
      const { error, events } = await failure(client.stream(request(model)));
      assert.deepEqual([error.code, error.retryable], ['MODEL_FAILED', false]);
      assert.equal(events.length, 1, 'what came before was streamed');
    },
  },
  {
    name: 'answers a page that is no stream with MODEL_FAILED that names the base URL',
    async run({ client, server, model }) {
      server.next({ kind: 'html' });
      const { error } = await failure(client.stream(request(model)));
      assert.equal(error.code, 'MODEL_FAILED');
      assert.match(error.message, /text\/html.*127\.0\.0\.1/);
    },
  },
  {
    name: 'answers an error inside the stream by whose fault it is',
    async run({ client, server, model }) {
      server.next({ kind: 'stream-error', type: 'overloaded_error' }, { kind: 'stream-error', type: 'invalid_request_error' });
      assert.equal((await failure(client.stream(request(model)))).error.code, 'MODEL_UNAVAILABLE');
      assert.equal((await failure(client.stream(request(model)))).error.code, 'MODEL_FAILED');
    },
  },
  {
    name: 'answers tool arguments that are no JSON object with MODEL_FAILED that may be retried',
    async run({ client, server, model }) {
      for (const argumentsJson of ['{"place":', '["Delft"]']) {
        server.next({ kind: 'answer', toolCalls: [{ id: 'a', name: 'weather_at', argumentsJson }] });
        const { error } = await failure(client.stream(request(model, { tools: [weather] })));
        assert.deepEqual([error.code, error.retryable], ['MODEL_FAILED', true]);
      }
    },
  },
  {
    name: 'answers a server that is not there with MODEL_UNAVAILABLE',
    async run({ client, server, model }) {
      await server.stop();
      const { error } = await failure(client.stream(request(model)));
      assert.deepEqual([error.code, error.retryable], ['MODEL_UNAVAILABLE', true]);
    },
  },
];
