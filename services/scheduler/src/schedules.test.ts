import { AppError } from '@agentflow/core';
import { createFakeClock, seededRandom } from '@agentflow/testkit';
import { createMemoryDocuments } from './testing/memory-documents.js';
import { createStarts, createWorld, turn, type World } from './testing/world.js';

const schedule = (cron: string, over: object = {}, id = 'tick') => ({ id, type: 'schedule', config: { cron, timeZone: 'UTC', ...over } });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const instants = (world: World): string[] => world.starts.created.map((request) => request.startKey!.key);
const at = (text: string): number => Date.parse(text);

describe('schedules', () => {
  it('fires at each planned instant, under a start key of trigger and instant', async () => {
    const world = createWorld({ fake: createFakeClock(at('2026-11-21T10:00:30Z')) });
    await world.sync([{ ...schedule('*/5 * * * *'), input: { when: '{{ trigger.at }}', id: '{{ trigger.id }}' } }]);
    await world.lifecycle.start();
    await world.pass(16 * MINUTE);
    expect(instants(world)).toEqual(['2026-11-21T10:05:00.000Z', '2026-11-21T10:10:00.000Z', '2026-11-21T10:15:00.000Z']);
    expect(world.starts.created[0]).toMatchObject({
      org: 'default',
      workflowId: 'wf',
      revision: 1,
      startKey: { source: 'schedule:wf.tick' },
      trigger: { type: 'schedule', id: 'tick', at: '2026-11-21T10:05:00.000Z' },
      input: { when: '2026-11-21T10:05:00.000Z', id: 'tick' },
      by: 'trigger:wf.tick',
    });
    expect(await world.view('wf.tick')).toMatchObject({
      nextFireAt: '2026-11-21T10:20:00.000Z',
      lastFire: { at: '2026-11-21T10:15:00.000Z', executionId: 'exe-3', error: null },
    });
    await world.lifecycle.stop();
  });
  it('fires every second where the expression has six fields', async () => {
    const world = createWorld();
    await world.sync([schedule('* * * * * *')]);
    await world.lifecycle.start();
    await world.pass(20_000, 1_000);
    expect(new Set(instants(world)).size).toBe(20);
  });
  it('fires 1,000 schedules of one minute, each once a minute', async () => {
    const world = createWorld();
    for (let i = 0; i < 1_000; i++) await world.sync([schedule('* * * * *')], `wf${i}`);
    await world.lifecycle.start();
    for (let minute = 0; minute < 3; minute++) await world.pass(MINUTE, 10_000);
    const keys = world.starts.created.map((request) => `${request.workflowId} ${request.startKey!.key}`);
    expect(keys).toHaveLength(3_000);
    expect(new Set(keys).size).toBe(3_000);
    expect(world.starts.requests).toHaveLength(3_000);
  });

  describe('when clocks change', () => {
    const ZONES = [
      ...[
        'Europe/Berlin',
        'Europe/London',
        'Europe/Lisbon',
        'Europe/Athens',
        'Europe/Dublin',
        'Europe/Chisinau',
        'Atlantic/Azores',
        'America/New_York',
        'America/Chicago',
        'America/Denver',
      ],
      ...[
        'America/Los_Angeles',
        'America/St_Johns',
        'America/Havana',
        'America/Santiago',
        'America/Nuuk',
        'Australia/Sydney',
        'Australia/Lord_Howe',
        'Pacific/Auckland',
        'Pacific/Chatham',
        'Africa/Cairo',
        'Asia/Beirut',
        'Asia/Kolkata',
      ],
    ];
    it.each(['2026-02-25T00:00:00Z', '2026-09-01T00:00:00Z'])(
      'a daily time fires once on each local day, in every zone, from %s on for ten weeks',
      async (start) => {
        const world = createWorld({ fake: createFakeClock(at(start)) });
        // half past midnight to half past two: where the gaps and the doubled hours are
        for (const zone of ZONES)
          for (const [i, cron] of ['30 0 * * *', '30 1 * * *', '15 2 * * *'].entries())
            await world.sync([schedule(cron, { timeZone: zone })], `${zone.replace(/\W/g, '_')}_${i}`);
        await world.lifecycle.start();
        await world.pass(70 * DAY, HOUR);
        let changes = 0;
        for (const zone of ZONES) {
          const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
          const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
          const offsetAt = (ms: number): string => offset.format(ms).split(' ').pop()!;
          for (const i of [0, 1, 2]) {
            const fires = world.starts.created
              .filter((request) => request.workflowId === `${zone.replace(/\W/g, '_')}_${i}`)
              .map((request) => at(request.startKey!.key));
            const days = fires.map((ms) => day.format(ms));
            const notNext = days.filter((text, n) => n > 0 && at(text) - at(days[n - 1]!) !== DAY);
            expect({ zone, i, notNext }).toEqual({ zone, i, notNext: [] });
            expect(days.length).toBeGreaterThanOrEqual(69);
            if (i === 0) changes += offsetAt(fires[0]!) === offsetAt(fires.at(-1)!) ? 0 : 1;
          }
        }
        console.log(`${world.starts.created.length} fires, ${changes} of ${ZONES.length} zones changed their clocks`);
        expect(changes).toBeGreaterThan(10);
      },
      240_000,
    );
  });

  describe('after a time unwatched', () => {
    const restart = async (
      missed: string | undefined,
      away: number,
      start = '2026-11-21T10:00:30Z',
      cron = '0 * * * *',
    ): Promise<World> => {
      const first = createWorld({ fake: createFakeClock(at(start)) });
      await first.sync([schedule(cron, missed === undefined ? {} : { missed })]);
      await first.lifecycle.start();
      await first.lifecycle.stop();
      first.fake.advance(away);
      const second = createWorld({ fake: first.fake, documents: first.documents, starts: first.starts });
      await second.lifecycle.start();
      await second.pass(1_000, 1_000);
      return second;
    };
    it('fires the latest missed instant once where `missed: one`', async () => {
      const world = await restart('one', 5 * HOUR);
      expect(instants(world)).toEqual(['2026-11-21T15:00:00.000Z']);
      expect((await world.view('wf.tick')).nextFireAt).toBe('2026-11-21T16:00:00.000Z');
    });
    it('fires none where `missed: skip`, which holds where nothing is said', async () => {
      for (const missed of ['skip', undefined]) {
        const world = await restart(missed, 5 * HOUR);
        expect(instants(world)).toEqual([]);
        expect((await world.view('wf.tick')).nextFireAt).toBe('2026-11-21T16:00:00.000Z');
      }
    });
    it('fires an instant that a quick restart overtook, whatever the policy', async () => {
      const world = await restart('skip', 5_000, '2026-11-21T10:59:58Z');
      expect(instants(world)).toEqual(['2026-11-21T11:00:00.000Z']);
    });
    it('finds the latest of a year of missed seconds', async () => {
      const world = await restart('one', 365 * DAY, '2026-11-21T10:00:00.500Z', '* * * * * *');
      expect(instants(world)[0]).toBe('2027-11-21T10:00:00.000Z');
      expect(instants(world).length).toBeLessThanOrEqual(2);
    });
    it('finds the one missed instant of a month', async () => {
      const world = await restart('one', 40 * DAY, '2026-11-21T10:00:00Z', '0 0 1 12 *');
      expect(instants(world)).toEqual(['2026-12-01T00:00:00.000Z']);
    });
  });

  describe('when the wall clock jumps', () => {
    const jumpy = () => {
      const fake = createFakeClock(at('2026-11-21T10:00:30Z'));
      let skew = 0;
      return {
        fake,
        clock: { now: () => fake.now() + skew, monotonic: () => fake.monotonic(), after: fake.after.bind(fake) },
        jump: (ms: number) => void (skew += ms),
      };
    };
    it.each([HOUR, DAY, -HOUR, -DAY])('by %d ms, no instant fires twice and later ones still fire', async (by) => {
      const { fake, clock, jump } = jumpy();
      const world = createWorld({ fake, clock });
      await world.sync([schedule('*/10 * * * *', { missed: 'one' })]);
      await world.lifecycle.start();
      await world.pass(30 * MINUTE);
      const before = instants(world).length;
      expect(before).toBe(3);
      jump(by);
      await world.pass(2 * MINUTE);
      expect(instants(world).length).toBe(by > 0 ? before + 1 : before);
      jump(-by);
      await world.pass(HOUR);
      jump(by);
      await world.pass(HOUR);
      const keys = instants(world);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThan(before + (by > 0 ? 1 : 5));
    });
  });

  describe('when things fail', () => {
    it('fires once though the process dies between the start and the record, wherever it dies', async () => {
      const random = seededRandom(7);
      const starts = createStarts();
      let dying: 'before-start' | 'after-start' | undefined;
      const deaths = { 'before-start': 0, 'after-start': 0 };
      const die = (moment: 'before-start' | 'after-start'): void => {
        if (dying !== moment) return;
        deaths[moment]++;
        throw new Error('the process is dead');
      };
      const documents = createMemoryDocuments(
        (collection) => collection === 'triggers' && starts.requests.length > 0 && die('after-start'),
      );
      starts.refuseWith(() => die('before-start'));
      const fake = createFakeClock(at('2026-11-21T10:00:30Z'));
      let world = createWorld({ fake, documents, starts });
      await world.sync(Array.from({ length: 5 }, (_, i) => schedule('* * * * *', { missed: i % 2 ? 'one' : 'skip' }, `t${i}`)));
      for (let minute = 0; minute < 200; minute++) {
        await world.lifecycle.start();
        dying = (['before-start', 'after-start', undefined] as const)[random(3)];
        fake.advance(58_000);
        await turn();
        // dead: nothing of this world is ever heard again; its successor is up two seconds later
        await world.lifecycle.stop();
        dying = undefined;
        fake.advance(2_000);
        world = createWorld({ fake, documents, starts });
        await world.lifecycle.start();
        fake.advance(0);
        await turn();
        await world.lifecycle.stop();
        world = createWorld({ fake, documents, starts });
      }
      const keys = starts.created.map((request) => `${request.startKey!.source} ${request.startKey!.key}`);
      console.log(
        `${keys.length} fires of 1,000 planned, ${deaths['before-start']} deaths before a start, ${deaths['after-start']} between start and record, ${starts.requests.length - keys.length} starts repeated`,
      );
      expect(deaths['after-start']).toBeGreaterThan(100);
      expect(deaths['before-start']).toBeGreaterThan(100);
      expect(new Set(keys).size).toBe(1_000);
      expect(keys).toHaveLength(1_000);
    }, 30_000);
    it('tries again while the orchestrator is away, keeping the instant, and then catches up', async () => {
      const world = createWorld({ fake: createFakeClock(at('2026-11-21T10:00:30Z')) });
      await world.sync([schedule('0 * * * *')]);
      await world.lifecycle.start();
      world.starts.refuseWith(() => {
        throw new AppError('UNAVAILABLE', 'away', {}, { retryAfterSeconds: 5 });
      });
      await world.pass(65 * MINUTE, 1_000);
      expect(world.starts.requests.length).toBeGreaterThan(5);
      world.starts.refuseWith(undefined);
      await world.pass(MINUTE, 1_000);
      expect(instants(world)).toEqual(['2026-11-21T11:00:00.000Z']);
      expect((await world.view('wf.tick')).nextFireAt).toBe('2026-11-21T12:00:00.000Z');
    });
    it('records a start that is refused for good and goes on to the next instant', async () => {
      const world = createWorld({ fake: createFakeClock(at('2026-11-21T10:00:30Z')), inputs: { type: 'object', required: ['mail'] } });
      await world.sync([schedule('*/10 * * * *')]);
      await world.lifecycle.start();
      await world.pass(11 * MINUTE);
      expect(instants(world)).toEqual([]);
      expect(await world.view('wf.tick')).toMatchObject({
        nextFireAt: '2026-11-21T10:20:00.000Z',
        lastFire: { at: '2026-11-21T10:10:00.000Z', executionId: null, error: expect.stringContaining('INVALID_INPUT') },
      });
    });
    it('three schedulers on one store start each instant once', async () => {
      const first = createWorld({ fake: createFakeClock(at('2026-11-21T10:00:30Z')) });
      await first.sync(Array.from({ length: 20 }, (_, i) => schedule('* * * * *', {}, `t${i}`)));
      const shared = { fake: first.fake, documents: first.documents, starts: first.starts };
      const worlds = [first, createWorld(shared), createWorld(shared)];
      for (const world of worlds) await world.lifecycle.start();
      await first.pass(60 * MINUTE, 30_000);
      const keys = first.starts.created.map((request) => `${request.startKey!.source} ${request.startKey!.key}`);
      console.log(`${keys.length} fires of 1,200 planned, asked for ${first.starts.requests.length} times by three schedulers`);
      expect(keys).toHaveLength(1_200);
      expect(new Set(keys).size).toBe(1_200);
    });
    it('stop waits for the fire underway and starts no other', async () => {
      const world = createWorld();
      await world.sync([schedule('* * * * *')]);
      await world.lifecycle.start();
      world.fake.advance(MINUTE);
      await world.lifecycle.stop();
      expect((await world.view('wf.tick')).lastFire?.executionId).toBe('exe-1');
      await world.pass(5 * MINUTE);
      expect(world.starts.requests).toHaveLength(1);
      expect(world.fake.armed).toBe(0);
    });
  });
});
