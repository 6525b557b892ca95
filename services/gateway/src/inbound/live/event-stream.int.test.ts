import { connect, type Socket } from 'node:net';
import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

interface Event {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: { readonly [name: string]: unknown };
}
/** The events of a stream as they come; `comments` are the lines that begin with a colon. */
class EventReader {
  readonly comments: string[] = [];
  private text = '';
  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly abort: AbortController,
  ) {}
  static async open(gateway: TestGateway, path: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const abort = new AbortController();
    const response = await fetch(gateway.url + path, {
      headers: { authorization: `Bearer ${gateway.adminKey}`, ...headers },
      signal: abort.signal,
    });
    return new EventReader(response, (response.body as ReadableStream<Uint8Array>).getReader(), abort);
  }
  /** The next event; `null` when the stream has ended. */
  async next(): Promise<Event | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end !== -1) {
        const lines = this.text.slice(0, end).split('\n');
        this.text = this.text.slice(end + 2);
        const field = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        this.comments.push(...lines.filter((line) => line.startsWith(':')));
        if (field('event') !== undefined)
          return { event: field('event') as string, id: field('id'), data: JSON.parse(field('data') ?? 'null') as Event['data'] };
        continue;
      }
      const { done, value } = await this.reader.read();
      if (done) return null;
      this.text += Buffer.from(value).toString('utf8');
    }
  }
  async rest(): Promise<Event[]> {
    const events: Event[] = [];
    for (let event = await this.next(); event; event = await this.next()) events.push(event);
    return events;
  }
  close(): void {
    this.abort.abort();
  }
}

describe('the event stream', () => {
  let gateway: TestGateway;
  let api: Api;
  let id: string;
  let path: string;
  beforeEach(async () => {
    gateway = await startTestGateway({ config: { liveTickMs: 20 } });
    api = createApi(gateway);
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
    await api('POST', '/api/v1/workflows/w/publish');
    id = (await api('POST', '/api/v1/workflows/w/execute')).json.id;
    path = `/api/v1/executions/${id}/events`;
  });
  afterEach(() => gateway.stop());

  it('tells from the first event on, live, and ends with the execution', async () => {
    const stream = await EventReader.open(gateway, path);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await stream.next()).toEqual({ event: 'execution_started', id: '1', data: { execution_id: id, timestamp: expect.any(String) } });
    gateway.executions.tell(id, 'node_output_delta', { path: 'a', index: 0, text: 'line\nbreak' });
    expect(await stream.next()).toEqual({
      event: 'node_output_delta',
      id: undefined,
      data: { execution_id: id, path: 'a', index: 0, text: 'line\nbreak' },
    });
    gateway.executions.end(id, 7);
    expect(await stream.rest()).toMatchObject([{ event: 'execution_completed', id: '2', data: { result: 7 } }]);
  });
  it('tells all again after the end', async () => {
    gateway.executions.end(id);
    expect((await (await EventReader.open(gateway, path)).rest()).map(({ id }) => id)).toEqual(['1', '2']);
  });
  it('resumes after Last-Event-ID, or after last_event_id, and answers 204 when all was told', async () => {
    for (let i = 0; i < 5; i++) gateway.executions.tell(id, 'log', { n: i });
    const stream = await EventReader.open(gateway, path, { 'last-event-id': '4' });
    expect((await stream.next())?.id).toBe('5');
    gateway.executions.end(id);
    expect((await stream.rest()).map(({ id }) => id)).toEqual(['6', '7']);
    expect((await (await EventReader.open(gateway, `${path}?last_event_id=6`)).rest()).map(({ id }) => id)).toEqual(['7']);
    const told = await api('GET', path, { headers: { 'last-event-id': '7' } });
    expect([told.status, told.text]).toEqual([204, '']);
    for (const bad of ['x', '-1', '1.5', '99999999999'])
      expect((await api('GET', path, { headers: { 'last-event-id': bad } })).status).toBe(400);
  });
  it('answers 404 and 401 as any other route, and HEAD without a stream', async () => {
    expect((await api('GET', '/api/v1/executions/none/events')).json).toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
    expect((await api('GET', path, { key: null })).status).toBe(401);
    const head = await api('HEAD', path);
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });
  it('says so when the stream breaks off behind it, and logs why', async () => {
    const stream = await EventReader.open(gateway, path);
    await stream.next();
    gateway.executions.breakWatch(id, new Error('the disk is on fire'));
    expect(await stream.rest()).toMatchObject([{ event: 'error', id: undefined, data: { code: 'INTERNAL' } }]);
    expect(gateway.logged).toMatchObject([{ fields: { executionId: id } }]);
  });
  it('drops a reader that does not read, and keeps little for it', async () => {
    const socket: Socket = connect(gateway.port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${gateway.port}\r\nauthorization: Bearer ${gateway.adminKey}\r\n\r\n`);
    await new Promise((resolve) => socket.once('readable', resolve));
    socket.pause();
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    const text = 'x'.repeat(500_000);
    for (let sent = 0; sent < 60 && openStreams() > 0; sent++) {
      gateway.executions.tell(id, 'node_output_delta', { path: 'a', index: sent, text });
      await new Promise((resolve) => setTimeout(resolve, 5)); // the kernel's own buffers fill first; their size is not ours to know
    }
    expect(openStreams()).toBe(0);
    socket.resume();
    await gone;
  });
  it('keeps a silent line open with a comment', async () => {
    const stream = await EventReader.open(gateway, path);
    await stream.next();
    const next = stream.next(); // reads on, over the comments
    while (!stream.comments.includes(': heartbeat')) await new Promise((resolve) => setImmediate(resolve));
    gateway.executions.tell(id, 'log', { message: 'still here' });
    expect(await next).toMatchObject({ event: 'log' });
    stream.close();
  });
  it('ends when the key is revoked', async () => {
    const { key, id: keyId } = (await api('POST', '/api/v1/api-keys', { json: { name: 'k', role: 'viewer' } })).json as {
      key: string;
      id: string;
    };
    const stream = await EventReader.open(gateway, path, { authorization: `Bearer ${key}` });
    await stream.next();
    await api('DELETE', `/api/v1/api-keys/${keyId}`);
    expect(await stream.rest()).toEqual([]);
    expect(stream.comments).toContain(': revoked');
  });
  it('is told to come back when the server stops, and the stop does not wait for it', async () => {
    const stream = await EventReader.open(gateway, path);
    await stream.next();
    const stopped = gateway.gateway.lifecycle.stop();
    expect(await stream.rest()).toEqual([]);
    expect(stream.comments).toContain(': going-away');
    await stopped;
  });
  it('answers 503 when too many are open', async () => {
    const small = await startTestGateway({ config: { maxLiveConnections: 0 } });
    const smallApi = createApi(small);
    await smallApi('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
    await smallApi('POST', '/api/v1/workflows/w/publish');
    const execution = (await smallApi('POST', '/api/v1/workflows/w/execute')).json as { id: string };
    expect((await smallApi('GET', `/api/v1/executions/${execution.id}/events`)).json).toMatchObject({ status: 503, code: 'OVERLOADED' });
    await small.stop();
  });

  const openStreams = (): number => gateway.gateway.liveConnections();
});
