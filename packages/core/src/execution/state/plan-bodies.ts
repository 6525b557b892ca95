import type { BodyPlan, NodePlan } from '../../workflow/compile/plan.js';

/** The bodies a container holds, each under a name that is the same in every revision: `body`, or `<state>.<phase>` of a statemachine. */
export function bodiesOf(node: NodePlan): readonly (readonly [name: string, body: BodyPlan])[] {
  if ('body' in node) return [['body', node.body]];
  if (node.kind !== 'statemachine') return NONE;
  const bodies: (readonly [string, BodyPlan])[] = [];
  for (const [name, { entry, body, exit }] of node.states) {
    for (const [phase, held] of [
      ['entry', entry],
      ['body', body],
      ['exit', exit],
    ] as const)
      if (held) bodies.push([`${name}.${phase}`, held]);
  }
  return bodies;
}
const NONE: readonly (readonly [string, BodyPlan])[] = [];
export const isContainer = (node: NodePlan): boolean => 'body' in node || node.kind === 'statemachine';
