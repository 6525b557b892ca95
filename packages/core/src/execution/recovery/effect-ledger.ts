import { idempotencyKeyOf } from '../../task/idempotency-key.js';
import type { EffectClass } from '../../workflow/definition/definition.js';
import type { ExecutionEvent } from '../events/events.js';
import { time } from '../views/present.js';
import type { NodeError } from '../views/views.js';

/** One call that changed, or may have changed, something outside, as the API shows it. */
export interface EffectView {
  readonly path: string;
  /** Call index within the task. */
  readonly index: number;
  readonly generation: number;
  /** Model, tool or host called. */
  readonly name: string;
  readonly effect: EffectClass;
  /** What the target was given: the same for every repeat of this call. */
  readonly idempotencyKey: string;
  readonly attempt: number;
  /** `started`: no answer yet; `undone`: its compensation has completed; `not_done`, `repeated`: said by a person of one that was uncertain. */
  readonly status: 'started' | 'done' | 'failed' | 'uncertain' | 'not_done' | 'repeated' | 'undone';
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly error: NodeError | null;
  /** Who resolved an unknown outcome. */
  readonly resolvedBy: string | null;
}
type Row = { -readonly [K in keyof EffectView]: EffectView[K] };

/**
 * The ledger of an execution's effects, folded from its events in order: which calls left, under which key, and what became of each. Calls of class `none` and
 * `read` change nothing and are not in it.
 */
export class EffectLedger {
  readonly #rows = new Map<string, Row>();
  /** What compensations undo, by their path. */
  readonly #undoing = new Map<string, { readonly of: string; readonly step: number | undefined }>();
  readonly #generations = new Map<string, number>();

  constructor(
    private readonly org: string,
    private readonly executionId: string,
  ) {}

  /** In the order in which the calls began. */
  rows(): readonly EffectView[] {
    return [...this.#rows.values()];
  }
  note(event: ExecutionEvent, at: number): void {
    switch (event.type) {
      case 'EffectStarted': {
        const { path, index, name, key, attempt } = event;
        const generation = this.#generations.get(path) ?? 0;
        this.#put({
          path,
          index,
          generation,
          name,
          effect: 'at_most_once',
          idempotencyKey: key,
          attempt,
          status: 'started',
          startedAt: time(at),
        });
        return;
      }
      case 'StepRecorded': {
        const { path, step } = event;
        if (step.effect === 'none' || step.effect === 'read') return;
        const { index, generation, name, effect, attempt, error } = step;
        const known = this.#rows.get(keyOf(path, index, generation));
        const idempotencyKey = known?.idempotencyKey ?? idempotencyKeyOf(this.org, this.executionId, path, index, generation);
        const row = this.#put({
          path,
          index,
          generation,
          name,
          effect,
          idempotencyKey,
          attempt,
          status: 'done',
          startedAt: time(step.startedAt),
        });
        row.resolvedBy = known?.resolvedBy ?? null;
        row.endedAt = time(step.endedAt);
        if (error) {
          row.status = 'failed';
          row.error = { code: error.code, message: error.message };
        }
        return;
      }
      case 'StepsDiscarded':
        this.#generations.set(event.path, event.generation);
        return;
      case 'EffectUncertain': {
        const row = this.#rows.get(keyOf(event.path, event.index, this.#generations.get(event.path) ?? 0));
        if (!row) return;
        row.status = 'uncertain';
        row.error = { code: 'UNKNOWN_OUTCOME', message: event.reason };
        return;
      }
      case 'UncertainResolved':
        for (const row of this.#rows.values()) {
          if (row.path !== event.path || row.status !== 'uncertain') continue;
          row.resolvedBy = event.by;
          row.endedAt = time(at);
          if (event.resolution === 'not_done') row.status = 'not_done';
          if (event.resolution === 'repeat') row.status = 'repeated';
        }
        return;
      case 'CompensationStarted':
        this.#undoing.set(event.path, { of: event.of, step: event.step });
        return;
      case 'NodeCompleted': {
        const undone = this.#undoing.get(event.path);
        if (!undone) return;
        for (const row of this.#rows.values())
          if (
            row.path === undone.of &&
            (undone.step === undefined || row.index === undone.step) &&
            (row.status === 'done' || row.status === 'uncertain')
          )
            row.status = 'undone';
      }
    }
  }
  #put(given: Omit<Row, 'endedAt' | 'error' | 'resolvedBy'>): Row {
    const key = keyOf(given.path, given.index, given.generation);
    const row: Row = { ...given, endedAt: null, error: null, resolvedBy: null };
    this.#rows.set(key, row);
    return row;
  }
}
const keyOf = (path: string, index: number, generation: number): string => `${path} ${index} ${generation}`;
