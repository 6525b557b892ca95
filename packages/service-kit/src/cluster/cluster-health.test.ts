import type { Readiness, SeenMember } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { createClusterHealth } from './cluster-health.js';

const member = (service: SeenMember['service'], httpUrl: string, leaving = false): SeenMember => ({
  id: httpUrl,
  service,
  address: '',
  httpUrl,
  domains: [],
  version: '',
  startedAt: 0,
  leaving,
  figures: {},
  seenMsAgo: 0,
});
function createHealth(answers: { readonly [url: string]: Readiness }, members: readonly SeenMember[]) {
  const clock = createFakeClock();
  let asked = 0;
  const health = createClusterHealth({
    membership: { members: async () => members },
    services: ['orchestrator', 'metrics'],
    clock,
    ask: async (url) => (asked++, answers[url]!),
  });
  return { health, clock, asked: () => asked };
}
const fine: Readiness = { ready: true, checks: { 'servers.mongodb': 'ok' } };
const ill: Readiness = { ready: false, checks: { 'orchestrator.store': 'does not take writes', 'servers.mongodb': 'ok' } };

describe('the health of a cluster', () => {
  it('is that of the members that work: one of a service is enough', async () => {
    const { health } = createHealth({ o1: fine, o2: ill, m1: fine }, [
      member('orchestrator', 'o1'),
      member('orchestrator', 'o2'),
      member('metrics', 'm1'),
    ]);
    expect(await health.look()).toEqual({ ready: true, checks: { orchestrator: 'ok', metrics: 'ok' } });
  });
  it('says what is wrong with a service of which none works, and which service nobody is there of', async () => {
    const { health } = createHealth({ o2: ill, o3: fine }, [member('orchestrator', 'o2'), member('orchestrator', 'o3', true)]);
    expect(await health.look()).toEqual({
      ready: false,
      checks: { 'orchestrator.store': 'does not take writes', metrics: 'none is there' },
    });
  });
  it('names what a member that works can do without', async () => {
    const without: Readiness = { ready: true, checks: { 'servers.kafka': 'cannot be reached', 'servers.mongodb': 'ok' } };
    const { health } = createHealth({ o1: without, m1: fine }, [member('orchestrator', 'o1'), member('metrics', 'm1')]);
    expect(await health.look()).toEqual({
      ready: true,
      checks: { orchestrator: 'ok', 'orchestrator.kafka': 'cannot be reached', metrics: 'ok' },
    });
  });
  it('counts nobody’s absence while all start, until all were there once or half a minute has passed', async () => {
    const members: SeenMember[] = [member('metrics', 'm1')];
    const { health, clock } = createHealth({ o1: fine, m1: fine }, members);
    expect(await health.settled()).toEqual({ ready: true, checks: {} });
    members.push(member('orchestrator', 'o1'));
    clock.advance(1_000);
    expect(await health.settled()).toEqual({ ready: true, checks: { orchestrator: 'ok', metrics: 'ok' } });
    members.pop();
    clock.advance(1_000);
    expect(await health.settled()).toEqual({ ready: false, checks: { orchestrator: 'none is there', metrics: 'ok' } });

    const late = createHealth({ m1: fine }, [member('metrics', 'm1')]);
    late.clock.advance(29_999);
    expect((await late.health.settled()).ready).toBe(true);
    late.clock.advance(1_000);
    expect((await late.health.settled()).ready).toBe(false);
  });
  it('asks anew once a second at most', async () => {
    const { health, clock, asked } = createHealth({ o1: fine, m1: fine }, [member('orchestrator', 'o1'), member('metrics', 'm1')]);
    await Promise.all([health.look(), health.look()]);
    clock.advance(999);
    await health.look();
    expect(asked()).toBe(2);
    clock.advance(1);
    await health.look();
    expect(asked()).toBe(4);
  });
});
