import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with the next request. Words arrive as separate chunks of the stream. */
export type ModelServerAct =
  | {
      readonly kind: 'answer';
      readonly words?: readonly string[];
      readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly argumentsJson: string }[];
      /** `null`: the server does not count. */
      readonly usage?: { readonly input: number; readonly output: number; readonly cached?: number } | null;
      readonly finish?: 'stop' | 'length' | 'refused';
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: { readonly [name: string]: string };
      readonly message?: string;
      readonly code?: string;
    }
  /** `headers`: not even those come. `words`: one word comes, then silence. */
  | { readonly kind: 'hang'; readonly after: 'request' | 'words' }
  /** Cut in the middle: the connection torn, the body ended early, or ended inside an event's JSON. */
  | { readonly kind: 'truncate'; readonly how: 'reset' | 'end' | 'inside-event' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'html' }
  | { readonly kind: 'stream-error'; readonly type: string };

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly [key: string]: unknown };
  /** Resolves when the client's connection for this request is gone or the answer is complete. */
  readonly closed: Promise<void>;
}
export interface ModelServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Queues what is done with requests to come, in order. A request without one gets 501. */
  next(...acts: ModelServerAct[]): void;
  /** Resolves once so many requests have come in all. */
  arrived(count: number): Promise<void>;
  stop(): Promise<void>;
}
/** A local server that speaks OpenAI's chat completions or Anthropic's messages, and misbehaves on demand. */
export async function startModelServer(protocol: 'openai' | 'anthropic'): Promise<ModelServer> {
  const acts: ModelServerAct[] = [];
  const requests: SeenRequest[] = [];
  const arrivals = new EventEmitter();
  const speak = protocol === 'openai' ? speakOpenAi : speakAnthropic;
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const closed = new Promise<void>((resolve) => response.once('close', resolve));
      requests.push({
        path: request.url ?? '',
        headers: request.headers,
        body: text === '' ? {} : (JSON.parse(text) as SeenRequest['body']),
        closed,
      });
      arrivals.emit('request');
      perform(acts.shift() ?? { kind: 'status', status: 501, message: 'the test queued no answer' }, response, speak);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next: (...more) => void acts.push(...more),
    async arrived(count) {
      while (requests.length < count) await once(arrivals, 'request');
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
type Answer = Extract<ModelServerAct, { kind: 'answer' }>;
/** The events of an answer as SSE text, one per element. */
type Speak = {
  events(answer: Answer): string[];
  error(type: string): string;
  errorBody(message: string, code: string | undefined): unknown;
};

function perform(act: ModelServerAct, response: ServerResponse, speak: Speak): void {
  if (act.kind === 'status') {
    response
      .writeHead(act.status, { 'content-type': 'application/json', ...act.headers })
      .end(JSON.stringify(speak.errorBody(act.message ?? 'the server says no', act.code)));
    return;
  }
  if (act.kind === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>a proxy</html>');
  if (act.kind === 'hang' && act.after === 'request') return;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (act.kind === 'answer') return void response.end(speak.events(act).join(''));
  const begin = speak.events({ kind: 'answer', words: ['Once', ' upon', ' a time'] }).slice(0, protocolHead(speak) + 1);
  response.write(begin.join(''));
  switch (act.kind) {
    case 'hang':
      return;
    case 'malformed':
      return void response.end('event: content_block_delta\ndata: {"this is": not JSON}\n\n');
    case 'stream-error':
      return void response.end(speak.error(act.type));
    case 'truncate':
      if (act.how === 'reset') return void setImmediate(() => response.socket?.resetAndDestroy());
      return void response.end(act.how === 'inside-event' ? 'event: content_block_delta\ndata: {"id":"x","choi' : '');
  }
}
/** How many events come before the first word. */
const protocolHead = (speak: Speak): number => (speak === speakAnthropic ? 2 : 1);

const speakOpenAi: Speak = {
  events({ words = [], toolCalls = [], usage = { input: 11, output: 7 }, finish }) {
    const chunk = (fields: object): string =>
      `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', ...fields })}\n\n`;
    const delta = (fields: object, reason: string | null = null): string =>
      chunk({ choices: [{ index: 0, delta: fields, finish_reason: reason }] });
    const reason = finish === 'length' ? 'length' : finish === 'refused' ? 'content_filter' : toolCalls.length > 0 ? 'tool_calls' : 'stop';
    return [
      delta({ role: 'assistant', content: '' }),
      ...words.map((content) => delta({ content })),
      ...toolCalls.flatMap(({ id, name, argumentsJson }, index) => [
        delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
        ...halves(argumentsJson).map((part) => delta({ tool_calls: [{ index, function: { arguments: part } }] })),
      ]),
      delta({}, reason),
      ...(usage
        ? [
            chunk({
              choices: [],
              usage: {
                prompt_tokens: usage.input,
                completion_tokens: usage.output,
                total_tokens: usage.input + usage.output,
                prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
              },
            }),
          ]
        : []),
      'data: [DONE]\n\n',
    ];
  },
  error: (type) => `data: ${JSON.stringify({ error: { message: 'trouble inside', type } })}\n\n`,
  errorBody: (message, code) => ({ error: { message, type: 'some_error', code: code ?? null } }),
};
const speakAnthropic: Speak = {
  events({ words = [], toolCalls = [], usage = { input: 11, output: 7 }, finish }) {
    const event = (type: string, fields: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
    const start = usage
      ? { usage: { input_tokens: usage.input - (usage.cached ?? 0), cache_read_input_tokens: usage.cached ?? 0, output_tokens: 1 } }
      : {};
    const reason = finish === 'length' ? 'max_tokens' : finish === 'refused' ? 'refusal' : toolCalls.length > 0 ? 'tool_use' : 'end_turn';
    return [
      event('message_start', {
        message: { id: 'm1', type: 'message', role: 'assistant', content: [], model: 'm', stop_reason: null, ...start },
      }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      ...words.map((text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })),
      event('ping'),
      event('content_block_stop', { index: 0 }),
      ...toolCalls.flatMap(({ id, name, argumentsJson }, at) => [
        event('content_block_start', { index: at + 1, content_block: { type: 'tool_use', id, name, input: {} } }),
        ...halves(argumentsJson).map((part) =>
          event('content_block_delta', { index: at + 1, delta: { type: 'input_json_delta', partial_json: part } }),
        ),
        event('content_block_stop', { index: at + 1 }),
      ]),
      event('message_delta', {
        delta: { stop_reason: reason, stop_sequence: null },
        ...(usage ? { usage: { output_tokens: usage.output } } : {}),
      }),
      event('message_stop'),
    ];
  },
  error: (type) => `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type, message: 'trouble inside' } })}\n\n`,
  errorBody: (message, code) => ({ type: 'error', error: { type: code ?? 'some_error', message } }),
};
const halves = (text: string): string[] =>
  [text.slice(0, Math.ceil(text.length / 2)), text.slice(Math.ceil(text.length / 2))].filter((part) => part !== '');
