import type { Json, JsonObject } from '../../json.js';
import type { BodyDefinition, NodeDefinition } from './definition.js';
import { escapePointer } from '../format/unsafe-keys.js';

/** Which of a statemachine's bodies one is. */
export interface BodyRole {
  readonly state: string;
  readonly phase: 'entry' | 'body' | 'exit';
}
export interface BodyPlace {
  /** JSON Pointer inside the node. */
  readonly pointer: string;
  /** `undefined`: the one body of a `map` or `loop`. */
  readonly role: BodyRole | undefined;
  readonly body: JsonObject;
}
const PHASES = ['entry', 'body', 'exit'] as const;
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The bodies of a node as written, whatever is wrong with it: of a `statemachine` those of its states. */
export function bodiesOfNode(node: JsonObject): readonly BodyPlace[] {
  const { type, config, body } = node;
  const places: BodyPlace[] = isObject(body) ? [{ pointer: '/body', role: undefined, body }] : [];
  const states = type === 'statemachine' && isObject(config) ? config['states'] : undefined;
  if (!isObject(states)) return places;
  for (const [state, each] of Object.entries(states)) {
    if (!isObject(each)) continue;
    for (const phase of PHASES) {
      const held = each[phase];
      if (isObject(held)) places.push({ pointer: `/config/states/${escapePointer(state)}/${phase}`, role: { state, phase }, body: held });
    }
  }
  return places;
}
/** How a path without indices leads into a body: `each/approve`, `order/paid/entry/notify`. */
export const stepInto = (role: BodyRole | undefined): string => (role ? `${role.state}/${role.phase}/` : '');

/** The same node with every body changed by `change`; without bodies it is the node itself. */
export function mapBodies(
  node: NodeDefinition,
  change: (body: BodyDefinition, role: BodyRole | undefined) => BodyDefinition,
): NodeDefinition {
  const changed = node.body ? { ...node, body: change(node.body, undefined) } : node;
  const states = node.type === 'statemachine' ? node.config?.['states'] : undefined;
  if (!isObject(states)) return changed;
  const mapped = Object.entries(states).map(([state, each]) => {
    if (!isObject(each)) return [state, each] as const;
    const bodies = PHASES.flatMap((phase) => {
      const held = each[phase];
      return isObject(held) ? [[phase, change(held as unknown as BodyDefinition, { state, phase })] as const] : [];
    });
    return [state, { ...each, ...Object.fromEntries(bodies) }] as const;
  });
  return { ...changed, config: { ...node.config, states: Object.fromEntries(mapped) as unknown as Json } };
}
