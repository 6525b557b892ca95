import { Counter } from 'prom-client';
import { createAdminServer, createMetricsRegistry, renderMetrics } from './health.js';

describe('the admin server', () => {
  const registry = createMetricsRegistry('scheduler');
  const fires = new Counter({ name: 'agentflow_scheduler_fires_total', help: 'Fires.', registers: [registry] });
  let ready = false;
  const server = createAdminServer({
    host: '127.0.0.1',
    port: 0,
    registries: [registry],
    ready: async () => ({ ready, checks: { store: 'mongodb://u:p@h' } }),
  });
  const url = (path: string): string => `http://127.0.0.1:${server.port()}${path}`;
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  it('answers health, readiness by status alone, and the metrics', async () => {
    expect((await fetch(url('/health'))).status).toBe(200);
    const before = await fetch(url('/ready'));
    expect([before.status, await before.json()]).toEqual([503, { status: 'not ready' }]);
    ready = true;
    expect((await fetch(url('/ready?x=1'))).status).toBe(200);
    fires.inc(3);
    const metrics = await fetch(url('/metrics'));
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('agentflow_scheduler_fires_total{service="scheduler"} 3');
  });
  it('answers 404 elsewhere, 405 to other methods and no body to HEAD', async () => {
    expect((await fetch(url('/secrets'))).status).toBe(404);
    expect((await fetch(url('/health'), { method: 'POST' })).status).toBe(405);
    const head = await fetch(url('/metrics'), { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
  it('says that a taken port is taken', async () => {
    const second = createAdminServer({
      host: '127.0.0.1',
      port: server.port(),
      registries: [],
      ready: async () => ({ ready: true, checks: {} }),
    });
    await expect(second.start()).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  });
});
describe('renderMetrics', () => {
  it('puts metrics of one name from many registries under one head', async () => {
    const registries = ['a', 'b'].map((service) => {
      const registry = createMetricsRegistry(service);
      new Counter({ name: 'agentflow_calls_total', help: 'Calls.', registers: [registry] }).inc();
      return registry;
    });
    expect(await renderMetrics(registries)).toBe(
      '# HELP agentflow_calls_total Calls.\n# TYPE agentflow_calls_total counter\nagentflow_calls_total{service="a"} 1\nagentflow_calls_total{service="b"} 1\n',
    );
  });
});
