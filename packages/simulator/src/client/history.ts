import type { ExecutionView, HistoryItem, Json, LiveFrame } from '@agentflow/core';

/** One request of a client and what it was told; `steps` are the scheduler's. */
export interface Told<T> {
  readonly askedAt: number;
  readonly toldAt: number;
  /** The step at which the answer left the process: what it says had to be durable by then. */
  readonly leftAt: number;
  readonly answer: T;
}
export interface StartTold {
  readonly id: string;
  readonly created: boolean;
  readonly key: string | null;
  readonly bodyHash: string;
  readonly input: Json;
}
/** Everything clients were told: survives every crash, and is all a checker may take for said. */
export class ClientHistory {
  readonly starts: Told<StartTold>[] = [];
  readonly views: Told<ExecutionView>[] = [];
  readonly pages: Told<{ readonly id: string; readonly items: readonly HistoryItem[]; readonly after: number }>[] = [];
  readonly frames: { readonly id: string; readonly frame: LiveFrame; readonly leftAt: number }[] = [];
  /** Commands that were acknowledged. */
  readonly commands: Told<{
    readonly id: string;
    readonly type: string;
    readonly by: string;
    readonly path?: string;
    readonly value?: Json;
    readonly name?: string;
  }>[] = [];
  /** Signals as they were sent first, by id: whether or not they were acknowledged. */
  readonly resolutions: { readonly id: string; readonly path: string; readonly resolution: string }[] = [];
  readonly refusals: {
    readonly what: string;
    readonly code: string;
    readonly id: string | null;
    readonly askedAt: number;
    readonly message: string;
  }[] = [];
  requests = 0;
}
