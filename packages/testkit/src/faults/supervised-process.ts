import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProcessRecipe {
  /** For errors: which of several it is. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Laid over the environment of this process. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Whether it can work: asked every 50 ms with all that it has written since its start. Left out: as soon as it runs. */
  ready?(output: string): boolean | Promise<boolean>;
  /** 30,000 if not said. */
  readonly readyMs?: number;
}
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}
export interface SupervisedProcess {
  readonly name: string;
  /** Of the process that runs now. @throws Error where none does */
  readonly pid: number;
  readonly running: boolean;
  /** How often it was started. */
  readonly starts: number;
  /** What it wrote since its last start, both streams, the last 200,000 characters. */
  output(): string;
  /** Starts it and resolves when it is ready. @throws Error with the end of its output where it ends first or is late; it does not run then */
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<ProcessEnd>;
  /** SIGTERM, as an orderly stop; SIGKILL after `ms` (10,000), which is told by the end's signal. */
  stop(ms?: number): Promise<ProcessEnd>;
  /** SIGSTOP; resolves when it stands still: other processes see it as one that does not answer, its connections stay. */
  pause(): Promise<void>;
  /** SIGCONT: it goes on and knows nothing of the time between. */
  continue(): void;
  /** Resolves when the process that runs now has ended, by whomever. */
  ended(): Promise<ProcessEnd>;
}

const OUTPUT_LIMIT = 200_000;
/** Ends with the process that started them, however that ends by itself. */
const alive = new Set<ChildProcess>();
const endAll = () => {
  for (const child of alive) child.kill('SIGKILL');
};

/** A child process that fault tests may kill, hold and start again. Only this very child is ever signalled: a handle, not a name or a pid that somebody else may have by now. */
export function superviseProcess(recipe: ProcessRecipe): SupervisedProcess {
  let child: ChildProcess | undefined;
  let end: Promise<ProcessEnd> = Promise.resolve({ code: null, signal: null });
  let output = '';
  let starts = 0;
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const current = (): ChildProcess & { readonly pid: number } => {
    if (!running() || child?.pid === undefined) throw new Error(`${recipe.name} does not run`);
    return child as ChildProcess & { readonly pid: number };
  };
  const failed = (how: string) => new Error(`${recipe.name} ${how}:\n${output.slice(-2000)}`);

  async function launch(): Promise<void> {
    if (running()) throw new Error(`${recipe.name} runs already`);
    output = '';
    const started = spawn(recipe.command, recipe.args ?? [], {
      cwd: recipe.cwd,
      env: { ...process.env, ...recipe.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    starts += 1;
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-OUTPUT_LIMIT)));
    end = new Promise((resolve) => started.once('close', (code, signal) => (alive.delete(started), resolve({ code, signal }))));
    await new Promise<void>((resolve, reject) => started.once('spawn', resolve).once('error', reject));
    if (alive.size === 0) process.off('exit', endAll).on('exit', endAll);
    alive.add(started);
  }
  async function awaitReady(): Promise<void> {
    const ms = recipe.readyMs ?? 30_000;
    for (const until = Date.now() + ms; !(await recipe.ready?.(output)); await pause(50)) {
      if (recipe.ready === undefined) return;
      if (!running()) throw failed('ended before it was ready');
      if (Date.now() < until) continue;
      child?.kill('SIGKILL');
      await end;
      throw failed(`was not ready after ${ms / 1000} s`);
    }
  }

  return {
    name: recipe.name,
    get pid() {
      return current().pid;
    },
    get running() {
      return running();
    },
    get starts() {
      return starts;
    },
    output: () => output,
    async start() {
      await launch();
      await awaitReady();
    },
    kill() {
      current().kill('SIGKILL');
      return end;
    },
    async stop(ms = 10_000) {
      const stopping = current();
      stopping.kill('SIGCONT');
      stopping.kill('SIGTERM');
      const timer = setTimeout(() => stopping.kill('SIGKILL'), ms);
      try {
        return await end;
      } finally {
        clearTimeout(timer);
      }
    },
    async pause() {
      const { pid } = current();
      current().kill('SIGSTOP');
      while (running() && !standsStill(pid)) await pause(2);
    },
    continue: () => void current().kill('SIGCONT'),
    ended: () => end,
  };
}
/** State `T` of `/proc/<pid>/stat`, behind the name in brackets. Elsewhere the signal is taken at its word. */
function standsStill(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return /^.*\) T/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
