import { stepInto } from '../../workflow/definition/definition-bodies.js';
import type { NodePlan, Plan } from '../../workflow/compile/plan.js';
import type { PhaseState } from '../containers/container-state.js';
import { bodyAt } from '../containers/containers.js';
import { splitPath, type ExecutionState } from './state.js';

/*
 * Paths number the bodies of a statemachine in the order in which they ran (`order[3]/notify`). Which state and which of its bodies that was is
 * known to the execution alone: whoever has only the plan is told the phases on the way, outermost first.
 */

/** What the bodies of statemachines on the way to a path are, outermost first; `undefined`: there are none on the way. */
export function phasesOn(state: ExecutionState, path: string): readonly PhaseState[] | undefined {
  if (!path.includes('/')) return undefined;
  const phases = steps(state, path).flatMap(({ phase }) => phase ?? []);
  return phases.length === 0 ? undefined : phases;
}
/** The plan of the node at a path, e.g. `each[3]/approve`; `phases` as `phasesOn` says. */
export function planOf(plan: Plan, path: string, phases: readonly PhaseState[] = []): NodePlan | undefined {
  const { prefix, id } = splitPath(path);
  let met = 0;
  return bodyAt(plan, prefix, () => phases[met++])?.byId.get(id);
}
/** Where a node stands in the definition: `each[3]/approve[1]` is `each/approve`, `order[4]/notify` is `order/paid/entry/notify`. */
export function designPath(state: ExecutionState, path: string): string {
  const way = steps(state, path).map(({ id, phase }) => `${id}/${stepInto(phase)}`);
  return way.join('') + splitPath(path).id;
}
interface Step {
  /** Of the container. */
  readonly id: string;
  readonly phase: PhaseState | undefined;
}
function steps({ nodes }: ExecutionState, path: string): readonly Step[] {
  const way: Step[] = [];
  for (let from = 0, slash = path.indexOf('/'); slash >= 0; from = slash + 1, slash = path.indexOf('/', from)) {
    const bracket = path.lastIndexOf('[', slash);
    const phases = nodes.get(path.slice(0, bracket))?.phases;
    way.push({ id: path.slice(from, path.indexOf('[', from)), phase: phases?.[Number.parseInt(path.slice(bracket + 1), 10)] });
  }
  return way;
}
