import { AppError, type Json } from '@agentflow/core';
import type { Clock, ModelEvent, ModelRequest } from '@agentflow/ports';
import { createModelClients } from './create-model-clients.js';

/** A clock on which time passes only by `advance`. */
function stillClock(): Clock & { advance(ms: number): void; readonly waiting: number } {
  let now = 0;
  const timers = new Set<{ at: number; call: () => void }>();
  return {
    now: () => now,
    monotonic: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      now += ms;
      for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.call();
    },
    get waiting() {
      return timers.size;
    },
  };
}
const clock = stillClock();
const client = createModelClients({ clock, env: {} });
const ask = (model: string, content: string, more: Partial<ModelRequest> = {}): AsyncIterable<ModelEvent> =>
  client.stream({ model, messages: [{ role: 'user', content }], signal: new AbortController().signal, ...more });
async function read(stream: AsyncIterable<ModelEvent>): Promise<{ texts: string[]; done: Extract<ModelEvent, { type: 'done' }> }> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return {
    texts: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])),
    done: events.at(-1) as Extract<ModelEvent, { type: 'done' }>,
  };
}
const script = (rows: Json): { script: Json } => ({ script: rows });
const errorOf = async (stream: AsyncIterable<ModelEvent>): Promise<AppError> =>
  read(stream).then(
    () => Promise.reject(new Error('it answered')),
    (error: AppError) => error,
  );

