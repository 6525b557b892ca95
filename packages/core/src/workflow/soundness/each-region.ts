import type { Report } from '../validate/validate-report.js';
import type { SoundnessEdge, SoundnessGraph, SoundnessNode } from './soundness-graph.js';

/** A join `each` opens a lane over all that can be reached from it, once per token: an edge that comes into that region from elsewhere belongs to no lane. */
export function reportEachRegions(graph: SoundnessGraph, report: Report): void {
  for (const node of graph.nodes) {
    if (node.rule.kind !== 'each') continue;
    const region = regionOf(graph, node.index);
    for (const edge of graph.edges) {
      if (!region.has(edge.target) || region.has(edge.source) || edge.target === node.index) continue;
      const target = graph.nodes[edge.target] as SoundnessNode;
      const [from, to, each] = [edge.model.source, target.model.id, node.model.id];
      report.add({
        severity: 'error',
        code: 'EACH_REGION_ENTERED',
        pointer: edge.model.pointer,
        nodeId: to,
        message:
          `an edge leads from "${from}" into "${to}", which runs once for each token of "${each}" (join each): it would belong to none of them. ` +
          `Bring "${from}" to "${each}" itself or before it (with a join "all" or "any"), or give its path an end of its own`,
        trace: [
          { nodeId: from, handle: edge.handle, edges: [edge.model.pointer] },
          { nodeId: to, edges: [edge.model.pointer], stands: 'waiting' },
        ],
      });
    }
  }
}

function regionOf({ nodes, edges }: SoundnessGraph, index: number): ReadonlySet<number> {
  const region = new Set([index]);
  for (const next of region) {
    for (const edge of (nodes[next] as SoundnessNode).outgoing) region.add((edges[edge] as SoundnessEdge).target);
  }
  return region;
}
