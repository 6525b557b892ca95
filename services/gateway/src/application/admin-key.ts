import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
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
    let key = await readKey(path);
    if (key === null) {
      key = newKey(deps.org, deps.ids);
      await writeFile(`${path}.new`, `${key}\n`, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    } else await chmod(path, 0o600);
    await deps.apiKeys.adopt(deps.org, 'admin', key, { name: 'admin.key of the data folder', role: 'admin' });
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

async function readKey(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    return text === '' ? null : text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
