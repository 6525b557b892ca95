import {
  isAppError,
  NeedValues,
  presentHeld,
  scopeValues,
  type ExecutionState,
  type Json,
  type NodeState,
  type ScopeState,
} from '@agentflow/core';
import type { Values } from './values.js';

/** What a node works on: a task's rendered configuration, a map's items, a question's text; `null` where there is nothing to show (yet). */
export async function inputOf(state: ExecutionState, node: NodeState, values: Values): Promise<Json> {
  const { plan } = node;
  if (node.map) return presentHeld(node.map.items);
  if (node.loop) return node.loop.items ? presentHeld(node.loop.items) : { times: node.loop.count };
  if (node.machine) return { state: node.machine.state, event: presentHeld(node.machine.event) };
  if (node.human) return { prompt: node.human.prompt };
  if (plan.kind === 'start') return presentHeld(node.scope.item);
  if (plan.kind !== 'task') return null;
  return rendered(state, node.scope, plan.config, values);
}
async function rendered(
  state: ExecutionState,
  scope: ScopeState,
  config: Extract<NodeState['plan'], { kind: 'task' }>['config'],
  values: Values,
): Promise<Json> {
  const loaded = new Map<string, Json>();
  try {
    return renderedWith(state, scope, config, loaded);
  } catch (error) {
    if (!(error instanceof NeedValues)) throw error;
    for (const digest of error.digests) loaded.set(digest, await values.json(state.org, state.id, digest));
    return renderedWith(state, scope, config, loaded);
  }
}
/** `loaded` stands in the state for the length of one synchronous call only. */
function renderedWith(
  state: ExecutionState,
  scope: ScopeState,
  config: Extract<NodeState['plan'], { kind: 'task' }>['config'],
  loaded: ReadonlyMap<string, Json>,
): Json {
  for (const [digest, value] of loaded) state.loaded.set(digest, value);
  try {
    return config.render(scopeValues(state, scope, config.reads));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  } finally {
    state.loaded.clear();
  }
}
