import { AppError, innerPath, isAppError, type EffectView, type ExecutionView, type NodeView } from '@agentflow/core';
import type { ExecutionRef, ExecutionService } from '@agentflow/ports';
import { outwardFrame, watchDelegated } from './watch-delegated.js';
import { isFrame, outward, wholeView, type Part, type UnreadPart } from './whole-view.js';

/** Rows asked for at once where all of them are needed. */
const PAGE = 200;
/** Containers: what is inside them is known where they run alone. */
const HOLDERS: ReadonlySet<string> = new Set(['map', 'loop', 'statemachine']);
type Ref = Pick<ExecutionRef, 'org' | 'executionId'>;
interface Place extends Ref {
  readonly path: string;
}

/**
 * Executions as their users know them, wherever their parts run: reads ask the executions that run their segments, what people say to a node goes to whichever
 * has it. Those without nodes of other domains are passed on as they are.
 */
export function withDelegated(executions: ExecutionService): ExecutionService {
  const refOf = ({ org, executionId }: Ref): Ref => ({ org, executionId });

  async function whole(org: Ref['org'], view: ExecutionView): Promise<ExecutionView> {
    if (view.delegated === undefined) return view;
    const parts = await Promise.all(
      view.delegated.map(async ({ path, executionId }): Promise<(Part | UnreadPart)[]> => {
        const part = await known(service.get({ org, executionId })).catch(unlessAway);
        return part === undefined ? [] : [{ path, view: part } as Part | UnreadPart];
      }),
    );
    return wholeView(view, parts.flat());
  }
  /** Where the node at `path` really is: here, or in the execution that runs its segment. */
  async function placeOf({ org, executionId, path }: Place): Promise<Place> {
    const view = await executions.get({ org, executionId });
    for (const part of view.delegated ?? []) {
      const inner = innerPath(part.path, path) ?? (path.includes('/') ? undefined : path);
      if (inner === undefined) continue;
      const place = await placeOf({ org, executionId: part.executionId, path: inner }).catch(unlessAbsent);
      if (place && (await known(executions.node(place)))) return place;
    }
    return { org, executionId, path };
  }
  /** The container around `path` that another execution has run, innermost first: what is inside it is known there. */
  async function ranInside({ org, executionId, path }: Place): Promise<{ readonly at: Place; readonly holder: string } | undefined> {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const holder = path.slice(0, path.lastIndexOf('[', slash));
      const node = await known(executions.node({ org, executionId, path: holder }));
      const inner = node?.delegatedTo === undefined ? undefined : innerPath(holder, path);
      if (node?.delegatedTo !== undefined && inner !== undefined)
        return { at: { org, executionId: node.delegatedTo, path: inner }, holder };
    }
    return undefined;
  }
  async function steer(place: Place, at: (place: Place) => Promise<ExecutionView>): Promise<ExecutionView> {
    const there = await placeOf(place);
    const view = await at(there);
    return there.executionId === place.executionId ? whole(place.org, view) : service.get(refOf(place));
  }
  async function allNodes(ref: Ref): Promise<NodeView[]> {
    const nodes: NodeView[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await executions.nodes({ ...ref, limit: PAGE, ...(cursor !== undefined && { cursor }) });
      nodes.push(...page.items);
      if (page.nextCursor === null) return nodes;
      cursor = page.nextCursor;
    }
  }
  /** Nodes of an execution between two paths (both left out), those that run elsewhere as they are there. */
  async function nodesBetween(ref: Ref, from: string, to: string): Promise<readonly NodeView[]> {
    const own = await allNodes(ref);
    const { delegated = [] } = await executions.get(ref);
    const nodes = new Map(own.map((node) => [node.path, node]));
    const parts = delegated.map(({ path, executionId }) => ({ path, executionId, low: path.slice(0, path.lastIndexOf('/') + 1) }));
    const done = own.flatMap(({ path, delegatedTo, type }) =>
      delegatedTo !== undefined && HOLDERS.has(type) ? [{ path, executionId: delegatedTo, low: `${path}[` }] : [],
    );
    for (const { path, executionId, low } of [...done, ...parts]) {
      if (`${low}\uffff` <= from || low > to) continue;
      for (const node of (await known(nodesBetween({ org: ref.org, executionId }, '', '\uffff'))) ?? [])
        if (!isFrame(node.path)) {
          const at = outward(path, node.path);
          nodes.set(at, { ...node, path: at, delegatedTo: node.delegatedTo ?? executionId });
        }
    }
    return [...nodes.values()].filter(({ path }) => path > from && path <= to).sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  /** Everybody who runs, or has run, a part of it, with a node of that part. */
  async function delegates(ref: Ref): Promise<ReadonlyMap<string, string>> {
    const { delegated = [] } = await executions.get(ref);
    const found = new Map(delegated.map(({ path, executionId }) => [executionId, path]));
    for (const { path, delegatedTo } of await allNodes(ref)) if (delegatedTo !== undefined) found.set(delegatedTo, path);
    return found;
  }
  async function allEffects(ref: Ref): Promise<readonly EffectView[]> {
    const rows: EffectView[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await executions.effects({ ...ref, limit: PAGE, ...(cursor !== undefined && { cursor }) });
      rows.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    for (const [executionId, path] of await delegates(ref))
      for (const row of (await known(allEffects({ org: ref.org, executionId }))) ?? [])
        rows.push({ ...row, path: outward(path, row.path) });
    return rows.sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  }
  const isWhole = async (ref: Ref): Promise<boolean> => (await executions.get(ref)).delegated === undefined;

  const service: ExecutionService = {
    list: (request) => executions.list(request),
    history: (request) => executions.history(request),
    signalByKey: (request) => executions.signalByKey(request),
    watch: (request) => watchDelegated(executions, request),
    async present(request) {
      const present = await executions.present(request);
      const { delegated = [] } = await executions.get(request);
      const frames = await Promise.all(
        delegated.map(async ({ path, executionId }) => {
          const part = await known(service.present({ org: request.org, executionId })).catch(unlessAway);
          return (part?.frames ?? []).flatMap((frame) => outwardFrame(frame, path, request.executionId, true) ?? []);
        }),
      );
      return { ...present, frames: [...present.frames, ...frames.flat()] };
    },
    countOpen: (request) => executions.countOpen(request),
    budgets: (request) => executions.budgets(request),
    setBudget: (request) => executions.setBudget(request),
    async start(request) {
      const answer = await executions.start(request);
      return answer.execution.delegated === undefined ? answer : { ...answer, execution: await whole(request.org, answer.execution) };
    },
    async signal(request) {
      const { id, execution } = await executions.signal(request);
      return { id, execution: await whole(request.org, execution) };
    },
    get: async (ref) => whole(ref.org, await executions.get(ref)),
    async nodes(request) {
      if (await isWhole(request)) return executions.nodes(request);
      const { cursor = '', limit } = request;
      const base = await executions.nodes(request);
      const last = base.nextCursor ?? '\uffff';
      const all = await nodesBetween(refOf(request), cursor, last);
      const items = all.slice(0, limit);
      const isMore = all.length > limit || base.nextCursor !== null;
      return { items, nextCursor: isMore ? (items.at(-1)?.path ?? null) : null };
    },
    async node(request) {
      const { org, path } = request;
      const there = await placeOf(request);
      if (there.executionId !== request.executionId) {
        const node = await known(service.node(there));
        if (node) return { ...node, path, delegatedTo: node.delegatedTo ?? there.executionId };
      }
      const node = await executions.node(request).catch(unlessAbsent);
      if (node?.delegatedTo !== undefined) {
        const inner = innerPath(node.path, node.path);
        const ran = inner === undefined ? undefined : await known(service.node({ org, executionId: node.delegatedTo, path: inner }));
        return ran ? { ...ran, path: node.path, delegatedTo: node.delegatedTo } : node;
      }
      if (node) return node;
      const inside = await ranInside(request);
      if (!inside) throw new AppError('NODE_NOT_FOUND', `the execution has not come to a node ${path}`, { path });
      return { ...(await service.node(inside.at)), path, delegatedTo: inside.at.executionId };
    },
    async effects(request) {
      if (await isWhole(request)) return executions.effects(request);
      const from = Number(request.cursor ?? 0);
      if (!Number.isSafeInteger(from) || from < 0)
        throw new AppError('BAD_REQUEST', `the cursor ${JSON.stringify(request.cursor)} is none of ours`);
      const rows = await allEffects(refOf(request));
      const to = from + request.limit;
      return { items: rows.slice(from, to), nextCursor: to < rows.length ? String(to) : null };
    },
    async value(request) {
      try {
        return await executions.value(request);
      } catch (error) {
        if (!isAppError(error) || error.code !== 'VALUE_NOT_FOUND' || (await isWhole(request))) throw error;
        for (const executionId of (await delegates(request)).keys()) {
          const found = await service.value({ ...request, executionId }).catch(() => undefined);
          if (found) return found;
        }
        throw error;
      }
    },
    pause: async (request) => whole(request.org, await executions.pause(request)),
    resume: async (request) => whole(request.org, await executions.resume(request)),
    stop: async (request) => whole(request.org, await executions.stop(request)),
    compensate: async (request) => whole(request.org, await executions.compensate(request)),
    answer: (request) => steer(request, (place) => executions.answer({ ...request, ...place })),
    addItems: (request) => steer(request, (place) => executions.addItems({ ...request, ...place })),
    resolve: (request) => steer(request, (place) => executions.resolve({ ...request, ...place })),
  };
  return service;
}
/** What there is of it; `undefined`: it is not there (yet, or any more). */
const known = <T>(asked: Promise<T>): Promise<T | undefined> => asked.catch(unlessAbsent);
/** `null`: nobody can say now how it stands. What is around it can be read all the same. */
function unlessAway(error: unknown): null {
  if (isAppError(error) && error.code === 'UNAVAILABLE') return null;
  throw error;
}
const ABSENT: ReadonlySet<string> = new Set(['EXECUTION_NOT_FOUND', 'NODE_NOT_FOUND']);
function unlessAbsent(error: unknown): undefined {
  if (isAppError(error) && ABSENT.has(error.code)) return undefined;
  throw error;
}
