import { AppError, orgId } from '@agentflow/core';
import { createSystemClock } from '@agentflow/adapters';
import type { SeenMember, StatsService } from '@agentflow/ports';
import { serveGrpc, type GrpcServer } from '../grpc-server.js';
import { silentLogger } from '../logger.js';
import { createMemberClient } from './member-client.js';

const ORG = orgId('default');
const clock = createSystemClock();
const member = (address: string, leaving = false): SeenMember => ({
  id: address,
  service: 'metrics',
  address,
  httpUrl: '',
  domains: [],
  version: '',
  startedAt: 0,
  leaving,
  figures: {},
  seenMsAgo: 0,
});
/** A metrics service that says which one it is. */
async function startOne(events: number, lag: StatsService['lag'] = async () => ({ events })): Promise<GrpcServer> {
  const server = serveGrpc({
    services: { stats: { lag, query: async () => Promise.reject(new AppError('UNAVAILABLE', `${events} is not well`)) } },
    host: '127.0.0.1',
    port: 0,
    logger: silentLogger(),
  });
  await server.start();
  return server;
}
describe('a client of whoever is there', () => {
  const servers: GrpcServer[] = [];
  const there: SeenMember[] = [];
  const membership = { members: async () => [...there] };
  const open = () => createMemberClient('stats', 'metrics', { membership, clock });
  const start = async (events: number, lag?: StatsService['lag']): Promise<GrpcServer> => {
    const server = await startOne(events, lag);
    servers.push(server);
    there.push(member(server.address()));
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    there.splice(0);
  });

  it('asks members in turns, and none that leaves', async () => {
    await start(1);
    await start(2);
    const leaving = await startOne(3);
    servers.push(leaving);
    there.push(member(leaving.address(), true));
    const client = open();
    const seen = new Set<number>();
    for (let i = 0; i < 6; i++) seen.add((await client.service.lag({ org: ORG })).events);
    expect([...seen].sort()).toEqual([1, 2]);
    expect(await client.state()).toBe('ok');
    client.close();
  });

  it('goes to another when one is gone without a word', async () => {
    const gone = await start(1);
    await start(2);
    const client = open();
    await client.service.lag({ org: ORG });
    await gone.stop(); // still among the members
    for (let i = 0; i < 4; i++) expect((await client.service.lag({ org: ORG })).events).toBe(2);
    client.close();
  });

  it('waits for one that comes', async () => {
    const client = open();
    expect(await client.state()).toBe('none is there');
    const answer = client.service.lag({ org: ORG });
    await start(7);
    expect((await answer).events).toBe(7);
    client.close();
  });

  it('repeats what may be repeated elsewhere, and passes the error of a service on as it is', async () => {
    let asked = 0;
    const weak: StatsService['lag'] = async () => Promise.reject(new AppError(asked++ < 2 ? 'UNAVAILABLE' : 'FORBIDDEN', 'as I say'));
    await start(1, weak);
    const client = open();
    await expect(client.service.lag({ org: ORG })).rejects.toMatchObject({ code: 'FORBIDDEN', message: 'as I say' });
    expect(asked).toBe(3);
    client.close();
  });

  it('does not look for anybody once it is closed', async () => {
    const client = open();
    client.close();
    await expect(client.service.lag({ org: ORG })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
