import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError, type Json, type OrgId } from '@agentflow/core';
import type { LogLevel } from '@agentflow/nodes';
import type { Clock } from '@agentflow/ports';
import { MAX_LOG_LENGTH, MAX_LOG_LINES, MAX_MESSAGE_LENGTH, type ChildMessage, type RunMessage } from './protocol.js';

/** How much later than its limit the process is killed, when the engine did not notice by itself. */
export const KILL_AFTER_MS = 250;
const WATCH_MS = 50;
const PAGE_BYTES = 4_096;

export interface SandboxProcess {
  readonly org: OrgId;
  readonly pid: number;
  readonly runs: number;
  readonly alive: boolean;
  /** Resolves when it can run something. */
  readonly ready: Promise<void>;
  /** @throws AppError CODE_FAILED, CODE_LIMIT, and the signal's reason. Afterwards the process may be gone */
  run(run: Omit<RunMessage, 'id'>, signal: AbortSignal, onLog: (level: LogLevel, message: string) => void): Promise<Json>;
  kill(): void;
}
export interface SandboxProcessOptions {
  readonly org: OrgId;
  readonly clock: Clock;
  /** An empty folder. */
  readonly cwd: string;
  /** Resident memory at which it is killed. */
  readonly maxRssBytes: number;
  readonly onExit: () => void;
}
/** A process cannot load TypeScript: it runs the built file, wherever we run from. */
const childFile = (): string => fileURLToPath(new URL('./child.js', import.meta.url)).replace(/([\\/])src([\\/]sandbox[\\/])/, '$1dist$2');

/** Starts a process that runs guests of one org, one at a time. */
export function startSandboxProcess({ org, clock, cwd, maxRssBytes, onExit }: SandboxProcessOptions): SandboxProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--max-old-space-size=96', '--stack-size=3000', '--disallow-code-generation-from-strings', childFile()],
    {
      cwd,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'json',
      detached: false,
    },
  );
  let alive = true;
  let runs = 0;
  let receive: ((message: ChildMessage) => void) | undefined;
  let lost: ((how: string) => void) | undefined;
  let readyNow!: () => void;
  let readyNever!: (error: AppError) => void;
  const ready = new Promise<void>((resolve, reject) => {
    readyNow = resolve;
    readyNever = reject;
  });
  ready.catch(() => undefined);
  const gone = (how: string): void => {
    if (!alive) return;
    alive = false;
    readyNever(new AppError('CODE_FAILED', `the sandbox process did not start: ${how}`, {}, { retryable: true }));
    lost?.(how);
    onExit();
  };
  child.on('message', (message) => {
    if (typeof message !== 'object' || message === null) return;
    if ((message as ChildMessage).type === 'ready') {
      if (!receive) child.channel?.unref(); // an idle process keeps nobody from ending
      readyNow();
    } else receive?.(message as ChildMessage);
  });
  child.once('error', (error) => gone(error.message));
  child.once('exit', (code, signal) => gone(signal ?? `exit code ${code}`));
  child.unref();
  let killed = false;
  const kill = (): void => {
    killed = true;
    child.kill('SIGKILL');
  };

  return {
    org,
    pid: child.pid ?? -1,
    get runs() {
      return runs;
    },
    get alive() {
      return alive && !killed;
    },
    ready,
    kill,
    run(run, signal, onLog) {
      const id = ++runs;
      child.channel?.ref();
      return new Promise<Json>((resolve, reject) => {
        let lines = 0;
        const finish = (settle: () => void): void => {
          receive = undefined;
          lost = undefined;
          wall();
          clearInterval(watch);
          signal.removeEventListener('abort', abort);
          child.channel?.unref();
          settle();
        };
        const limit = (message: string): void =>
          finish(() => {
            kill();
            reject(new AppError('CODE_LIMIT', message));
          });
        const abort = (): void =>
          finish(() => {
            kill();
            reject(signal.reason);
          });
        const wall = clock.after(run.timeoutMs + KILL_AFTER_MS, () => limit(`the code ran longer than ${run.timeoutMs} ms and was killed`));
        const watch = setInterval(() => {
          void residentBytes(child.pid).then((bytes) => {
            if (receive && bytes > maxRssBytes) limit(`the code took ${Math.round(bytes / 1e6)} MB of memory and was killed`);
          });
        }, WATCH_MS);
        watch.unref();
        signal.addEventListener('abort', abort, { once: true });
        lost = (how) => finish(() => reject(new AppError('CODE_LIMIT', `the code brought its process down: ${how}`)));
        receive = (message) => {
          if (message.type === 'ready' || message.id !== id) return;
          if (message.type === 'log') {
            if (lines++ < MAX_LOG_LINES) onLog(levelOf(message.level), String(message.message).slice(0, MAX_LOG_LENGTH));
          } else if (message.type === 'done') {
            finish(() => settleWith(message.value, run.maxOutput, resolve, reject));
          } else {
            const text = String(message.message).slice(0, MAX_MESSAGE_LENGTH);
            finish(() => reject(new AppError(message.limit === true ? 'CODE_LIMIT' : 'CODE_FAILED', text)));
          }
        };
        if (signal.aborted) return abort();
        if (!alive || killed) return lost('it had ended');
        child.send({ ...run, id }, (error) => {
          if (error) lost?.(error.message);
        });
      });
    },
  };
}
function settleWith(text: unknown, maxOutput: number, resolve: (value: Json) => void, reject: (error: AppError) => void): void {
  if (typeof text !== 'string' || text.length > maxOutput)
    return reject(new AppError('CODE_LIMIT', `the value is longer than ${maxOutput} characters of JSON`));
  try {
    resolve(JSON.parse(text) as Json);
  } catch (cause) {
    reject(new AppError('CODE_FAILED', 'the code answered something that is no JSON', {}, { cause }));
  }
}
const LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'warn', 'error']);
const levelOf = (level: unknown): LogLevel => (LEVELS.has(level as string) ? (level as LogLevel) : 'info');

/** Resident memory of a process where the system tells (Linux); 0 elsewhere: there the engine's own limit and the deadline remain. */
async function residentBytes(pid: number | undefined): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
