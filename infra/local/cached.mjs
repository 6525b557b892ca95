import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Unavailable } from './programs.mjs';
import { withLock } from './folder-lock.mjs';

/**
 * A folder of the cache, filled by `fetch(folder)` once a machine. It is filled under another name and renamed when it is whole, so that an interrupted download is never taken for one;
 * of several checkouts that want it at once one fetches and the others wait.
 */
export async function cached(cache, name, fetch, say = () => undefined) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  return withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(folder)) return folder;
      const filling = `${folder}.part`;
      rmSync(filling, { recursive: true, force: true });
      mkdirSync(filling, { recursive: true });
      try {
        await fetch(filling);
      } catch (error) {
        rmSync(filling, { recursive: true, force: true });
        throw error;
      }
      mkdirSync(dirname(folder), { recursive: true });
      renameSync(filling, folder);
      return folder;
    },
    { onWait: (pid) => say(`waiting for process ${pid}, which downloads the same`) },
  );
}

/** @throws Unavailable where a file is not the one whose SHA-256 (hex) was written down */
export async function checkSum(file, sha256) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== sha256) throw new Unavailable(`${file} is not what was written down: its SHA-256 is ${found}, not ${sha256}`);
}
