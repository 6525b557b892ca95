import { readdir, readFile, rm, stat, unlink, rmdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { ObjectStore } from '@agentflow/ports';
import { namesOfKey } from '../../objects/object-key.js';
import { writeDurably } from './durable-file.js';

interface Found {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** File names: `:` is not allowed on every system, and a leading dot hides a file (and is what our own folder of unfinished files has). */
const toFileName = (name: string): string => name.replaceAll(':', '%3A').replace(/^\./, '%2E');
const fromFileName = (file: string): string => file.replaceAll('%3A', ':').replace(/^%2E/, '.');
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Blobs as files below `root`: the key's names are the path, so that everything of an execution goes with one folder. */
export function createObjectFolder(root: string): ObjectStore {
  const base = resolve(root);
  const temp = join(base, '.unfinished');
  const pathOf = (key: string): string => join(base, ...namesOfKey(key).map(toFileName));

  /** Keys below `folder` in order of the keys' text, skipping folders that end before `after`. */
  async function* walk(folder: string, keyPrefix: string, prefix: string, after: string): AsyncGenerator<string> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const named = entries
      .filter((entry) => !entry.name.startsWith('.'))
      .map((entry) => ({
        file: entry.name,
        isFolder: entry.isDirectory(),
        key: keyPrefix + fromFileName(entry.name) + (entry.isDirectory() ? '/' : ''),
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { file, isFolder, key } of named) {
      if (!isFolder) {
        if (key.startsWith(prefix) && key > after) yield key;
      } else if ((key.startsWith(prefix) || prefix.startsWith(key)) && (key > after || after.startsWith(key))) {
        yield* walk(join(folder, file), key, prefix, after);
      }
    }
  }
  /** Folders that became empty go, up to the root; one that is being filled stays. */
  async function dropEmpty(folder: string): Promise<void> {
    for (let at = folder; at.startsWith(base + sep); at = dirname(at)) {
      const emptied = await rmdir(at).then(
        () => true,
        () => false,
      );
      if (!emptied) return;
    }
  }
  return {
    async put(key, bytes, options = {}) {
      return writeDurably(pathOf(key), bytes, { root: base, temp, onlyIfAbsent: options.onlyIfAbsent ?? false });
    },
    async get(key) {
      try {
        const bytes = await readFile(pathOf(key));
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      } catch (error) {
        if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'EISDIR') return null;
        throw error;
      }
    },
    async delete(key) {
      const path = pathOf(key);
      await unlink(path).catch((error: unknown) => {
        if (!isMissing(error) && !['EISDIR', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      });
      await dropEmpty(dirname(path));
    },
    async list(prefix, cursor, limit) {
      const items: Found[] = [];
      for await (const key of walk(base, '', prefix, cursor ?? '')) {
        if (items.length === limit) return { items, nextCursor: items.at(-1)!.key };
        const info = await stat(pathOf(key)).catch(() => null); // deleted in between
        if (info) items.push({ key, size: info.size, modifiedAt: Math.floor(info.mtimeMs) });
      }
      return { items, nextCursor: null };
    },
    async deletePrefix(prefix) {
      let count = 0;
      for await (const key of walk(base, '', prefix, '')) {
        await rm(pathOf(key), { force: true });
        await dropEmpty(dirname(pathOf(key)));
        count++;
      }
      return count;
    },
  };
}
