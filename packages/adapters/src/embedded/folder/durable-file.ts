import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Makes names in a folder durable. Where the system cannot open folders (Windows) the rename itself has to do. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
/** Creates `folder` and its parents below `root`; each new name is durable in its parent. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length && at.startsWith(root); at = dirname(at)) await syncFolder(dirname(at));
}
export interface WriteOptions {
  /** Under which folders are made. */
  readonly root: string;
  /** Where unfinished files live; on the same file system. */
  readonly temp: string;
  readonly onlyIfAbsent?: boolean;
  readonly mode?: number;
}
/** Writes a file so that its name shows all of its bytes or nothing, also after a power cut. Answers whether it was written (`onlyIfAbsent`). */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | string,
  { root, temp, onlyIfAbsent, mode }: WriteOptions,
): Promise<boolean> {
  const unfinished = join(temp, randomBytes(12).toString('hex'));
  await mkdir(temp, { recursive: true });
  const handle = await open(unfinished, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  for (let attempt = 0; ; attempt++) {
    await makeFolder(root, dirname(path));
    try {
      if (onlyIfAbsent) await link(unfinished, path);
      else await rename(unfinished, path);
      await syncFolder(dirname(path));
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' && attempt < 3) continue; // its folder was deleted in between
      if (code !== 'EEXIST' || !onlyIfAbsent) throw error;
      await syncFolder(dirname(path)); // the other writer may not have come so far
      return false;
    } finally {
      if (onlyIfAbsent) await rm(unfinished, { force: true });
    }
  }
}
