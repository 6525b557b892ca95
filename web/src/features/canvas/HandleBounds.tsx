import { useEffect } from 'react';
import type { AnyData, NodeData } from './flow-graph.js';
import { internalsSymbol, useFlowStoreApi, type FlowNode } from './flow.js';
import { handleBounds } from './node-geometry.js';

/**
 * Tells the library where the handles of nodes are that it has not measured: those outside the window are not in the page, but edges to them are drawn.
 * Runs on each change of the library's store before anything is drawn from it.
 */
export function HandleBounds(): null {
  const store = useFlowStoreApi();
  useEffect(() => {
    let seen: unknown;
    const complete = (): void => {
      const { nodeInternals } = store.getState();
      if (nodeInternals === seen) return;
      seen = nodeInternals;
      for (const node of nodeInternals.values() as Iterable<FlowNode<AnyData>>) {
        const internals = node[internalsSymbol];
        const handles = (node.data as Partial<NodeData> | undefined)?.handles;
        if (!internals || !handles || !node.width || !node.height) continue;
        const known = internals.handleBounds;
        if (!known || !(known.source || known.target))
          internals.handleBounds = handleBounds(handles, node.width, node.height) as typeof internals.handleBounds & object;
      }
    };
    complete();
    // The library makes a new list each time it is asked, and so draws all nodes again whenever the view moves.
    let listed: unknown;
    let list: FlowNode[] = [];
    store.setState({
      getNodes: () => {
        const { nodeInternals } = store.getState();
        if (nodeInternals !== listed) {
          listed = nodeInternals;
          list = [...nodeInternals.values()];
        }
        return list;
      },
    });
    return store.subscribe(complete);
  }, [store]);
  return null;
}
