import { composeGateway } from './compose.js';
import { createApi } from './testing/api-client.js';
import { startTestGateway } from './testing/test-gateway.js';

describe('the gateway as a service', () => {
  it('says in a sentence that its port is taken, and what to set', async () => {
    const first = await startTestGateway();
    const second = composeGateway({ ...first.deps, config: { ...first.deps.config, port: first.port } });
    await expect(second.lifecycle.start()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining(`port ${first.port} is taken; set AGENTFLOW_PORT`),
    });
    await second.lifecycle.stop();
    await first.stop();
  });
  it('says that it cannot listen on an address that is not its own', async () => {
    await expect(startTestGateway({ config: { host: '192.0.2.1' } })).rejects.toThrow(/cannot listen on 192\.0\.2\.1/);
  });
  it('is ready once it listens, and no more when it stops', async () => {
    const gateway = await startTestGateway();
    expect(await gateway.gateway.lifecycle.ready()).toEqual({ ready: true, checks: { http: 'ok' } });
    await gateway.gateway.lifecycle.stop();
    expect((await gateway.gateway.lifecycle.ready()).ready).toBe(false);
    await gateway.stop();
  });
  it('lets a request under way end when it stops, and takes no other', async () => {
    let begun = (): void => undefined;
    let finish = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const gateway = await startTestGateway({
      templates: async () => {
        begun();
        await finished;
        return [];
      },
    });
    const answer = createApi(gateway)('GET', '/api/v1/templates');
    await underWay;
    const stopped = gateway.gateway.lifecycle.stop();
    await expect(fetch(`${gateway.url}/health`)).rejects.toThrow();
    finish();
    expect((await answer).status).toBe(200);
    await stopped;
  });
});
