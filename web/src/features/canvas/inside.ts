import type { NodeDefinition } from '../../api/types.js';
import { isMachine, statesOf } from '../designer/definition-edits.js';

/** How much is inside a container: the states of a machine, else the nodes of its body. */
export const phaseCount = (node: NodeDefinition): { readonly states: number | undefined; readonly nodes: number } => ({
  states: isMachine(node) ? Object.keys(statesOf(node)).length : undefined,
  nodes: node.body?.nodes.length ?? 0,
});
