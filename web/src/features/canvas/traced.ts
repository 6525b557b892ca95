import { createContext, useContext } from 'react';

/** A way through the graph shown: how an execution comes to a problem. */
export interface Traced {
  /** Nodes that run on the way. */
  readonly nodes: ReadonlySet<string>;
  /** Where it ends, and the edges on which tokens stand there. */
  readonly ends: ReadonlySet<string>;
  /** By key. */
  readonly edges: ReadonlySet<string>;
}
export const TracedContext = createContext<Traced | null>(null);

export function useTracedNode(id: string): 'way' | 'end' | undefined {
  const traced = useContext(TracedContext);
  if (traced?.ends.has(id)) return 'end';
  return traced?.nodes.has(id) ? 'way' : undefined;
}
export const useTracedEdge = (key: string): boolean => useContext(TracedContext)?.edges.has(key) ?? false;
