import { produce } from 'immer';
import type { WorkflowDefinition } from '../../api/types.js';
import { bodyAt, edgeKey, handleOf, reconnect, type Scope } from './definition-edits.js';

/**
 * Lets a node change places with the one before (-1) or after it (1) in a row: `a -> b -> c -> d` with `b` moved on is `a -> c -> b -> d`. Only where
 * both have one edge in and at most one out; else nothing changes. The places on the canvas change along.
 */
export function swapNeighbours(definition: WorkflowDefinition, scope: Scope, id: string, by: -1 | 1): WorkflowDefinition {
  const body = bodyAt(definition, scope);
  if (!body) return definition;
  const into = (node: string) => body.edges.filter((edge) => edge.target === node);
  const outOf = (node: string) => body.edges.filter((edge) => edge.source === node);
  const other = by === 1 ? outOf(id)[0]?.target : into(id)[0]?.source;
  if (other === undefined) return definition;
  const [first, second] = by === 1 ? [id, other] : [other, id];
  const kinds = [first, second].map((node) => body.nodes.find((each) => each.id === node)?.type);
  if (kinds.some((kind) => kind === 'start' || kind === 'end')) return definition;
  const [entry, middle, exit] = [into(first), into(second), outOf(second)];
  if (entry.length !== 1 || middle.length !== 1 || outOf(first).length !== 1 || exit.length > 1) return definition;
  const [a, b, c] = [entry[0], middle[0], exit[0]];
  if (!a || !b || b.source !== first) return definition;
  const next = [
    ...(c ? [{ key: edgeKey(c), source: first, handle: handleOf(b), target: c.target }] : []),
    { key: edgeKey(b), source: second, handle: c ? handleOf(c) : 'out', target: first },
    { key: edgeKey(a), source: a.source, handle: handleOf(a), target: second },
  ].reduce((d, edge) => reconnect(d, scope, edge.key, edge.source, edge.handle, edge.target), definition);
  return produce(next, (draft) => {
    const places = draft.layout?.nodes;
    const [p, q] = [first, second].map((node) => [...scope, node].join('/')) as [string, string];
    const [at, there] = [places?.[p], places?.[q]];
    if (!places || !at || !there) return;
    places[p] = { ...at, x: there.x, y: there.y };
    places[q] = { ...there, x: at.x, y: at.y };
  });
}
