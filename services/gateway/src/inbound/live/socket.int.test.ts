import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { DEFAULT_ORG } from '../../compose.js';
import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

interface Frame {
  readonly type: string;
  readonly id?: number;
  readonly payload: { readonly [name: string]: unknown };
}
/** A socket whose frames are read in order. */
class FrameReader {
  private readonly frames: Frame[] = [];
  private wake: () => void = () => undefined;
  readonly closed: Promise<number>;
  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString('utf8')) as Frame);
      this.wake();
    });
    this.closed = new Promise((resolve) => ws.on('close', (code: number) => resolve(code)));
    ws.on('error', () => undefined);
  }
  static connect(gateway: TestGateway, path: string, headers: Record<string, string>): FrameReader {
    return new FrameReader(new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`, { headers }));
  }
  async next(): Promise<Frame> {
    while (this.frames.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.frames.shift() as Frame;
  }
  async send(frame: object | string): Promise<void> {
    if (this.ws.readyState === WebSocket.CONNECTING) await once(this.ws, 'open');
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
}

describe('the WebSocket', () => {
  let gateway: TestGateway;
  let api: Api;
  let id: string;
  beforeEach(async () => {
    gateway = await startTestGateway({ config: { liveTickMs: 200 } });
    api = createApi(gateway);
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
    await api('POST', '/api/v1/workflows/w/publish');
    id = (await api('POST', '/api/v1/workflows/w/execute')).json.id;
  });
  afterEach(() => gateway.stop());
  const open = (headers: Record<string, string> = { authorization: `Bearer ${gateway.adminKey}` }, execution = id): FrameReader =>
    FrameReader.connect(gateway, `/ws/v1/executions/${execution}`, headers);
  const refusal = (headers: Record<string, string>, path = `/ws/v1/executions/${id}`): Promise<number> =>
    new Promise((resolve, reject) => {
      const ws = new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`, { headers });
      ws.on('unexpected-response', (request, response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      ws.on('open', () => reject(new Error('it was let in')));
      ws.on('error', () => undefined);
    });

  it('tells a late subscriber the present state first, then what happens', async () => {
    gateway.executions.tell(id, 'user_input_required', { node_id: 'a', path: 'a', prompt: 'ok?' });
    const socket = open();
    expect(await socket.next()).toMatchObject({ type: 'execution_started', id: 1, payload: { execution_id: id } });
    expect(await socket.next()).toMatchObject({ type: 'user_input_required', id: 2 });
    gateway.executions.tell(id, 'node_output_delta', { path: 'a', index: 0, text: 'hi' });
    expect(await socket.next()).toEqual({ type: 'node_output_delta', payload: { execution_id: id, path: 'a', index: 0, text: 'hi' } });
    socket.ws.close();
  });
  it('takes an answer to a human node and shows what comes of it; a wrong one is an error frame that names its cause', async () => {
    const socket = open();
    await socket.next();
    await socket.send({ type: 'send_input', id: 'first', payload: { node_id: 'a', data: { ok: 'yes' } } });
    expect(await socket.next()).toMatchObject({
      type: 'error',
      payload: { code: 'INVALID_INPUT', reply_to: 'first', errors: [{ pointer: '/ok' }] },
    });
    await socket.send({ type: 'send_input', payload: { node_id: 'a', data: { ok: true } } });
    expect(await socket.next()).toMatchObject({ type: 'execution_completed', payload: { status: 'completed', result: { ok: true } } });
    await socket.send({ type: 'send_input', payload: { node_id: 'a', data: { ok: true } } });
    expect(await socket.next()).toMatchObject({ type: 'error', payload: { code: 'ALREADY_ANSWERED' } });
    socket.ws.close();
  });
  it('follows other executions on demand, each once, until told not to', async () => {
    const other = (await api('POST', '/api/v1/workflows/w/execute')).json.id as string;
    const socket = open();
    await socket.next();
    await socket.send({ type: 'subscribe', payload: { execution_id: id } }); // it is followed already
    await socket.send({ type: 'subscribe', payload: { execution_id: other } });
    expect(await socket.next()).toMatchObject({ type: 'execution_started', payload: { execution_id: other } });
    await socket.send({ type: 'unsubscribe', payload: { execution_id: other } });
    await socket.send({ type: 'subscribe', payload: { execution_id: 'none' } });
    expect(await socket.next()).toMatchObject({ type: 'error', payload: { code: 'EXECUTION_NOT_FOUND', execution_id: 'none' } });
    gateway.executions.tell(other, 'log');
    gateway.executions.tell(id, 'log', { message: 'mine' });
    expect(await socket.next()).toMatchObject({ type: 'log', payload: { execution_id: id } });
    socket.ws.close();
  });
  it('is open to a session only with its cookie and our Origin', async () => {
    const link = new URL(await gateway.gateway.createLoginLink(DEFAULT_ORG, 'ada'));
    const { headers } = await api('GET', link.pathname + link.search, { key: null });
    const cookie = headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const socket = open({ cookie, origin: gateway.url });
    expect(await socket.next()).toMatchObject({ type: 'execution_started' });
    socket.ws.close();
    expect(await refusal({ cookie })).toBe(403);
    expect(await refusal({ cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await refusal({ cookie: 'af_session=default.' + 'x'.repeat(30), origin: gateway.url })).toBe(401);
  });
  it('refuses wrong keys, foreign names and other paths before it becomes a socket', async () => {
    const authorization = `Bearer ${gateway.adminKey}`;
    expect(await refusal({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await refusal({ authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await refusal({ authorization, host: 'evil.example' })).toBe(403);
    expect(await refusal({ authorization }, '/ws/v1/other')).toBe(404);
    expect(await refusal({ authorization }, '/ws/v1/executions/%E0%A4%A')).toBe(400);
  });
  it('takes a ticket in the first frame, once', async () => {
    const { ticket } = (await api('POST', '/tickets')).json as { ticket: string };
    const socket = open({});
    await socket.send({ type: 'authenticate', payload: { ticket } });
    expect(await socket.next()).toMatchObject({ type: 'execution_started' });
    socket.ws.close();
    const second = open({});
    await second.send({ type: 'authenticate', payload: { ticket } });
    expect(await second.next()).toMatchObject({ type: 'error', payload: { code: 'UNAUTHENTICATED' } });
    expect(await second.closed).toBe(4401);
  });
  it('closes on whoever brings no ticket: another frame first, an old ticket, or nothing for five seconds', async () => {
    const hasty = open({});
    await hasty.send({ type: 'subscribe', payload: { execution_id: id } });
    expect(await hasty.next()).toMatchObject({ type: 'error', payload: { code: 'UNAUTHENTICATED' } });
    expect(await hasty.closed).toBe(4401);
    const { ticket } = (await api('POST', '/tickets')).json as { ticket: string };
    gateway.clock.advance(30_001);
    const late = open({});
    await late.send({ type: 'authenticate', payload: { ticket } });
    expect(await late.closed).toBe(4401);
    expect(await open({}).closed).toBe(4401);
  });
  it.each([
    ['text that is not JSON', 'nonsense', 'MALFORMED_JSON'],
    ['a type it does not know', '{"type":"dance"}', 'BAD_REQUEST'],
    ['a prototype key', '{"type":"subscribe","payload":{"__proto__":{}}}', 'MALFORMED_JSON'],
    ['a second authentication', '{"type":"authenticate","payload":{"ticket":"x"}}', 'BAD_REQUEST'],
  ])('answers an error frame to %s and stays open', async (_what, text, code) => {
    const socket = open();
    await socket.next();
    await socket.send(text);
    expect(await socket.next()).toMatchObject({ type: 'error', payload: { code } });
    gateway.executions.tell(id, 'log');
    expect(await socket.next()).toMatchObject({ type: 'log' });
    socket.ws.close();
  });
  it('closes on frames that are too large, binary or too many', async () => {
    const large = open();
    await large.send('x'.repeat(1024 * 1024 + 1));
    expect(await large.closed).toBe(1009);
    const binary = open();
    await once(binary.ws, 'open');
    binary.ws.send(Buffer.from([1, 2]));
    expect(await binary.closed).toBe(1003);
    const many = open();
    for (let i = 0; i < 500; i++) await many.send('{}');
    expect(await many.closed).toBe(4429);
  });
  it('lets a viewer watch but not answer', async () => {
    const { key } = (await api('POST', '/api/v1/api-keys', { json: { name: 'v', role: 'viewer' } })).json as { key: string };
    const socket = open({ authorization: `Bearer ${key}` });
    await socket.next();
    await socket.send({ type: 'send_input', payload: { node_id: 'a', data: { ok: true } } });
    expect(await socket.next()).toMatchObject({ type: 'error', payload: { code: 'FORBIDDEN' } });
    socket.ws.close();
  });
  it('says that an execution is unknown, and closes', async () => {
    const socket = open(undefined, 'none');
    expect(await socket.next()).toMatchObject({ type: 'error', payload: { code: 'EXECUTION_NOT_FOUND' } });
    expect(await socket.closed).toBe(4404);
  });
  it('is closed when its key is revoked, and when the server stops', async () => {
    const { key, id: keyId } = (await api('POST', '/api/v1/api-keys', { json: { name: 'v', role: 'viewer' } })).json as {
      key: string;
      id: string;
    };
    const revoked = open({ authorization: `Bearer ${key}` });
    await revoked.next();
    const staying = open();
    await staying.next();
    await api('DELETE', `/api/v1/api-keys/${keyId}`);
    expect(await revoked.closed).toBe(4401);
    const stopped = gateway.gateway.lifecycle.stop();
    expect(await staying.closed).toBe(1001);
    await stopped;
  });
  it('does not wait for a socket that never says goodbye', async () => {
    const head = `GET /ws/v1/executions/${id} HTTP/1.1\r\nhost: 127.0.0.1:${gateway.port}\r\nauthorization: Bearer ${gateway.adminKey}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`;
    const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined).write(head);
    await once(socket, 'data');
    await gateway.gateway.lifecycle.stop();
    socket.destroy();
  });
  it('lets no crowd of unknown sockets in before those that are known', async () => {
    const patient = await startTestGateway({ config: { liveTickMs: 60_000 }, executions: gateway.executions });
    const connectTo = (headers: Record<string, string>) => FrameReader.connect(patient, `/ws/v1/executions/${id}`, headers);
    const unknown = Array.from({ length: 256 }, () => connectTo({}));
    await Promise.all(unknown.map(({ ws }) => once(ws, 'open')));
    expect(await connectTo({}).closed).toBe(1013);
    const known = connectTo({ authorization: `Bearer ${patient.adminKey}` });
    expect(await known.next()).toMatchObject({ type: 'execution_started' });
    for (const { ws } of [...unknown, known]) ws.terminate();
    await patient.stop();
  });
});
