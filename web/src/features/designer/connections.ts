/** What may be joined with what, and what fits where. */
import type { BodyDefinition, NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import { handlesOf } from '../canvas/node-geometry.js';
import { closesCircle, handleOf } from './definition-edits.js';

type Types = ReadonlyMap<string, NodeTypeDescriptor>;
const ENDS = new Set(['end', 'fail', 'terminate']);

/** Whether an edge may lead from one node to another: forwards, and not to where the graph begins. */
export function mayConnect(body: BodyDefinition, source: string, target: string): boolean {
  const [from, to] = [body.nodes.find((node) => node.id === source), body.nodes.find((node) => node.id === target)];
  return from !== undefined && to !== undefined && to.type !== 'start' && !ENDS.has(from.type) && !closesCircle(body, source, target);
}
/** Where people go on from a node: its first handle that leads nowhere yet, else its first. */
export function looseHandle(body: BodyDefinition, node: NodeDefinition, types: Types): string | undefined {
  const used = body.edges.filter((edge) => edge.source === node.id).map(handleOf);
  const { outputs } = handlesOf(node, types.get(node.type));
  return outputs.find((output) => !used.includes(output)) ?? outputs[0];
}
/** All handles of a node that an edge may leave from. */
export function handlesFrom(body: BodyDefinition, node: NodeDefinition, types: Types): string[] {
  const used = body.edges.filter((edge) => edge.source === node.id).map(handleOf);
  const { outputs, error } = handlesOf(node, types.get(node.type), used);
  return [...outputs, ...(error ? ['error'] : [])];
}
/** Types that make no sense at a place: no second start; nothing that ends in the middle of an edge. */
export const unfitting = (place: { readonly edge?: string | undefined }): ReadonlySet<string> =>
  place.edge === undefined ? new Set(['start']) : new Set(['start', ...ENDS]);
