import { presentHeld, type Json, type JsonObject } from '../../json.js';
import type { Plan } from '../../workflow/compile/plan.js';
import type { PhaseState } from '../containers/container-state.js';
import { bodyAt } from '../containers/containers.js';
import { breachText } from '../budgets/budgets-over.js';
import type { ExecutionEvent } from '../events/events.js';
import { time } from './present.js';
import { bodyPrefix, splitPath, type ExecutionState } from '../state/state.js';
import type { LiveFrame, LiveFrameType } from './views.js';

const BUDGET_ACTIONS = { fail: 'the call is not made', ask: 'a person is asked', cheaper: 'the cheaper model is asked' };
/** Folds events into the frames that SSE and WebSocket send (CONTRACT 2). Knows only when things began, so it can follow any history from its first event. */
export class LiveFrames {
  readonly #started = new Map<string, number>();
  /** What each body of a statemachine is: its path does not say. */
  readonly #phases = new Map<string, PhaseState[]>();
  #createdAt = 0;
  constructor(
    private readonly executionId: string,
    private readonly plan: Plan,
  ) {}

  /** The frames of one event, each with the event's `seq` as its `id`. Whoever sends them sends them together, so that a resume after one never misses another. */
  of(event: ExecutionEvent, at: number): readonly LiveFrame[] {
    return this.#frames(event, at).map(([type, payload]) => ({ type, id: event.seq, payload }));
  }

