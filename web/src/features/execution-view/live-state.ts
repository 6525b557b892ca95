/** What a person sees of one execution, folded from its live frames. Frames may come twice or after a gap: folding is idempotent per frame. */
import type {
  ExecutionStatus,
  ExecutionView,
  Json,
  JsonObject,
  JsonSchema,
  LiveFrame,
  NodeStatus,
  NodeView,
  Usage,
  WaitingView,
} from '../../api/types.js';

export { initialLiveState } from './initial-live-state.js';

/** A stretch of a node's time: an attempt at work, a wait for somebody or something, or the pause before the next attempt. */
export interface Span {
  readonly kind: 'run' | 'wait' | 'backoff';
  readonly attempt: number;
  /** Epoch milliseconds; `to` is `null` while it lasts. */
  readonly from: number;
  readonly to: number | null;
  /** The attempt ended in an error. */
  readonly failed?: boolean;
}
export interface NodeRun {
  readonly path: string;
  readonly type: string;
  readonly status: NodeStatus;
  readonly attempt: number;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly output?: Json;
  readonly error?: { readonly code: string; readonly message: string } | null;
  readonly usage?: Usage;
  /** Handles whose edges are taken; known once the node has ended. */
  readonly handles?: readonly string[];
  /** What the model of the current call has said so far. */
  readonly text?: string;
  /** Index of the call that `text` belongs to. */
  readonly textOf?: number;
  /** How its time was spent, in order; absent for what began at once and took no time. */
  readonly spans?: readonly Span[];
  /** Of a subflow: the execution it started. */
  readonly childId?: string;
  /** Of a node of another domain: the execution that runs it there. */
  readonly delegatedTo?: string;
  /** Of a statemachine: the state it is in. */
  readonly state?: string;
}
export interface Progress {
  readonly started: number;
  readonly done: number;
  /** Of a map: how many items it has, once known. */
  readonly items?: number;
}
export interface LogLine {
  /** Rises by one with each line heard. */
  readonly n: number;
  readonly path: string;
  readonly level: string;
  readonly message: string;
  readonly at: number;
}
export interface LiveState {
  readonly status: ExecutionStatus;
  readonly nodes: { readonly [path: string]: NodeRun };
  /** Instances of the bodies of containers, by the container's path. */
  readonly progress: { readonly [path: string]: Progress };
  readonly waiting: { readonly [path: string]: WaitingView };
  readonly output?: Json;
  readonly error: ExecutionView['error'];
  readonly usage: Usage;
  readonly budget?: ExecutionView['budget'];
  readonly logs: readonly LogLine[];
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The last frame folded. */
  readonly seq: number;
}
const MAX_LOGS = 5000;
const MAX_TEXT = 200_000;
const ended = (status: NodeStatus): boolean => ['completed', 'failed', 'skipped', 'cancelled', 'compensated'].includes(status);
const time = (value: Json | undefined): number | null => {
  const at = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : NaN;
  return Number.isFinite(at) ? at : null;
};
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const errorOf = (value: Json | undefined): { code: string; message: string } => {
  const object = (typeof value === 'object' && value !== null ? value : {}) as JsonObject;
  return { code: text(object['code']) || 'FAILED', message: text(object['message']) || (typeof value === 'string' ? value : '') };
};
/** Types that spend their time waiting. */
const WAITS: ReadonlySet<string> = new Set(['human', 'signal', 'wait']);
const INSTANCE = /^(.*)\[(\d+)\]\/([^/]+)$/;

