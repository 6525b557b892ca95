import { parentPort, workerData } from 'node:worker_threads';
import type { FileKind, FileSpec } from './db-thread.js';
import { FaultError, toFault } from './fault.js';

/** What a thread calls by name, and how it ends. */
export interface DbFile {
  readonly methods: { readonly [method: string]: (...args: never[]) => unknown };
  close(): void;
}
/** Each thread loads the code of its own files alone: four of them start at once, and every module is read and compiled anew in each. */
const OPENERS: { readonly [K in FileKind]: (spec: FileSpec) => Promise<DbFile> } = {
  log: async (spec) => (await import('../log/log-file.js')).openLogFile(spec),
  heads: async (spec) => (await import('../heads/heads-file.js')).openHeadsFile(spec),
  documents: async (spec) => (await import('../documents/documents-file.js')).openDocumentsFile(spec),
  bus: async (spec) => (await import('../bus/bus-file.js')).openBusFile(spec),
  metrics: async (spec) => (await import('../metrics/metrics-file.js')).openMetricsFile(spec),
};
const open = new Map<string, DbFile>();
let broken: unknown;
try {
  for (const spec of workerData as readonly FileSpec[]) open.set(spec.kind, await OPENERS[spec.kind](spec));
} catch (error) {
  broken = error; // told to whoever asks: the first call is made by the opener
}
function answer(kind: string, method: string, args: readonly unknown[]): unknown {
  if (broken) throw broken;
  if (method === 'close' && kind === 'thread') return [...open.values()].forEach((file) => file.close());
  if (kind === 'thread') return null;
  const call = open.get(kind)?.methods[method];
  if (!call) throw new FaultError('INTERNAL', `the ${kind} file has no method ${method}`);
  return call(...(args as never[]));
}
parentPort!.on('message', ([id, kind, method, args]: [number, string, string, unknown[]]) => {
  try {
    parentPort!.postMessage([id, null, answer(kind, method, args)]);
  } catch (error) {
    parentPort!.postMessage([id, toFault(error), null]);
  }
});
