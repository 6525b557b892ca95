import { AppError } from '../../errors/app-error.js';
import { compileExpression } from '../../expression/compile-expression.js';
import { compileTemplate } from '../../expression/compile-template.js';
import type { BodyCompiler } from './compile-kind.js';
import type { MachineDefinition, NodeDefinition, StateDefinition } from '../definition/definition.js';
import type { MachinePlan, StatePlan } from './plan.js';

/** How many states a `statemachine` may enter when it does not say. */
export const DEFAULT_MAX_VISITS = 1_000;
/** Events that a state machine makes by itself: no signal can bear these names. */
export const OWN_EVENTS: ReadonlySet<string> = new Set(['done', 'error']);

/** A `statemachine`, its bodies included. @throws AppError DEFINITION_INVALID when a state that is named does not exist */
export function compileMachine(bodies: BodyCompiler, node: NodeDefinition): MachinePlan {
  const config = (node.config ?? {}) as unknown as MachineDefinition;
  const states = new Map(Object.entries(config.states).map(([name, state]) => [name, compileState(bodies, node, name, state)]));
  const transitions = [...states.values()].flatMap((state) => state.on);
  for (const target of [config.initial, ...[...states.values()].flatMap((state) => [...state.on, ...state.after].map((way) => way.target))])
    if (!states.has(target))
      throw new AppError('DEFINITION_INVALID', `the node "${node.id}" has no state "${target}"`, { nodeId: node.id });
  return {
    kind: 'statemachine',
    initial: config.initial,
    states,
    alphabet: new Set(transitions.map((transition) => transition.event).filter((event) => !OWN_EVENTS.has(event))),
    maxVisits: config.maxVisits ?? DEFAULT_MAX_VISITS,
  };
}
function compileState(bodies: BodyCompiler, node: NodeDefinition, name: string, state: StateDefinition): StatePlan {
  const { entry, body, exit, on = [], after = [], final = false } = state;
  return {
    name,
    entry: entry && bodies.compileBody(entry, node.id),
    body: body && bodies.compileBody(body, node.id),
    exit: exit && bodies.compileBody(exit, node.id),
    final,
    on: on.map(({ event, when, target }) => ({ event, when: when === undefined ? undefined : compileExpression(when), target })),
    after: after.map(({ seconds, target }) => ({ seconds: compileTemplate(seconds), target })),
  };
}