/** A draft that copies each part of the state once, however many frames touch it. */
class Folding {
  state: { -readonly [K in keyof LiveState]: LiveState[K] };
  private nodesOwned = false;
  private progressOwned = false;
  private waitingOwned = false;
  private logsOwned = false;
  constructor(state: LiveState) {
    this.state = { ...state };
  }
  node(path: string, change: Partial<NodeRun>): void {
    if (!this.nodesOwned) {
      this.state.nodes = { ...this.state.nodes };
      this.nodesOwned = true;
    }
    const known = this.state.nodes[path] ?? { path, type: '', status: 'pending', attempt: 0, startedAt: null, endedAt: null };
    (this.state.nodes as Record<string, NodeRun>)[path] = { ...known, ...change };
  }
  count(container: string, change: (known: Progress) => Progress): void {
    if (!this.progressOwned) {
      this.state.progress = { ...this.state.progress };
      this.progressOwned = true;
    }
    (this.state.progress as Record<string, Progress>)[container] = change(this.state.progress[container] ?? { started: 0, done: 0 });
  }
  /** Begins a stretch of a node's time and ends the one before it. Said twice it is one. */
  span(path: string, kind: Span['kind'], attempt: number, at: number | null): void {
    if (at === null) return;
    const spans = this.state.nodes[path]?.spans ?? [];
    const last = spans.at(-1);
    if (last && (last.from > at || (last.from === at && last.kind === kind && last.attempt === attempt))) return;
    const before = last && last.to === null ? [...spans.slice(0, -1), { ...last, to: at }] : spans;
    this.node(path, { spans: [...before, { kind, attempt, from: at, to: null }] });
  }
  endSpan(path: string, at: number | null, failed: boolean): void {
    const spans = this.state.nodes[path]?.spans;
    const last = spans?.at(-1);
    if (!spans || !last || last.to !== null || at === null) return;
    this.node(path, { spans: [...spans.slice(0, -1), { ...last, to: at, ...(failed ? { failed } : {}) }] });
  }
  log(line: Omit<LogLine, 'n'>): void {
    const n = (this.state.logs.at(-1)?.n ?? 0) + 1;
    if (!this.logsOwned) {
      this.state.logs = this.state.logs.slice(-MAX_LOGS);
      this.logsOwned = true;
    }
    (this.state.logs as LogLine[]).push({ ...line, n });
    // Now and then, not with each line: it costs a walk through all.
    if (this.state.logs.length > 2 * MAX_LOGS) this.state.logs = this.state.logs.slice(-MAX_LOGS);
  }
  wait(path: string, question: WaitingView | undefined): void {
    if (question === undefined && !(path in this.state.waiting)) return;
    if (!this.waitingOwned) {
      this.state.waiting = { ...this.state.waiting };
      this.waitingOwned = true;
    }
    const waiting = this.state.waiting as Record<string, WaitingView>;
    if (question) waiting[path] = question;
    else delete waiting[path];
  }
}

/** Folds frames in order. The same object comes back when none of them said anything new. */
export function foldFrames(state: LiveState, frames: readonly LiveFrame[]): LiveState {
  const folding = new Folding(state);
  let changed = false;
  for (const frame of frames) {
    if (frame.id !== undefined && frame.id < state.seq) continue;
    changed = true;
    foldFrame(folding, frame);
    if (frame.id !== undefined) folding.state.seq = Math.max(folding.state.seq, frame.id);
  }
  return changed ? folding.state : state;
}

