/** In what two definitions differ, in the words of a person: nodes, edges and the rest by name. */
import type { WorkflowDefinition } from '../../api/types.js';
import { edgeKey } from './definition-edits.js';

export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly subject: string;
}
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const index = <T>(items: readonly T[], key: (item: T) => string): Map<string, T> => new Map(items.map((item) => [key(item), item]));

function compare<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Change[] {
  const changes: Change[] = [];
  for (const [key, item] of after) {
    const old = before.get(key);
    if (old === undefined) changes.push({ kind: 'added', subject: key });
    else if (!same(old, item)) changes.push({ kind: 'changed', subject: key });
  }
  for (const key of before.keys()) if (!after.has(key)) changes.push({ kind: 'removed', subject: key });
  return changes;
}
export function changeList(before: WorkflowDefinition, after: WorkflowDefinition): Change[] {
  const rest = (definition: WorkflowDefinition): Map<string, unknown> => {
    const { nodes: _n, edges: _e, layout: _l, ...others } = definition;
    return new Map(Object.entries(others));
  };
  return [
    ...compare(
      index(before.nodes, (node) => node.id),
      index(after.nodes, (node) => node.id),
    ),
    ...compare(index(before.edges, edgeKey), index(after.edges, edgeKey)),
    ...compare(rest(before), rest(after)),
  ];
}
