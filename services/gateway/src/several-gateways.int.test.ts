import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeGateway, type Gateway } from './compose.js';
import { RECHECK_MS } from './application/api-keys.js';
import { createApi } from './testing/api-client.js';
import { startTestGateway, type TestGateway } from './testing/test-gateway.js';

/** Two gateways over the same stores, as two processes are. */
describe('several gateways', () => {
  let a: TestGateway;
  let second: Gateway;
  let b: { readonly url: string; readonly adminKey: string };
  beforeEach(async () => {
    a = await startTestGateway();
    second = composeGateway({ ...a.deps, config: { ...a.deps.config, port: 0 } });
    await second.lifecycle.start();
    b = { ...second.address(), adminKey: a.adminKey };
  });
  afterEach(async () => {
    await second.lifecycle.stop();
    await a.stop();
  });
  const with_ = (url: string, key: string) =>
    fetch(`${url}/api/v1/workflows`, { headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status);

  it('take the same first key, of a folder that they share', async () => {
    expect((await readFile(join(a.dataDir, 'admin.key'), 'utf8')).trim()).toBe(a.adminKey);
    expect([await with_(a.url, a.adminKey), await with_(b.url, a.adminKey)]).toEqual([200, 200]);
  });

  it('take a key that one of them revoked for seconds at most', async () => {
    const made = await createApi(a)('POST', '/api/v1/api-keys', { json: { name: 'soon gone', role: 'viewer' } });
    const { id, key } = made.json as { readonly id: string; readonly key: string };
    expect(await with_(b.url, key)).toBe(200); // known to the other one by now
    expect((await createApi(a)('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204);
    expect(await with_(a.url, key)).toBe(401);
    a.clock.advance(RECHECK_MS + 1);
    expect(await with_(b.url, key)).toBe(401);
  });

  it('end a session that another one closed, and redeem each other’s links once', async () => {
    const { path } = (await createApi(a)('POST', '/api/v1/login-links')).json as { readonly path: string };
    const login = await fetch(b.url + path, { redirect: 'manual' });
    expect(login.status).toBe(303);
    expect((await fetch(a.url + path, { redirect: 'manual' })).status).toBe(401);
    const cookie = login.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
    const csrf = /af_csrf=([^;]+)/.exec(cookie)![1]!;
    const session = (url: string) => fetch(`${url}/api/v1/session`, { headers: { cookie } }).then(({ status }) => status);
    expect([await session(a.url), await session(b.url)]).toEqual([200, 200]);
    expect((await fetch(`${a.url}/logout`, { method: 'POST', headers: { cookie, 'x-csrf-token': csrf } })).status).toBe(204);
    expect(await session(a.url)).toBe(401);
    a.clock.advance(RECHECK_MS + 1);
    expect(await session(b.url)).toBe(401);
  });

  it('answer a creating request under one Idempotency-Key once between them', async () => {
    const headers = { 'Idempotency-Key': 'once' };
    const json = { definition: { schemaVersion: '1', name: 'w', nodes: [], edges: [] } };
    const first = await createApi(a)('POST', '/api/v1/workflows', { json, headers });
    const again = await createApi(b)('POST', '/api/v1/workflows', { json, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
  });
});
