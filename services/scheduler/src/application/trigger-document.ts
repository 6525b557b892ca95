import {
  AppError,
  compileExpression,
  compileTemplate,
  isAppError,
  isTimeZone,
  problemOfCron,
  problemOfTopic,
  type Json,
  type JsonObject,
  type Problem,
} from '@agentflow/core';
import { z } from 'zod';

export interface LastFire {
  /** RFC 3339 UTC. For schedules the planned instant. */
  readonly at: string;
  readonly executionId: string | null;
  readonly error: string | null;
}
/** As it lies in the collection `triggers`, under `<workflowId>.<triggerId>`. */
export interface TriggerDocument {
  readonly triggerId: string;
  readonly workflowId: string;
  readonly workflowName: string;
  /** The released revision that declares it; `null`: none does any more. Kept then, so that a hook's address comes back when the trigger does. */
  readonly revision: number | null;
  readonly digest: string;
  readonly type: 'schedule' | 'webhook' | 'event';
  /** What the definition says. */
  readonly declared: boolean;
  /** What holds: the definition's word until a person switches it; a changed definition has the last word again. */
  readonly enabled: boolean;
  readonly config: JsonObject;
  readonly input: Json;
  readonly hookId: string | null;
  /** Schedules: the next planned instant, epoch milliseconds. Moves on only after the fire before it was answered. */
  readonly nextFireAt: number | null;
  readonly lastFire: LastFire | null;
}
export interface ScheduleConfig {
  /** Five fields, or six with seconds first. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  /** What becomes of instants that passed while nobody watched: none fires, or the latest does, once. */
  readonly missed: 'skip' | 'one';
}
export interface WebhookConfig {
  /** Key or id of the credential that callers prove; without it `auth: none` must be written. */
  readonly credential?: string | undefined;
  readonly auth?: 'none' | undefined;
  /** Over `trigger`: equal values start one execution. A template, or CEL where it has no braces: a constant would make all calls repeats of the first. */
  readonly dedupe?: string | undefined;
  readonly respond: 'accepted' | 'result';
}
const schedule = z.object({
  cron: z.string().min(1),
  timeZone: z.string().min(1).default('UTC'),
  missed: z.enum(['skip', 'one']).default('skip'),
});
const webhook = z
  .object({
    credential: z.string().min(1).optional(),
    auth: z.literal('none').optional(),
    dedupe: z.string().min(1).optional(),
    respond: z.enum(['accepted', 'result']).default('accepted'),
  })
  .refine((config) => (config.credential === undefined) !== (config.auth === undefined), {
    message: 'name a `credential`, or write `auth: none` for a hook that anyone may call',
  });
export interface EventConfig {
  readonly topic: string;
  /** CEL over `trigger`: only events for which it is true. */
  readonly filter?: string | undefined;
  /** As of a webhook; left out: source and id of the event. */
  readonly dedupe?: string | undefined;
}
const event = z.object({
  topic: z.string().superRefine((topic, context) => {
    const message = problemOfTopic(topic);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  }),
  filter: z.string().min(1).optional(),
  dedupe: z.string().min(1).optional(),
});
const definition = z.object({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'must be a letter followed by letters, digits or _'),
  type: z.enum(['schedule', 'webhook', 'event']),
  enabled: z.boolean().default(true),
  config: z.record(z.string(), z.json()).default({}),
  input: z.json().default({}),
});
export type DeclaredTrigger = z.output<typeof definition>;

/** Reads the `triggers` of a definition. @throws AppError DEFINITION_INVALID with all that is wrong, pointers into the definition */
export function parseTriggers(json: Json): readonly DeclaredTrigger[] {
  const list = z.array(definition).safeParse(json);
  if (!list.success) throw invalid(list.error.issues.map((issue) => problem(['triggers', ...issue.path], issue.message)));
  const seen = new Set<string>();
  const problems = list.data.flatMap((trigger, i) => {
    const own = configProblems(trigger).map(({ path, message }) => problem(['triggers', i, ...path], message));
    if (seen.has(trigger.id)) own.push(problem(['triggers', i, 'id'], `${trigger.id} is the id of another trigger`));
    seen.add(trigger.id);
    return own;
  });
  if (problems.length > 0) throw invalid(problems);
  return list.data;
}
/** Of a trigger that `parseTriggers` let through. */
export const scheduleConfig = (config: JsonObject): ScheduleConfig => schedule.parse(config);
export const eventConfig = (config: JsonObject): EventConfig => event.parse(config);
export const webhookConfig = (config: JsonObject): WebhookConfig => webhook.parse(config);

/** What makes of `trigger` the value that repeats share. @throws AppError EXPRESSION_FAILED */
export function compileDedupe(source: string): (trigger: JsonObject) => Json {
  if (!source.includes('{{')) {
    const expression = compileExpression(source);
    return (trigger) => expression.evaluate({ trigger });
  }
  const template = compileTemplate(source);
  return (trigger) => template.render({ trigger });
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
function configProblems({ type, config, input }: DeclaredTrigger): Fault[] {
  const faults: Fault[] = attempt(['input'], () => compileTemplate(input as Json));
  const parsed = { schedule, webhook, event }[type].safeParse(config);
  if (!parsed.success)
    return [...faults, ...parsed.error.issues.map((issue) => ({ path: ['config', ...issue.path], message: issue.message }))];
  const read = parsed.data as Partial<ScheduleConfig & WebhookConfig & EventConfig>;
  if (type === 'schedule') {
    const cron = problemOfCron(read.cron!);
    if (cron !== undefined) faults.push({ path: ['config', 'cron'], message: cron });
    if (!isTimeZone(read.timeZone!)) faults.push({ path: ['config', 'timeZone'], message: `"${read.timeZone}" is no IANA time zone` });
  }
  if (read.dedupe !== undefined) faults.push(...attempt(['config', 'dedupe'], () => compileDedupe(read.dedupe!)));
  if (read.filter !== undefined) faults.push(...attempt(['config', 'filter'], () => compileExpression(read.filter!)));
  return faults;
}
function attempt(path: readonly PropertyKey[], compile: () => unknown): Fault[] {
  try {
    compile();
    return [];
  } catch (error) {
    return [{ path, message: isAppError(error) ? error.message : 'it cannot be read' }];
  }
}
const problem = (path: readonly PropertyKey[], message: string): Problem => ({
  pointer: `/${path.map(String).join('/')}`,
  code: 'TRIGGER_INVALID',
  severity: 'error',
  message,
});
const invalid = (problems: readonly Problem[]): AppError =>
  new AppError('DEFINITION_INVALID', 'the triggers cannot be armed', {}, { problems });
