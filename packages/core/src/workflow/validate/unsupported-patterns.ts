import type { BodyGraph } from '../compile/body-graph.js';
import { isObject, type BodyModel, type EdgeModel, type NodeModel } from '../definition/definition-model.js';
import { writtenJoin } from '../soundness/join-rule.js';
import { escapePointer } from '../format/unsafe-keys.js';
import type { Report } from './validate-report.js';

/** Workflow control-flow patterns (van der Aalst et al. 2003, Russell et al. 2006) that are not run: name, and what to draw instead. */
export const UNSUPPORTED_PATTERNS: ReadonlyMap<number, { readonly name: string; readonly instead: string }> = new Map([
  [
    17,
    {
      name: 'Interleaved Parallel Routing',
      instead:
        'draw the order that is prescribed as edges, and give the nodes that must not overlap the same mutex, e.g. mutex: execution.id',
    },
  ],
  [
    28,
    {
      name: 'Blocking Discriminator',
      instead: 'put the paths and a join "any" into the body of a loop: the next round begins only when every path of this one has ended',
    },
  ],
  [
    31,
    {
      name: 'Blocking Partial Join',
      instead: 'put the paths and a join { n } into the body of a loop: the next round begins only when every path of this one has ended',
    },
  ],
  [
    38,
    {
      name: 'General Synchronizing Merge',
      instead:
        'use the join "all", which waits for every path that can still come, and put what goes round in a circle into a loop or a statemachine',
    },
  ],
  [
    40,
    {
      name: 'Interleaved Routing',
      instead: 'give the nodes the same mutex, e.g. mutex: execution.id: they run one at a time, in any order',
    },
  ],
  [41, { name: 'Thread Merge', instead: 'use a map over as many items: its output gathers what its bodies give, and goes on once' }],
  [42, { name: 'Thread Split', instead: 'use a map over as many items, e.g. items: "[1, 2, 3]": each has a body of its own' }],
]);

/** Recognises what an author means by a pattern that is not run, and says so instead of calling the field unknown. Comes before the shape is checked. */
export function refuseUnsupportedPatterns(graphs: ReadonlyMap<BodyModel, BodyGraph>, report: Report): void {
  for (const graph of graphs.values()) {
    for (const node of graph.body.nodes) {
      refuseJoin(graph, node, report);
      refuseSplit(graph, node, report);
    }
    for (const edge of graph.body.edges) refuseEdge(edge, report);
  }
}

function refuse(report: Report, pattern: number, pointer: string, nodeId: string): void {
  const { name, instead } = UNSUPPORTED_PATTERNS.get(pattern) as { readonly name: string; readonly instead: string };
  report.claim(pointer);
  report.error('UNSUPPORTED_PATTERN', pointer, `workflow control-flow pattern ${pattern} (${name}) is not supported: ${instead}`, nodeId);
}

const GENERAL: ReadonlySet<unknown> = new Set(['general', 'or', 'synchronizing']);

function refuseJoin(graph: BodyGraph, node: NodeModel, report: Report): void {
  const written = writtenJoin(node);
  if (!written) return;
  const { join, pointer } = written;
  if (GENERAL.has(join)) return refuse(report, 38, pointer, node.id);
  if (isObject(join)) {
    if (join['general'] === true) return refuse(report, 38, pointer, node.id);
    if (join['threads'] !== undefined) return refuse(report, 41, pointer, node.id);
    if (join['blocking'] === true) return refuse(report, (join['n'] ?? 1) === 1 ? 28 : 31, pointer, node.id);
  } else if (join !== 'all') return;
  // A join that must wait for what can still come round to it: nobody can tell what that is.
  if (isOnCycle(graph, node.id)) refuse(report, 38, pointer, node.id);
}

function refuseSplit(graph: BodyGraph, node: NodeModel, report: Report): void {
  if (node.type !== 'parallel') return;
  const { order, threads, count } = node.config;
  const at = `${node.pointer}/config`;
  if (order !== undefined && order !== 'parallel') {
    const ordered = Object.keys(node.config).filter((name) => name !== 'order' && name !== 'threads' && name !== 'count');
    refuse(report, ordered.length > 0 || hasPartialOrder(graph, node.id) ? 17 : 40, `${at}/order`, node.id);
    for (const name of ordered) report.claim(`${at}/${escapePointer(name)}`);
  }
  if (threads !== undefined) refuse(report, 42, `${at}/threads`, node.id);
  else if (count !== undefined) refuse(report, 42, `${at}/count`, node.id);
}

function refuseEdge({ json, source, pointer }: EdgeModel, report: Report): void {
  for (const name of ['count', 'threads']) if (json[name] !== undefined) refuse(report, 42, `${pointer}/${name}`, source);
}

/** Whether a branch of a split is a chain: its nodes have an order of their own. */
function hasPartialOrder(graph: BodyGraph, split: string): boolean {
  const branches = (graph.outgoing.get(split) ?? []).map((edge) => edge.target);
  const follows = (id: string): readonly string[] => (graph.outgoing.get(id) ?? []).map((edge) => edge.target);
  const isMeeting = (id: string): boolean => (graph.incoming.get(id)?.length ?? 0) > 1;
  return branches.some((branch) => follows(branch).some((next) => !isMeeting(next) && follows(next).length > 0));
}

function isOnCycle(graph: BodyGraph, id: string): boolean {
  if (graph.order.length === graph.body.byId.size) return false;
  const seen = new Set((graph.outgoing.get(id) ?? []).map((edge) => edge.target));
  for (const next of seen) for (const edge of graph.outgoing.get(next) ?? []) seen.add(edge.target);
  return seen.has(id);
}
