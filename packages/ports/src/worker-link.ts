import type { CallRoute, ExecutionId, OrgId, StepRecord, Task, TaskOutcome } from '@agentflow/core';

/** What a worker tells its coordinator (DESIGN 5.9). */
export type WorkerMessage =
  | {
      readonly type: 'hello';
      readonly worker: string;
      readonly capabilities: readonly string[];
      readonly running: readonly string[];
      readonly unacked: readonly string[];
    }
  /** What the worker has from another owner, or from before its stream broke: the owner answers `adopted` or `cancel` for each that is its own, and nothing for others. */
  | { readonly type: 'offer'; readonly tasks: readonly OfferedTask[] }
  /** The worker can take this many more tasks; below zero: it takes so many back, because others are to have them. */
  | { readonly type: 'grant'; readonly slots: number }
  /** A sign of life. `held`, now and then: the tokens of all tasks of this coordinator that the worker has. */
  | { readonly type: 'heartbeat'; readonly held?: readonly string[] }
  /** Asks leave to begin an `at_most_once` call: the call is made only after the `ack` with this id. */
  | {
      readonly type: 'step-start';
      readonly id: number;
      readonly token: string;
      readonly index: number;
      readonly name: string;
      readonly key: string;
      readonly requestHash: string;
    }
  /** Asks leave for a call of a task that lies under a budget: it is made only after `reserved` with this id. `cost` `null`: its price is not known. */
  | {
      readonly type: 'reserve';
      readonly id: number;
      readonly token: string;
      readonly index: number;
      readonly name: string;
      readonly route: CallRoute;
      readonly cost: string | null;
      readonly tokens: number;
      readonly calls: number;
    }
  /** A call that ended. Acked once durable; effectful calls wait for the ack before the attempt goes on. */
  | { readonly type: 'step'; readonly id: number; readonly token: string; readonly step: StepRecord }
  | { readonly type: 'result'; readonly id: number; readonly token: string; readonly outcome: TaskOutcome }
  /** The worker will not do this task now. */
  | { readonly type: 'refuse'; readonly token: string; readonly reason: string }
  /** Text as it streams; lossy, never durable. `index` is the step's index. */
  | { readonly type: 'delta'; readonly token: string; readonly index: number; readonly text: string }
  | { readonly type: 'log'; readonly token: string; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly message: string };
/** What a coordinator tells a worker. */
export type CoordinatorMessage =
  | { readonly type: 'task'; readonly task: Task }
  /** Message `id` is durable (or was late and changes nothing): forget it. */
  | { readonly type: 'ack'; readonly id: number }
  /** Message `id` was refused for good: the attempt is void. */
  | { readonly type: 'nack'; readonly id: number; readonly code: string; readonly message: string }
  /** The maximum that message `id` named is held for the call, durably: it may be made. */
  | { readonly type: 'reserved'; readonly id: number }
  /** The call of message `id` does not fit into its budget: it may ask again for the cheaper way. */
  | { readonly type: 'cheaper'; readonly id: number }
  | { readonly type: 'cancel'; readonly token: string; readonly graceMs: number }
  /** The task has another owner now, or soon: go on with it, and keep what is not acknowledged until that owner has adopted it. */
  | { readonly type: 'released'; readonly token: string }
  /** An offered task is this owner's: it hears of it from now on, what is not acknowledged first. */
  | { readonly type: 'adopted'; readonly token: string }
  /** This owner has taken over executions: offer what you have from others. */
  | { readonly type: 'roll-call' };

/** A task that a worker runs, or whose answers it keeps. */
export interface OfferedTask {
  readonly token: string;
  readonly org: OrgId;
  readonly executionId: ExecutionId;
  readonly path: string;
  readonly attempt: number;
}

/** One end of a stream of messages, in order, while it is open. */
export interface LinkEnd<Out, In> {
  send(message: Out): void;
  /** One handler; messages that come before it is set are kept. */
  onMessage(handler: (message: In) => void): void;
  /** Called once when the other end is gone. */
  onClose(handler: () => void): void;
  close(): void;
}
export type WorkerEnd = LinkEnd<WorkerMessage, CoordinatorMessage>;
export type CoordinatorEnd = LinkEnd<CoordinatorMessage, WorkerMessage>;
/** Coordinator side: accepts workers. */
export interface WorkerListener {
  onWorker(handler: (end: CoordinatorEnd) => void): void;
}
/** Worker side: connects to a coordinator of its domain. */
export interface WorkerConnector {
  connect(): Promise<WorkerEnd>;
}
