import { AppError } from '@agentflow/core';
import type { ExecutionFiles } from '@agentflow/nodes';
import type { ObjectStore } from '@agentflow/ports';
import { FILE_LIMITS, namesOf } from './execution-files.js';

/*
 * I1  Every file of an execution lies under `<org>/<execution>/files/`, so that it goes when the execution is deleted.
 * I2  No key is a prefix of another: a path is written as base64url (`.` for `_`, which keys do not have), cut into parts of which the last one begins with `e` and the others with `m`.
 */
const PART = 150;
const MAX_PATH_BYTES = 240;
const PAGE = 1_000;
const ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;
const refuse = (message: string, path: string): AppError => new AppError('TOOL_FAILED', message, { path: path.slice(0, 200) });

/** The files of one execution in the object store: the same for whichever worker runs its next task. Under the same rules as a folder of its own. */
export function createSharedFiles(objects: ObjectStore, org: string, executionId: string): ExecutionFiles {
  if (!ID.test(org) || !ID.test(executionId)) throw refuse('this execution cannot have files', `${org}/${executionId}`);
  const root = `${org}/${executionId}/files/`;
  const list = async (folder: string): Promise<{ readonly path: string; readonly size: number }[]> => {
    const below = folder === '' ? '' : `${namesOf(folder).join('/')}/`;
    const files: { path: string; size: number }[] = [];
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<ObjectStore['list']>> = await objects.list(root, cursor, PAGE);
      for (const { key, size } of page.items) {
        const path = pathOf(key.slice(root.length));
        if (path.startsWith(below) && files.length < FILE_LIMITS.files) files.push({ path, size });
      }
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  return {
    list,
    async read(path) {
      const bytes = await objects.get(root + keyOf(path));
      if (bytes === null) throw refuse(`there is no file ${path}`, path);
      return bytes;
    },
    async write(path, bytes) {
      const key = keyOf(path);
      if (bytes.length > FILE_LIMITS.fileBytes)
        throw refuse(`a file may have ${FILE_LIMITS.fileBytes} bytes, this one has ${bytes.length}`, path);
      const present = await list('');
      const inTheWay = present.find((file) => file.path.startsWith(`${path}/`) || path.startsWith(`${file.path}/`));
      if (inTheWay) throw refuse(`${inTheWay.path} is there already: a name is a file or a folder, not both`, path);
      const others = present.filter((file) => file.path !== path);
      if (others.length >= FILE_LIMITS.files) throw refuse(`an execution may have ${FILE_LIMITS.files} files`, path);
      if (others.reduce((sum, file) => sum + file.size, bytes.length) > FILE_LIMITS.folderBytes)
        throw refuse(`the files of an execution may have ${FILE_LIMITS.folderBytes} bytes together`, path);
      await objects.put(root + key, bytes);
    },
  };
}
function keyOf(path: string): string {
  namesOf(path);
  const bytes = Buffer.from(path);
  if (bytes.length > MAX_PATH_BYTES) throw refuse(`a path has at most ${MAX_PATH_BYTES} bytes`, path);
  const text = bytes.toString('base64url').replaceAll('_', '.');
  const parts = Array.from({ length: Math.ceil(text.length / PART) }, (_, i) => text.slice(i * PART, (i + 1) * PART));
  return parts.map((part, i) => `${i === parts.length - 1 ? 'e' : 'm'}${part}`).join('/');
}
const pathOf = (key: string): string =>
  Buffer.from(
    key
      .split('/')
      .map((part) => part.slice(1))
      .join('')
      .replaceAll('.', '_'),
    'base64url',
  ).toString();
