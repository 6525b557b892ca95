import { AppError } from '@agentflow/core';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';

export const clock = defineTool({
  name: 'clock',
  title: 'Clock',
  description: 'Tells the present date and time, in UTC and in a time zone. The time is recorded: a repeated attempt sees the same.',
  effect: 'read',
  arguments: z.strictObject({
    timeZone: z
      .string()
      .max(64)
      .default('UTC')
      .meta({ title: 'Time zone', description: 'IANA name, for example Europe/Berlin', examples: ['Europe/Berlin'] }),
  }),
  output: z.object({
    now: z.string().meta({ description: 'RFC 3339, UTC' }),
    epochMs: z.number(),
    timeZone: z.string(),
    date: z.string().meta({ description: 'YYYY-MM-DD in the time zone' }),
    time: z.string().meta({ description: 'HH:MM:SS in the time zone' }),
    weekday: z.string().meta({ description: 'English name of the day' }),
  }),
  execute({ arguments: { timeZone }, context }) {
    const epochMs = context.now();
    const part = partsIn(timeZone, epochMs);
    return {
      now: new Date(epochMs).toISOString(),
      epochMs,
      timeZone,
      date: `${part('year')}-${part('month')}-${part('day')}`,
      time: `${part('hour')}:${part('minute')}:${part('second')}`,
      weekday: part('weekday'),
    };
  },
});

function partsIn(timeZone: string, epochMs: number): (type: Intl.DateTimeFormatPartTypes) => string {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      weekday: 'long',
    }).formatToParts(epochMs);
    return (type) => parts.find((entry) => entry.type === type)?.value ?? '';
  } catch (cause) {
    throw new AppError(
      'INVALID_INPUT',
      `there is no time zone ${JSON.stringify(timeZone)}; use an IANA name such as Europe/Berlin`,
      { timeZone },
      { cause },
    );
  }
}
