import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, MAX_VALUE_BYTES, type Json, type OrgId } from '@agentflow/core';
import type { LogLevel } from '@agentflow/nodes';
import type { Clock, Service } from '@agentflow/ports';
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.js';

/*
 * I1  A process runs guests of one org only, and one at a time; each guest gets an engine of its own in it.
 * I2  Never more than `processes` exist. Who waits is served in order.
 * I3  A process that was killed, or has run `RUNS` guests, is not used again.
 */
export interface SandboxOptions {
  readonly clock: Clock;
  readonly processes: number;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
}
export interface CodeRun {
  readonly org: OrgId;
  readonly source: string;
  readonly args: Json;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number | null;
  onLog(level: LogLevel, message: string): void;
}
export interface Sandbox extends Service {
  /** Runs an ES module's default export. @throws AppError CODE_FAILED (the guest's message), CODE_LIMIT, OVERLOADED, and the signal's reason */
  run(run: CodeRun): Promise<Json>;
  /** `owners`: the org of each process, by pid. */
  stats(): { readonly processes: number; readonly idle: number; readonly waiting: number; readonly owners: ReadonlyMap<number, string> };
}
interface Waiting {
  readonly org: OrgId;
  readonly give: (process: SandboxProcess) => void;
  readonly refuse: (error: unknown) => void;
}
const RUNS = 500;
const IDLE_MS = 60_000;
const MAX_WAITING = 10_000;
const STACK_BYTES = 512 * 1024;
/** What the process itself needs besides the guest's memory. */
const OVERHEAD_BYTES = 160 * 1024 * 1024;

/** Runs code of people and of models in QuickJS (WebAssembly) inside processes that can be killed. */
export function createSandbox({ clock, processes: most, timeoutMs, memoryBytes }: SandboxOptions): Sandbox {
  const all = new Set<SandboxProcess>();
  const idle = new Map<SandboxProcess, () => void>(); // in order of use, oldest first; the value stops its idle timer
  const waiting: Waiting[] = [];
  let folder: string | undefined;
  let stopped = false;

  const discard = (process: SandboxProcess): void => {
    all.delete(process);
    idle.get(process)?.();
    idle.delete(process);
    process.kill();
  };
  const start = (org: OrgId): SandboxProcess => {
    const started: SandboxProcess = startSandboxProcess({
      org,
      clock,
      cwd: folder ?? tmpdir(),
      maxRssBytes: memoryBytes * 2 + OVERHEAD_BYTES,
      onExit: () => {
        discard(started);
        serve();
      },
    });
    all.add(started);
    return started;
  };
  const take = (process: SandboxProcess): SandboxProcess => {
    idle.get(process)?.();
    idle.delete(process);
    return process;
  };
  /** A process for this org: a warm one, a new one, or a new one in the place of another org's idle one. */
  const find = (org: OrgId): SandboxProcess | undefined => {
    for (const process of idle.keys()) if (process.org === org) return take(process);
    if (all.size >= most) {
      const oldest = idle.keys().next();
      if (oldest.done) return undefined;
      discard(oldest.value);
    }
    return start(org);
  };
  function serve(): void {
    while (waiting.length > 0 && !stopped) {
      const process = find(waiting[0]!.org);
      if (!process) return;
      waiting.shift()!.give(process);
    }
  }
  const acquire = (org: OrgId, signal: AbortSignal): Promise<SandboxProcess> => {
    if (stopped) throw new AppError('UNAVAILABLE', 'the sandbox is stopped');
    const process = waiting.length === 0 ? find(org) : undefined;
    if (process) return Promise.resolve(process);
    if (waiting.length >= MAX_WAITING)
      throw new AppError('OVERLOADED', 'too many code nodes wait for a sandbox', {}, { retryAfterSeconds: 1 });
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason);
      };
      const entry: Waiting = {
        org,
        give(given) {
          signal.removeEventListener('abort', leave);
          resolve(given);
        },
        refuse: reject,
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.push(entry);
    });
  };
  const release = (process: SandboxProcess): void => {
    if (!process.alive || !all.has(process) || process.runs >= RUNS || stopped) discard(process);
    else
      idle.set(
        process,
        clock.after(IDLE_MS, () => discard(process)),
      );
    serve();
  };

  return {
    name: 'sandbox',
    async run({ org, source, args, signal, deadline, onLog }) {
      if (signal.aborted) throw signal.reason;
      const process = await acquire(org, signal);
      try {
        await process.ready;
        const left = deadline === null ? timeoutMs : Math.max(1, Math.min(timeoutMs, deadline - clock.now()));
        return await process.run(
          { source, args: JSON.stringify(args), timeoutMs: left, memoryBytes, stackBytes: STACK_BYTES, maxOutput: MAX_VALUE_BYTES },
          signal,
          onLog,
        );
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw error;
      } finally {
        release(process);
      }
    },
    async start() {
      folder = await mkdtemp(join(tmpdir(), 'agentflow-sandbox-'));
    },
    async stop() {
      stopped = true;
      for (const { refuse } of waiting.splice(0)) refuse(new AppError('UNAVAILABLE', 'the sandbox is stopped'));
      for (const process of [...all]) discard(process);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
    ready: () => Promise.resolve({ ready: !stopped, checks: { sandbox: stopped ? 'stopped' : 'ok' } }),
    stats: () => ({
      processes: all.size,
      idle: idle.size,
      waiting: waiting.length,
      owners: new Map([...all].map(({ pid, org }) => [pid, org])),
    }),
  };
}
