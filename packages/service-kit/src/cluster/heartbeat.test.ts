import type { Member, SeenMember } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { silentLogger } from '../logger.js';
import { createHeartbeat } from './heartbeat.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const self: Omit<Member, 'leaving'> = {
  id: 'me',
  service: 'designer',
  address: '127.0.0.1:1',
  httpUrl: 'http://127.0.0.1:2',
  domains: [],
  version: '1',
  startedAt: 0,
  figures: {},
};
function createWorld(others: readonly Partial<SeenMember>[] = []) {
  const clock = createFakeClock();
  const told: string[] = [];
  let broken = false;
  const heartbeat = createHeartbeat({
    membership: {
      beat: async ({ id, leaving }, ttlMs) => {
        if (broken) throw new Error('the store is away');
        told.push(`${id}${leaving ? ' leaves' : ''} ${ttlMs}`);
      },
      leave: async (id) => void told.push(`${id} is gone`),
      members: async () => others.map((other) => ({ ...self, seenMsAgo: 0, leaving: false, ...other })),
    },
    member: () => self,
    clock,
    logger: silentLogger(),
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) {
      clock.advance(1_000);
      await turn();
    }
  };
  return { heartbeat, told, clock, pass, breakStore: (yes: boolean) => void (broken = yes) };
}
describe('a heartbeat', () => {
  it('tells of the process each second, and that it is gone at the end', async () => {
    const { heartbeat, told, pass } = createWorld();
    await heartbeat.start();
    await pass(3);
    await heartbeat.leaving();
    await heartbeat.stop();
    await pass(3);
    expect(told).toEqual(['me 5000', 'me 5000', 'me 5000', 'me 5000', 'me leaves 5000', 'me is gone']);
  });

  it('goes on serving for a moment after it said that it leaves, where another can stand in', async () => {
    const { heartbeat, clock } = createWorld([{ id: 'me' }, { id: 'other' }]);
    await heartbeat.start();
    let left = false;
    const leaving = heartbeat.leaving().then(() => (left = true));
    await turn();
    expect(left).toBe(false);
    clock.advance(799);
    await turn();
    expect(left).toBe(false);
    clock.advance(1);
    await leaving;
    await heartbeat.stop();
  });

  it('does not wait where nobody else is, or all others leave too', async () => {
    const { heartbeat } = createWorld([{ id: 'me' }, { id: 'other', leaving: true }]);
    await heartbeat.start();
    await heartbeat.leaving();
    await heartbeat.stop();
  });

  it('is not ready after three beats that failed, and is again with the next that does not', async () => {
    const { heartbeat, pass, breakStore } = createWorld();
    await heartbeat.start();
    breakStore(true);
    await pass(2);
    expect(await heartbeat.ready()).toEqual({ ready: true, checks: { membership: 'ok' } });
    await pass(1);
    expect(await heartbeat.ready()).toEqual({ ready: false, checks: { membership: 'cannot be told' } });
    breakStore(false);
    await pass(1);
    expect((await heartbeat.ready()).ready).toBe(true);
    await heartbeat.stop();
  });
});
