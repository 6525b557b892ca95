#!/usr/bin/env -S node --max-semi-space-size=32 --min-semi-space-size=16
// A young generation that holds what is under way: half the garbage collection of a busy server, for 32 MB at most.
import { keepCompiledCode, writeCompiledCode } from './compile-cache.js';
import type { StartInstance } from './connect.js';

/** How long a stop may take before we leave in any case, in milliseconds. */
const STOP_MS = 9_500;
/** How long after a start what it compiled is written down, in milliseconds: nobody waits for it. */
const WRITE_AFTER_MS = 3_000;

keepCompiledCode(); // before anything else is loaded
const { runCli } = await import('./cli.js');
const { processIo } = await import('./io.js');
const io = processIo(process);
io.interrupted.addEventListener('abort', () => setTimeout(() => process.exit(process.exitCode ?? 0), STOP_MS).unref());
const start: StartInstance = async (options) => {
  const instance = await (await import('@agentflow/all-in-one')).startAllInOne(options);
  setTimeout(writeCompiledCode, WRITE_AFTER_MS).unref();
  return instance;
};

process.exitCode = await runCli(process.argv.slice(2), io, start);
