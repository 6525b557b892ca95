import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe('GET /api/v1/cluster', () => {
  let running: TestGateway;
  beforeAll(async () => {
    running = await startTestGateway();
  });
  afterAll(() => running.stop());
  const get = (key: string): Promise<Response> => fetch(`${running.url}/api/v1/cluster`, { headers: { authorization: `Bearer ${key}` } });

  it('shows the one process that is everything to an admin', async () => {
    const response = await get(running.adminKey);
    expect(response.status).toBe(200);
    const overview = (await response.json()) as { domains: { domain: string; owned: number; owners: unknown[] }[]; members: unknown[] };
    expect(overview).toMatchObject({
      health: 'ok',
      domains: [{ domain: 'master', partitions: 64, owned: 64, health: 'ok', capacity: { workers: 1 } }],
    });
    expect(overview.domains[0]?.owners).toHaveLength(1);
    expect(overview.members).toHaveLength(6);
  });

  it('shows it to nobody else', async () => {
    const made = await fetch(`${running.url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${running.adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ops', role: 'operator' }),
    });
    const { key } = (await made.json()) as { key: string };
    expect((await get(key)).status).toBe(403);
    expect((await get('none')).status).toBe(401);
  });
});
