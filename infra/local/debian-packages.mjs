import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached.mjs';
import { withLock } from './folder-lock.mjs';
import { Unavailable, needPrograms, run } from './programs.mjs';

/** Downloads by the package lists of the machine; where those are missing or old, by lists of our own, which take no root. */
async function download(cache, packages, folder, say) {
  try {
    await run('apt-get', ['download', '-qq', ...packages], { cwd: folder });
  } catch (first) {
    const apt = join(cache, 'apt');
    mkdirSync(join(apt, 'lists/partial'), { recursive: true });
    const own = ['-o', `Dir::State::lists=${join(apt, 'lists')}`, '-o', `Dir::Cache=${apt}`];
    say('fetching package lists: those of this machine do not do');
    try {
      await withLock(join(apt, 'one-at-a-time'), async () => {
        await run('apt-get', ['update', '-qq', ...own]);
        await run('apt-get', ['download', '-qq', ...own, ...packages], { cwd: folder });
      });
    } catch (second) {
      throw new Unavailable(`${first.message}; and with package lists of our own: ${second.message}`);
    }
  }
}
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
      await download(cache, packages, folder, say);
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
