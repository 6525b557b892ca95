import { isTimeZone, nextFireTime, problemOfCron } from './next-fire-time.js';

const at = (iso: string): number => Date.parse(iso);
const next = (cron: string, timeZone: string, after: string): string | null => {
  const found = nextFireTime(cron, timeZone, at(after));
  return found === null ? null : new Date(found).toISOString();
};
/** All fires of a cron between two instants. */
function fires(cron: string, timeZone: string, from: string, to: string): readonly string[] {
  const found: string[] = [];
  for (let time = nextFireTime(cron, timeZone, at(from)); time !== null && time <= at(to); time = nextFireTime(cron, timeZone, time))
    found.push(new Date(time).toISOString());
  return found;
}

describe('the next fire time', () => {
  it('is strictly after the given instant', () => {
    expect(next('0 9 * * *', 'UTC', '2026-03-01T08:59:59.999Z')).toBe('2026-03-01T09:00:00.000Z');
    expect(next('0 9 * * *', 'UTC', '2026-03-01T09:00:00Z')).toBe('2026-03-02T09:00:00.000Z');
  });

  it('follows the clock of its time zone', () => {
    expect(next('0 9 * * *', 'Asia/Shanghai', '2026-03-01T00:00:00Z')).toBe('2026-03-01T01:00:00.000Z');
    expect(next('30 2 1 * *', 'America/New_York', '2026-01-15T00:00:00Z')).toBe('2026-02-01T07:30:00.000Z');
  });

  it('takes seconds in a sixth field', () =>
    expect(next('*/15 * * * * *', 'UTC', '2026-01-01T00:00:01Z')).toBe('2026-01-01T00:00:15.000Z'));

  it('skips to the leap day, and says never for a day that does not exist', () => {
    expect(next('0 0 29 2 *', 'UTC', '2026-03-01T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z');
    expect(next('0 0 30 2 *', 'UTC', '2026-01-01T00:00:00Z')).toBeNull();
  });

  it('keeps its wall-clock time when clocks go forward and back', () => {
    expect(fires('0 9 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
    expect(fires('0 9 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'],
    ['America/New_York', '2026-03-07T18:00:00Z', '2026-03-09T18:00:00Z', '2026-10-31T18:00:00Z', '2026-11-02T18:00:00Z'],
    ['Australia/Sydney', '2026-10-03T02:00:00Z', '2026-10-05T02:00:00Z', '2026-04-04T02:00:00Z', '2026-04-06T02:00:00Z'],
  ])('of half past two comes once a day in %s, on the days of change too', (zone, springFrom, springTo, autumnFrom, autumnTo) => {
    expect(fires('30 2 * * *', zone, springFrom, springTo)).toHaveLength(2);
    expect(fires('30 2 * * *', zone, autumnFrom, autumnTo)).toHaveLength(2);
  });

  it('comes every hour through both changes, without a double and without a gap', () => {
    for (const from of ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z']) {
      const hours = Array.from({ length: 24 }, (_, i) => new Date(at(from) + (i + 1) * 3_600_000).toISOString());
      expect(fires('0 * * * *', 'Europe/Berlin', from, hours[23] as string)).toEqual(hours);
    }
  });

  it('rises strictly, whatever the instant and zone', () => {
    for (const zone of [
      'UTC',
      'Europe/London',
      'Asia/Kolkata',
      'America/Sao_Paulo',
      'Pacific/Chatham',
      'Africa/Casablanca',
      'America/St_Johns',
      'Australia/Lord_Howe',
    ]) {
      let time = at('2026-01-01T00:00:00Z');
      for (let i = 0; i < 400; i++) {
        const found = nextFireTime('15 2 * * *', zone, time) as number;
        expect(found).toBeGreaterThan(time);
        expect(found - time).toBeLessThan(50 * 3_600_000);
        time = found;
      }
    }
  });
});

describe('what a schedule says', () => {
  it.each(['* * * * *', '*/5 9-17 * * 1-5', '0 0 1 JAN *', '0 0 * * 7', '0 12 L * *', '@daily', '0 0 0 1 1 *'])(
    '%s is a cron expression',
    (cron) => expect(problemOfCron(cron)).toBeUndefined(),
  );

  it.each([
    ['61 * * * *', 'minute'],
    ['* * *', 'five fields'],
    ['', 'five fields'],
    ['* * * * * * * *', 'five fields'],
    ['a b c d e', 'no cron expression'],
    ['@nope', 'no cron expression'],
    ['2026-01-01T00:00:00', 'five fields'],
  ])('%j is none, and it says why', (cron, sentence) => expect(problemOfCron(cron)).toContain(sentence));

  it.each(['Europe/Berlin', 'UTC', 'Asia/Shanghai', 'America/Argentina/Buenos_Aires'])('%s is a time zone', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );
  it.each(['Mars/Olympus', '+02:00', '', 'Europe/Berlin; rm', '12'])('%j is none', (zone) => expect(isTimeZone(zone)).toBe(false));
});
