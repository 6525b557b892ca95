import { splitPath, type JsonObject, type LiveFrame } from '@agentflow/core';
import type { ExecutionRef, ExecutionService } from '@agentflow/ports';
import { isFrame, outward } from './whole-view.js';

/** Frames that wait for whoever watches: a part that runs ahead waits, too. */
const MAX_WAITING = 1_000;
const LOOK_AGAIN_MS = 200;
type WatchRequest = Parameters<ExecutionService['watch']>[0];
/** Ends of a segment's own nodes: the execution around it tells them itself, numbered, once the segment has ended. */
const ENDS: ReadonlySet<LiveFrame['type']> = new Set(['node_completed', 'node_skipped', 'node_failed']);
const OF_EXECUTIONS: ReadonlySet<LiveFrame['type']> = new Set([
  'execution_started',
  'execution_completed',
  'execution_paused',
  'execution_resumed',
  'error',
]);

/** A frame of a segment's execution as the one around it tells it, without a number, like text; `undefined`: it tells that itself, or nobody asks. */
export function outwardFrame(frame: LiveFrame, entry: string, executionId: string, withEnds = false): LiveFrame | undefined {
  const { type, payload } = frame;
  const { path } = payload;
  if (OF_EXECUTIONS.has(type) || typeof path !== 'string' || isFrame(path)) return undefined;
  const isOwn = !path.includes('/');
  if (!withEnds && isOwn && ENDS.has(type) && payload['retryable'] !== true) return undefined;
  const at = outward(entry, path);
  if (type === 'node_started' && at === entry) return undefined;
  return { type, payload: { ...payload, execution_id: executionId, node_id: splitPath(at).id, path: at } satisfies JsonObject };
}

/** Everything that an execution tells, and what those tell that run its parts, while they do. */
export async function* watchDelegated(executions: ExecutionService, request: WatchRequest): AsyncIterable<LiveFrame> {
  const { org, executionId, signal } = request;
  const ref: ExecutionRef = { org, executionId };
  if ((await executions.get(ref)).delegated === undefined) return yield* executions.watch(request);
  const waiting: LiveFrame[] = [];
  const parts = new AbortController();
  const stopParts = (): void => parts.abort();
  signal.addEventListener('abort', stopParts);
  const watched = new Set<string>();
  let wake: () => void = () => undefined;
  let room: () => void = () => undefined;
  let failure: unknown;
  let over = false;

  const tell = async (frame: LiveFrame): Promise<void> => {
    waiting.push(frame);
    wake();
    if (waiting.length >= MAX_WAITING) await new Promise<void>((resolve) => (room = resolve));
  };
  async function follow(part: string, entry: string): Promise<void> {
    for await (const frame of watchDelegated(executions, { org, executionId: part, fromSeq: 1, signal: parts.signal })) {
      const told = outwardFrame(frame, entry, executionId);
      if (told) await tell(told);
    }
  }
  async function lookForParts(): Promise<void> {
    for (const { path, executionId: part } of (await executions.get(ref)).delegated ?? []) {
      if (watched.has(part) || parts.signal.aborted) continue;
      watched.add(part);
      void follow(part, path).catch(() => {
        // It has not begun, or its owner has changed: what is still under way then is looked for again.
        watched.delete(part);
        if (!parts.signal.aborted) setTimeout(() => void lookForParts().catch(() => undefined), LOOK_AGAIN_MS).unref();
      });
    }
  }
  async function own(): Promise<void> {
    await lookForParts();
    for await (const frame of executions.watch(request)) {
      await tell(frame);
      if (frame.type === 'node_started' || frame.type === 'node_retrying') await lookForParts();
    }
  }
  own()
    .catch((error: unknown) => (failure = error ?? new Error('watching failed')))
    .finally(() => {
      over = true;
      wake();
    });
  try {
    for (;;) {
      for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
        if (waiting.length < MAX_WAITING / 2) room();
        yield frame;
      }
      if (over) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting.length > 0 || over) resolve();
      });
    }
    if (failure !== undefined) throw failure as Error;
  } finally {
    signal.removeEventListener('abort', stopParts);
    parts.abort();
    room();
  }
}
