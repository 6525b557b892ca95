import type { BodyDefinition, NodeDefinition } from '../definition/definition.js';

/**
 * Nodes in an order in which every edge points forward; of those that are free the first written comes first, `last` come at the end.
 * Nodes on a cycle (which validation refuses) follow in the order written. Kahn 1962.
 */
export function topologicalOrder(body: BodyDefinition, last: ReadonlySet<string>): readonly NodeDefinition[] {
  const waiting = new Map<string, number>(body.nodes.map((node) => [node.id, 0]));
  const targets = new Map<string, string[]>();
  for (const { source, target } of body.edges) {
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
    const known = targets.get(source);
    if (known) known.push(target);
    else targets.set(source, [target]);
  }
  const byId = new Map(body.nodes.map((node) => [node.id, node]));
  const free = body.nodes.filter((node) => waiting.get(node.id) === 0 && !last.has(node.id)).map((node) => node.id);
  const ordered = new Set<string>();
  for (let at = 0; at < free.length; at++) {
    const id = free[at] as string;
    ordered.add(id);
    for (const target of targets.get(id) ?? []) {
      const left = (waiting.get(target) as number) - 1;
      waiting.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  for (const node of body.nodes) if (!last.has(node.id)) ordered.add(node.id);
  for (const node of body.nodes) ordered.add(node.id);
  return [...ordered].flatMap((id) => byId.get(id) ?? []);
}
