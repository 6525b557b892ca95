import { EventEmitter, once } from 'node:events';
import {
  AppError,
  NO_USAGE,
  type ExecutionView,
  type HistoryItem,
  type Json,
  type LiveFrame,
  type NodeDetailView,
  type NodeView,
  type PoolView,
} from '@agentflow/core';
import type { ExecutionRef, ExecutionService, StartRequest } from '@agentflow/ports';

const AT = '2026-11-21T12:00:00.000Z';
const ENDED_STATUSES: readonly string[] = ['completed', 'failed', 'stopped'];

interface Live {
  view: ExecutionView;
  readonly frames: LiveFrame[];
  readonly bodyHash: string | undefined;
  readonly told: EventEmitter;
}
export interface FakeExecutions extends ExecutionService {
  /** What `start` was called with, in order. */
  readonly starts: StartRequest[];
  /** Tells the watchers; frames other than deltas get the next seq. */
  tell(id: string, type: LiveFrame['type'], payload?: Record<string, Json>): void;
  end(id: string, output?: Json): void;
  /** A watcher of this execution fails with it. */
  breakWatch(id: string, error: Error): void;
}

/**
 * Executions that do what the test says: each starts, runs node `a` (a human node that takes `{ "ok": boolean }`) and ends when told. For tests.
 * Values: the digest of 64 zeros reads `{"big":true}`.
 */
