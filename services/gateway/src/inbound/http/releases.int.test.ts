import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('releases', () => {
  let gateway: TestGateway;
  let api: Api;
  beforeEach(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
  });
  afterEach(() => gateway.stop());
  const publish = (body: object = {}) => api('POST', '/api/v1/workflows/w/publish', { json: body });
  const setCanary = (revision: unknown, percent: unknown) =>
    api('PUT', '/api/v1/workflows/w/release/canary', { json: { revision, percent } });
  const execute = (headers: Record<string, string> = {}, body: object = {}) =>
    api('POST', '/api/v1/workflows/w/execute', { json: body, headers });
  const twoRevisions = async (): Promise<void> => {
    await publish();
    await publish();
    await api('POST', '/api/v1/workflows/w/rollback', { json: { revision: 1 } });
  };

  it('say what new executions run, and that nothing does', async () => {
    expect((await api('GET', '/api/v1/workflows/w/release')).json).toMatchObject({ revision: null, canary: null });
    await publish();
    expect((await api('GET', '/api/v1/workflows/w/release')).json).toMatchObject({ revision: 1, canary: null });
    expect((await api('GET', '/api/v1/workflows/nobody/release')).status).toBe(404);
  });
  it('draw executions for the canary by their key, the same each time, and by an id of their own without one', async () => {
    await twoRevisions();
    expect((await setCanary(2, 50)).json).toMatchObject({ revision: 1, canary: { revision: 2, percent: 50 } });
    const ran = async (key: string): Promise<unknown> => {
      await execute({ 'idempotency-key': key });
      return gateway.executions.starts.at(-1)?.revision;
    };
    const keys = Array.from({ length: 40 }, (_, i) => `mail-${i}`);
    const first: unknown[] = [];
    for (const key of keys) first.push(await ran(key));
    expect(new Set(first)).toEqual(new Set([1, 2]));
    for (const [i, key] of keys.entries()) expect(await ran(key)).toBe(first[i]);
    for (let i = 0; i < 40; i++) await execute();
    const unkeyed = gateway.executions.starts.slice(-40);
    expect(new Set(unkeyed.map(({ revision }) => revision))).toEqual(new Set([1, 2]));
    expect(new Set(unkeyed.map(({ executionId }) => executionId)).size).toBe(40);
  });
  it('leave alone who names a revision, and draw nothing where no canary runs', async () => {
    await twoRevisions();
    await execute();
    expect(gateway.executions.starts[0]).not.toHaveProperty('executionId');
    await setCanary(2, 99);
    for (let i = 0; i < 20; i++) await execute({}, { revision: 1 });
    for (let i = 0; i < 5; i++) await execute({}, { revision: 'draft' });
    expect(gateway.executions.starts.map(({ revision }) => revision)).toEqual([...Array(21).fill(1), ...Array(5).fill('draft')]);
  });
  it('publish as a canary, promote it, end it', async () => {
    expect((await publish({ canary: 10 })).json).toMatchObject({ revision: 1, released: false });
    await api('POST', '/api/v1/workflows/w/release/canary/end');
    await publish();
    expect((await publish({ canary: 10 })).json).toMatchObject({ revision: 3, released: false });
    const promote = (body?: object) => api('POST', '/api/v1/workflows/w/release/canary/promote', body ? { json: body } : {});
    expect((await promote({ revision: 9 })).status).toBe(409);
    expect((await promote({ revision: 3 })).json).toMatchObject({ revision: 3, canary: null });
    const gone = await promote();
    expect([gone.status, gone.json.code]).toEqual([404, 'NOT_FOUND']);
    expect((await api('POST', '/api/v1/workflows/w/release/canary/end')).status).toBe(404);
  });
  it('refuse shares and revisions that cannot be', async () => {
    expect([(await setCanary(1, 10)).status, (await setCanary(1, 10)).json.code]).toEqual([409, 'NOT_PUBLISHED']);
    await twoRevisions();
    for (const [revision, percent] of [
      [2, 0],
      [2, 100],
      [2, 1.5],
      [2, '5'],
      [0, 5],
      ['draft', 5],
      [2, null],
    ])
      expect((await setCanary(revision, percent)).status).toBe(422);
    expect((await setCanary(9, 5)).status).toBe(404);
    for (const canary of [0, 100, 'x']) expect((await publish({ canary })).status).toBe(422);
  });
  it('tell how each of the two fares since the canary began, and who changed what', async () => {
    await twoRevisions();
    await setCanary(2, 20);
    const { json } = await api('GET', '/api/v1/workflows/w/release/figures');
    expect(json.items).toMatchObject([
      { revision: 1, role: 'released', executions: expect.any(Number), cost: expect.any(String) },
      { revision: 2, role: 'canary', durationMs: { p50: expect.any(Number) } },
    ]);
    expect(json.from <= json.to).toBe(true);
    const changes = await api('GET', '/api/v1/workflows/w/release/changes');
    expect(changes.json).toMatchObject({
      total: 1,
      items: [{ action: 'canary-started', revision: 2, percent: 20, before: 1, by: 'key:admin' }],
    });
  });
  it('are changed by those who may publish, and read by all', async () => {
    await twoRevisions();
    const keyOf = async (role: string): Promise<string> => (await api('POST', '/api/v1/api-keys', { json: { name: role, role } })).json.key;
    const statusOf = async (method: string, path: string, key: string, json?: object): Promise<number> =>
      (await api(method, path, { key, ...(json ? { json } : {}) })).status;
    for (const [role, allowed] of [
      ['viewer', false],
      ['operator', false],
      ['editor', true],
    ] as const) {
      const key = await keyOf(role);
      const base = '/api/v1/workflows/w/release';
      expect(await statusOf('GET', base, key)).toBe(200);
      expect(await statusOf('GET', `${base}/figures`, key)).toBe(200);
      expect(await statusOf('PUT', `${base}/canary`, key, { revision: 2, percent: 5 })).toBe(allowed ? 200 : 403);
      expect(await statusOf('POST', `${base}/canary/end`, key)).toBe(allowed ? 200 : 403);
      expect(await statusOf('POST', `${base}/canary/promote`, key)).toBe(allowed ? 404 : 403);
    }
  });
});
