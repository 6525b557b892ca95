/** Which values a node needs to be tested alone: the outputs that its expressions read, and the item of the container around it. */
import type { BodyDefinition, Json, NodeDefinition, WorkflowDefinition } from '../../../api/types.js';
import { bodyAt, pathOf, type Scope } from '../../designer/definition-edits.js';

export interface NeededPin {
  /** Where the node stands in the draft. */
  readonly path: string;
  readonly nodeId: string;
  readonly kind: 'output' | 'item';
}
type RootsRead = (value: Json, expressions: readonly string[]) => ReadonlySet<string>;
/** Strings that are bare expressions, wherever a definition has them; template check looks at all others. */
const BARE = new Set(['when', 'items', 'while', 'until', 'stopWhen', 'breakWhen', 'continueWhen', 'mutex']);
function bareExpressions(value: Json, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) bareExpressions(item, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'string' && BARE.has(key)) found.push(child);
      else bareExpressions(child, found);
    }
  return found;
}
/** @param rootsRead what the strings of a value read, by the product's own compiler */
export function neededPins(definition: WorkflowDefinition, scope: Scope, node: NodeDefinition, rootsRead: RootsRead): NeededPin[] {
  const text = { config: node.config ?? {}, body: (node.body ?? {}) as unknown as Json, mutex: node.mutex ?? '' } as Json;
  const roots = rootsRead(text, bareExpressions(text));
  const pins: NeededPin[] = [];
  const seen = new Set<string>();
  for (let depth = scope.length; depth >= 0; depth--) {
    const here = scope.slice(0, depth);
    const body: BodyDefinition | undefined = bodyAt(definition, here);
    for (const each of body?.nodes ?? [])
      if (roots.has(each.id) && !seen.has(each.id) && each.id !== node.id && each.id !== scope[depth]) {
        seen.add(each.id);
        pins.push({ path: pathOf(here, each.id), nodeId: each.id, kind: 'output' });
      }
    const container = depth > 0 ? here.at(-1) : undefined;
    const reads =
      container !== undefined && (roots.has(container) || (depth === scope.length && (roots.has('item') || roots.has('index'))));
    if (container !== undefined && reads) {
      seen.add(container);
      pins.push({ path: here.join('/'), nodeId: container, kind: 'item' });
    }
  }
  return pins;
}
