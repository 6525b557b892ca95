import type { BodyDefinition, Json, JsonObject, NodeDefinition, NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import type { Place } from '../canvas/auto-layout.js';
import { HEADER_HEIGHT, NODE_WIDTH } from '../canvas/node-geometry.js';
import { freeId } from './definition-edits.js';

export const EMPTY_BODY: BodyDefinition = {
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'end', type: 'end' },
  ],
  edges: [{ source: 'start', target: 'end' }],
};
/** Whether there is a value at a path whose `*` stands for any member. */
function hasValueAt(value: Json, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  const members = name === '*' ? Object.values(value) : Object.hasOwn(value, name) ? [(value as JsonObject)[name] as Json] : [];
  return members.some((member) => hasValueAt(member as Json, rest));
}
/** What a type's example says that is true of any workflow: references to nodes of the example stay behind. */
export function presetConfig(descriptor: NodeTypeDescriptor): JsonObject | undefined {
  const keep = (value: Json): Json | undefined => {
    if (typeof value === 'string') return value.includes('{{') ? undefined : value;
    if (Array.isArray(value)) return value.some((item) => keep(item as Json) === undefined) ? undefined : value;
    return value;
  };
  const example = descriptor.example ?? {};
  const bare = new Set(descriptor.expressions.filter((path) => hasValueAt(example, path.split('/'))).map((path) => path.split('/')[0]));
  const entries = Object.entries(example).filter(([name, value]) => !bare.has(name) && keep(value) !== undefined);
  const config = Object.fromEntries(entries.filter(([, value]) => typeof value !== 'object' || !JSON.stringify(value).includes('{{')));
  return Object.keys(config).length ? config : undefined;
}
/** A new node of a type with a free id. */
export function newNode(body: BodyDefinition, type: string, descriptor: NodeTypeDescriptor | undefined): NodeDefinition {
  const config = descriptor ? presetConfig(descriptor) : undefined;
  return { id: freeId(body, type), type, ...(config ? { config } : {}), ...(descriptor?.hasBody ? { body: EMPTY_BODY } : {}) };
}
/** A place at or below `wanted` where no node lies. */
export function freePlace(places: Iterable<Place>, wanted: Place): Place {
  const taken = [...places];
  let at = wanted;
  while (taken.some((p) => Math.abs(p.x - at.x) < NODE_WIDTH + 20 && Math.abs(p.y - at.y) < HEADER_HEIGHT + 30))
    at = { x: at.x, y: at.y + HEADER_HEIGHT + 50 };
  return at;
}
/** What a new workflow is before anybody drew anything. */
export const emptyWorkflow = (name: string): WorkflowDefinition => ({
  schemaVersion: '1',
  name,
  inputs: { type: 'object', properties: {} },
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'end', type: 'end' },
  ],
  edges: [{ source: 'start', target: 'end' }],
  layout: { nodes: { start: { x: 0, y: 0 }, end: { x: 560, y: 0 } } },
});
