import type { StepRecord, Task } from '@agentflow/core';
import type { OfferedTask, WorkerEnd, WorkerMessage } from '@agentflow/ports';
import type { AttemptLink } from '../application/attempt-link.js';
import type { UnderWay } from '../application/execute-task.js';

/** A stream to one coordinator. */
export interface Stream {
  readonly end: WorkerEnd;
  /** Tasks that it may still send. */
  credits: number;
  /** Of its tasks, those that run. */
  running: number;
  /** When it was heard last, monotonic milliseconds. */
  heardAt: number;
  /** It was quiet for so long that what it sends may be from before: until it says otherwise. */
  doubtful: boolean;
}
/** Messages that are kept until they are acknowledged. */
export type Kept = Extract<WorkerMessage, { readonly id: number }>;
/** One that the attempt waits for, without its number. */
export type Asked =
  | Omit<Extract<Kept, { type: 'step' }>, 'id'>
  | Omit<Extract<Kept, { type: 'step-start' }>, 'id'>
  | Omit<Extract<Kept, { type: 'reserve' }>, 'id'>;

/** Keeps a message until the task's owner has acknowledged it. */
export interface Keeper {
  ask<T extends 'reserved' | 'cheaper' | void = void>(message: Asked, held: HeldTask): Promise<T>;
}
/** A task that this worker has, from its first message until its result is acknowledged, and its way to whoever owns it. A class: one that only computes should not cost a closure per method. */
export class HeldTask implements AttemptLink {
  /** While it runs. */
  underWay: UnderWay | null = null;
  /** Its result waits to be acknowledged. */
  ended = false;
  /** Whom it was offered to since it was adopted last: what they say of it counts. */
  offeredTo: Set<Stream> | null = null;

  constructor(
    readonly task: Task,
    /** Its owner's; `null` while it has none that is known. */
    public stream: Stream | null,
    private readonly keeper: Keeper,
  ) {}

  start(call: Parameters<AttemptLink['start']>[0]): Promise<void> {
    return this.keeper.ask({ type: 'step-start', token: this.task.token, ...call }, this);
  }
  step(step: StepRecord): Promise<void> {
    return this.keeper.ask({ type: 'step', token: this.task.token, step }, this);
  }
  reserve(call: Parameters<AttemptLink['reserve']>[0]): ReturnType<AttemptLink['reserve']> {
    return this.keeper.ask({ type: 'reserve', token: this.task.token, ...call }, this);
  }
  delta(index: number, text: string): void {
    this.stream?.end.send({ type: 'delta', token: this.task.token, index, text });
  }
  log(level: Parameters<AttemptLink['log']>[0], message: string): void {
    this.stream?.end.send({ type: 'log', token: this.task.token, level, message });
  }
  get offer(): OfferedTask {
    const { token, org, executionId, path, attempt } = this.task;
    return { token, org, executionId, path, attempt };
  }
  /** Whether what this coordinator says of the task counts. */
  heeds(stream: Stream): boolean {
    return this.stream === stream || this.stream === null || this.offeredTo?.has(stream) === true;
  }
}
