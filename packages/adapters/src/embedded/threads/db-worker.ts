import { parentPort, workerData } from 'node:worker_threads';
import { openBusFile } from '../bus/bus-file.js';
import { openDocumentsFile } from '../documents/documents-file.js';
import { openHeadsFile } from '../heads/heads-file.js';
import { openLogFile } from '../log/log-file.js';
import { openMetricsFile } from '../metrics/metrics-file.js';
import type { FileKind, FileSpec } from './db-thread.js';
import { FaultError, toFault } from './fault.js';

/** What a thread calls by name, and how it ends. */
export interface DbFile {
  readonly methods: { readonly [method: string]: (...args: never[]) => unknown };
  close(): void;
}
const OPENERS: { readonly [K in FileKind]: (spec: FileSpec) => DbFile } = {
  log: openLogFile,
  heads: openHeadsFile,
  documents: openDocumentsFile,
  bus: openBusFile,
  metrics: openMetricsFile,
};
const open = new Map<string, DbFile>();
let broken: unknown;
try {
  for (const spec of workerData as readonly FileSpec[]) open.set(spec.kind, OPENERS[spec.kind](spec));
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
