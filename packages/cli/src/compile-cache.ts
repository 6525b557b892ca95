import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

/** From Node 22.1 on, the second from 22.10 on. */
interface CompileCache {
  readonly enableCompileCache?: (directory: string) => unknown;
  readonly flushCompileCache?: () => void;
}
const { enableCompileCache, flushCompileCache } = nodeModule as unknown as CompileCache;
/** Beside the code that it belongs to, not in a folder that others may write. Where it cannot be written, there is none. */
const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/agentflow', import.meta.url));

/** Has Node keep what it compiles for the next start, where it can. Modules that were loaded before are not kept. */
export const keepCompiledCode = (): void => void enableCompileCache?.(FOLDER);
/** Writes it now: a process that is killed would not. */
export const writeCompiledCode = (): void => flushCompileCache?.();
