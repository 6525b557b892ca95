import { DEGRADED_FROM, type DegradationLevel } from '@agentflow/core';

/** What stays open at every level, so that people can see what is the matter and end it. */
const ALWAYS: ReadonlySet<string> = new Set(['getHealth', 'getReadiness', 'getMetrics', 'getDegradation', 'setDegradation']);
/** What a read-only platform still takes besides GET: looks, who is there, and everything that lets running work end or go on as people decide. */
const WHILE_READ_ONLY: ReadonlySet<string> = new Set([
  'validateWorkflow',
  'replayExecution',
  'loginByKey',
  'logout',
  'createTicket',
  'revokeApiKey',
  'stopExecution',
  'pauseExecution',
  'compensateExecution',
  'answerInput',
  'resolveUncertain',
  'sendSignal',
]);
/** Answers of these take as long as the caller or a workflow wants: they say nothing of the platform's own pace. */
const PATIENT: ReadonlySet<string> = new Set([
  'executeWorkflow',
  'receiveHook',
  'followExecution',
  'replayExecution',
  'exportExecution',
  'importExecution',
]);

interface Asked {
  readonly id: string;
  readonly method: string;
}
/** The level from which a route is closed; beyond all levels: never. */
export function closedFrom({ id, method }: Asked): number {
  if (ALWAYS.has(id)) return Number.POSITIVE_INFINITY;
  return method === 'get' || WHILE_READ_ONLY.has(id) ? DEGRADED_FROM.maintenance : DEGRADED_FROM.readOnly;
}
/** Whether answers of a route are samples of how the platform does, and whether their time is. */
export const isSampled = ({ id }: Asked): boolean => !ALWAYS.has(id);
export const isTimed = (route: Asked): boolean => isSampled(route) && !PATIENT.has(route.id);
/** Answers that are the platform's own fault. 503 is not among them: it is how the platform protects itself. */
export const isFault = (status: number): boolean => status === 500 || status === 504;
/** Ids that are named here, for the test that they are of routes. */
export const NAMED_ROUTES: readonly string[] = [...ALWAYS, ...WHILE_READ_ONLY];
export const WORKING: { readonly [level in DegradationLevel]: { readonly works: string; readonly stopped: string } } = {
  0: { works: 'everything', stopped: 'nothing' },
  1: { works: 'everything; models may be stood in for by their fallbacks, and see half of a conversation', stopped: 'nothing' },
  2: {
    works: 'reading, what already runs, and stopping, pausing, answering and signalling it',
    stopped: 'starting executions (schedules and webhooks wait) and changing anything',
  },
  3: { works: 'as level 2, with rules instead of models', stopped: 'calls of models without rules fail and may be retried' },
  4: { works: 'health, metrics and the level itself', stopped: 'everything else' },
};
