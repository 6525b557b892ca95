import { DEFAULT_ORG } from '../../compose.js';
import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

const YAML = { 'content-type': 'application/yaml' };

describe('/workflows', () => {
  let gateway: TestGateway;
  let api: Api;
  beforeEach(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
  });
  afterEach(() => gateway.stop());
  const create = async (key: string, definition: object = { name: key, nodes: [] }): Promise<{ id: string; etag: string }> =>
    (await api('POST', '/api/v1/workflows', { json: { definition, key } })).json;

  it('creates from JSON with Location and ETag, and finds it by id and by key', async () => {
    const made = await api('POST', '/api/v1/workflows', {
      json: { definition: { name: 'triage', nodes: [] }, key: 'triage', folder: 'mail' },
    });
    expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([
      201,
      `/api/v1/workflows/${made.json.id}`,
      made.json.etag,
    ]);
    for (const name of [made.json.id, 'triage']) expect((await api('GET', `/api/v1/workflows/${name}`)).json).toEqual(made.json);
    expect(made.json).toMatchObject({ key: 'triage', folder: 'mail', publishedRevision: null, problems: [] });
  });
  it('moves to another folder and renames, with If-Match only what is meant', async () => {
    const { id, etag } = await create('triage');
    const move = (body: unknown, headers: Record<string, string> = {}) =>
      api('POST', `/api/v1/workflows/${id}/move`, { json: body, headers });
    const moved = await move({ folder: 'mail/in' });
    expect(moved).toMatchObject({ status: 200, json: { folder: 'mail/in', name: 'triage' } });
    expect(moved.headers.get('etag')).toBe(moved.json.etag);
    expect((await move({ name: 'Triage' }, { 'if-match': moved.json.etag })).json).toMatchObject({ folder: 'mail/in', name: 'Triage' });
    expect((await move({ folder: '' }, { 'if-match': etag })).status).toBe(412);
    expect((await move({ folder: '' }, { 'if-match': '*' })).json.folder).toBe('');
    for (const body of [{}, { folder: 1 }, { name: '' }, { folder: 'a', key: 'b' }]) expect((await move(body)).status).toBe(422);
    expect((await api('POST', '/api/v1/workflows/nobody/move', { json: { folder: 'a' } })).status).toBe(404);
  });
  it('keeps a draft that has problems, and lists them', async () => {
    const made = await api('POST', '/api/v1/workflows', { json: { definition: { name: 'half' } } });
    expect([made.status, made.json.problems[0].code]).toEqual([201, 'NO_NODES']);
    expect((await api('POST', `/api/v1/workflows/${made.json.id}/validate`)).json).toMatchObject({
      valid: false,
      problems: [{ pointer: '/nodes' }],
    });
    const refused = await api('POST', `/api/v1/workflows/${made.json.id}/publish`);
    expect([refused.status, refused.json.code, refused.json.errors[0].code]).toEqual([422, 'DEFINITION_INVALID', 'NO_NODES']);
  });
  it('takes YAML and gives it back, comments and all, to those who ask for it', async () => {
    const text = '# by hand\nname: triage # the name\n';
    const made = await api('POST', '/api/v1/workflows', { body: text, headers: YAML });
    expect(made.status).toBe(201);
    const back = await api('GET', `/api/v1/workflows/${made.json.id}`, { headers: { accept: 'application/yaml' } });
    expect([back.text, back.headers.get('content-type'), back.headers.get('etag')]).toEqual([
      text,
      'application/yaml; charset=utf-8',
      made.json.etag,
    ]);
    const saved = await api('PUT', `/api/v1/workflows/${made.json.id}`, {
      body: `${text}# more\n`,
      headers: { ...YAML, 'if-match': made.json.etag },
    });
    expect(saved.status).toBe(200);
    expect((await api('GET', `/api/v1/workflows/${made.json.id}`, { headers: { accept: 'text/yaml' } })).text).toContain('# more');
  });
  it('says where YAML is broken: 400 when it is kept, a list of problems when it is validated', async () => {
    const refused = await api('POST', '/api/v1/workflows', { body: 'a: b', headers: YAML });
    expect([refused.status, refused.json.code, refused.json.errors[0]]).toMatchObject([400, 'MALFORMED_YAML', { line: 2, column: 3 }]);
    const { id } = await create('w');
    const validated = await api('POST', `/api/v1/workflows/${id}/validate`, { body: 'a: b', headers: YAML });
    expect([validated.status, validated.json]).toMatchObject([200, { valid: false, problems: [{ line: 2 }] }]);
    expect((await api('POST', `/api/v1/workflows/${id}/validate`, { json: { definition: { nodes: [] } } })).json).toEqual({
      valid: true,
      problems: [],
    });
  });
  it('saves only over what its author has seen: 428 without If-Match, 412 with an old one', async () => {
    const { id, etag } = await create('w');
    const save = (headers: Record<string, string>) =>
      api('PUT', `/api/v1/workflows/${id}`, { json: { definition: { name: 'w2', nodes: [] } }, headers });
    expect((await save({})).json).toMatchObject({ status: 428, code: 'PRECONDITION_REQUIRED' });
    const saved = await save({ 'if-match': etag });
    expect([saved.status, saved.headers.get('etag')]).toEqual([200, saved.json.etag]);
    expect((await save({ 'if-match': etag })).json).toMatchObject({ status: 412, code: 'VERSION_CONFLICT' });
    expect((await save({ 'if-match': '"garbage"' })).status).toBe(412);
    expect((await save({ 'if-match': '*' })).status).toBe(200);
  });
  it('publishes, rolls back, lists and compares revisions', async () => {
    const { id } = await create('w');
    const first = await api('POST', `/api/v1/workflows/${id}/publish`, { json: { comment: 'first' } });
    expect([first.status, first.json]).toMatchObject([201, { revision: 1, comment: 'first', publishedBy: 'key:admin', released: true }]);
    expect(first.headers.get('location')).toBe(`/api/v1/workflows/${id}/revisions/1`);
    await api('POST', `/api/v1/workflows/${id}/publish`);
    expect((await api('POST', `/api/v1/workflows/${id}/rollback`, { json: { revision: 1 } })).json).toMatchObject({ revision: 1 });
    expect((await api('GET', `/api/v1/workflows/${id}`)).json.publishedRevision).toBe(1);
    expect((await api('POST', `/api/v1/workflows/${id}/rollback`, { json: { revision: 9 } })).status).toBe(404);
    expect((await api('GET', `/api/v1/workflows/${id}/revisions?page_size=1&page=2`)).json).toMatchObject({
      items: [{ revision: 2 }],
      page: 2,
      pageSize: 1,
      total: 2,
    });
    expect((await api('GET', `/api/v1/workflows/${id}/revisions/1`)).json.definition).toMatchObject({ name: 'w' });
    expect((await api('GET', `/api/v1/workflows/${id}/revisions/7`)).status).toBe(404);
    expect((await api('GET', `/api/v1/workflows/${id}/revisions/x`)).status).toBe(400);
    expect((await api('GET', `/api/v1/workflows/${id}/diff?from=1&to=draft`)).json.changes).toHaveLength(1);
    expect((await api('GET', `/api/v1/workflows/${id}/diff?from=1`)).status).toBe(400);
  });
  it('pages the list', async () => {
    for (const key of ['a', 'b', 'c']) await create(key);
    const first = await api('GET', '/api/v1/workflows?page_size=2');
    expect(first.json.items.map((one: { key: string }) => one.key)).toEqual(['a', 'b']);
    const second = await api('GET', `/api/v1/workflows?page_size=2&cursor=${first.json.nextCursor}`);
    expect([second.json.items.length, second.json.nextCursor]).toEqual([1, null]);
  });
  it('deletes, but not while executions are open', async () => {
    const { id } = await create('w');
    await api('POST', `/api/v1/workflows/${id}/publish`);
    const execution = await api('POST', `/api/v1/workflows/${id}/execute`);
    expect((await api('DELETE', `/api/v1/workflows/w`)).json).toMatchObject({ status: 409, code: 'CONFLICT' });
    gateway.executions.end(execution.json.id);
    expect((await api('DELETE', '/api/v1/workflows/w')).status).toBe(204);
    expect((await api('GET', `/api/v1/workflows/${id}`)).status).toBe(404);
  });
  it('creates once under an Idempotency-Key: the same answer to the same body, 422 to another, afresh after a day or a refusal', async () => {
    const create = (name: string, key = 'k1') =>
      api('POST', '/api/v1/workflows', { json: { definition: { name, nodes: [] } }, headers: { 'idempotency-key': key } });
    const first = await create('w');
    const again = await create('w');
    expect([again.status, again.json, again.headers.get('idempotent-replayed'), again.headers.get('location')]).toEqual([
      201,
      first.json,
      'true',
      first.headers.get('location'),
    ]);
    expect((await create('other')).json).toMatchObject({ status: 422, code: 'IDEMPOTENCY_MISMATCH' });
    expect((await create('other', 'k2')).json.id).not.toBe(first.json.id);
    expect((await create('w', 'has space')).status).toBe(400);
    gateway.clock.advance(24 * 3600_000 + 1);
    expect((await create('w')).json.id).not.toBe(first.json.id);
    await create('taken', 'k3');
    const clash = { json: { definition: { nodes: [] }, key: 'w' }, headers: { 'idempotency-key': 'k4' } };
    await create('w', 'k5');
    await api('POST', '/api/v1/workflows', { json: { definition: { nodes: [] }, key: 'w' } });
    expect((await api('POST', '/api/v1/workflows', clash)).status).toBe(409);
    await api('DELETE', '/api/v1/workflows/w');
    expect((await api('POST', '/api/v1/workflows', clash)).status).toBe(201);
  });
  it('creates once when eight repeats of one key come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        api('POST', '/api/v1/agents', {
          json: { key: 'a', model: 'scripted/echo', instructions: 'x' },
          headers: { 'idempotency-key': 'k' },
        }),
      ),
    );
    expect(answers.map(({ status, json }) => [status, json.id])).toEqual(Array(8).fill([201, answers[0]?.json.id]));
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(7);
    expect((await api('GET', '/api/v1/agents')).json.total).toBe(1);
  });
  it('answers 409 while another process is at work under the key, until that must have died', async () => {
    const { documents } = gateway.deps;
    const create = () => api('POST', '/api/v1/workflows', { json: { definition: { nodes: [] } }, headers: { 'idempotency-key': 'k' } });
    await create();
    const [row] = (await documents.list(DEFAULT_ORG, 'idempotent-answers', { limit: 1 })).items;
    await documents.put(DEFAULT_ORG, 'idempotent-answers', row?.id ?? '', { ...(row?.value as object), answer: null });
    const refused = await create();
    expect([refused.status, refused.json.code, refused.headers.get('retry-after')]).toEqual([409, 'CONFLICT', '1']);
    gateway.clock.advance(60_001);
    expect((await create()).status).toBe(201);
  });
});
