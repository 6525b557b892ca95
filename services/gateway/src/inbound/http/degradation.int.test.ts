import { DEGRADATION_NAMES, type DegradationLevel, type DegradationOverride } from '@agentflow/core';
import { NORMAL_OPERATION, type BreakerView, type DegradationControl } from '@agentflow/ports';
import { WebSocket } from 'ws';
import { closedFrom, NAMED_ROUTES } from '../../application/degraded-access.js';
import { createApi, type Api } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';
import { ALL_ROUTES } from './routes/all-routes.js';

/** A level that the test sets. */
function createControl(): DegradationControl & { to(level: DegradationLevel): void } {
  let level: DegradationLevel = 0;
  let override: DegradationOverride | null = null;
  const report: DegradationControl['report'] = () => ({
    ...NORMAL_OPERATION.report(),
    level,
    name: DEGRADATION_NAMES[level],
    override,
    history: [{ at: 1, from: 0, to: 2, reasons: [{ signal: 'errors', level: 2, value: 0.3, threshold: 0.25, message: '30 %' }] }],
  });
  return {
    ...NORMAL_OPERATION,
    get level() {
      return level;
    },
    to: (next) => void (level = next),
    report,
    set: (next, reason, by) => {
      override = next === 'auto' ? null : { level: next, reason, by, at: 0 };
      if (next !== 'auto') level = next;
      return Promise.resolve(report());
    },
  };
}
const BREAKER: BreakerView = { kind: 'model', target: 'far/large', state: 'open', failures: 5, openedAt: 0, retryAt: 30_000 };

