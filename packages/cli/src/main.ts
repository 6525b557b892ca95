#!/usr/bin/env -S node --max-semi-space-size=32 --min-semi-space-size=16
// A young generation that holds what is under way: half the garbage collection of a busy server, for 32 MB at most.
import { runCli } from './cli.js';
import type { StartInstance } from './connect.js';
import { processIo } from './io.js';

/** How long a stop may take before we leave in any case, in milliseconds. */
const STOP_MS = 9_500;

const io = processIo(process);
io.interrupted.addEventListener('abort', () => setTimeout(() => process.exit(process.exitCode ?? 0), STOP_MS).unref());
const start: StartInstance = async (options) => (await import('@agentflow/all-in-one')).startAllInOne(options);

process.exitCode = await runCli(process.argv.slice(2), io, start);
