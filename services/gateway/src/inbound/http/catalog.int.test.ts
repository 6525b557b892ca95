import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('agents, credentials, triggers, models and figures', () => {
  let gateway: TestGateway;
  let api: Api;
  beforeEach(async () => {
    gateway = await startTestGateway();
    api = createApi(gateway);
  });
  afterEach(() => gateway.stop());

  it('registers agents in versions', async () => {
    const draft = { key: 'helper', model: 'scripted/echo', instructions: 'Help.', tools: ['echo'], limits: { maxIterations: 3 } };
    const made = await api('POST', '/api/v1/agents', { json: draft });
    expect([made.status, made.headers.get('etag'), made.headers.get('location')]).toEqual([201, '"1"', `/api/v1/agents/${made.json.id}`]);
    const put = (instructions: string, ifMatch?: string) =>
      api('PUT', '/api/v1/agents/helper', { json: { ...draft, instructions }, headers: ifMatch ? { 'if-match': ifMatch } : {} });
    expect((await put('Help more.', '"1"')).json).toMatchObject({ version: 2, instructions: 'Help more.' });
    expect((await put('x', '"1"')).status).toBe(412);
    expect((await put('x', 'garbage')).status).toBe(412);
    expect((await put('Help most.')).json.version).toBe(3);
    expect((await api('GET', '/api/v1/agents/helper?version=1')).json.instructions).toBe('Help.');
    expect((await api('GET', '/api/v1/agents/helper')).headers.get('etag')).toBe('"3"');
    expect((await api('GET', '/api/v1/agents/helper/versions?page_size=2')).json).toMatchObject({ total: 3, pageSize: 2 });
    expect((await api('DELETE', '/api/v1/agents/helper')).status).toBe(204);
    expect((await api('GET', '/api/v1/agents')).json.total).toBe(0);
  });
  it('takes secrets and never gives them back', async () => {
    const made = await api('POST', '/api/v1/credentials', {
      json: { key: 'api', type: 'bearer', hosts: ['api.example.org'], secret: 'hush-hush' },
    });
    expect(made.status).toBe(201);
    await api('POST', '/api/v1/credentials', { json: { key: 'hook', type: 'standard-webhooks', secret: { key: 'hush-hush' } } });
    const changed = await api('PUT', '/api/v1/credentials/api', { json: { secret: 'hush-hush-2', hosts: ['*.example.org'] } });
    expect(changed.json).toMatchObject({ version: 2, hosts: ['*.example.org'] });
    for (const path of ['/api/v1/credentials', `/api/v1/credentials/${made.json.id}`, '/api/v1/credentials/hook'])
      expect((await api('GET', path)).text).not.toContain('hush');
    expect(made.text + changed.text).not.toContain('hush');
    expect((await api('DELETE', '/api/v1/credentials/api')).status).toBe(204);
  });
  it('lists, switches and fires triggers', async () => {
    expect((await api('GET', '/api/v1/triggers?workflow=wf1')).json).toMatchObject({ total: 1, items: [{ hookId: 'hook1' }] });
    expect((await api('PUT', '/api/v1/triggers/wf1.inbox', { json: { enabled: false } })).json.enabled).toBe(false);
    const fired = await api('POST', '/api/v1/triggers/wf1.inbox/fire', { json: { event: { a: 1 } } });
    expect([fired.status, fired.headers.get('location')]).toEqual([202, '/api/v1/executions/by-inbox']);
  });
  it('hands a hook on as it came, without a key of ours', async () => {
    const post = (path: string, headers: Record<string, string> = {}) =>
      api('POST', path, {
        key: null,
        body: '{"a": 1, "a": 2}',
        headers: { 'content-type': 'application/json', authorization: 'Bearer hook-secret', cookie: 'af_session=x', ...headers },
      });
    const answer = await post('/hooks/hook1?source=a&source=b');
    expect([answer.status, answer.json]).toEqual([202, { executionId: 'ex1', status: 'accepted', duplicate: false }]);
    const [seen] = gateway.hooks;
    expect(seen).toMatchObject({ hookId: 'hook1', method: 'POST', query: { source: 'a,b' }, contentType: 'application/json' });
    expect(Buffer.from(seen?.rawBody ?? '', 'base64').toString()).toBe('{"a": 1, "a": 2}'); // byte for byte: it is signed
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer hook-secret' });
    expect(seen?.headers).not.toHaveProperty('cookie');
    expect((await post('/hooks/hook1?respond=result')).json).toMatchObject({ status: 'completed', output: { ok: true } });
    expect((await post('/hooks/hook1', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post('/hooks/other')).status).toBe(404);
    expect((await api('GET', '/hooks/hook1', { key: null })).status).toBe(405);
    expect((await post('/hooks/hook1', { origin: 'https://evil.example' })).status).toBe(403);
  });
  it('lists node types, tools, models, templates and mails, newest first', async () => {
    for (const path of ['node-types', 'tools', 'models', 'templates'])
      expect((await api('GET', `/api/v1/${path}`)).json.items).toHaveLength(1);
    expect((await api('GET', '/api/v1/outbox')).json.items).toMatchObject([
      { id: 'm2', at: '1970-01-01T00:00:00.002Z', html: '<p>y</p>' },
      { id: 'm1', cc: [] },
    ]);
  });
  it('keeps model scripts, from JSON and from YAML, refusing what is unsafe', async () => {
    const put = (body: string, type = 'application/yaml') =>
      api('PUT', '/api/v1/models/scripted/triage', { body, headers: { 'content-type': type } });
    expect((await put('- when: "true"\n  reply: { text: hi }\n')).json).toEqual({
      name: 'triage',
      script: [{ when: 'true', reply: { text: 'hi' } }],
    });
    expect((await put('script:\n  - reply: { text: bye }\n')).json.script).toEqual([{ reply: { text: 'bye' } }]);
    expect((await put('{"script":[{"reply":{"text":"json"}}]}', 'application/json')).status).toBe(200);
    expect((await api('GET', '/api/v1/models/scripted/triage')).json.script).toEqual([{ reply: { text: 'json' } }]);
    const broken = await put('- a: [1\n- b');
    expect([broken.status, broken.json.code, typeof broken.json.errors[0].line]).toEqual([400, 'MALFORMED_YAML', 'number']);
    const bomb = [
      'a0: &a0 [x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: 8 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`),
    ].join('\n');
    for (const text of [
      bomb,
      '- __proto__: { x: 1 }',
      '- { a: 1, a: 2 }',
      '- !!js/function x',
      '--- 1\n--- 2',
      '['.repeat(10_000),
      `${'['.repeat(300)}${']'.repeat(300)}`,
    ]) {
      expect([text.slice(0, 20), (await put(text)).json.code]).toEqual([text.slice(0, 20), 'MALFORMED_YAML']);
    }
    expect((await put('a: 1')).json).toMatchObject({ status: 422, errors: [{ pointer: '/script' }] });
    expect((await api('DELETE', '/api/v1/models/scripted/triage')).status).toBe(204);
    expect((await api('GET', '/api/v1/models/scripted/..%2Fx')).status).toBe(400);
  });
  it('reports usage, grouped and within a time', async () => {
    const report = await api(
      'GET',
      '/api/v1/metrics/usage?group_by=day,model&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z&workflow=w',
    );
    expect(report.json).toMatchObject({
      from: '2026-11-01T00:00:00.000Z',
      kind: 'model-call',
      groupBy: ['day', 'model'],
      rows: [{ group: { day: 'x', model: 'x' }, cost: '0.0012' }],
    });
    expect((await api('GET', '/api/v1/metrics/usage')).json.groupBy).toEqual(['day']);
    for (const query of ['group_by=colour', 'group_by=day,day', 'kind=x', 'from=2026-12-01&to=2026-11-01'])
      expect((await api('GET', `/api/v1/metrics/usage?${query}`)).status).toBe(400);
    const { text } = await api('GET', '/metrics');
    const usage = 'service="gateway",method="GET",route="/api/v1/metrics/usage"';
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'agentflow_up 1',
        `agentflow_http_requests_total{${usage},status="400"} 4`,
        `agentflow_http_request_duration_seconds_bucket{${usage},le="+Inf"} 6`,
        'agentflow_http_requests_in_flight{service="gateway"} 1',
      ]),
    );
  });
});
