import type { ExecutionEvent } from '../execution/events/events.js';
import type { Plan } from '../workflow/compile/plan.js';
import type { SharedKind } from './shared-commands.js';

/** Workflow ids, names and digests that begin so are the engine's own: no list, count or search shows them. */
export const RESERVED = '$';
const plans = new Map<string, Plan>();

/** The built-in plan of a kind of shared decider: nothing to run, only a name to be known by. */
export function sharedPlan(kind: SharedKind): Plan {
  const name = RESERVED + kind;
  let plan = plans.get(name);
  if (!plan) {
    const root = { nodes: [], edges: [], byId: new Map(), start: 0, container: undefined };
    plan = { digest: name, name, inputs: {}, variables: {}, timeoutSeconds: undefined, root, nodesTotal: 0 } as unknown as Plan;
    plans.set(name, plan);
  }
  return plan;
}
/** The plan that stands under a reserved digest; `undefined` for digests of revisions. */
export const builtInPlan = (digest: string): Plan | undefined =>
  digest.startsWith(RESERVED) ? sharedPlan(digest.slice(RESERVED.length) as SharedKind) : undefined;
/** The digest of the plan that a log runs by, which its first event tells; `undefined`: no log begins so. */
export function digestOfFirst(event: ExecutionEvent | undefined): string | undefined {
  if (event?.type === 'ExecutionStarted') return event.digest;
  return event?.type === 'SharedOpened' ? RESERVED + event.kind : undefined;
}
