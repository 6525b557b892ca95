import { LiveFrames, splitPath, type ExecutionEvent, type JsonObject, type LiveFrame } from '@agentflow/core';
import type { ExecutionRef, ExecutionStore } from '@agentflow/ports';
import type { Coordinator } from './coordinator.js';
import type { LiveExecution } from './live-execution.js';
import type { LiveNews } from './live-hub.js';
import { notOurs } from './log-writer.js';

const ENDS: ReadonlySet<ExecutionEvent['type']> = new Set([
  'ExecutionCompleted',
  'ExecutionFailed',
  'ExecutionStopped',
  'ExecutionImported',
]);
/** After an end: it goes on, or is undone. */
const GOES_ON: ReadonlySet<ExecutionEvent['type']> = new Set(['ExecutionRetried', 'ExecutionCompensating']);

/** Frames from `fromSeq` on, first from the log, then live, until the execution's end has been told or `signal` aborts. */
export async function* watchExecution(
  { hub, log }: Coordinator,
  store: ExecutionStore,
  live: LiveExecution,
  request: ExecutionRef & { readonly fromSeq: number; readonly signal: AbortSignal },
): AsyncIterable<LiveFrame> {
  const { org, id, plan } = live.state;
  const news: LiveNews[] = [];
  let wake: (() => void) | null = null;
  let ended = false;
  const unsubscribe = hub.subscribe(id, (item) => {
    news.push(item);
    wake?.();
  });
  const abort = (): void => wake?.();
  request.signal.addEventListener('abort', abort);
  try {
    if (!log.owns(live.partition)) throw notOurs(live.partition);
    const frames = new LiveFrames(id, plan);
    let seq = 0;
    for await (const commit of store.read(org, id, 0)) {
      for (const event of commit.events) {
        seq = event.seq;
        const told = frames.of(event, event.at ?? commit.at);
        if (event.seq >= request.fromSeq) yield* told;
        ended = endsWith(event, ended);
      }
      if (request.signal.aborted) return;
    }
    if (ended) return;
    const node = (path: string): JsonObject => ({ execution_id: id, node_id: splitPath(path).id, path });
    for (const { path, index, text } of hub.textSoFar(id)) yield { type: 'node_output_delta', payload: { ...node(path), index, text } };
    for (;;) {
      for (let item = news.shift(); item !== undefined; item = news.shift()) {
        if (item.kind === 'moved') throw notOurs(live.partition);
        if (item.kind === 'delta') yield { type: 'node_output_delta', payload: { ...node(item.path), index: item.index, text: item.text } };
        else if (item.kind === 'log') {
          yield {
            type: 'log',
            payload: { ...node(item.path), level: item.level, message: item.message, timestamp: new Date(item.at).toISOString() },
          };
        } else {
          for (const event of item.commit.events) {
            if (event.seq <= seq) continue;
            seq = event.seq;
            const told = frames.of(event, event.at ?? item.commit.at);
            if (event.seq >= request.fromSeq) yield* told;
            ended = endsWith(event, ended);
          }
          if (ended) return;
        }
      }
      if (request.signal.aborted) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (news.length > 0 || request.signal.aborted) resolve();
      });
      wake = null;
    }
  } finally {
    unsubscribe();
    request.signal.removeEventListener('abort', abort);
  }
}

const endsWith = ({ type }: ExecutionEvent, before: boolean): boolean => ENDS.has(type) || (before && !GOES_ON.has(type));
