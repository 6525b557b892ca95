import { ENDED, executionId, type LiveFrame } from '@agentflow/core';
import type { Clock, ExecutionRef, ExecutionService } from '@agentflow/ports';
import { isMoving, type OwnerCalls } from './owner-calls.js';

/** How long nobody may own the execution before a watcher is told so, milliseconds. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

type Watch = ExecutionRef & { readonly fromSeq: number; readonly signal: AbortSignal };

/**
 * Frames of an execution, whoever owns it: where an owner ends the stream the next one goes on, after the last frame that was told. Frames of one event have one id
 * and come in one order, so those of it that were told are skipped. Text that streams is lossy, and may be told twice.
 */
export async function* routedWatch<D extends { readonly executions: Pick<ExecutionService, 'watch' | 'get'> }>(
  calls: OwnerCalls<D>,
  clock: Clock,
  request: Watch,
): AsyncGenerator<LiveFrame> {
  const { signal } = request;
  const id = executionId(request.executionId);
  let last = 0;
  /** Frames with the id `last` that were told. */
  let told = 0;
  while (!signal.aborted) {
    const { doors, wrong } = await calls.doorsOf(id, PATIENCE_MS);
    let skip = told;
    try {
      for await (const frame of doors.executions.watch({ ...request, fromSeq: last === 0 ? request.fromSeq : last })) {
        if (frame.id !== undefined) {
          if (frame.id === last && skip > 0) {
            skip--;
            continue;
          }
          told = frame.id === last ? told + 1 : 1;
          last = frame.id;
        }
        yield frame;
      }
      if (signal.aborted) return;
      // An owner that stops ends its streams as if they were over.
      const { status } = await calls.owner(id, { deadlineMs: PATIENCE_MS, repeatable: true, call: (to) => to.executions.get(request) });
      if (ENDED.has(status) && skip === 0) return;
    } catch (error) {
      if (!isMoving(error)) throw error;
      wrong();
    }
    if (!signal.aborted) await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
  }
}
