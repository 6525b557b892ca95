import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { composeGateway, DEFAULT_ORG } from '../../compose.js';
import { RECHECK_MS } from '../../application/api-keys.js';
import { createApi, rawRequest, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('who may come in', () => {
  let gateway: TestGateway;
  let api: Api;
  beforeEach(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
  });
  afterEach(() => gateway.stop());
  const cookiesOf = (headers: Headers): string =>
    headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  const login = async (): Promise<{ cookie: string; csrf: string }> => {
    const link = new URL(await gateway.gateway.createLoginLink(DEFAULT_ORG, 'ada'));
    const answer = await api('GET', link.pathname + link.search, { key: null });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    const cookie = cookiesOf(answer.headers);
    return { cookie, csrf: /af_csrf=([^;]+)/.exec(cookie)?.[1] ?? '' };
  };

  it.each([
    ['no key', undefined],
    ['another scheme', 'Basic YTpi'],
    ['an empty key', 'Bearer '],
    ['garbage', 'Bearer not-a-key'],
    ['a well-formed key nobody has', `Bearer af_default_${'x'.repeat(32)}`],
    ['a key of another org', `Bearer af_other_${'x'.repeat(32)}`],
  ])('answers 401 to %s', async (_what, authorization) => {
    const answer = await api('GET', '/api/v1/workflows', { key: null, headers: authorization === undefined ? {} : { authorization } });
    expect([answer.status, answer.json.code, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'UNAUTHENTICATED',
      'Bearer realm="agentflow"',
    ]);
  });
  it('answers 401 to unknown paths too, and to the docs, the document and the metrics', async () => {
    for (const path of ['/api/v1/nothing', '/docs', '/openapi.json', '/metrics'])
      expect([path, (await api('GET', path, { key: null })).status]).toEqual([path, 401]);
  });
  it('answers 401 before it reads the body', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const head = `POST /api/v1/workflows HTTP/1.1\r\nhost: 127.0.0.1:${gateway.port}\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{"half":`;
      const socket = connect(gateway.port, '127.0.0.1', () => socket.write(head));
      socket.setEncoding('utf8').once('data', (chunk: string) => {
        socket.destroy();
        resolve(chunk);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
  it.each(['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1', 'localhost:1', '[::1]'])(
    'refuses the Host %s',
    async (host) => {
      const answer = await rawRequest(gateway.port, {
        path: '/api/v1/workflows',
        headers: { host, authorization: `Bearer ${gateway.adminKey}` },
      });
      expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([403, 'FOREIGN_ORIGIN']);
      expect((await rawRequest(gateway.port, { path: '/', headers: { host } })).status).toBe(403);
    },
  );
  it('takes its own names as Host and Origin, and those it is told', async () => {
    const named = await startTestGateway({ config: { allowedHosts: ['flows.example.org'], publicUrl: 'https://agents.example.org' } });
    const headers = { authorization: `Bearer ${named.adminKey}` };
    for (const host of [
      `localhost:${named.port}`,
      `[::1]:${named.port}`,
      `127.0.0.1:${named.port}`,
      'flows.example.org',
      'agents.example.org',
    ]) {
      expect([host, (await rawRequest(named.port, { path: '/api/v1/session', headers: { ...headers, host } })).status]).toEqual([
        host,
        200,
      ]);
    }
    const origin = 'https://agents.example.org';
    expect(
      (await rawRequest(named.port, { path: '/api/v1/session', headers: { ...headers, host: 'agents.example.org', origin } })).status,
    ).toBe(200);
    await named.stop();
  });
  it.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1', 'http://127.0.0.1.evil.example', 'file://'])(
    'refuses the Origin %s, without a CORS header, also in a preflight',
    async (origin) => {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await api(method, '/api/v1/workflows', { headers: { origin, 'access-control-request-method': 'POST' } });
        expect([method, answer.status, answer.json.code, answer.headers.get('access-control-allow-origin')]).toEqual([
          method,
          403,
          'FOREIGN_ORIGIN',
          null,
        ]);
      }
    },
  );
  it('keeps the admin key in a file for its owner alone, and the store has only its hash', async () => {
    const path = join(gateway.dataDir, 'admin.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const { items } = await gateway.deps.documents.list(DEFAULT_ORG, 'api-keys', { limit: 10 });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain(gateway.adminKey);
  });
  it('finds the same admin key and the same sessions after a restart, heals a lost file and tightens its mode', async () => {
    const { cookie } = await login();
    const path = join(gateway.dataDir, 'admin.key');
    await gateway.gateway.lifecycle.stop();
    await chmod(path, 0o644);
    const second = composeGateway(gateway.deps);
    await second.lifecycle.start();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const api2 = createApi({ url: second.address().url, adminKey: gateway.adminKey });
    expect((await api2('GET', '/api/v1/session')).status).toBe(200);
    expect((await api2('GET', '/api/v1/session', { key: null, headers: { cookie } })).json).toMatchObject({
      subject: 'ada',
      roles: ['admin'],
    });
    await second.lifecycle.stop();
    await rm(path);
    const third = composeGateway(gateway.deps);
    await third.lifecycle.start();
    const fresh = (await readFile(path, 'utf8')).trim();
    expect(fresh).not.toBe(gateway.adminKey);
    const api3 = createApi({ url: third.address().url, adminKey: fresh });
    expect((await api3('GET', '/api/v1/session')).status).toBe(200);
    expect((await api3('GET', '/api/v1/session', { key: gateway.adminKey })).status).toBe(401);
    await third.lifecycle.stop();
  });
  it('says so when the admin key cannot be kept', async () => {
    const file = join(gateway.dataDir, 'a-file');
    await writeFile(file, '');
    const broken = composeGateway({ ...gateway.deps, config: { ...gateway.deps.config, dataDir: file } });
    await expect(broken.lifecycle.start()).rejects.toThrow(/admin key cannot be kept in .*admin\.key/);
  });
  it('logs in once by a link, and the session may change things with its CSRF token only', async () => {
    const link = new URL(await gateway.gateway.createLoginLink(DEFAULT_ORG, 'ada'));
    const first = await api('GET', link.pathname + link.search, { key: null });
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^af_session=.*HttpOnly; Path=\/; Max-Age=604800; SameSite=Strict$/),
      expect.stringMatching(/^af_csrf=[^;]+; Path=\/; Max-Age=604800; SameSite=Strict$/),
    ]);
    expect((await api('GET', link.pathname + link.search, { key: null })).status).toBe(401);
    const cookie = cookiesOf(first.headers);
    const csrf = /af_csrf=([^;]+)/.exec(cookie)?.[1] ?? '';
    const session = await api('GET', '/api/v1/session', { key: null, headers: { cookie } });
    expect(session.json).toMatchObject({ org: 'default', subject: 'ada', roles: ['admin'], csrfToken: csrf, mode: 'embedded' });
    const create = (headers: Record<string, string>) =>
      api('POST', '/api/v1/workflows', { key: null, json: { definition: { nodes: [] } }, headers: { cookie, ...headers } });
    expect((await create({})).status).toBe(403);
    expect((await create({ 'x-csrf-token': 'wrong' })).status).toBe(403);
    expect((await create({ 'x-csrf-token': csrf })).status).toBe(201);
    expect((await create({ 'x-csrf-token': csrf, origin: 'https://evil.example' })).status).toBe(403);
    expect((await api('POST', '/logout', { key: null, headers: { cookie, 'x-csrf-token': csrf } })).status).toBe(204);
    expect((await api('GET', '/api/v1/session', { key: null, headers: { cookie } })).status).toBe(401);
  });
  it('lets a link run out after ten minutes, a session after seven days', async () => {
    const link = new URL(await gateway.gateway.createLoginLink(DEFAULT_ORG, 'ada'));
    gateway.clock.advance(10 * 60_000 + 1);
    expect((await api('GET', link.pathname + link.search, { key: null })).status).toBe(401);
    const page = await api('GET', link.pathname + link.search, { key: null, headers: { accept: 'text/html' } }).catch(
      (error: Error) => error.message,
    );
    expect(page).toMatch(/401/); // a page for people, not the documented problem
    const { cookie } = await login();
    gateway.clock.advance(7 * 24 * 3600_000 + 1);
    expect((await api('GET', '/api/v1/session', { key: null, headers: { cookie } })).status).toBe(401);
  });
  it('logs in with an API key, and guessing shuts the door for a minute', async () => {
    const answer = await api('POST', '/login', { key: null, json: { key: gateway.adminKey } });
    expect(answer.status).toBe(204);
    expect((await api('GET', '/api/v1/session', { key: null, headers: { cookie: cookiesOf(answer.headers) } })).json).toMatchObject({
      subject: 'key:admin',
    });
    for (let i = 0; i < 10; i++)
      expect((await api('POST', '/login', { key: null, json: { key: `af_default_${'y'.repeat(30)}` } })).status).toBe(401);
    const shut = await api('POST', '/login', { key: null, json: { key: gateway.adminKey } });
    expect([shut.status, shut.headers.get('retry-after')]).toEqual([429, '60']);
    gateway.clock.advance(60_001);
    expect((await api('POST', '/login', { key: null, json: { key: gateway.adminKey } })).status).toBe(204);
  });
  it('shows a new API key once and gives it the rights of its role', async () => {
    const made = await api('POST', '/api/v1/api-keys', { json: { name: 'ci', role: 'viewer' } });
    expect(made.status).toBe(201);
    const { key, id } = made.json as { key: string; id: string };
    const list = await api('GET', '/api/v1/api-keys');
    expect(list.json).toMatchObject({ total: 2, page: 1 });
    expect(list.text).not.toContain(key);
    expect((await api('GET', '/api/v1/workflows', { key })).status).toBe(200);
    const refused = await api('POST', '/api/v1/workflows', { key, json: { definition: {} } });
    expect([refused.status, refused.json.code]).toEqual([403, 'FORBIDDEN']);
    expect((await api('GET', '/api/v1/api-keys', { key })).status).toBe(403);
    expect((await api('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204);
    expect((await api('GET', '/api/v1/workflows', { key })).status).toBe(401);
    expect((await api('DELETE', '/api/v1/api-keys/none')).status).toBe(404);
    expect((await api('DELETE', '/api/v1/api-keys/admin')).status).toBe(409);
  });
  it('ends a key when it expires, and the sessions opened with it', async () => {
    const expiresAt = new Date(gateway.clock.now() + 60_000).toISOString();
    const { key } = (await api('POST', '/api/v1/api-keys', { json: { name: 'short', role: 'editor', expiresAt } })).json as { key: string };
    const { headers } = await api('POST', '/login', { key: null, json: { key } });
    const cookie = cookiesOf(headers);
    expect((await api('GET', '/api/v1/session', { key: null, headers: { cookie } })).json.roles).toEqual(['editor']);
    gateway.clock.advance(60_001 + RECHECK_MS);
    expect((await api('GET', '/api/v1/session', { key })).status).toBe(401);
    expect((await api('GET', '/api/v1/session', { key: null, headers: { cookie } })).status).toBe(401);
  });
  it('is open where the contract says so: health, and readiness by its status alone', async () => {
    expect((await api('GET', '/health', { key: null })).json).toEqual({ status: 'ok' });
    expect((await api('GET', '/ready', { key: null })).json).toEqual({ status: 'ready' });
    expect((await api('GET', '/ready')).json).toEqual({ status: 'ready', checks: { log: 'ok' } });
    const notReady = await startTestGateway({ readiness: async () => ({ ready: false, checks: { log: 'disk full' } }) });
    const answer = await createApi(notReady)('GET', '/ready', { key: null });
    expect([answer.status, answer.json]).toEqual([503, { status: 'not ready' }]);
    await notReady.stop();
  });
});
