import { AppError, isAppError } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';

/** Ends a call that was cancelled, or that said nothing for too long. */
export interface Watchdog {
  /** Give this to the driver. */
  readonly signal: AbortSignal;
  /** Something arrived. */
  touch(): void;
  /** Why `signal` fired; `undefined` while it has not. */
  fault(): AppError | undefined;
  /** @throws the fault, if there is one: drivers end an aborted stream without a word */
  check(): void;
  dispose(): void;
}
/** `signal`'s reason is kept when it is an AppError (a deadline, say); any other abort reads as TASK_CANCELLED. */
export function watchdog(model: string, signal: AbortSignal, clock: Clock, idleMs: number): Watchdog {
  const controller = new AbortController();
  let fault: AppError | undefined;
  let cancelTimer = (): void => undefined;
  const end = (error: AppError): void => {
    cancelTimer();
    fault ??= error;
    controller.abort();
  };
  const cancelled = (): void => {
    const reason: unknown = signal.reason;
    end(isAppError(reason) ? reason : new AppError('TASK_CANCELLED', `the call to ${model} was cancelled`, { model }));
  };
  const touch = (): void => {
    cancelTimer();
    if (fault) return;
    cancelTimer = clock.after(idleMs, () =>
      end(new AppError('MODEL_UNAVAILABLE', `${model} was silent for ${idleMs / 1000} s`, { model })),
    );
  };
  if (signal.aborted) cancelled();
  else signal.addEventListener('abort', cancelled, { once: true });
  touch();
  return {
    signal: controller.signal,
    touch,
    fault: () => fault,
    check: () => {
      if (fault) throw fault;
    },
    dispose: () => {
      cancelTimer();
      signal.removeEventListener('abort', cancelled);
    },
  };
}
