import { join } from 'node:path';
import { cached } from './cached.mjs';
import { needPrograms, run } from './programs.mjs';

const MINUTE = 60_000;
/** Builds a program from a Go module, pinned by its version; Go compares the sources with its public log of checksums. @returns its path @throws Unavailable */
export async function goProgram(cache, module, name, say) {
  const [path, version] = module.split('@');
  const folder = await cached(
    cache,
    `${name}-${version}`,
    async (filling) => {
      needPrograms(['go'], `building ${path} ${version}`);
      say(`building ${path} ${version} (takes minutes, once a machine)`);
      await run('go', ['install', module], { env: { GOBIN: filling, GOFLAGS: '-buildvcs=false' }, timeoutMs: 15 * MINUTE });
    },
    say,
  );
  return join(folder, name);
}
