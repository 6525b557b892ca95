import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached.mjs';
import { Unavailable, needPrograms, run } from './programs.mjs';

/**
 * Unpacks Debian packages into a folder of the cache: nothing is installed, no root is needed, no service starts. apt checks their signatures. The libraries that came along lie in
 * `<folder>/usr/lib/<architecture>`. @throws Unavailable
 */
export async function debianPackages(cache, name, packages, say) {
  return cached(
    cache,
    `${name}-deb`,
    async (folder) => {
      if (process.platform !== 'linux') throw new Unavailable(`the Debian package ${packages[0]} is for Linux`);
      needPrograms(['apt-get', 'dpkg-deb'], `the Debian package ${packages[0]}`);
      say(`downloading the Debian packages ${packages.join(', ')}`);
      await run('apt-get', ['download', '-qq', ...packages], { cwd: folder }).catch((error) => {
        throw new Unavailable(`${error.message} (does "apt-get update" help?)`);
      });
      for (const file of readdirSync(folder).filter((one) => one.endsWith('.deb'))) {
        await run('dpkg-deb', ['-x', join(folder, file), folder]);
        rmSync(join(folder, file));
      }
    },
    say,
  );
}
/** Where a dynamic linker is to look for the libraries of unpacked packages. */
export function libraryPath(folder) {
  const lib = join(folder, 'usr/lib');
  const found = readdirSync(lib).filter((name) => name.endsWith('-linux-gnu'));
  return [...found.map((name) => join(lib, name)), ...(process.env.LD_LIBRARY_PATH ? [process.env.LD_LIBRARY_PATH] : [])].join(':');
}