describe('the API of a platform that has stepped back', () => {
  let gateway: TestGateway;
  let api: Api;
  const control = createControl();
  const samples: [string, boolean, boolean][] = [];
  const asked: string[] = [];
  beforeAll(async () => {
    gateway = await startTestGateway({
      degradation: control,
      samples: { ...NORMAL_OPERATION, request: (source, fault, ms) => void samples.push([source, fault, ms !== null]) },
      breakers: { notClosed: (org) => (asked.push(org), [BREAKER]) },
    });
    api = createApi(gateway);
    await api('POST', '/api/v1/workflows', { json: { definition: { name: 'w', nodes: [] }, key: 'w' } });
    await api('POST', '/api/v1/workflows/w/publish');
  });
  afterAll(() => gateway.stop());
  beforeEach(() => control.to(0));

  const keyOf = async (role: string): Promise<string> =>
    (await api('POST', '/api/v1/api-keys', { json: { name: role, role } })).json.key as string;
  const READS = ['/api/v1/workflows', '/api/v1/executions', '/api/v1/models', '/api/v1/session', '/openapi.json'];
  const STARTS = [
    'POST /api/v1/workflows/w/execute',
    'POST /api/v1/workflows',
    'DELETE /api/v1/workflows/w',
    'POST /hooks/hook1',
    'POST /api/v1/agents',
  ];
  const split = (route: string): [string, string] => route.split(' ') as [string, string];

  it('works as ever at levels 0 and 1', async () => {
    for (const level of [0, 1] as const) {
      control.to(level);
      for (const path of READS) expect([path, (await api('GET', path)).status]).toEqual([path, 200]);
      expect((await api('POST', '/api/v1/workflows/w/execute', { json: {} })).status).toBe(202);
    }
    expect(gateway.executions.starts).toHaveLength(2);
  });
  it('reads and steers, but neither starts nor changes anything, at levels 2 and 3', async () => {
    let refused = 0;
    for (const level of [2, 3] as const) {
      control.to(level);
      for (const path of READS) expect([path, (await api('GET', path)).status]).toEqual([path, 200]);
      for (const route of STARTS) {
        const answer = await api(...split(route), { json: {} });
        expect([route, answer.status, answer.json.code, Number(answer.headers.get('retry-after')) > 0]).toEqual([
          route,
          503,
          'DEGRADED',
          true,
        ]);
        refused++;
      }
      for (const verb of ['stop', 'pause', 'inputs/approve', 'uncertain/pay', 'signals/go', 'compensate']) {
        const answer = await api('POST', `/api/v1/executions/no-such/${verb}`, { json: {} });
        expect([verb, answer.status === 503]).toEqual([verb, false]);
      }
      expect((await api('POST', '/login', { json: { key: gateway.adminKey }, key: null })).status).not.toBe(503);
    }
    console.log(`read-only: ${refused} requests refused, ${gateway.executions.starts.length} executions started, all of them before`);
    expect(gateway.executions.starts).toHaveLength(2);
  });
  it('answers only what is the matter at level 4, and people with a page', async () => {
    control.to(4);
    for (const path of ['/health', '/ready', '/metrics', '/api/v1/degradation'])
      expect([path, (await api('GET', path)).status]).toEqual([path, 200]);
    for (const path of READS) {
      const answer = await api('GET', path);
      expect([path, answer.status, answer.json.code]).toEqual([path, 503, 'MAINTENANCE']);
    }
    expect((await api('POST', '/api/v1/executions/x/stop', { json: {} })).status).toBe(503);
    for (const path of ['/', '/login', '/executions/x']) {
      const page = await fetch(gateway.url + path, { headers: { accept: 'text/html,*/*' } });
      expect([path, page.status, page.headers.get('content-type')]).toEqual([path, 503, 'text/html; charset=utf-8']);
      expect(page.headers.get('retry-after')).toBe('60');
      const text = await page.text();
      expect(text).toContain('under maintenance');
      expect(text).toContain('正在维护');
    }
    expect((await fetch(gateway.url, { method: 'HEAD', headers: { accept: 'text/html' } })).status).toBe(503);
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/ws/v1/executions/x`, {
      headers: { authorization: `Bearer ${gateway.adminKey}` },
    });
    const status = await new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
    expect(status).toBe(503);
    expect((await api('PUT', '/api/v1/degradation', { json: { level: 0, reason: 'over' } })).status).toBe(200);
    expect((await api('GET', '/api/v1/workflows')).status).toBe(200);
  });
  it('shows everybody the level, its history and the circuits of their own org, and lets admins alone set it', async () => {
    const viewer = await keyOf('viewer');
    const seen = (await api('GET', '/api/v1/degradation', { key: viewer })).json;
    expect(seen).toMatchObject({
      level: 0,
      name: 'normal',
      breakers: [{ kind: 'model', target: 'far/large', retryAt: '1970-01-01T00:00:30.000Z' }],
    });
    expect(seen.history[0]).toMatchObject({ from: 0, to: 2, at: '1970-01-01T00:00:00.001Z' });
    expect(new Set(asked)).toEqual(new Set(['default']));
    for (const role of ['viewer', 'operator', 'editor'])
      expect((await api('PUT', '/api/v1/degradation', { key: await keyOf(role), json: { level: 1, reason: 'x' } })).status).toBe(403);
    const set = await api('PUT', '/api/v1/degradation', { json: { level: 2, reason: 'drill' } });
    expect(set.json).toMatchObject({ level: 2, name: 'read_only', override: { level: 2, reason: 'drill', by: 'key:admin' } });
    expect((await api('PUT', '/api/v1/degradation', { json: { level: 'auto' } })).json.override).toBeNull();
    expect((await api('GET', '/api/v1/degradation', { key: null })).status).toBe(401);
  });
  it.each([
    {},
    { level: 5, reason: 'x' },
    { level: 1 },
    { level: 1, reason: ' ' },
    { level: 'off', reason: 'x' },
    { level: 1.5, reason: 'x' },
  ])('does not take %j for a level', async (json) => {
    expect((await api('PUT', '/api/v1/degradation', { json })).status).toBe(422);
  });
  it('keeps the fallbacks of an org', async () => {
    expect((await api('GET', '/api/v1/models/fallbacks')).json).toEqual({ fallbacks: {} });
    const fallbacks = { 'far/large': 'far/small', '*': 'near/any' };
    expect((await api('PUT', '/api/v1/models/fallbacks', { json: { fallbacks } })).json).toEqual({ fallbacks });
    expect((await api('GET', '/api/v1/models/fallbacks')).json).toEqual({ fallbacks });
    expect((await api('PUT', '/api/v1/models/fallbacks', { key: await keyOf('viewer'), json: { fallbacks } })).status).toBe(403);
  });
  it('counts answers as samples: its own faults as such, refusals and probes not', async () => {
    samples.length = 0;
    await api('GET', '/health');
    await api('GET', '/api/v1/workflows/none');
    control.to(2);
    await api('POST', '/api/v1/workflows', { json: {} });
    control.to(0);
    await api('POST', '/api/v1/workflows/w/execute', { json: {} });
    expect(samples).toEqual([
      ['getWorkflow', false, true],
      ['createWorkflow', false, true],
      ['executeWorkflow', false, false],
    ]);
  });
  it('names only routes that there are, and closes every one that changes something', () => {
    const ids = ALL_ROUTES.map(({ id }) => id);
    expect(NAMED_ROUTES.filter((id) => !ids.includes(id))).toEqual([]);
    const open = ALL_ROUTES.filter((route) => route.method !== 'get' && closedFrom(route) > 2).map(({ id }) => id);
    expect(open.sort()).toEqual(NAMED_ROUTES.filter((id) => !/^get/.test(id)).sort());
  });
});
