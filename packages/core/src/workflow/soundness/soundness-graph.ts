import type { BodyGraph } from '../compile/body-graph.js';
import type { EdgeModel, NodeModel } from '../definition/definition-model.js';
import { joinRuleOf, type JoinRule } from './join-rule.js';

/** The part of a body that an execution can walk: what the start reaches, in topological order, by number. */
export interface SoundnessGraph {
  readonly nodes: readonly SoundnessNode[];
  readonly edges: readonly SoundnessEdge[];
  readonly indexOf: ReadonlyMap<string, number>;
}
export interface SoundnessNode {
  readonly index: number;
  readonly model: NodeModel;
  readonly rule: JoinRule;
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
  /** What becomes of a failure of this node: the handle it goes on by, or the end of everything. */
  readonly onFailure: string | undefined;
  /** Nodes whose work its completion calls off (a cancellation region). */
  readonly callsOff: readonly number[];
}
export interface SoundnessEdge {
  readonly index: number;
  readonly source: number;
  readonly target: number;
  readonly handle: string;
  readonly model: EdgeModel;
}

/** `undefined` for a body without a single start, or with a cycle: that is said elsewhere, and nothing follows from it. */
export function soundnessGraph(graph: BodyGraph, defaultOnError: string): SoundnessGraph | undefined {
  const { body } = graph;
  if (body.nodes.filter((node) => node.type === 'start').length !== 1 || graph.order.length !== body.byId.size) return undefined;
  const ids = graph.order.filter((id) => graph.reachable.has(id));
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const edges: SoundnessEdge[] = [];
  const incoming = ids.map((): number[] => []);
  const outgoing = ids.map((): number[] => []);
  for (const model of body.edges) {
    const source = indexOf.get(model.source);
    const target = indexOf.get(model.target);
    if (source === undefined || target === undefined) continue;
    const index = edges.push({ index: edges.length, source, target, handle: model.handle, model }) - 1;
    (outgoing[source] as number[]).push(index);
    (incoming[target] as number[]).push(index);
  }
  const nodes = ids.map((id, index): SoundnessNode => {
    const model = body.byId.get(id) as NodeModel;
    const leaving = outgoing[index] as number[];
    const hasErrorEdge = leaving.some((edge) => (edges[edge] as SoundnessEdge).handle === 'error');
    const onError = model.json['onError'] ?? defaultOnError;
    const passes = model.type !== 'fail' && (onError === 'continue' || onError === 'fallback');
    return {
      index,
      model,
      rule: joinRuleOf(model),
      incoming: incoming[index] as number[],
      outgoing: leaving,
      onFailure: hasErrorEdge ? 'error' : passes ? defaultHandle(model.type) : undefined,
      callsOff: namesOf(model.json['cancels']).flatMap((name) => indexOf.get(name) ?? []),
    };
  });
  return { nodes, edges, indexOf };
}

const namesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter((each) => typeof each === 'string') : [];

/** The handle that a node goes on by when its failure is passed over. */
function defaultHandle(type: string): string {
  if (type === 'condition') return 'false';
  return type === 'switch' ? 'default' : 'out';
}

/**
 * Which nodes are surely decided (run or skipped) once a given one is: there is a way to it on which every node waits for all its edges.
 * One walk per question asked, kept.
 */
export function settlement({ nodes, edges }: SoundnessGraph): (earlier: number, later: number) => boolean {
  const known = new Map<number, ReadonlySet<number>>();
  const waitsForAll = (node: SoundnessNode): boolean => node.incoming.length === 1 || node.rule.kind === 'all';
  return (earlier, later) => {
    if (earlier >= later) return false;
    let after = known.get(earlier);
    if (!after) {
      const found = new Set([earlier]);
      for (const index of found) {
        for (const edge of (nodes[index] as SoundnessNode).outgoing) {
          const { target } = edges[edge] as SoundnessEdge;
          if (waitsForAll(nodes[target] as SoundnessNode)) found.add(target);
        }
      }
      known.set(earlier, (after = found));
    }
    return after.has(later);
  };
}
