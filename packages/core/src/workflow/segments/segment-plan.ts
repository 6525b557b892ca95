import { compileTemplate } from '../../expression/compile-template.js';
import { DEFAULT_RETRY } from '../../task/retry-policy.js';
import type { BodyPlan, EdgePlan, NodePlan, NodePlanBase, Plan } from '../compile/plan.js';
import { parseSegmentDigest, segmentDigest, type SegmentPlan } from './segment.js';

/** Nodes that a segment's execution begins and ends with. No node of a definition is called so. */
export const SEGMENT_START = '$start';
export const SEGMENT_END = '$end';

/** What the execution of a segment runs, made from its revision; `undefined`: the revision has no such segment. `digest` as `segmentDigest` says. */
export function segmentPlan(revision: Plan, digest: string): Plan | undefined {
  const name = parseSegmentDigest(digest);
  const segment = name && revision.segments?.get(name.segment);
  if (!segment) return undefined;
  const node = name.node === undefined ? undefined : segment.body.byId.get(name.node);
  if (name.node !== undefined && (!node || !segment.nodes.includes(node.index))) return undefined;
  const nodes = node ? [node.index] : segment.nodes;
  const { name: title, models, workflowBudget, retention, budgeted, segments } = revision;
  return {
    digest: segmentDigest(revision.digest, segment.id, name.node),
    revisionDigest: revision.digest,
    name: title,
    inputs: {},
    variables: {},
    timeoutSeconds: undefined,
    ...(models && { models }),
    root: bodyOfSegment(segment, nodes),
    nodesTotal: nodes.length,
    workflowBudget,
    retention,
    ...(budgeted !== undefined && { budgeted }),
    ...(segments && { segments }),
  };
}

/** Its nodes between a start and an end of its own; every edge that leaves it leads to that end, so that handles are what they were. */
function bodyOfSegment({ body }: SegmentPlan, nodes: readonly number[]): BodyPlan {
  const undoing = new Set(nodes.flatMap((index) => (body.nodes[index] as NodePlan).compensation ?? []));
  const undo = [...undoing].map((id) => (body.byId.get(id) as NodePlan).index).filter((index) => !nodes.includes(index));
  const end = nodes.length + 1;
  const position = new Map<number, number>([
    ...nodes.map((index, at) => [index, at + 1] as const),
    ...undo.map((index, at) => [index, end + 1 + at] as const),
  ]);
  const edges: EdgePlan[] = [{ index: 0, source: 0, handle: 'out', target: 1 }];
  for (const index of nodes)
    for (const edge of (body.nodes[index] as NodePlan).outgoing) {
      const { handle, target } = body.edges[edge] as EdgePlan;
      const inside = nodes.includes(target) ? (position.get(target) as number) : end;
      edges.push({ index: edges.length, source: position.get(index) as number, handle, target: inside });
    }
  const plans = [
    framing(SEGMENT_START, 0, edges),
    ...nodes.map((index) => placed(body, body.nodes[index] as NodePlan, position.get(index) as number, edges, false)),
    framing(SEGMENT_END, end, edges),
    ...undo.map((index) => placed(body, body.nodes[index] as NodePlan, position.get(index) as number, edges, true)),
  ];
  return { nodes: plans, edges, byId: new Map(plans.map((plan) => [plan.id, plan])), start: 0, container: undefined };
}
/** A node as it stands, under another number and with the edges of the segment. What its join waited for is decided before the segment begins. */
function placed(body: BodyPlan, plan: NodePlan, index: number, edges: readonly EdgePlan[], detached: boolean): NodePlan {
  const { segment: _, ...rest } = plan;
  const serves = body.nodes.filter(({ compensation }) => compensation === plan.id).length;
  const sharedUndo = serves > 1 || (serves > 0 && !plan.detached);
  return {
    ...rest,
    index,
    ...linksOf(index, edges),
    join: { kind: 'all' },
    cancels: [],
    detached,
    ...(sharedUndo && { sharedUndo }),
  } as NodePlan;
}
function framing(id: typeof SEGMENT_START | typeof SEGMENT_END, index: number, edges: readonly EdgePlan[]): NodePlan {
  const kind = id === SEGMENT_START ? ('start' as const) : ('end' as const);
  const base: NodePlanBase = {
    index,
    id,
    type: kind,
    typeVersion: 1,
    title: id,
    ...linksOf(index, edges),
    join: { kind: 'all' },
    retry: DEFAULT_RETRY,
    timeoutSeconds: undefined,
    onError: 'stop',
    fallback: undefined,
    effect: 'none',
    egress: false,
    domain: undefined,
    compensation: undefined,
    cancels: [],
    budget: undefined,
    mutex: undefined,
    checkpoint: false,
    detached: false,
    rawConfig: {},
  };
  return kind === 'start' ? { ...base, kind } : { ...base, kind, output: compileTemplate(null) };
}
function linksOf(index: number, edges: readonly EdgePlan[]): Pick<NodePlanBase, 'incoming' | 'outgoing' | 'byHandle'> {
  const outgoing = edges.filter(({ source }) => source === index);
  const byHandle = new Map<string, number[]>();
  for (const { handle, index: edge } of outgoing) byHandle.set(handle, [...(byHandle.get(handle) ?? []), edge]);
  return {
    incoming: edges.filter(({ target }) => target === index).map((edge) => edge.index),
    outgoing: outgoing.map((edge) => edge.index),
    byHandle,
  };
}
