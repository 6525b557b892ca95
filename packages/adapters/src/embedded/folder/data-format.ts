import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '@agentflow/core';
import { makeFolder } from './make-folder.js';

/** Rises when data written by an older version cannot be read as it is. */
export const DATA_FORMAT = 2;
/** Brings a folder from the format of its index to the next one, in place. Runs on data that has been copied aside. */
export type Migration = (dataDir: string) => Promise<void>;
/** 2: the log is written into files of its own; what lies in `log.db` is read where it is. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map([[1, () => Promise.resolve()]]);
export interface DataFormatOptions {
  readonly current?: number;
  /** By the format they start from. */
  readonly migrations?: ReadonlyMap<number, Migration>;
}
/** What a copy of the data need not hold: locks and files that describe a running instance. */
const NOT_COPIED = new Set(['lock.db', 'lock.db-journal', 'instance.json']);

/**
 * Checks `<data>/format`: absent, the folder is new and gets the current one; older, the folder is copied beside itself
 * (`<data>.format-<n>`) and migrated step by step; newer, it is refused. Call with the folder's lock held.
 * @throws AppError CONFLICT naming folder and formats
 */
export async function ensureDataFormat(
  dataDir: string,
  { current = DATA_FORMAT, migrations = MIGRATIONS }: DataFormatOptions = {},
): Promise<void> {
  const folder = resolve(dataDir);
  const file = join(folder, 'format');
  await makeFolder(folder);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('UNAVAILABLE', `${file} cannot be read`, { folder }, { cause: error });
  });
  if (text === null) return replaceFile(file, `${current}\n`);
  const found = /^\d+\s*$/.test(text) ? Number(text) : NaN;
  if (!(found >= 1))
    throw new AppError('CONFLICT', `${file} does not name a data format: is ${folder} a data folder of AgentFlow?`, { folder });
  if (found > current) {
    throw new AppError(
      'CONFLICT',
      `the data folder ${folder} has format ${found}, this version reads up to ${current}: use a newer version`,
      { folder, found, current },
    );
  }
  if (found === current) return;
  await copyAside(folder, `${folder}.format-${found}`);
  for (let format = found; format < current; format++) {
    const migrate = migrations.get(format);
    if (!migrate)
      throw new AppError('CONFLICT', `data of format ${format} in ${folder} cannot be migrated by this version`, {
        folder,
        found,
        current,
      });
    await migrate(folder);
    await replaceFile(file, `${format + 1}\n`);
  }
}
/** A copy that was begun and not finished is begun anew; a finished one of the same format is kept: it is the older data. */
async function copyAside(folder: string, copy: string): Promise<void> {
  const partial = `${copy}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(folder, partial, { recursive: true, filter: (source) => dirname(source) !== folder || !NOT_COPIED.has(basename(source)) });
  await rename(partial, copy).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(partial, { recursive: true, force: true });
  });
}
async function replaceFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(`${file}.new`, text, { flush: true });
    await rename(`${file}.new`, file);
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `${file} cannot be written`, { file }, { cause });
  }
}
