import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('recovery by REST', () => {
  let gateway: TestGateway;
  let api: Api;
  let id: string;
  beforeEach(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
    await api('POST', '/api/v1/workflows/w/publish');
    ({ id } = (await api('POST', '/api/v1/workflows/w/execute')).json as { id: string });
  });
  afterEach(() => gateway.stop());
  const at = (rest: string): string => `/api/v1/executions/${id}/${rest}`;

  it('replays and shows the first difference', async () => {
    expect((await api('POST', at('replay'))).json).toMatchObject({ identical: false, firstDifference: { seq: 3, actual: null } });
    expect((await api('POST', '/api/v1/executions/none/replay')).json).toMatchObject({ status: 404, code: 'EXECUTION_NOT_FOUND' });
  });
  it('exports a file line by line, and breaks the connection when the file cannot be whole', async () => {
    const file = await api('GET', at('export'));
    expect([file.status, file.headers.get('content-type'), file.text]).toEqual([
      200,
      'application/x-ndjson',
      '{"kind":"header"}\n{"kind":"end"}\n',
    ]);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="execution-${id}.ndjson"`);
    expect((await api('GET', '/api/v1/executions/none/export')).status).toBe(404);
    const { id: second } = (await api('POST', '/api/v1/workflows/w/execute')).json as { id: string };
    await expect(api('GET', `/api/v1/executions/${second}/export`)).rejects.toThrow();
    expect(gateway.logged.some(({ message }) => message === 'an export broke off')).toBe(true);
  });
  it('imports: 201, then 200, and 422 by name for what is no export', async () => {
    const send = (body: string) => api('POST', '/api/v1/executions/import', { body, headers: { 'content-type': 'application/x-ndjson' } });
    const first = await send('{"kind":"header"}\n{"kind":"end"}\n');
    expect([first.status, first.headers.get('location'), first.json.imported]).toEqual([201, `/api/v1/executions/${first.json.id}`, true]);
    expect((await send('{"kind":"header"}\nagain')).status).toBe(200);
    expect((await send('{}')).json).toMatchObject({ status: 422, code: 'EXPORT_INVALID' });
  });
  it('forks with 201 and Location, once under one Idempotency-Key', async () => {
    const ask = (json: unknown, headers = {}) => api('POST', at('fork'), { json, headers });
    const fork = await ask({ from: { path: 'a', step: 2 }, input: { n: 1 }, revision: 1 });
    expect([fork.status, fork.headers.get('location'), fork.json.forkedFrom]).toEqual([
      201,
      '/api/v1/executions/fork1',
      { executionId: id, seq: 4 },
    ]);
    expect((await ask({ from: { path: 'a' } }, { 'idempotency-key': 'k' })).status).toBe(201);
    expect((await ask({ from: { path: 'a' } }, { 'idempotency-key': 'k' })).headers.get('idempotent-replayed')).toBe('true');
    expect((await ask({ from: { path: 'none' } })).status).toBe(404);
    for (const wrong of [{}, { from: {} }, { from: { path: 'a', step: -1 } }, { from: { path: 'a' }, revision: 0 }])
      expect((await ask(wrong)).status).toBe(422);
    expect((await ask({ from: { path: 'a' }, revision: 99 })).status).toBe(404);
  });
  it('says what a retry would do, asks for confirmation by name, and retries', async () => {
    expect((await api('POST', at('retry'), { json: { dryRun: true, revision: 1 } })).json).toMatchObject({
      fits: true,
      changes: [{ path: 'a', change: 'config' }],
      execution: null,
    });
    expect((await api('POST', at('retry'), { json: { input: {} } })).json).toMatchObject({
      status: 409,
      code: 'CONFIRM_NEEDED',
      details: { effects: [{ path: 'a', index: 0 }] },
    });
    expect((await api('POST', at('retry'), { json: { input: {}, confirm: true } })).json.execution.links.self).toBe(
      `/api/v1/executions/${id}`,
    );
    gateway.executions.end(id);
    expect((await api('POST', at('retry'))).json).toMatchObject({ status: 409, code: 'NOT_RETRYABLE' });
  });
  it('lists, writes and restores snapshots, refused ones with their reason', async () => {
    expect((await api('GET', `/api/v1/snapshots?execution=${id}`)).json.items).toMatchObject([{ status: 'ok' }, { status: 'refused' }]);
    expect((await api('GET', '/api/v1/snapshots')).json.items).toHaveLength(2);
    expect((await api('GET', at('snapshots'))).json.items).toHaveLength(2);
    expect((await api('POST', at('snapshots'))).status).toBe(201);
    expect((await api('POST', '/api/v1/snapshots', { json: { execution: id } })).status).toBe(201);
    expect((await api('POST', at('snapshots/7/restore'))).json).toEqual({ identical: true, version: 9, events: 12 });
    expect((await api('POST', at('snapshots/5/restore'))).json).toMatchObject({ status: 409, code: 'SNAPSHOT_REFUSED' });
    expect((await api('POST', `/api/v1/snapshots/${id}.7/restore`)).status).toBe(200);
    expect((await api('POST', '/api/v1/snapshots/x/restore')).json).toMatchObject({ status: 404, code: 'SNAPSHOT_NOT_FOUND' });
    expect((await api('POST', at('snapshots/x/restore'))).status).toBe(400);
  });
});
