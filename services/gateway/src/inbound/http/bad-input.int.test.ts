import { connect } from 'node:net';
import { createApi, rawRequest, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('requests that are not right', () => {
  let gateway: TestGateway;
  let api: Api;
  beforeAll(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
    await api('POST', '/api/v1/workflows/w/publish');
  });
  afterAll(() => gateway.stop());

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    api('POST', path, { body, headers });

  it('answers 400 with line and column to malformed JSON', async () => {
    const answer = await post('/api/v1/workflows', '{\n "definition": }');
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 'MALFORMED_JSON', instance: '/api/v1/workflows', errors: [{ line: 2, column: 16 }] });
    expect(answer.json.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
  it.each([
    ['a prototype key', '{"definition":{"__proto__":{"x":1}}}', 'UNSAFE_KEY', '/definition/__proto__'],
    ['a duplicate key', '{"definition":{"a":1,"a":2}}', 'DUPLICATE_KEY', '/definition/a'],
    ['deep nesting', `{"definition":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'TOO_DEEP', undefined],
  ])('answers 400 with the place to %s', async (_what, body, code, pointer) => {
    const answer = await post('/api/v1/workflows', body);
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0]).toMatchObject({ code, severity: 'error', ...(pointer ? { pointer } : {}) });
  });
  it('answers 422 to unknown and missing fields, all at once', async () => {
    const answer = await api('POST', '/api/v1/credentials', { json: { key: 'k', hosts: 'x', colour: 1 } });
    expect(answer.status).toBe(422);
    const pointers = answer.json.errors.map((one: { pointer: string }) => one.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/type', '/hosts', '/secret', '']));
    expect(answer.json.errors.map((one: { message: string }) => one.message).join()).toContain('colour');
  });
  it('answers 413 to a body of 10 MB, and the sender gets to read it', async () => {
    const answer = await post('/api/v1/workflows', Buffer.alloc(10 * 1024 * 1024, 32));
    expect(answer.status).toBe(413);
    expect(answer.json.code).toBe('PAYLOAD_TOO_LARGE');
  });
  it('answers 413 to a body of 10 MB sent in chunks of unknown number', async () => {
    const chunked = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 10; i++) controller.enqueue(Buffer.alloc(1024 * 1024, 32));
        controller.close();
      },
    });
    const options = {
      method: 'POST',
      body: chunked,
      duplex: 'half',
      headers: { authorization: `Bearer ${gateway.adminKey}`, 'content-type': 'application/json' },
    };
    const response = await fetch(`${gateway.url}/api/v1/workflows`, options as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
  it('takes a value of 10 MB as input of an execution, whose limit is another', async () => {
    const answer = await api('POST', '/api/v1/workflows/w/execute', { json: { input: 'x'.repeat(10 * 1024 * 1024) } });
    expect(answer.status).toBe(202);
    expect((await post('/api/v1/workflows/w/execute', Buffer.alloc(17 * 1024 * 1024, 32))).status).toBe(413);
  });
  it.each([
    ['text', { 'content-type': 'text/plain' }],
    ['no content type', { 'content-type': '' }],
    ['another character set', { 'content-type': 'application/json; charset=latin1' }],
    ['compression', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['YAML where none is taken', { 'content-type': 'application/yaml' }],
  ])('answers 415 to %s', async (_what, headers) => {
    expect((await post('/api/v1/agents', '{}', headers as Record<string, string>)).status).toBe(415);
  });
  it('answers 400 to bytes that are not UTF-8', async () => {
    expect((await post('/api/v1/agents', Buffer.from([0x22, 0xff, 0xfe, 0x22]))).status).toBe(400);
  });
  it.each([
    'page_size=0',
    'page_size=201',
    'page_size=abc',
    'page_size=',
    'page_size=1e1',
    'page_size=-1',
    'page_size=5&page_size=6',
    'cursor=',
    'colour=red',
    '__proto__=1',
  ])('answers 400 to a list asked for with %s', async (query) => {
    const answer = await api('GET', `/api/v1/workflows?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json.code).toBe('BAD_REQUEST');
  });
  it.each(['page=0', 'page=x', 'page=99999999999', 'page_size=1000'])('answers 400 to a small list asked for with %s', async (query) => {
    expect((await api('GET', `/api/v1/agents?${query}`)).status).toBe(400);
  });
  it.each(['status=done', 'from=yesterday', 'to=2026-13-01T00:00:00Z', 'tag='])(
    'answers 400 to executions asked for with %s',
    async (query) => {
      expect((await api('GET', `/api/v1/executions?${query}`)).status).toBe(400);
    },
  );
  it('answers 400 to a cursor that is not ours', async () => {
    expect((await api('GET', '/api/v1/workflows?cursor=garbage')).status).toBe(400);
  });
  it('answers 404 to unknown ids and paths', async () => {
    for (const path of [
      'workflows/none',
      'executions/none',
      'executions/none/nodes',
      'executions/none/history',
      'executions/none/events',
      'agents/none',
      'credentials/none',
      'triggers/none',
      'models/scripted/none',
    ]) {
      expect([path, (await api('GET', `/api/v1/${path}`)).status]).toEqual([path, 404]);
    }
    expect((await api('GET', '/api/v1/nothing')).json).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect((await api('POST', '/api/v1/executions/x/retry')).status).toBe(404);
    expect((await api('GET', '/api/v1/executions/constructor')).status).toBe(404);
  });
  it('answers 400 to a path that cannot be decoded', async () => {
    const answer = await rawRequest(gateway.port, {
      path: '/api/v1/workflows/%E0%A4%A',
      headers: { authorization: `Bearer ${gateway.adminKey}` },
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'BAD_REQUEST' });
  });
  it('answers 405 with Allow to other methods, and OPTIONS with the same, without letting other origins in', async () => {
    const answer = await api('PATCH', '/api/v1/workflows/w');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, DELETE, OPTIONS']);
    const options = await api('OPTIONS', '/api/v1/workflows');
    expect([options.status, options.headers.get('allow'), options.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'GET, HEAD, POST, OPTIONS',
      null,
    ]);
  });
  it('answers HEAD as GET without the body', async () => {
    const head = await api('HEAD', '/api/v1/workflows');
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/json']);
  });
  it('tells the cause of an error of its own to the log, and to nobody else', async () => {
    const broken = await startTestGateway({ templates: () => Promise.reject(new Error('secret path /etc/x')) });
    const answer = await createApi(broken)('GET', '/api/v1/templates', {
      headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    });
    expect([answer.status, answer.json.code, answer.json.traceId]).toEqual([500, 'INTERNAL', '0af7651916cd43dd8448eb211c80319c']);
    expect(answer.text).not.toContain('secret');
    expect(answer.headers.get('traceparent')).toBe('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
    expect(broken.logged).toMatchObject([{ level: 'error', fields: { traceId: '0af7651916cd43dd8448eb211c80319c' } }]);
    await broken.stop();
  });
  it('answers overload with 503 and Retry-After', async () => {
    const full = await startTestGateway({ config: { maxInFlight: 0 } });
    const answer = await createApi(full)('GET', '/api/v1/workflows');
    expect([answer.status, answer.json.code, answer.headers.get('retry-after')]).toEqual([503, 'OVERLOADED', '1']);
    await full.stop();
  });
  it('answers 400 to what is not HTTP, and stays up', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(gateway.port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      socket.on('end', () => resolve(received)).on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect((await api('GET', '/health', { key: null })).status).toBe(200);
  });
});
