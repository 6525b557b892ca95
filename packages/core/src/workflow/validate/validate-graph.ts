import { endsPath, findCycles, type BodyGraph } from '../compile/body-graph.js';
import type { EdgeModel, NodeModel } from '../definition/definition-model.js';
import { caseNames, handlesOf, RESERVED_HANDLES } from '../definition/handles.js';
import type { Report } from './validate-report.js';

/** The rules of one graph: one start, ends, edges between what exists, no cycle, nothing out of reach. */
export function validateGraph(graph: BodyGraph, report: Report): void {
  startsAndEnds(graph, report);
  const seen = new Set<string>();
  for (const edge of graph.body.edges) {
    checkEdge(graph, edge, report);
    const key = `${edge.source} ${edge.handle} ${edge.target}`;
    if (seen.has(key))
      report.warning(
        'DUPLICATE_EDGE',
        edge.pointer,
        `there are several edges from "${edge.source}" (${edge.handle}) to "${edge.target}"`,
        edge.source,
      );
    seen.add(key);
  }
  for (const cycle of findCycles(graph, 10)) {
    const [first] = cycle as [string];
    const path = [...cycle, first].join(' -> ');
    report.error('CYCLE', nodeAt(graph, first).pointer, `the edges go round in a circle: ${path}. Repeat with a container instead`, first);
  }
  const sources = new Set(graph.body.edges.map((edge) => edge.source));
  for (const node of graph.body.nodes) checkReach(graph, node, sources.has(node.id), report);
}

const nodeAt = (graph: BodyGraph, id: string): NodeModel => graph.body.byId.get(id) as NodeModel;
function nameOf({ body: { container, role } }: BodyGraph): string {
  if (!container) return 'the workflow';
  return role ? `the ${role.phase} of the state "${role.state}" of "${container.id}"` : `the body of "${container.id}"`;
}

function startsAndEnds(graph: BodyGraph, report: Report): void {
  const { body } = graph;
  const starts = body.nodes.filter((node) => node.type === 'start');
  const at = `${body.pointer}/nodes`;
  if (starts.length === 0) report.error('NO_START', at, `${nameOf(graph)} has no start: add a node of type "start"`, body.container?.id);
  for (const node of starts.slice(1))
    report.error(
      'SEVERAL_STARTS',
      node.pointer,
      `${nameOf(graph)} has several starts: keep one of ${starts.map((each) => `"${each.id}"`).join(', ')}`,
      node.id,
    );
  if (!body.nodes.some((node) => node.type === 'end'))
    report.error('NO_END', at, `${nameOf(graph)} has no end: add a node of type "end"`, body.container?.id);
}

function checkEdge(graph: BodyGraph, edge: EdgeModel, report: Report): void {
  const source = graph.body.byId.get(edge.source);
  const target = graph.body.byId.get(edge.target);
  if (!source)
    report.error('DANGLING_EDGE', `${edge.pointer}/source`, `an edge comes from "${edge.source}", but ${nameOf(graph)} has no such node`);
  if (!target)
    report.error('DANGLING_EDGE', `${edge.pointer}/target`, `an edge goes to "${edge.target}", but ${nameOf(graph)} has no such node`);
  if (target?.type === 'start')
    report.error('EDGE_INTO_START', edge.pointer, `an edge goes into the start "${target.id}": nothing comes before it`, target.id);
  if (!source?.descriptor) return;
  if (endsPath(source)) {
    report.error(
      'NODE_BEHIND_END',
      edge.pointer,
      `an edge leaves "${source.id}", but a node of type "${source.type}" ends its path: nothing follows it`,
      source.id,
    );
    return;
  }
  const handles = handlesOf(source);
  if (handles.has(edge.handle)) return;
  const known = [...handles].map((handle) => `"${handle}"`).join(', ');
  report.error(
    'UNKNOWN_HANDLE',
    `${edge.pointer}/sourceHandle`,
    `"${source.id}" has no handle "${edge.handle}": it has ${known}`,
    source.id,
  );
}

function checkReach(graph: BodyGraph, node: NodeModel, goesOn: boolean, report: Report): void {
  const { pointer, id } = node;
  if (graph.compensations.has(id)) {
    if (graph.outgoing.has(id))
      report.error(
        'COMPENSATION_WITH_EDGES',
        pointer,
        `"${id}" only compensates other nodes, so nothing can follow it: remove its edges`,
        id,
      );
    return;
  }
  if (!graph.reachable.has(id) && graph.body.nodes.some((each) => each.type === 'start')) {
    report.error('UNREACHABLE_NODE', pointer, `"${id}" cannot be reached from the start: connect it or remove it`, id);
  } else if (!endsPath(node) && node.descriptor && !goesOn) {
    report.warning('DEAD_END', pointer, `nothing follows "${id}": its path ends there, without a result`, id);
  }
}

/** Names of cases are handles: unique, and none that every node has. */
export function validateCases(node: NodeModel, report: Report): void {
  const seen = new Set<string>();
  for (const [i, name] of caseNames(node).entries()) {
    const at = `${node.pointer}/config/cases/${i}/name`;
    if (RESERVED_HANDLES.has(name))
      report.error('RESERVED_HANDLE', at, `a case cannot be called "${name}": that handle has a meaning of its own`, node.id);
    if (seen.has(name)) report.error('DUPLICATE_CASE', at, `there are several cases called "${name}"`, node.id);
    seen.add(name);
  }
}
