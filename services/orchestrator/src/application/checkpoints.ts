import { bodiesOf, type BodyPlan, type Commit, type ExecutionState, type Plan } from '@agentflow/core';

const known = new WeakMap<Plan, boolean>();
const marks = (body: BodyPlan): boolean => body.nodes.some((node) => node.checkpoint || bodiesOf(node).some(([, inner]) => marks(inner)));

/** Whether a node marked `checkpoint` completed in this commit. Revisions without one cost nothing. */
export function passesCheckpoint({ plan, nodes }: ExecutionState, { events }: Pick<Commit, 'events'>): boolean {
  let any = known.get(plan);
  if (any === undefined) known.set(plan, (any = marks(plan.root)));
  return any && events.some((event) => event.type === 'NodeCompleted' && nodes.get(event.path)?.plan.checkpoint === true);
}