function foldFrame(folding: Folding, frame: LiveFrame): void {
  const { state } = folding;
  const p = frame.payload;
  const path = text(p['path']) || text(p['node_id']);
  const at = time(p['timestamp']);
  switch (frame.type) {
    case 'execution_started':
      state.status = 'running';
      state.startedAt = at ?? state.startedAt;
      return;
    case 'execution_paused':
      state.status = 'paused';
      return;
    case 'execution_resumed':
      state.status = 'running';
      return;
    case 'execution_completed': {
      state.status = (text(p['status']) || 'completed') as ExecutionStatus;
      if ('result' in p) state.output = p['result'] as Json;
      if (p['error']) state.error = { ...errorOf(p['error']), path: text((p['error'] as JsonObject)['path']) || null };
      state.endedAt =
        at ?? (state.startedAt !== null && typeof p['duration_ms'] === 'number' ? state.startedAt + p['duration_ms'] : state.endedAt);
      state.waiting = {};
      return;
    }
    case 'node_started': {
      const known = state.nodes[path];
      if (!known || known.status === 'pending') {
        const [, container, index] = INSTANCE.exec(path) ?? [];
        if (container !== undefined) folding.count(container, (c) => ({ ...c, started: Math.max(c.started, Number(index) + 1) }));
      }
      folding.node(path, {
        type: text(p['node_type']) || known?.type || '',
        status: 'running',
        attempt: typeof p['attempt'] === 'number' ? p['attempt'] : Math.max(1, known?.attempt ?? 0),
        startedAt: known?.startedAt ?? at,
        endedAt: null,
      });
      const items = p['items'];
      if (typeof items === 'number') folding.count(path, (c) => ({ ...c, items }));
      folding.span(path, WAITS.has(text(p['node_type'])) ? 'wait' : 'run', folding.state.nodes[path]?.attempt ?? 1, at);
      if (state.status === 'pending' || state.status === 'waiting') state.status = 'running';
      if (text(p['signal'])) {
        const [key, expiresAt] = [text(p['key']), text(p['expires_at'])];
        folding.wait(path, { path, kind: 'signal', signal: text(p['signal']), ...(key && { key }), ...(expiresAt && { expiresAt }) });
        folding.node(path, { status: 'waiting' });
      }
      return;
    }
    case 'node_retrying':
      folding.node(path, {
        status: 'running',
        attempt: typeof p['attempt'] === 'number' ? p['attempt'] : (state.nodes[path]?.attempt ?? 0) + 1,
        text: '',
        endedAt: null,
      });
      folding.span(path, 'run', folding.state.nodes[path]?.attempt ?? 1, at);
      return;
    case 'node_completed':
    case 'node_failed':
    case 'node_skipped': {
      const known = state.nodes[path];
      const duration = typeof p['duration_ms'] === 'number' ? p['duration_ms'] : null;
      const endedAt = at ?? (known?.startedAt != null && duration !== null ? known.startedAt + duration : null);
      const startedAt = known?.startedAt ?? (endedAt !== null && duration !== null ? endedAt - duration : null);
      const status = endOf(frame);
      if (status === 'retrying') {
        folding.node(path, { status, error: errorOf(p['error']), ...(typeof p['attempt'] === 'number' ? { attempt: p['attempt'] } : {}) });
        folding.endSpan(path, at, true);
        folding.span(path, 'backoff', folding.state.nodes[path]?.attempt ?? 1, at);
        return;
      }
      folding.node(path, {
        ...(text(p['node_type']) ? { type: text(p['node_type']) } : {}),
        status,
        startedAt,
        endedAt,
        ...('output' in p ? { output: p['output'] as Json } : {}),
        ...(Array.isArray(p['handles']) ? { handles: p['handles'] as readonly string[] } : {}),
        error: status === 'failed' ? errorOf(p['error']) : null,
        ...(typeof p['usage'] === 'object' && p['usage'] !== null ? { usage: usageOf(p['usage'] as JsonObject) } : {}),
      });
      folding.endSpan(path, endedAt, status === 'failed');
      folding.wait(path, undefined);
      const [, container, , id] = INSTANCE.exec(path) ?? [];
      const type = text(p['node_type']) || known?.type;
      if (container !== undefined && status === 'completed' && (type === 'end' || id === 'end') && known?.status !== 'completed')
        folding.count(container, (c) => ({ ...c, done: c.done + 1 }));
      return;
    }
    case 'user_input_required': {
      const seconds = typeof p['timeout_seconds'] === 'number' ? p['timeout_seconds'] : null;
      const expiresAt = text(p['expires_at']) || (seconds !== null && at !== null ? new Date(at + seconds * 1000).toISOString() : '');
      folding.wait(path, {
        path,
        kind: 'human',
        prompt: text(p['prompt']),
        schema: (p['input_schema'] ?? {}) as JsonSchema,
        ...(expiresAt ? { expiresAt } : {}),
      });
      folding.node(path, { status: 'waiting', ...(state.nodes[path]?.startedAt == null ? { startedAt: at } : {}) });
      if (state.status === 'running' || state.status === 'pending') state.status = 'waiting';
      return;
    }
    case 'node_output_delta': {
      // Deltas of one call follow each other; another call begins its own text.
      const known = state.nodes[path];
      const index = typeof p['index'] === 'number' ? p['index'] : 0;
      const before = known?.textOf === index ? (known.text ?? '') : '';
      folding.node(path, { text: (before + text(p['text'])).slice(-MAX_TEXT), textOf: index });
      return;
    }
    case 'log':
      if (p['uncertain'] === true) folding.node(path, { status: 'uncertain' });
      if (p['uncertain'] === true) folding.span(path, 'wait', state.nodes[path]?.attempt ?? 1, at);
      if (text(p['state'])) folding.node(path, { state: text(p['state']) });
      folding.log({ path, level: text(p['level']) || 'info', message: text(p['message']), at: at ?? 0 });
      return;
    case 'error':
      folding.log({ path: '', level: 'error', message: text(p['message']) || text(p['detail']), at: at ?? 0 });
      return;
  }
}
/** What a frame says has become of a node. An attempt that failed and will be made again is no end. */
function endOf({ type, payload }: LiveFrame): NodeStatus {
  if (type === 'node_completed') return 'completed';
  if (type === 'node_failed') return payload['retryable'] === true ? 'retrying' : 'failed';
  return payload['cancelled'] === true ? 'cancelled' : 'skipped';
}
/** After the connection was made anew the text so far is told again from its beginning: what was heard before makes room for it. */
export function forgetTexts(state: LiveState): LiveState {
  const running = Object.values(state.nodes).filter((node) => node.text && !ended(node.status));
  return running.length === 0
    ? state
    : { ...state, nodes: { ...state.nodes, ...Object.fromEntries(running.map((node) => [node.path, { ...node, text: '' }])) } };
}
const usageOf = (raw: JsonObject): Usage => ({
  inputTokens: Number(raw['inputTokens'] ?? raw['input_tokens'] ?? 0),
  outputTokens: Number(raw['outputTokens'] ?? raw['output_tokens'] ?? 0),
  cost: String(raw['cost'] ?? '0'),
});

