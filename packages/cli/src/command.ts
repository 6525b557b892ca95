import { runCli } from './cli.js';
import { writeCompiledCode } from './compile-cache.js';
import type { StartInstance } from './connect.js';
import { processIo } from './io.js';

/** How long a stop may take before we leave in any case, in milliseconds. */
const STOP_MS = 9_500;
/** How long after a start what it compiled is written down, in milliseconds: nobody waits for it. */
const WRITE_AFTER_MS = 3_000;

/** Runs the command that the process was started with. */
export async function command(): Promise<void> {
  const io = processIo(process);
  io.interrupted.addEventListener('abort', () => setTimeout(() => process.exit(process.exitCode ?? 0), STOP_MS).unref());
  const start: StartInstance = async (options) => {
    const instance = await (await import('@agentflow/all-in-one')).startAllInOne(options);
    setTimeout(writeCompiledCode, WRITE_AFTER_MS).unref();
    return instance;
  };
  process.exitCode = await runCli(process.argv.slice(2), io, start);
}