export function createFakeExecutions(): FakeExecutions {
  const all = new Map<string, Live>();
  const byKey = new Map<string, string>();
  const starts: StartRequest[] = [];
  let count = 0;
  const nothing = { cost: '0', tokens: 0, calls: 0 };
  let pool: PoolView = { limits: null, spent: nothing, held: nothing, executions: 0 };

  const find = ({ executionId }: ExecutionRef): Live => {
    const found = all.get(executionId);
    if (!found) throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId });
    return found;
  };
  const node = (live: Live): NodeView => ({
    id: 'a',
    path: 'a',
    type: 'human',
    status: live.view.status === 'completed' ? 'completed' : 'waiting',
    attempt: 1,
    startedAt: AT,
    endedAt: null,
    output: null,
    error: null,
  });
  const tell = (id: string, type: LiveFrame['type'], payload: Record<string, Json> = {}): void => {
    const live = all.get(id) as Live;
    const seq = live.frames.filter((frame) => frame.id !== undefined).length + 1;
    live.frames.push({ type, ...(type === 'node_output_delta' ? {} : { id: seq }), payload: { execution_id: id, ...payload } });
    live.view = { ...live.view, version: live.view.version + 1 };
    live.told.emit('told');
  };
  const end = (id: string, output: Json = null): void => {
    const live = all.get(id) as Live;
    live.view = { ...live.view, status: 'completed', output, endedAt: AT, waiting: [] };
    tell(id, 'execution_completed', { status: 'completed', result: output, duration_ms: 5 });
  };
  const steer = (ref: ExecutionRef, status: ExecutionView['status']): ExecutionView => {
    const live = find(ref);
    if (live.view.status === status) return live.view;
    if (ENDED_STATUSES.includes(live.view.status)) throw new AppError('EXECUTION_ENDED', 'the execution has ended');
    live.view = { ...live.view, status };
    return live.view;
  };

  return {
    starts,
    tell,
    end,
    breakWatch: (id, error) => void (all.get(id) as Live).told.emit('error', error),
    async start(request) {
      starts.push(request);
      const key = request.startKey ? `${request.org}/${request.startKey.source}/${request.startKey.key}` : undefined;
      const known = key === undefined ? undefined : all.get(byKey.get(key) ?? '');
      if (known) {
        if (known.bodyHash !== request.bodyHash) throw new AppError('IDEMPOTENCY_MISMATCH', 'the key was used with another body');
        return { execution: known.view, created: false };
      }
      const id = `ex${++count}`;
      const ended = request.waitMs !== undefined && request.tags.includes('quick');
      const view: ExecutionView = {
        id,
        workflowId: request.workflowId,
        revision: request.revision,
        digest: request.digest,
        status: ended ? 'completed' : 'waiting',
        phase: null,
        input: request.input,
        output: ended ? request.input : null,
        error: null,
        createdAt: AT,
        startedAt: AT,
        endedAt: ended ? AT : null,
        trigger: request.trigger,
        trial: request.trial,
        parentId: null,
        rootId: id,
        tags: request.tags,
        priority: request.priority,
        usage: NO_USAGE,
        nodes: [],
        nodesTotal: 1,
        waiting: ended ? [] : [{ path: 'a', kind: 'human', prompt: 'ok?', schema: { type: 'object' } }],
        version: 1,
      };
      all.set(id, { view, frames: [], bodyHash: request.bodyHash, told: new EventEmitter() });
      if (key !== undefined) byKey.set(key, id);
      tell(id, 'execution_started', { timestamp: AT });
      return { execution: view, created: true };
    },
    async get(ref) {
      const live = find(ref);
      return { ...live.view, nodes: [node(live)] };
    },
    async list({ status, workflowId, limit }) {
      const items = [...all.values()]
        .filter(({ view }) => (!status || status.includes(view.status)) && (!workflowId || view.workflowId === workflowId))
        .map(({ view: { nodes: _nodes, waiting, input: _input, output: _output, ...rest } }) => ({
          ...rest,
          workflowName: 'w',
          waitingCount: waiting.length,
        }));
      return { items: items.slice(0, limit), nextCursor: null };
    },
    nodes: async (ref) => ({ items: [{ ...node(find(ref)), input: null, usage: NO_USAGE }], nextCursor: null }),
    async node(ref): Promise<NodeDetailView> {
      const live = find(ref);
      if (ref.path === 'twice') throw new AppError('AMBIGUOUS_NODE', 'it fits several', { paths: ['x[0]/twice', 'x[1]/twice'] });
      if (ref.path !== 'a' && ref.path !== 'each[3]/approve') throw new AppError('NODE_NOT_FOUND', 'no such node', { path: ref.path });
      return {
        ...node(live),
        path: ref.path,
        attempts: [{ attempt: 1, startedAt: AT, endedAt: null, status: 'running', error: null }],
        steps: [],
      };
    },
    async history(ref) {
      const items = find(ref).frames.flatMap(({ id, type, payload }): HistoryItem[] =>
        id === undefined ? [] : [{ seq: id, type, version: 1, at: AT, path: null, data: payload }],
      );
      return { items, nextCursor: null };
    },
    async value(ref) {
      find(ref);
      if (ref.digest !== `sha256:${'0'.repeat(64)}`) throw new AppError('VALUE_NOT_FOUND', 'no such value');
      return { json: '{"big":true}' };
    },
    pause: async (ref) => steer(ref, 'paused'),
    resume: async (ref) => steer(ref, 'waiting'),
    stop: async (ref) => steer(ref, 'stopped'),
    compensate: async (ref) => steer(ref, 'stopped'),
    async effects(ref) {
      find(ref);
      return { items: [], nextCursor: null };
    },
    async signal(ref) {
      const live = find(ref);
      if (ENDED_STATUSES.includes(live.view.status)) throw new AppError('EXECUTION_ENDED', 'the execution has ended');
      return { id: ref.id ?? 'sig1', execution: live.view };
    },
    signalByKey: async ({ key, id = 'sig2' }) => ({ id, delivered: key === 'waiting' }),
    async answer(ref) {
      const live = find(ref);
      if (ref.path !== 'a') throw new AppError('NODE_NOT_FOUND', 'no such node', { path: ref.path });
      if (live.view.waiting.length === 0) throw new AppError('ALREADY_ANSWERED', 'it was answered');
      const fits = ref.value !== null && typeof ref.value === 'object' && typeof (ref.value as { ok?: Json }).ok === 'boolean';
      if (!fits)
        throw new AppError(
          'INVALID_INPUT',
          'the answer does not fit',
          {},
          { problems: [{ pointer: '/ok', code: 'INVALID_VALUE', severity: 'error', message: 'must be boolean' }] },
        );
      end(ref.executionId, ref.value);
      return live.view;
    },
    async resolve(ref) {
      find(ref);
      if (ref.path !== 'a') throw new AppError('NOT_UNCERTAIN', 'nothing is uncertain there');
      return find(ref).view;
    },
    async addItems(ref) {
      const live = find(ref);
      if (ref.path !== 'each') throw new AppError('CONFLICT', `${ref.path} is no map that runs`, { path: ref.path });
      return live.view;
    },
    async *watch(ref) {
      const live = find(ref);
      const broken = once(live.told, 'told-never', { signal: ref.signal }).catch((error: unknown) => error);
      for (let next = 0, seq = 0; ;) {
        for (; next < live.frames.length; next++) {
          const frame = live.frames[next] as LiveFrame;
          seq = frame.id ?? seq;
          if (seq >= (frame.id === undefined ? ref.fromSeq - 1 : ref.fromSeq)) yield frame;
        }
        if (ENDED_STATUSES.includes(live.view.status) || ref.signal.aborted) return;
        const told = await Promise.race([once(live.told, 'told', { signal: ref.signal }).catch((error: unknown) => error), broken]);
        if (ref.signal.aborted) return;
        if (told instanceof Error) throw told;
      }
    },
    async present(ref) {
      const { frames } = find(ref);
      const kept = frames.filter((frame) => frame.id !== undefined);
      return { frames: kept, seq: kept.length };
    },
    budgets: async ({ workflowId }) => ({ budget: pool, ...(workflowId !== undefined && { workflow: pool }) }),
    async setBudget({ limits }) {
      pool = { ...pool, limits };
      return { budget: pool };
    },
    countOpen: async ({ workflowId }) => ({
      open: [...all.values()].filter(({ view }) => view.workflowId === workflowId && !ENDED_STATUSES.includes(view.status)).length,
    }),
  };
}
