import type { JsonSchema } from '@agentflow/core';
import type { ModelEvent, ModelRequest } from '@agentflow/ports';
import { startModelServer, type ModelServer } from '@agentflow/testkit';
import { createModelClients } from './create-model-clients.js';
import { isStrict } from './openai-wire.js';

const clock = { now: () => 0, monotonic: () => 0, after: () => () => undefined };
const schema: JsonSchema = { type: 'object', required: ['mood'], properties: { mood: { type: 'string' } } };
let server: ModelServer;
afterEach(() => server.stop());

async function answer(
  protocol: 'openai' | 'anthropic',
  model: string,
  more: Partial<ModelRequest>,
): Promise<{ texts: string[]; done: Extract<ModelEvent, { type: 'done' }> }> {
  const url = server.url;
  const client = createModelClients({
    clock,
    env:
      protocol === 'openai' ? { openaiKey: 'k', openaiBaseUrl: `${url}/v1`, ollamaUrl: url } : { anthropicKey: 'k', anthropicBaseUrl: url },
  });
  const events: ModelEvent[] = [];
  for await (const event of client.stream({
    model,
    messages: [{ role: 'user', content: 'How are you?' }],
    signal: new AbortController().signal,
    ...more,
  }))
    events.push(event);
  return {
    texts: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])),
    done: events.at(-1) as Extract<ModelEvent, { type: 'done' }>,
  };
}

describe('an answer by schema from chat completions', () => {
  beforeEach(async () => void (server = await startModelServer('openai')));

  it('asks for the schema, strictly only where the schema allows it', async () => {
    server.next({ kind: 'answer', words: ['{"mood":', '"good"}'] }, { kind: 'answer', words: ['{}'] });
    expect((await answer('openai', 'openai/gpt-x', { schema })).done.text).toBe('{"mood":"good"}');
    await answer('openai', 'openai/gpt-x', { schema: { ...(schema as object), additionalProperties: false } });
    expect(server.requests.map(({ body }) => (body['response_format'] as { json_schema: { strict: boolean } }).json_schema.strict)).toEqual(
      [false, true],
    );
  });
  it('knows which schemas strict mode takes', () => {
    expect(
      isStrict({
        type: 'object',
        additionalProperties: false,
        required: ['a'],
        properties: { a: { type: 'array', items: { type: 'string' } } },
      }),
    ).toBe(true);
    expect(isStrict({ type: 'object', additionalProperties: false, required: [], properties: { a: { type: 'string' } } })).toBe(false);
    expect(isStrict({ type: 'object', properties: {} })).toBe(false);
    expect(isStrict(true)).toBe(false);
  });
  it('limits tokens by the name each server knows, and sends key, temperature and idempotency key', async () => {
    server.next({ kind: 'answer', words: ['x'] }, { kind: 'answer', words: ['x'] });
    await answer('openai', 'openai/gpt-x', { maxTokens: 5, temperature: 0.5, idempotencyKey: 'once', credential: { apiKey: 'own-key' } });
    await answer('openai', 'ollama/qwen3:8b', { maxTokens: 5 });
    expect(server.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer own-key', 'idempotency-key': 'once' },
      body: { max_completion_tokens: 5, temperature: 0.5 },
    });
    expect(server.requests[1]).toMatchObject({
      path: '/v1/chat/completions',
      body: { model: 'qwen3:8b', max_tokens: 5, stream_options: { include_usage: true } },
    });
  });
});
describe('an answer by schema from the messages API', () => {
  beforeEach(async () => void (server = await startModelServer('anthropic')));

  it('comes through a forced tool and streams as the JSON it is', async () => {
    server.next({ kind: 'answer', toolCalls: [{ id: 'a', name: 'give_answer', argumentsJson: '{"mood":"good"}' }] });
    const { texts, done } = await answer('anthropic', 'anthropic/claude-haiku-4-5', { schema, temperature: 0 });
    expect(done).toMatchObject({ text: '{"mood":"good"}', toolCalls: [], finish: 'stop' });
    expect(texts.join('')).toBe('{"mood":"good"}');
    expect(server.requests[0]!.body).toMatchObject({
      tool_choice: { type: 'tool', name: 'give_answer' },
      temperature: 0,
      max_tokens: 8192,
    });
  });
  it('is asked for, not forced, from models that always think', async () => {
    server.next({ kind: 'answer', toolCalls: [{ id: 'a', name: 'give_answer', argumentsJson: '{"mood":"good"}' }] });
    await answer('anthropic', 'anthropic/claude-opus-5-5', { schema, temperature: 0 });
    const { body } = server.requests[0]!;
    expect(body['tool_choice']).toBeUndefined();
    expect(body['temperature']).toBeUndefined();
    expect(body['system']).toContain('give_answer');
  });
  it('may be an array, wrapped on the wire alone', async () => {
    server.next({ kind: 'answer', toolCalls: [{ id: 'a', name: 'give_answer', argumentsJson: '{"answer":["a","b"]}' }] });
    expect(
      (await answer('anthropic', 'anthropic/claude-haiku-4-5', { schema: { type: 'array', items: { type: 'string' } } })).done.text,
    ).toBe('["a","b"]');
  });
  it('leaves the choice between tools and the answer to the model', async () => {
    server.next({ kind: 'answer', toolCalls: [{ id: 'a', name: 'clock', argumentsJson: '{}' }] });
    const tools = [{ name: 'clock', description: 'Tells the time', parameters: { type: 'object' } }];
    const { done } = await answer('anthropic', 'anthropic/claude-haiku-4-5', { schema, tools });
    expect(done).toMatchObject({ finish: 'tool_calls', toolCalls: [{ name: 'clock' }] });
    expect(server.requests[0]!.body).toMatchObject({ tool_choice: { type: 'any' } });
  });
  it('puts system text apart and joins tool results into one turn', async () => {
    server.next({ kind: 'answer', words: ['x'] });
    await answer('anthropic', 'anthropic/claude-haiku-4-5', {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Go' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'a', name: 'clock', arguments: {} },
            { id: 'b', name: 'clock', arguments: {} },
          ],
        },
        { role: 'tool', toolCallId: 'a', name: 'clock', content: '1' },
        { role: 'tool', toolCallId: 'b', name: 'clock', content: '2' },
      ],
    });
    const body = server.requests[0]!.body as { system: string; messages: { role: string; content: { type: string }[] }[] };
    expect(body.system).toBe('Be brief.');
    expect(body.messages.map(({ role, content }) => [role, ...content.map(({ type }) => type)])).toEqual([
      ['user', 'text'],
      ['assistant', 'tool_use', 'tool_use'],
      ['user', 'tool_result', 'tool_result'],
    ]);
  });
});