  #frames(event: ExecutionEvent, at: number): readonly (readonly [LiveFrameType, JsonObject])[] {
    const execution_id = this.executionId;
    const timestamp = time(at);
    switch (event.type) {
      case 'ExecutionStarted':
        this.#createdAt = at;
        return [['execution_started', { execution_id, timestamp }], ...this.#scopeStart('', presentHeld(event.input), timestamp)];
      case 'BodyStarted':
        this.#notePhase(event);
        return this.#scopeStart(bodyPrefix(event.path, event.index), presentHeld(event.item), timestamp);
      case 'MapStarted':
        return this.#begin(event.path, at).map(([type, payload]) => [type, { ...payload, items: event.count }] as const);
      case 'NodeStarted':
      case 'LoopStarted':
      case 'TimerSet':
      case 'ChildRequested':
      case 'MutexRequested':
        return this.#begin(event.path, at);
      case 'SignalAwaited': {
        const { name, key, expiresAt } = event;
        const about = { signal: name, ...(key === null ? {} : { key }), ...(expiresAt === null ? {} : { expires_at: time(expiresAt) }) };
        return this.#begin(event.path, at).map(([type, payload]) => [type, { ...payload, ...about }] as const);
      }
      case 'CompensationStarted':
        return event.child === undefined ? [] : this.#begin(event.path, at);
      case 'ChildRetried':
        return [['node_retrying', { ...this.#node(event.path), attempt: 1, timestamp }]];
      case 'ChildDeclined':
      case 'ChildNotStarted': {
        const what = event.type === 'ChildDeclined' ? 'the subflow cannot go on, another one begins' : 'the subflow could not be started';
        const { code, message } = event.error;
        return [
          ['log', { ...this.#node(event.path), level: 'warn', message: `${what}: ${message}`, code, child_id: event.childId, timestamp }],
        ];
      }
      case 'TaskScheduled':
        return this.#started.has(event.path)
          ? [['node_retrying', { ...this.#node(event.path), attempt: event.attempt, timestamp }]]
          : this.#begin(event.path, at);
      case 'InputRequested': {
        const timeout_seconds = event.expiresAt === null ? null : Math.round((event.expiresAt - at) / 1000);
        const question = { ...this.#node(event.path), prompt: event.prompt, input_schema: event.schema as Json, timeout_seconds };
        return [...this.#begin(event.path, at), ['user_input_required', question]];
      }
      case 'NodeCompleted': {
        const begun = this.#begin(event.path, at);
        const duration_ms = this.#end(event.path, at);
        return [
          ...begun,
          [
            'node_completed',
            { ...this.#node(event.path), output: presentHeld(event.output), duration_ms, handles: event.handles, timestamp },
          ],
        ];
      }
      case 'NodeFailed': {
        const begun = this.#begin(event.path, at);
        this.#end(event.path, at);
        return [
          ...begun,
          ['node_failed', { ...this.#node(event.path), error: { ...event.error }, retryable: false, handled: event.handled, timestamp }],
        ];
      }
      case 'RetryScheduled': {
        const { code, message } = event.error;
        return [
          [
            'node_failed',
            {
              ...this.#node(event.path),
              error: { code, message },
              retryable: true,
              attempt: event.attempt,
              next_attempt_at: time(event.dueAt),
              timestamp,
            },
          ],
        ];
      }
      case 'NodeSkipped':
        return [['node_skipped', { ...this.#node(event.path), timestamp }]];
      case 'NodeCancelled':
        this.#end(event.path, at);
        return [['node_skipped', { ...this.#node(event.path), cancelled: true, timestamp }]];
      case 'StateEntered': {
        const { path, state } = event;
        return [
          ...this.#begin(path, at),
          ['log', { ...this.#node(path), level: 'info', message: `entered the state ${state}`, state, timestamp }],
        ];
      }
      case 'EffectUncertain':
        return [
          [
            'log',
            {
              ...this.#node(event.path),
              level: 'warn',
              message: `the outcome of a call is unknown: ${event.reason}`,
              uncertain: true,
              timestamp,
            },
          ],
        ];
      case 'BudgetExceeded':
        return [
          [
            'log',
            {
              ...this.#node(event.path),
              level: 'warn',
              message: `${breachText(event)}: ${BUDGET_ACTIONS[event.action]}`,
              budget: event.account,
              action: event.action,
              timestamp,
            },
          ],
        ];
      case 'ExecutionPausing':
      case 'ExecutionPaused':
        return event.type === 'ExecutionPaused' ? [['execution_paused', { execution_id, reason: event.reason, timestamp }]] : [];
      case 'ExecutionImported':
        return event.stopped ? [this.#ended('stopped', null, null, at)] : [];
      case 'ExecutionRetried':
      case 'ExecutionResumed':
        return [['execution_resumed', { execution_id, timestamp }]];
      case 'ExecutionCompleted':
        return [this.#ended('completed', presentHeld(event.output), null, at)];
      case 'ExecutionFailed':
        return [this.#ended('failed', null, { ...event.error }, at)];
      case 'ExecutionStopped':
        return [this.#ended('stopped', null, null, at)];
      default:
        return [];
    }
  }
  #ended(status: string, result: Json, error: Json, at: number): readonly [LiveFrameType, JsonObject] {
    return [
      'execution_completed',
      { execution_id: this.executionId, status, result, error, duration_ms: at - this.#createdAt, timestamp: time(at) },
    ];
  }
  #scopeStart(prefix: string, output: Json, timestamp: string): readonly (readonly [LiveFrameType, JsonObject])[] {
    const node = this.#node(`${prefix}start`, prefix);
    return [
      ['node_started', { ...node, timestamp }],
      ['node_completed', { ...node, output, duration_ms: 0, handles: ['out'], timestamp }],
    ];
  }
  #notePhase({ path, index, state, phase }: Extract<ExecutionEvent, { type: 'BodyStarted' }>): void {
    if (state === undefined || phase === undefined) return;
    const phases = this.#phases.get(path) ?? [];
    this.#phases.set(path, phases);
    phases[index] = { state, phase };
  }
  #begin(path: string, at: number): readonly (readonly [LiveFrameType, JsonObject])[] {
    if (this.#started.has(path)) return [];
    this.#started.set(path, at);
    return [['node_started', { ...this.#node(path), timestamp: time(at) }]];
  }
  #end(path: string, at: number): number {
    const from = this.#started.get(path) ?? at;
    return at - from;
  }
  #node(path: string, startOf?: string): JsonObject {
    const { prefix, id: own } = splitPath(path);
    const body = bodyAt(this.plan, startOf ?? prefix, (machine, index) => this.#phases.get(machine)?.[index]);
    const plan = startOf === undefined ? body?.byId.get(own) : body?.nodes[body.start];
    const id = plan?.id ?? own;
    return {
      execution_id: this.executionId,
      node_id: id,
      path: startOf === undefined ? path : startOf + id,
      node_type: plan?.type ?? 'unknown',
    };
  }
}

/** What a late subscriber is told first: how things stand, open questions included, without ids. */
export function presentFrames(state: ExecutionState): readonly LiveFrame[] {
  const frames: LiveFrame[] = [{ type: 'execution_started', payload: { execution_id: state.id, timestamp: time(state.createdAt) } }];
  for (const node of state.nodes.values()) {
    const base = { execution_id: state.id, node_id: node.plan.id, path: node.path, node_type: node.plan.type };
    if (node.status === 'skipped') {
      frames.push({ type: 'node_skipped', payload: { ...base, timestamp: time(state.createdAt) } });
      continue;
    }
    const timestamp = time(node.startedAt ?? state.createdAt);
    frames.push({ type: 'node_started', payload: { ...base, timestamp } });
    const duration_ms = (node.endedAt ?? 0) - (node.startedAt ?? 0);
    if (node.status === 'completed')
      frames.push({ type: 'node_completed', payload: { ...base, output: presentHeld(node.output), duration_ms } });
    else if (node.status === 'failed')
      frames.push({
        type: 'node_failed',
        payload: { ...base, error: { ...(node.error ?? { code: 'INTERNAL', message: '' }) }, retryable: false },
      });
    else if (node.human) {
      const { prompt, schema, expiresAt } = node.human;
      const timeout_seconds = expiresAt === null ? null : Math.max(0, Math.round((expiresAt - (node.startedAt ?? 0)) / 1000));
      frames.push({ type: 'user_input_required', payload: { ...base, prompt, input_schema: schema as Json, timeout_seconds } });
    }
  }
  if (state.status === 'paused')
    frames.push({ type: 'execution_paused', payload: { execution_id: state.id, reason: 'paused', timestamp: time(state.createdAt) } });
  if (state.endedAt !== null) {
    const result = presentHeld(state.output);
    const payload = {
      execution_id: state.id,
      status: state.status,
      result,
      error: state.error as Json,
      duration_ms: state.endedAt - state.createdAt,
    };
    frames.push({ type: 'execution_completed', payload });
  }
  return frames;
}
