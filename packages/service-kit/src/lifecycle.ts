import { AppError } from '@agentflow/core';
import type { Readiness, Service } from '@agentflow/ports';
import { readiness } from './readiness.js';

/** How long `stop` may take altogether, milliseconds. */
export const STOP_MS = 10_000;
/** What is kept back for each service still to be stopped when one hangs, milliseconds. */
const RESERVE_MS = 250;

export interface LifecycleOptions {
  /** Bound of `stop` as a whole; 10 s where left out. */
  readonly stopMs?: number;
}

/**
 * Makes one service of many: started in order, each after the one before it is up; stopped in reverse, each after the one before it is down.
 * A start that fails stops what had started and throws that error. `stop` goes on past a service that fails or hangs, so that the others still close in order, and then
 * throws INTERNAL naming those. Both may be called again: a second call answers with the first.
 */
export function composeLifecycle(name: string, services: readonly Service[], options: LifecycleOptions = {}): Service {
  const running: Service[] = [];
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  const startAll = async (): Promise<void> => {
    for (const service of services) {
      if (stopping) throw new AppError('UNAVAILABLE', `${name} was stopped while it started`);
      running.push(service); // before it is up: a start that fails halfway has things to close
      await service.start();
    }
  };
  const stopAll = async (): Promise<void> => {
    const deadline = performance.now() + (options.stopMs ?? STOP_MS);
    const failures: { service: string; error: unknown }[] = [];
    for (let service = running.pop(); service; service = running.pop()) {
      const budget = Math.max(RESERVE_MS, deadline - performance.now() - RESERVE_MS * running.length);
      try {
        await within(budget, service);
      } catch (error) {
        failures.push({ service: service.name, error });
      }
    }
    if (failures.length === 0) return;
    throw new AppError(
      'INTERNAL',
      `${name} did not stop cleanly: ${failures.map((failure) => `${failure.service} (${reason(failure.error)})`).join(', ')}`,
      { services: failures.map((failure) => failure.service) },
      { cause: failures[0]?.error },
    );
  };
  const stop = (): Promise<void> => (stopping ??= (async () => (await starting?.catch(() => undefined), stopAll()))());

  return {
    name,
    start: () =>
      (starting ??= startAll().catch(async (error: unknown) => {
        await stopAll().catch(() => undefined); // the error that matters is why it did not start
        throw error;
      })),
    stop,
    ready: async (): Promise<Readiness> => {
      if (stopping) return { ready: false, checks: { [name]: 'stopping' } };
      if (running.length < services.length) return { ready: false, checks: { [name]: 'starting' } };
      return readiness(services);
    },
  };
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function within(budgetMs: number, service: Service): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('DEADLINE_EXCEEDED', `no answer within ${Math.round(budgetMs)} ms`)), budgetMs);
  });
  try {
    await Promise.race([service.stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}
