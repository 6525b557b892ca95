import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '@agentflow/core';
import type { ExecutionFiles } from '@agentflow/nodes';

/*
 * I1  Nothing outside `<root>/<org>/<execution>` is read, written or listed: names are checked one by one, every folder on the way is resolved and compared, no link is followed.
 * I2  Names that begin with a dot do not exist here; temporary files do begin with one.
 * I3  A file is there whole or not at all: it is written aside, made durable and renamed.
 */
export const FILE_LIMITS = { fileBytes: 10_000_000, folderBytes: 100_000_000, files: 1_000, depth: 16 } as const;
const NAME = /^[^./\\\0:][^/\\\0:]{0,127}$/;
const ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

const refuse = (message: string, path: string): AppError => new AppError('TOOL_FAILED', message, { path: path.slice(0, 200) });

/** The folder of one execution, made when the first file is written. */
export function createExecutionFiles(root: string, org: string, executionId: string, tempName: () => string): ExecutionFiles {
  if (!ID.test(org) || !ID.test(executionId)) throw refuse('this execution cannot have files', `${org}/${executionId}`);
  const folder = join(root, org, executionId);

  /** The folder that holds `names`, resolved; `undefined` when it is not there. @throws AppError TOOL_FAILED when a link leads elsewhere */
  const resolved = async (names: readonly string[], shown: string): Promise<string | undefined> => {
    const base = await real(folder);
    const wanted = join(folder, ...names);
    const found = await real(wanted);
    if (base === undefined || found === undefined) return undefined;
    if (found !== join(base, ...names)) throw refuse('the path leads out of the folder of this execution', shown);
    return found;
  };
  const walk = async (at: string, prefix: string, depth: number, into: { path: string; size: number }[]): Promise<void> => {
    if (depth > FILE_LIMITS.depth) return;
    for (const entry of await readdir(at, { withFileTypes: true })) {
      if (!NAME.test(entry.name) || into.length >= FILE_LIMITS.files) continue;
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) await walk(join(at, entry.name), path, depth + 1, into);
      else if (entry.isFile()) into.push({ path, size: (await lstat(join(at, entry.name))).size });
    }
  };
  const list = async (below: string): Promise<{ readonly path: string; readonly size: number }[]> => {
    const names = below === '' ? [] : namesOf(below);
    const at = await resolved(names, below);
    const files: { path: string; size: number }[] = [];
    if (at !== undefined) await walk(at, names.join('/'), 0, files);
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  };

  return {
    list,
    async read(path) {
      const names = namesOf(path);
      const at = await resolved(names.slice(0, -1), path);
      if (at === undefined) throw refuse(`there is no file ${path}`, path);
      const file = await open(join(at, names.at(-1)!), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
        (cause: unknown) => {
          throw new AppError('TOOL_FAILED', `there is no file ${path}`, { path }, { cause });
        },
      );
      try {
        const { size, nlink } = await requireFile(file, path);
        if (nlink > 1) throw refuse('a file with several names is not read', path);
        if (size > FILE_LIMITS.fileBytes) throw refuse(`the file has ${size} bytes, at most ${FILE_LIMITS.fileBytes} are read`, path);
        return await file.readFile();
      } finally {
        await file.close();
      }
    },
    async write(path, bytes) {
      const names = namesOf(path);
      if (bytes.length > FILE_LIMITS.fileBytes)
        throw refuse(`a file may have ${FILE_LIMITS.fileBytes} bytes, this one has ${bytes.length}`, path);
      const present = await list('');
      const others = present.filter((file) => file.path !== names.join('/'));
      if (others.length >= FILE_LIMITS.files) throw refuse(`an execution may have ${FILE_LIMITS.files} files`, path);
      if (others.reduce((sum, file) => sum + file.size, bytes.length) > FILE_LIMITS.folderBytes)
        throw refuse(`the files of an execution may have ${FILE_LIMITS.folderBytes} bytes together`, path);
      const at = await makeFolders(names.slice(0, -1), path);
      const aside = join(at, `.${tempName()}`);
      const target = join(at, names.at(-1)!);
      try {
        const file = await open(aside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(aside, target);
      } catch (cause) {
        await rm(aside, { force: true });
        if (isAppError(cause)) throw cause;
        throw new AppError(
          'TOOL_FAILED',
          `the file ${path} cannot be written: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
          { path },
          { cause },
        );
      }
    },
  };

  /** Makes the folders one by one, so that none is made behind a link. */
  async function makeFolders(names: readonly string[], shown: string): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let depth = 1; depth <= names.length; depth++) {
      const parent = await resolved(names.slice(0, depth - 1), shown);
      await mkdir(join(parent!, names[depth - 1]!), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw refuse(`the folder ${names.slice(0, depth).join('/')} cannot be made`, shown);
      });
    }
    const at = await resolved(names, shown);
    if (at === undefined || !(await lstat(at)).isDirectory()) throw refuse('the path goes through something that is no folder', shown);
    return at;
  }
}
/** The names a path is made of. @throws AppError TOOL_FAILED naming what is wrong with it */
export function namesOf(path: string): string[] {
  const names = path.split('/');
  if (names.length > FILE_LIMITS.depth || !names.every((name) => NAME.test(name))) {
    throw refuse('a path is relative, with / between names, and no name is empty, begins with a dot or holds \\, : or NUL', path);
  }
  return names;
}
async function real(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
async function requireFile(
  file: Awaited<ReturnType<typeof open>>,
  path: string,
): Promise<{ readonly size: number; readonly nlink: number }> {
  const found = await file.stat();
  if (!found.isFile()) throw refuse(`${path} is no file`, path);
  return found;
}
