import {
  AppError,
  executionId,
  nodeBudget,
  NO_USAGE,
  presentExecution,
  presentHeld,
  presentNode,
  SmallSet,
  time,
  type AttemptView,
  type Commit,
  type ExecutionEvent,
  type ExecutionView,
  type HistoryItem,
  type Json,
  type NodeDetailView,
  type NodeState,
  type NodeView,
  type OrgId,
  type StepRecord,
  type StepView,
} from '@agentflow/core';
import type { ExecutionStore, ReadRef } from '@agentflow/ports';
import type { Coordinator } from './coordinator.js';
import { pathOf } from './find-node.js';
import { durable, type LiveExecution } from './live-execution.js';
import { inputOf } from './node-input.js';
import type { Values } from './values.js';

export const notFound = (id: string): AppError => new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: id });

/** The execution in the owner's memory. @throws AppError EXECUTION_NOT_FOUND */
export async function liveOf({ hot }: Coordinator, org: OrgId, id: string): Promise<LiveExecution> {
  const live = await hot.load(org, executionId(id));
  if (!live || live.state.seq === 0 || live.state.shared) throw notFound(id);
  return live;
}
/** What can be asked for as the log has it. */
export const READS: readonly string[] = ['get', 'nodes', 'node', 'history', 'effects', 'value', 'present'];
/** The execution in its owner's memory; for one that nobody owns, as its log has it. @throws AppError EXECUTION_NOT_FOUND */
export async function readable(coordinator: Coordinator, { org, executionId: given, fromLog }: ReadRef): Promise<LiveExecution> {
  if (fromLog !== true) return liveOf(coordinator, org, given);
  const id = executionId(given);
  const folded = await coordinator.hot.fold(org, id);
  if (!folded || folded.state.seq === 0 || folded.state.shared) throw notFound(given);
  const { state, version } = folded;
  return {
    ...{ state, partition: coordinator.homeOf(id), version, pending: null, inFlight: null, touched: 0, poisoned: false, tail: 0 },
    ...{ tailBytes: 0, snapshotBytes: 0, checkpointDue: false, head: null, headAt: 0, endWaiters: new SmallSet<() => void>() },
  };
}
/** What `show` sees, answered once all of it is durable. */
export async function shown<T>(live: LiveExecution, show: (live: LiveExecution) => T): Promise<T> {
  const view = show(live);
  if (live.pending || live.inFlight) await durable(live);
  return view;
}
export const viewOf = (live: LiveExecution): ExecutionView => presentExecution(live.state, live.version + (live.pending ? 1 : 0), true);

/** Nodes in path order, a page at a time. */
export async function pageOfNodes(
  live: LiveExecution,
  values: Values,
  cursor: string | undefined,
  limit: number,
): Promise<{ readonly items: readonly NodeView[]; readonly nextCursor: string | null }> {
  const paths = [...live.state.nodes.keys()].sort();
  const from = cursor === undefined ? 0 : paths.findIndex((path) => path > cursor);
  if (from < 0) return { items: [], nextCursor: null };
  const page = paths.slice(from, from + limit);
  const nodes = page.map((path) => live.state.nodes.get(path) as NodeState);
  const views = nodes.map((node) => ({ ...presentNode(node), usage: node.usage }));
  const items = await Promise.all(
    views.map(async (view, index) => ({ ...view, input: await inputOf(live.state, nodes[index] as NodeState, values) })),
  );
  return { items, nextCursor: from + limit < paths.length ? (page.at(-1) ?? null) : null };
}