describe('scripted/echo', () => {
  it('repeats the last user message word by word, spaces and line ends kept', async () => {
    const { texts, done } = await read(
      ask('scripted/echo', '', {
        messages: [
          { role: 'user', content: 'first' },
          { role: 'assistant', content: 'a' },
          { role: 'user', content: ' Hello,  dear\nworld \n' },
        ],
      }),
    );
    expect(texts).toEqual([' Hello,', '  dear', '\nworld \n']);
    expect(texts.join('')).toBe(done.text);
    expect(done).toMatchObject({ finish: 'stop', toolCalls: [], usage: { cost: '0' } });
    expect(done.usage.inputTokens).toBeGreaterThan(0);
  });
  it('repeats nothing and blanks as they are', async () => {
    expect((await read(ask('scripted/echo', ''))).done.text).toBe('');
    expect((await read(ask('scripted/echo', '  \n'))).texts).toEqual(['  \n']);
  });
});
describe('a scripted model', () => {
  it('answers with the first row that fits', async () => {
    const rows = script([
      { when: "prompt.contains('fire')", reply: { text: 'Run!' } },
      { when: 'turn > 0', reply: { text: 'Again?' } },
      { reply: { text: 'Fine.' } },
    ]);
    expect((await read(ask('scripted/guard', 'a fire', rows))).done.text).toBe('Run!');
    expect((await read(ask('scripted/guard', 'rain', rows))).done.text).toBe('Fine.');
    const messages: ModelRequest['messages'] = [
      { role: 'user', content: 'rain' },
      { role: 'assistant', content: 'Fine.' },
      { role: 'user', content: 'rain' },
    ];
    expect((await read(ask('scripted/guard', '', { ...rows, messages }))).done.text).toBe('Again?');
  });
  it('answers JSON with templates that keep their types', async () => {
    const rows = script([{ reply: { json: { words: "{{ size(prompt.split(' ')) }}", said: 'You said {{ prompt }}' } } }]);
    const { done } = await read(ask('scripted/count', 'one two three', rows));
    expect(JSON.parse(done.text)).toEqual({ words: 3, said: 'You said one two three' });
  });
  it('never evaluates text that came from a message', async () => {
    const { done } = await read(ask('scripted/parrot', '{{ 1 + 1 }}', script([{ reply: { text: '{{ prompt }}!' } }])));
    expect(done.text).toBe('{{ 1 + 1 }}!');
  });
  it('calls tools, then answers from their results', async () => {
    const rows = script([
      { when: "last.role == 'tool'", reply: { text: 'It is {{ last.json.result }}.' } },
      {
        when: "'calculator' in tools",
        reply: { text: 'Let me see.', toolCalls: [{ name: 'calculator', arguments: { expression: '{{ prompt }}' } }] },
      },
    ]);
    const tools = [{ name: 'calculator', description: '', parameters: {} }];
    const first = (await read(ask('scripted/clerk', '2+3', { ...rows, tools }))).done;
    expect(first).toMatchObject({
      finish: 'tool_calls',
      toolCalls: [{ id: 'call_0_0', name: 'calculator', arguments: { expression: '2+3' } }],
    });
    const messages: ModelRequest['messages'] = [
      { role: 'user', content: '2+3' },
      { role: 'assistant', content: first.text, toolCalls: first.toolCalls },
      { role: 'tool', toolCallId: 'call_0_0', name: 'calculator', content: '{"result":5}' },
    ];
    expect((await read(ask('scripted/clerk', '', { ...rows, tools, messages }))).done.text).toBe('It is 5.');
  });
  it('reports the usage of its script', async () => {
    const rows = script([{ reply: { text: 'x' }, usage: { inputTokens: 120, outputTokens: 8, cost: '0.0004' } }]);
    expect((await read(ask('scripted/paid', 'y', rows))).done.usage).toEqual({ inputTokens: 120, outputTokens: 8, cost: '0.0004' });
  });
  it('takes its delay by the clock, spread over the words', async () => {
    const stream = ask('scripted/slow', 'x', script([{ reply: { text: 'one two' }, delaySeconds: 3 }]))[Symbol.asyncIterator]();
    let words = 0;
    const first = stream.next().then((step) => (words++, step));
    while (clock.waiting < 3) await Promise.resolve();
    clock.advance(999);
    await new Promise(setImmediate);
    expect(words).toBe(0);
    clock.advance(1);
    expect((await first).value).toEqual({ type: 'text', text: 'one' });
    clock.advance(2_000);
    expect((await stream.next()).value).toEqual({ type: 'text', text: ' two' });
    expect((await stream.next()).value).toMatchObject({ type: 'done', text: 'one two' });
    await stream.next();
    expect(clock.waiting).toBe(0);
  });
  it('ends a delay at once when it is cancelled', async () => {
    const caller = new AbortController();
    const failing = errorOf(
      ask('scripted/slow', 'x', { ...script([{ reply: { text: 'one' }, delaySeconds: 3_600 }]), signal: caller.signal }),
    );
    while (clock.waiting < 2) await Promise.resolve();
    caller.abort();
    expect((await failing).code).toBe('TASK_CANCELLED');
    expect(clock.waiting).toBe(0);
  });
  it('says which model has no row for what was asked', async () => {
    const error = await errorOf(ask('scripted/picky', 'hello there', script([{ when: 'false', reply: { text: 'x' } }])));
    expect(error).toMatchObject({ code: 'MODEL_FAILED', retryable: false });
    expect(error.message).toContain('scripted/picky');
    expect(error.message).toContain('hello there');
  });
  it('says in which row an expression failed', async () => {
    const error = await errorOf(ask('scripted/odd', 'x', script([{ when: 'messages[7].role == "user"', reply: { text: 'x' } }])));
    expect(error.code).toBe('MODEL_FAILED');
    expect(error.message).toMatch(/row 1 of the script of scripted\/odd, when/);
  });
  it('refuses a script that is wrong, naming the place', async () => {
    const error = await errorOf(ask('scripted/bad', 'x', script([{ reply: {} }])));
    expect(error).toMatchObject({ code: 'MODEL_FAILED', problems: [{ pointer: '/0/reply' }] });
  });
  it('is not found without a script', async () => {
    expect(await errorOf(ask('scripted/nobody', 'x'))).toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: expect.stringContaining('models/nobody.yaml'),
    });
  });
});
describe('createModelClients', () => {
  it('names the providers when a model has none of them', async () => {
    for (const model of ['gpt-5', 'nowhere/x', '/x', 'openai/', '']) {
      expect(await errorOf(ask(model, 'x'))).toMatchObject({
        code: 'MODEL_NOT_FOUND',
        message: expect.stringContaining('scripted, openai, anthropic'),
      });
    }
  });
  it('says what to set when a provider has no key', async () => {
    expect(await errorOf(ask('openai/gpt-5', 'x'))).toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: expect.stringContaining('OPENAI_API_KEY'),
    });
  });
  it('lists the models of the price list, and whether they can be called', async () => {
    const models = await client.list();
    expect(models.find(({ name }) => name === 'scripted/echo')).toMatchObject({ available: true, price: { input: '0', output: '0' } });
    expect(models.find(({ name }) => name === 'openai/gpt-5-mini')).toMatchObject({
      provider: 'openai',
      available: false,
      price: { input: '0.25', output: '2', asOf: '2026-11-05' },
    });
  });
  it('asks a compatible server for its models, and lists none when it is down', async () => {
    const asked: string[] = [];
    const served = createModelClients({
      clock: stillClock(),
      env: { ollamaUrl: 'http://ollama.test:11434/', compatible: [{ name: 'down', baseUrl: 'http://down.test/v1' }] },
      fetch: async (url) => {
        asked.push(String(url));
        if (String(url).includes('down')) throw new TypeError('fetch failed');
        return Response.json({ data: [{ id: 'qwen3:8b' }] });
      },
    });
    const names = (await served.list()).map(({ name }) => name);
    await served.list();
    expect(names).toContain('ollama/qwen3:8b');
    expect(names.some((name) => name.startsWith('down/'))).toBe(false);
    expect(asked).toEqual(['http://ollama.test:11434/v1/models', 'http://down.test/v1/models']);
  });
  it('keeps what the one door to the outside says, in its own words about the model', async () => {
    for (const [thrown, code] of [
      [new AppError('EGRESS_REFUSED', '10.0.0.1 is not a public address'), 'EGRESS_REFUSED'],
      [new AppError('HTTP_UNAVAILABLE', 'the host cannot be resolved'), 'MODEL_UNAVAILABLE'],
    ] as const) {
      for (const model of ['openai/gpt-5', 'anthropic/claude-haiku-4-5']) {
        const behindDoor = createModelClients({
          clock: stillClock(),
          env: { openaiKey: 'k', anthropicKey: 'k' },
          fetch: () => Promise.reject(thrown),
        });
        const error = await errorOf(
          behindDoor.stream({ model, messages: [{ role: 'user', content: 'x' }], signal: new AbortController().signal }),
        );
        expect([error.code, error.message]).toEqual([code, expect.stringContaining(thrown.message)]);
      }
    }
  });
  it('refuses a compatible server whose name is taken or no name', () => {
    for (const name of ['openai', 'My Server', '__proto__']) {
      expect(() => createModelClients({ clock, env: { compatible: [{ name, baseUrl: 'http://x' }] } })).toThrow(
        'cannot name a model server',
      );
    }
  });
});
