import { eventsUrl, fetchExecution, fetchNodes } from '../../api/executions.js';
import { isApiError } from '../../api/client.js';
import { isAway, onReach, suspect } from '../../api/reach.js';
import type { JsonObject, LiveFrame } from '../../api/types.js';
import { createExecutionStore } from './execution-store.js';
import { createFrameSink } from './frame-sink.js';
import { forgetTexts, mergeRead } from './live-state.js';
import type { Following } from './use-follow.js';

const TYPES: readonly LiveFrame['type'][] = [
  'execution_started',
  'node_started',
  'node_completed',
  'node_failed',
  'execution_completed',
  'execution_paused',
  'log',
  'user_input_required',
  'execution_resumed',
  'node_retrying',
  'node_skipped',
  'node_output_delta',
];
/** Frames after which a read tells more: usage, open questions, what has ended. */
const READ_AFTER = new Set<LiveFrame['type']>([
  'node_completed',
  'node_failed',
  'execution_completed',
  'execution_paused',
  'execution_resumed',
  'user_input_required',
  'node_retrying',
  'log',
]);
/** Reads follow frames at most this often. */
const READ_EVERY_MS = 700;
/** Large executions are read more seldom: so many milliseconds per node. */
const READ_PER_NODE_MS = 4;
/** Above this many nodes the details are read once at the end only. */
const MANY_NODES = 2000;
const REOPEN_MS = 2000;

/**
 * Reads one execution, listens to its events (the browser resumes with Last-Event-ID by itself) and reads again when they say that more is known.
 * @returns how to stop
 */
export function follow(id: string, tell: (following: Following) => void): () => void {
  const store = createExecutionStore();
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  let again = false;
  let lastRead = 0;
  let readEvery = READ_EVERY_MS;
  let state: Following = {
    store,
    view: null,
    error: null,
    connected: true,
    refresh() {
      read();
      // It may go on after its end: a retry, an undoing.
      if (over) listen();
    },
  };
  const update = (change: Partial<Following>): void => {
    if (closed) return;
    state = { ...state, ...change };
    tell(state);
  };
  const read = (): void => {
    if (closed || timer !== undefined) return;
    if (reading) {
      again = true;
      return;
    }
    timer = setTimeout(() => void readNow(), Math.max(0, lastRead + readEvery - Date.now()));
  };
  const readNow = async (): Promise<void> => {
    timer = undefined;
    reading = true;
    lastRead = Date.now();
    try {
      const view = await fetchExecution(id);
      const over = view.endedAt !== null;
      readEvery = Math.max(READ_EVERY_MS, view.nodesTotal * READ_PER_NODE_MS);
      const nodes = view.nodesTotal <= MANY_NODES || over ? await fetchNodes(id) : (view.nodes ?? []);
      if (closed) return;
      store.setState(mergeRead(store.getState(), view, nodes), true);
      update({ view, error: null });
    } catch (error) {
      if (state.view === null || (isApiError(error) && error.status === 404)) update({ error: error as Error });
    } finally {
      reading = false;
      if (again) {
        again = false;
        read();
      }
    }
  };
  const sink = createFrameSink(store, (frames) => {
    if (frames.some((frame) => READ_AFTER.has(frame.type))) read();
  });
  let source: EventSource | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  /** An end was told, with this number: what follows it is asked for once; nothing does, if the server refuses. */
  let over = false;
  let lastSeq = 0;
  const reopen = (afterMs: number): void => {
    clearTimeout(reopening);
    reopening = setTimeout(listen, afterMs);
  };
  const listen = (): void => {
    source?.close();
    const stream = new EventSource(eventsUrl(id, lastSeq));
    source = stream;
    stream.onopen = () => {
      store.setState(forgetTexts(store.getState()), true);
      if (!state.connected) read();
      update({ connected: true });
    };
    stream.onerror = () => {
      if (over) return stream.close();
      update({ connected: false });
      suspect();
      // The browser tries again by itself, unless the server answered with a refusal: then we do. Folding from the first event again is harmless.
      if (stream.readyState === EventSource.CLOSED && state.error === null) reopen(REOPEN_MS);
    };
    for (const type of TYPES)
      stream.addEventListener(type, (event: MessageEvent<string>) => {
        const seq = event.lastEventId === '' ? NaN : Number(event.lastEventId);
        if (Number.isFinite(seq)) lastSeq = seq;
        over = type === 'execution_completed';
        // Mostly nothing follows the end, and the browser would ask for more for ever.
        if (over) {
          stream.close();
          reopen(0);
        }
        try {
          sink.push({
            type,
            payload: JSON.parse(event.data) as JsonObject,
            ...(type === 'node_output_delta' || !Number.isFinite(seq) ? {} : { id: seq }),
          });
        } catch {
          // A frame that is no JSON tells nothing; the next read does.
          read();
        }
      });
  };
  listen();
  tell(state);
  read();
  // The server is there again: no need to sit out the browser's own pause.
  const forget = onReach(() => {
    if (!isAway() && !state.connected) reopen(0);
  });
  return () => {
    closed = true;
    forget();
    clearTimeout(timer);
    clearTimeout(reopening);
    sink.close();
    source?.close();
  };
}
