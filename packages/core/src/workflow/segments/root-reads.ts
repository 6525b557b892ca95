import type { NodePlan } from '../compile/plan.js';

/** Parts of a plan that hold no expression, or data that may look like one. */
const PLAIN: ReadonlySet<string> = new Set(['rawConfig', 'fallback', 'schema', 'retry', 'source', 'segment', 'budget', 'byId', 'edges']);
const known = new WeakMap<NodePlan, ReadonlySet<string>>();

/** Roots that the expressions of a node, and of all nodes in its bodies, may read. */
export function rootReads(plan: NodePlan): ReadonlySet<string> {
  let roots = known.get(plan);
  if (!roots) known.set(plan, (roots = collect(plan)));
  return roots;
}
function collect(plan: NodePlan): ReadonlySet<string> {
  const roots = new Set<string>();
  visit(plan);
  return roots;

  function visit(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value) || value instanceof Map) {
      for (const each of value.values()) visit(each);
      return;
    }
    for (const [key, each] of Object.entries(value)) {
      if (key === 'reads') for (const { root } of each as readonly { readonly root: string }[]) roots.add(root);
      else if (!PLAIN.has(key)) visit(each);
    }
  }
}
