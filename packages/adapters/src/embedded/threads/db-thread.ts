import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { AppError, PassageMap, type ErrorCode } from '@agentflow/core';
import { builtFile } from './built-file.js';
import type { Fault } from './fault.js';
import type { Durability } from './sqlite.js';

export type FileKind = 'log' | 'heads' | 'documents' | 'bus' | 'metrics';
export interface FileSpec {
  readonly kind: FileKind;
  readonly path: string;
  readonly durability: Durability;
  /** Of the log: bytes of a file. */
  readonly segmentBytes?: number;
}
/** A thread that owns SQLite files. Calls run one after another in the order they were made. */
export interface DbThread {
  /** @throws AppError UNAVAILABLE when the thread has died or the disk refuses; whatever the file's own code says otherwise */
  call<T>(kind: FileKind, method: string, ...args: unknown[]): Promise<T>;
  close(): Promise<void>;
  /** For fault tests: ends the thread as a crash would. */
  crash(): Promise<void>;
}
interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}
type Reply = readonly [id: number, fault: Fault | null, result: unknown];

/**
 * A database thread keeps little: its young generation need not be as large as the program's. V8 reads these two flags when an isolate begins, so they
 * leave the one that sets them as it is (`resourceLimits` of a worker would yield to flags of the command line). The third holds for all of
 * them from now on: a heap is swept when it has grown by half, not by a multiple, which would cost a busy process a hundred megabytes of garbage.
 */
function keepHeapsSmall(): void {
  setFlagsFromString('--max-semi-space-size=4');
  setFlagsFromString('--min-semi-space-size=1');
  setFlagsFromString('--heap-growing-percent=50');
}

/** Opens the files in a new thread. A thread that dies rejects what was asked of it; the next call starts another one on the same files. */
export async function openDbThread(files: readonly FileSpec[]): Promise<DbThread> {
  const pending = new PassageMap<number, Pending>();
  let lastId = 0;
  let worker: Worker | null = null;
  let closing = false;

  const fail = (cause: unknown): void => {
    worker = null;
    const waiting = [...pending.values()];
    pending.clear();
    const names = files.map((file) => file.kind).join(', ');
    for (const one of waiting)
      one.reject(new AppError('UNAVAILABLE', `the database thread (${names}) ended before it answered`, {}, { cause }));
  };
  const spawn = (): Worker => {
    keepHeapsSmall();
    const started = new Worker(builtFile(import.meta.url, './db-worker.js'), {
      workerData: files,
      execArgv: [], // flags of the process (an --eval, a loader) are not the thread's
      name: files.map((file) => file.kind).join('+'),
    });
    started.on('message', ([id, fault, result]: Reply) => {
      const one = pending.get(id);
      if (!one) return;
      pending.delete(id);
      if (fault) one.reject(new AppError(fault.code as ErrorCode, fault.message, fault.details));
      else one.resolve(result);
    });
    let cause: unknown;
    started.on('error', (error) => (cause = error));
    started.on('exit', (code) => {
      if (worker === started) fail(cause ?? new Error(`thread ended with code ${code}`));
    });
    worker = started;
    return started;
  };
  const call = <T>(kind: FileKind | 'thread', method: string, args: unknown[]): Promise<T> => {
    if (closing && method !== 'close') return Promise.reject(new AppError('UNAVAILABLE', 'the store is closed'));
    const target = worker ?? spawn();
    return new Promise<T>((resolve, reject) => {
      const id = ++lastId;
      pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      target.postMessage([id, kind, method, args]);
    });
  };
  await call('thread', 'opened', []);
  return {
    call: (kind, method, ...args) => call(kind, method, args),
    async close() {
      if (closing) return;
      closing = true;
      const last = worker;
      if (!last) return;
      await call('thread', 'close', []);
      await last.terminate();
    },
    async crash() {
      const last = worker;
      if (last) await last.terminate();
    },
  };
}