/** Whether all of `change` is there already. */
const says = (known: NodeRun, change: Partial<NodeRun>): boolean =>
  Object.entries(change).every(([key, value]) => alike(known[key as keyof NodeRun] as Json, value as Json));
/** Whether two values read the same, as far as it is worth looking. */
function alike(a: Json | undefined, b: Json | undefined, budget = { left: 400 }): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || budget.left-- <= 0) return false;
  const [left, right] = [a as { readonly [key: string]: Json }, b as { readonly [key: string]: Json }];
  const keys = Object.keys(left);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && alike(left[key], right[key], budget))
  );
}
/** Takes what a read of the execution knows and frames do not tell: usage, attempts, open questions, the phase. */
export function mergeRead(state: LiveState, view: ExecutionView, nodes: readonly NodeView[]): LiveState {
  const folding = new Folding(state);
  const next = folding.state;
  next.usage = view.usage;
  next.budget = view.budget;
  next.status = view.status;
  next.error = view.error;
  next.startedAt = time(view.startedAt) ?? state.startedAt;
  next.endedAt = time(view.endedAt);
  if (view.endedAt !== null) next.output = view.output;
  next.waiting = Object.fromEntries(view.waiting.map((question) => [question.path, question]));
  for (const node of nodes) {
    const known = state.nodes[node.path];
    // A read may be older than the frames: what has ended stays ended.
    const status = known && ended(known.status) && !ended(node.status) ? known.status : node.status;
    const read: Partial<NodeRun> = {
      type: node.type,
      status,
      attempt: node.attempt,
      startedAt: time(node.startedAt) ?? known?.startedAt ?? null,
      endedAt: time(node.endedAt) ?? known?.endedAt ?? null,
      ...(node.output === undefined || node.output === null ? {} : { output: node.output }),
      error: node.error,
      ...(node.usage ? { usage: node.usage } : {}),
      ...(node.childId ? { childId: node.childId } : {}),
      ...(node.delegatedTo ? { delegatedTo: node.delegatedTo } : {}),
      ...(node.state ? { state: node.state } : {}),
    };
    // Most reads tell of most nodes what is known: then they stay the same objects, and nothing draws them again.
    if (!known || !says(known, read)) folding.node(node.path, read);
    const [, container, index] = INSTANCE.exec(node.path) ?? [];
    if (container !== undefined && node.status !== 'pending')
      folding.count(container, (c) => ({ ...c, started: Math.max(c.started, Number(index) + 1) }));
  }
  if (nodes.length) recount(folding, nodes);
  return next;
}
/** Bodies that ended, counted from the nodes read. */
function recount(folding: Folding, nodes: readonly NodeView[]): void {
  const done = new Map<string, Set<string>>();
  for (const node of nodes) {
    const [, container, index] = INSTANCE.exec(node.path) ?? [];
    if (container === undefined || index === undefined || node.type !== 'end' || node.status !== 'completed') continue;
    const seen = done.get(container) ?? new Set();
    done.set(container, seen.add(index));
  }
  for (const [container, seen] of done) folding.count(container, (c) => ({ ...c, done: Math.max(c.done, seen.size) }));
}
