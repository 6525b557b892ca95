import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type OrgId } from '@agentflow/core';
import type { IdSource } from '@agentflow/ports';
import { newKey, type ApiKeys } from './api-keys.js';

/**
 * The admin key in `<dataDir>/admin.key` (mode 0600): made at the first start, adopted by the key store at every start, so that a lost
 * store or a lost file heals. Answers the key.
 * @throws AppError UNAVAILABLE when the folder cannot be read or written
 */
export async function ensureAdminKey(dataDir: string, deps: { apiKeys: ApiKeys; ids: IdSource; org: OrgId }): Promise<string> {
  const path = join(dataDir, 'admin.key');
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    let key = await readKey(path);
    if (key === null) {
      key = await writeKey(path, newKey(deps.org, deps.ids));
    } else await chmod(path, 0o600);
    await adoptAdminKey(key, deps);
    return key;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'UNAVAILABLE',
      `the admin key cannot be kept in ${path}: is the folder writable?`,
      { path },
      { cause, retryable: false },
    );
  }
}

/** Makes this key, and no other, the admin's first one. */
export const adoptAdminKey = (key: string, { apiKeys, org }: { apiKeys: ApiKeys; org: OrgId }): Promise<void> =>
  apiKeys.adopt(org, 'admin', key, { name: 'admin.key of the data folder', role: 'admin' });

/** Keeps the key unless another gateway of this folder was quicker; answers the one that is kept. */
async function writeKey(path: string, key: string): Promise<string> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(temporary, `${key}\n`, { mode: 0o600, flush: true });
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const theirs = await readKey(path);
    if (theirs !== null) return theirs;
    await rename(temporary, path); // an empty file is none
  } finally {
    await rm(temporary, { force: true });
  }
  return key;
}
async function readKey(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    return text === '' ? null : text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
