import { presentHeld, type Json } from '../../json.js';
import type { ExecutionHead } from '../events/commit.js';
import type { ExecutionId, PartitionId } from '../../ids.js';
import { RESERVED } from '../../shared/shared-plan.js';
import { executionBudget } from '../budgets/present-budget.js';
import { nextWake, type EffectInFlight, type ExecutionState, type NodeState } from '../state/state.js';
import { listenedTo } from '../containers/evolve-containers.js';
import { isUnderWay } from '../recovery/recovery-state.js';
import { waitsForChildren } from '../children/at-rest.js';
import type { MutexTie } from '../children/ties.js';
import { traceIdIn } from '../trace-context.js';
import type { Timer } from '../state/timer-heap.js';
import type { DelegatedView, ExecutionSummary, ExecutionView, NodeView, WaitingView } from './views.js';

export const time = (ms: number): string => new Date(ms).toISOString();
const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms));
const NOTHING_WAITS: readonly WaitingView[] = [];
/** At most so many nodes come with an execution; the rest are paged. */
export const NODES_IN_VIEW = 100;

/** The execution as the API shows it; `withNodes` adds the first 100 nodes. */
export function presentExecution(state: ExecutionState, version: number, withNodes: boolean): ExecutionView {
  const budget = executionBudget(state);
  const createdAt = time(state.createdAt);
  // What few executions have is put in after: spreads in the middle cost more than all the rest.
  const view: { -readonly [K in keyof ExecutionView]: ExecutionView[K] } = {
    id: state.id,
    workflowId: state.workflowId,
    revision: state.revision,
    digest: state.plan.digest,
    status: state.status,
    phase: state.phase,
    input: presentHeld(state.input),
    output: presentHeld(state.output),
    error: state.error,
    createdAt,
    startedAt: createdAt,
    endedAt: timeOrNull(state.endedAt),
    trigger: state.trigger,
    trial: state.trial,
    parentId: state.parentId,
    rootId: state.rootId,
    tags: state.tags,
    priority: state.priority,
    usage: state.usage,
    nodesTotal: state.nodes.size,
    waiting: state.waiting.size === 0 ? NOTHING_WAITS : presentWaiting(state),
    version,
  };
  if (budget) view.budget = budget;
  if (state.plan.segments !== undefined) Object.assign(view, delegatedParts(state));
  if (state.forkedFrom !== null) view.forkedFrom = state.forkedFrom;
  if (state.imported) view.imported = true;
  if (state.traceparent !== null) view.traceId = traceIdIn(state.traceparent);
  if (withNodes) view.nodes = firstNodes(state, NODES_IN_VIEW);
  return view;
}
function firstNodes(state: ExecutionState, limit: number): readonly NodeView[] {
  const views: NodeView[] = [];
  for (const node of state.nodes.values()) {
    if (views.length === limit) break;
    views.push(presentNode(node));
  }
  return views;
}
export function presentNode(node: NodeState): NodeView {
  return {
    id: node.plan.id,
    path: node.path,
    type: node.plan.type,
    status: node.status,
    attempt: node.attempt,
    startedAt: timeOrNull(node.startedAt),
    endedAt: timeOrNull(node.endedAt),
    output: presentHeld(node.output),
    error: node.error,
    ...(node.child && node.child.segment === undefined ? { childId: node.child.id } : {}),
    ...delegatedTo(node),
    ...(node.machine ? { state: node.machine.state } : {}),
  };
}
/** Who runs the node, or has run it, as a part of a segment. */
const delegateOf = ({ delegated, child }: NodeState): ExecutionId | null => delegated ?? (child?.segment === undefined ? null : child.id);
function delegatedTo(node: NodeState): Pick<NodeView, 'delegatedTo'> {
  const to = delegateOf(node);
  return to === null ? {} : { delegatedTo: to };
}
/** Segments that are under way, or that a retry goes on with; nothing where no node names a domain. */
function delegatedParts(state: ExecutionState): Pick<ExecutionView, 'delegated' | 'onlyDelegated'> {
  if (state.plan.segments === undefined) return {};
  const delegated: DelegatedView[] = [];
  for (const path of [...state.ties.open, ...state.suspended, ...state.ties.former.keys()]) {
    const child = state.ties.former.get(path) ?? state.nodes.get(path)?.child;
    if (child?.segment !== undefined) delegated.push({ path, executionId: child.id });
  }
  const { openTasks, blocked, retrying, ties } = state;
  const other = openTasks.size + blocked.size + retrying.size > 0;
  const isOnly = !other && delegated.length > 0 && [...ties.open].every((path) => state.nodes.get(path)?.child?.segment !== undefined);
  return { delegated, ...(isOnly && { onlyDelegated: true }) };
}
/** What the execution waits for: people, timers, decisions on uncertain effects. */
export function presentWaiting(state: ExecutionState): readonly WaitingView[] {
  const views: WaitingView[] = [];
  for (const path of state.waiting) {
    const node = state.nodes.get(path) as NodeState;
    const timer = state.timers.get(path);
    if (node.human) {
      const { prompt, schema, expiresAt } = node.human;
      views.push({ path, kind: 'human', prompt, schema, ...(expiresAt === null ? {} : { expiresAt: time(expiresAt) }) });
    } else if (node.signal) {
      const { name, key, expiresAt } = node.signal;
      const expires = expiresAt === null ? {} : { expiresAt: time(expiresAt) };
      views.push({ path, kind: 'signal', signal: name, ...(key === null ? {} : { key }), ...expires });
    } else if (node.status === 'uncertain') {
      views.push({ path, kind: 'uncertain', evidence: evidenceOf(node) });
    } else if (isUnderWay(node)) {
      views.push(...waitingContainer(node, timer));
    } else if (state.ties.mutexes.has(path)) {
      const { key } = state.ties.mutexes.get(path) as MutexTie;
      views.push({ path, kind: 'mutex', key, ...(timer === undefined ? {} : { expiresAt: time(timer.dueAt) }) });
    } else {
      views.push({ path, kind: 'timer', expiresAt: time((timer as Timer).dueAt) });
    }
  }
  return views;
}
/** A container that signals or time can move; one whose body is all that it waits for is not named. */
function waitingContainer(node: NodeState, timer: Timer | undefined): readonly WaitingView[] {
  const { path, map, machine } = node;
  const signals = listenedTo(node);
  if (signals.length === 0 && timer === undefined && (map ? map.running.size > 0 : machine?.running)) return [];
  const expires = timer === undefined ? {} : { expiresAt: time(timer.dueAt) };
  const kind = signals.length === 0 && timer !== undefined ? 'timer' : 'signal';
  return [{ path, kind, ...(kind === 'signal' ? { signals } : {}), ...(machine ? { state: machine.state } : {}), ...expires }];
}
function evidenceOf(node: NodeState): { readonly [key: string]: Json } {
  const { name, key, index, at, reason, requestHash } = node.task?.started as EffectInFlight;
  const { compensation } = node.plan;
  const undo: { readonly [key: string]: Json } = compensation === undefined || node.compensates ? {} : { compensation };
  return {
    ...undo,
    call: name,
    index,
    startedAt: time(at),
    idempotencyKey: key,
    requestHash,
    attempt: node.attempt,
    reason: reason as string,
  };
}
/** The projection row of an execution. */
export function headOf(state: ExecutionState, version: number, partition: PartitionId): ExecutionHead {
  const head: { -readonly [K in keyof ExecutionHead]: ExecutionHead[K] } = {
    org: state.org,
    executionId: state.id,
    partition,
    version,
    // What runs a part of another one is no execution to lists and counts.
    workflowId: state.segment ? RESERVED + state.workflowId : state.workflowId,
    workflowName: state.workflowName,
    revision: state.revision,
    digest: state.plan.digest,
    status: state.status,
    phase: state.phase,
    createdAt: state.createdAt,
    startedAt: state.createdAt,
    endedAt: state.endedAt,
    wakeAt: nextWake(state),
    trial: state.trial,
    tags: state.tags,
    priority: state.priority,
    trigger: state.trigger,
    parentId: state.parentId,
    rootId: state.rootId,
    error: state.error,
    usage: state.usage,
    nodesTotal: state.nodes.size,
    waitingCount: state.waiting.size,
  };
  if (waitsForChildren(state)) head.idle = true;
  return head;
}
export function presentHead(head: ExecutionHead): ExecutionSummary {
  return {
    id: head.executionId,
    workflowId: head.workflowId,
    workflowName: head.workflowName,
    revision: head.revision,
    digest: head.digest,
    status: head.status,
    phase: head.phase,
    error: head.error,
    createdAt: time(head.createdAt),
    startedAt: timeOrNull(head.startedAt),
    endedAt: timeOrNull(head.endedAt),
    trigger: head.trigger as Json,
    trial: head.trial,
    parentId: head.parentId,
    rootId: head.rootId,
    tags: head.tags,
    priority: head.priority,
    usage: head.usage,
    nodesTotal: head.nodesTotal,
    waitingCount: head.waitingCount,
    version: head.version,
  };
}