/** One node in full: attempts and steps are read from the log. */
export async function nodeDetail(
  coordinator: Coordinator,
  store: ExecutionStore,
  request: ReadRef & { readonly path: string },
): Promise<NodeDetailView> {
  const live = await readable(coordinator, request);
  const path = pathOf(live.state, request.path);
  const node = live.state.nodes.get(path) as NodeState;
  const base = await shown(live, () => ({ ...presentNode(node), usage: node.usage }));
  const attempts: Mutable<AttemptView>[] = [];
  const steps: StepView[] = [];
  let input = await inputOf(live.state, node, coordinator.values);
  for await (const commit of store.read(request.org, live.state.id, 0)) {
    for (const event of commit.events) {
      if (!('path' in event) || event.path !== path) continue;
      trace(attempts, event, event.at ?? commit.at);
      if (event.type === 'StepRecorded') steps.push(toStepView(event.step));
      if (event.type === 'MapStarted') input = presentHeld(event.items);
      if (event.type === 'InputRequested') input = { prompt: event.prompt };
      if (event.type === 'ChildRequested') input = presentHeld(event.input);
    }
  }
  const budget = nodeBudget(live.state, node);
  return { ...base, input, attempts, steps, ...(budget && { budget }) };
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
function trace(attempts: Mutable<AttemptView>[], event: ExecutionEvent, at: number): void {
  const last = attempts.at(-1);
  const close = (status: AttemptView['status'], error: AttemptView['error'] = null): void => {
    if (last && last.endedAt === null) Object.assign(last, { status, error, endedAt: time(at) });
  };
  switch (event.type) {
    case 'TaskScheduled':
      attempts.push({ attempt: event.attempt, startedAt: time(at), endedAt: null, status: 'running', error: null });
      return;
    case 'RetryScheduled':
      return close('failed', { code: event.error.code, message: event.error.message });
    case 'NodeCompleted':
      return close('completed');
    case 'NodeFailed':
      return close('failed', event.error);
    case 'NodeCancelled':
      return close('cancelled');
    case 'EffectUncertain':
      return close('uncertain');
    case 'InputRequested':
      // Its budget is used up: the attempt is over, and the next one goes on with its steps.
      return close('cancelled');
  }
}
const toStepView = (step: StepRecord): StepView => ({
  index: step.index,
  kind: step.kind,
  name: step.name,
  effect: step.effect,
  attempt: step.attempt,
  request: presentHeld(step.request),
  response: step.response ? presentHeld(step.response) : null,
  error: step.error ? { code: step.error.code, message: step.error.message } : null,
  usage: step.usage ?? NO_USAGE,
  startedAt: time(step.startedAt),
  endedAt: time(step.endedAt),
});

/** Recorded events in their order, a page at a time; `cursor` is the last `seq` seen. */
export async function historyPage(
  store: ExecutionStore,
  live: LiveExecution,
  cursor: string | undefined,
  limit: number,
): Promise<{ readonly items: readonly HistoryItem[]; readonly nextCursor: string | null }> {
  const after = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(after) || after < 0) throw new AppError('BAD_REQUEST', `the cursor ${JSON.stringify(cursor)} is none of ours`);
  const items: HistoryItem[] = [];
  for await (const commit of store.read(live.state.org, live.state.id, 0)) {
    for (const event of commit.events) {
      if (event.seq <= after) continue;
      if (items.length === limit) return { items, nextCursor: String(items.at(-1)?.seq) };
      items.push(toHistoryItem(event, commit));
    }
  }
  return { items, nextCursor: null };
}
function toHistoryItem(event: ExecutionEvent, commit: Commit): HistoryItem {
  const { seq, type, at, v, ...rest } = event as ExecutionEvent & { readonly path?: string };
  const { path, ...data } = rest;
  return { seq, type, version: v ?? 1, at: time(at ?? commit.at), path: path ?? null, data: presentDeep(data) };
}
/** Held values read as the API shows them, wherever an event carries one. */
function presentDeep(data: object): Json {
  const shownFields = Object.entries(data).map(([key, value]) => [
    key,
    isHeldField(key) ? presentHeld(value as Parameters<typeof presentHeld>[0]) : key === 'step' ? presentStep(value as StepRecord) : value,
  ]);
  return Object.fromEntries(shownFields) as Json;
}
const isHeldField = (key: string): boolean => key === 'input' || key === 'output' || key === 'items' || key === 'item';
const presentStep = (step: StepRecord): Json => toStepView(step) as unknown as Json;
