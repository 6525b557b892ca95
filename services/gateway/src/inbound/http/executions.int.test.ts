import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('/executions', () => {
  let gateway: TestGateway;
  let api: Api;
  beforeEach(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
    const inputs = { type: 'object', properties: { n: { type: 'integer' } }, additionalProperties: false };
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [], inputs }, key: 'w' } });
    await api('POST', '/api/v1/workflows/w/publish');
  });
  afterEach(() => gateway.stop());
  const execute = (body: object = {}, headers: Record<string, string> = {}, query = '') =>
    api('POST', `/api/v1/workflows/w/execute${query}`, { json: body, headers });

  it('starts with 202 and Location, without nodes, and hands on what was sent', async () => {
    const answer = await execute({ input: { n: 1 }, variables: { v: 1 }, priority: 5, tags: ['a'], trial: true });
    expect([answer.status, answer.headers.get('location')]).toEqual([202, `/api/v1/executions/${answer.json.id}`]);
    expect(answer.json).not.toHaveProperty('nodes');
    expect(answer.json.links).toMatchObject({
      self: `/api/v1/executions/${answer.json.id}`,
      events: `/api/v1/executions/${answer.json.id}/events`,
    });
    const [start] = gateway.executions.starts;
    expect(start).toMatchObject({
      org: 'default',
      workflowName: 'w',
      revision: 1,
      input: { n: 1 },
      variables: { v: 1 },
      priority: 5,
      tags: ['a'],
      trial: true,
      by: 'key:admin',
      trigger: { type: 'api' },
    });
    expect(start).not.toHaveProperty('startKey');
    expect((await api('GET', answer.json.links.self)).json.nodes).toHaveLength(1);
  });
  it('starts without a body, with an empty input', async () => {
    expect((await api('POST', '/api/v1/workflows/w/execute')).status).toBe(202);
    expect(gateway.executions.starts[0]?.input).toEqual({});
  });
  it('tells the definition that it runs, also when the draft has gone on', async () => {
    const { json } = await execute({ revision: 'draft' });
    const answer = await api('GET', `/api/v1/executions/${json.id}/definition`);
    expect(answer).toMatchObject({
      status: 200,
      json: { workflowId: json.workflowId, revision: 'draft', digest: json.digest, definition: { name: 'w' }, pins: {} },
    });
    expect((await api('GET', '/api/v1/executions/nobody/definition')).status).toBe(404);
  });
  it('waits on demand: 200 when it ended in time, 202 when not', async () => {
    const ended = await execute({ tags: ['quick'] }, {}, '?wait=5');
    expect([ended.status, ended.json.status]).toEqual([200, 'completed']);
    expect(ended.json).not.toHaveProperty('nodes');
    expect((await execute({}, {}, '?wait=5')).status).toBe(202);
    expect(gateway.executions.starts.map(({ waitMs }) => waitMs)).toEqual([5000, 5000]);
    for (const wait of ['61', '-1', 'x', '1.5']) expect((await execute({}, {}, `?wait=${wait}`)).status).toBe(400);
  });
  it('holds the input against the inputs of the workflow: 422 with every place', async () => {
    const answer = await execute({ input: { n: 'x', m: 1 } });
    expect([answer.status, answer.json.code]).toEqual([422, 'INVALID_INPUT']);
    expect(answer.json.errors.map((one: { pointer: string }) => one.pointer).sort()).toEqual(['/input/m', '/input/n']);
    expect(gateway.executions.starts).toHaveLength(0);
  });
  it('runs a draft as a trial, and says when there is nothing published', async () => {
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'd', nodes: [] }, key: 'd' } });
    expect((await api('POST', '/api/v1/workflows/d/execute')).json).toMatchObject({ status: 409, code: 'NOT_PUBLISHED' });
    expect((await api('POST', '/api/v1/workflows/d/execute', { json: { revision: 'draft' } })).json).toMatchObject({
      trial: true,
      revision: 'draft',
    });
    expect((await execute({ revision: 9 })).status).toBe(404);
    expect((await execute({ revision: 0 })).status).toBe(422);
    expect((await api('POST', '/api/v1/workflows/none/execute')).status).toBe(404);
  });
  it('starts one execution under one Idempotency-Key, whatever the order of the keys in its body, and refuses another body', async () => {
    const key = { 'idempotency-key': 'k1' };
    const first = await execute({ input: { n: 1 }, tags: ['t'] }, key);
    const again = await api('POST', '/api/v1/workflows/w/execute', {
      body: '{ "tags": ["t"], "input": {"n":1} }',
      headers: { ...key, 'content-type': 'application/json' },
    });
    expect([again.status, again.json.id, again.headers.get('idempotent-replayed')]).toEqual([202, first.json.id, 'true']);
    expect((await execute({ input: { n: 2 } }, key)).json).toMatchObject({ status: 422, code: 'IDEMPOTENCY_MISMATCH' });
    expect(gateway.executions.starts[0]?.startKey).toEqual({ source: `workflow:${first.json.workflowId}`, key: 'k1' });
    expect((await execute({}, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
  });
  it('starts one execution when eight repeats of one key come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => execute({ input: { n: 1 } }, { 'idempotency-key': 'k8' })));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 202)).toBe(true);
  });
  it('lists with filters, by id or key of the workflow', async () => {
    const { json } = await execute();
    await execute({ tags: ['quick'] }, {}, '?wait=1');
    expect((await api('GET', '/api/v1/executions')).json.items).toHaveLength(2);
    expect((await api('GET', '/api/v1/executions?status=completed,failed')).json.items).toHaveLength(1);
    expect((await api('GET', '/api/v1/executions?status=completed&status=waiting')).json.items).toHaveLength(2);
    expect((await api('GET', `/api/v1/executions?workflow=w&from=2026-01-01&to=2026-12-31T00:00:00Z`)).json.items).toHaveLength(2);
    expect((await api('GET', `/api/v1/executions?workflow=${json.workflowId}&page_size=1`)).json.items).toHaveLength(1);
    expect((await api('GET', '/api/v1/executions?workflow=gone')).json.items).toHaveLength(0);
  });
  it('shows nodes by their path, URL-encoded, and the history', async () => {
    const { id } = (await execute()).json as { id: string };
    expect((await api('GET', `/api/v1/executions/${id}/nodes`)).json.items[0]).toHaveProperty('input');
    expect((await api('GET', `/api/v1/executions/${id}/nodes/${encodeURIComponent('each[3]/approve')}`)).json).toMatchObject({
      path: 'each[3]/approve',
      attempts: [{ attempt: 1 }],
      steps: [],
    });
    expect((await api('GET', `/api/v1/executions/${id}/nodes/none`)).json).toMatchObject({ status: 404, code: 'NODE_NOT_FOUND' });
    expect((await api('GET', `/api/v1/executions/${id}/nodes/twice`)).json).toMatchObject({
      status: 409,
      code: 'AMBIGUOUS_NODE',
      details: { paths: ['x[0]/twice', 'x[1]/twice'] },
    });
    expect((await api('GET', `/api/v1/executions/${id}/history`)).json.items[0]).toMatchObject({ seq: 1, type: 'execution_started' });
  });
  it('gives large values by their digest, to be kept for ever', async () => {
    const { id } = (await execute()).json as { id: string };
    const value = await api('GET', `/api/v1/executions/${id}/values/sha256:${'0'.repeat(64)}`);
    expect([value.json, value.headers.get('cache-control')]).toEqual([{ big: true }, 'private, max-age=31536000, immutable']);
    for (const digest of [`sha256:${'1'.repeat(64)}`, 'sha256:..%2F..%2Fetc', 'x'])
      expect((await api('GET', `/api/v1/executions/${id}/values/${digest}`)).status).toBe(404);
  });
  it('pauses, resumes and stops, again without harm, and answers 409 once ended', async () => {
    const { id } = (await execute()).json as { id: string };
    const steer = async (verb: string, json?: object) => (await api('POST', `/api/v1/executions/${id}/${verb}`, json ? { json } : {})).json;
    expect(await steer('pause', { reason: 'lunch' })).toMatchObject({ status: 'paused' });
    expect(await steer('pause')).toMatchObject({ status: 'paused' });
    expect(await steer('resume')).toMatchObject({ status: 'waiting' });
    expect(await steer('stop')).toMatchObject({ status: 'stopped' });
    expect(await steer('stop')).toMatchObject({ status: 'stopped' });
    expect(await steer('pause')).toMatchObject({ status: 409, code: 'EXECUTION_ENDED' });
    expect((await api('POST', `/api/v1/executions/${id}/pause`, { json: { why: 'x' } })).status).toBe(422);
  });
  it('answers a human node once: 422 when it does not fit, 409 the second time', async () => {
    const { id } = (await execute()).json as { id: string };
    const answer = (value: unknown) => api('POST', `/api/v1/executions/${id}/inputs/a`, { json: { value } });
    expect((await answer({ ok: 'x' })).json).toMatchObject({ status: 422, errors: [{ pointer: '/ok' }] });
    expect((await answer({ ok: true })).json).toMatchObject({ status: 'completed', output: { ok: true } });
    expect((await answer({ ok: true })).json).toMatchObject({ status: 409, code: 'ALREADY_ANSWERED' });
    expect((await api('POST', `/api/v1/executions/${id}/inputs/a`, { json: {} })).status).toBe(422);
  });
  it('takes signals by key, and says whether somebody waited', async () => {
    const signal = (name: string, json: object) => api('POST', `/api/v1/signals/${name}`, { json });
    expect(await signal('paid', { key: 'waiting', payload: 1 })).toMatchObject({ status: 202, json: { id: 'sig2', delivered: true } });
    expect((await signal('paid', { key: 'o7', id: 'a', ttlSeconds: 60 })).json).toEqual({ id: 'a', delivered: false });
    expect((await signal('paid', { payload: 1 })).status).toBe(422);
    expect((await signal('paid', { key: 'o7', ttlSeconds: 1e9 })).status).toBe(422);
    expect((await signal('1x', { key: 'o7' })).status).toBe(400);
  });
  it('takes items for a map that runs', async () => {
    const { id } = (await execute()).json as { id: string };
    const add = (path: string, json: object) => api('POST', `/api/v1/executions/${id}/nodes/${encodeURIComponent(path)}/items`, { json });
    expect(await add('each', { items: [1, { a: 2 }], id: 'once' })).toMatchObject({ status: 200, json: { id } });
    expect((await add('a[0]/b', { items: [1] })).json).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      detail: expect.stringContaining('a[0]/b') as string,
    });
    for (const json of [{}, { items: [] }, { items: 'x' }, { items: [1], id: '' }]) expect((await add('each', json)).status).toBe(422);
  });
  it('takes what became of an uncertain call', async () => {
    const { id } = (await execute()).json as { id: string };
    const resolve = (path: string, json: object) => api('POST', `/api/v1/executions/${id}/uncertain/${path}`, { json });
    expect((await resolve('a', { resolution: 'done', output: { x: 1 } })).status).toBe(200);
    expect((await resolve('b', { resolution: 'done' })).json).toMatchObject({ status: 409, code: 'NOT_UNCERTAIN' });
    expect((await resolve('a', { resolution: 'maybe' })).status).toBe(422);
  });
});
