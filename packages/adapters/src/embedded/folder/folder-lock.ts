import { join, resolve } from 'node:path';
import Database from 'libsql';
import { AppError } from '@agentflow/core';
import { makeFolder } from './make-folder.js';

export interface FolderLock {
  release(): Promise<void>;
}
/**
 * Holds the data folder for this process: an exclusive SQLite lock on `lock.db`, which is a lock of the operating system. It ends with the
 * process however that ends, so nothing is ever left behind that would have to be judged by a pid.
 * @throws AppError CONFLICT when another instance holds it, UNAVAILABLE when the folder cannot be written
 */
export async function acquireFolderLock(dataDir: string): Promise<FolderLock> {
  const folder = resolve(dataDir);
  try {
    await makeFolder(folder);
  } catch (cause) {
    throw notWritable(folder, cause);
  }
  const db = openLock(folder);
  try {
    db.prepare('PRAGMA busy_timeout=0').get();
    db.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held(since TEXT); DELETE FROM held');
  } catch (cause) {
    db.close();
    if ((cause as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new AppError(
        'CONFLICT',
        `another AgentFlow is running on the data folder ${folder}: stop it, or set AGENTFLOW_DATA to another folder`,
        { folder },
        { cause },
      );
    }
    throw notWritable(folder, cause);
  }
  let held = true;
  return {
    async release() {
      if (!held) return;
      held = false;
      db.exec('COMMIT');
      db.close();
    },
  };
}
function openLock(folder: string): InstanceType<typeof Database> {
  try {
    return new Database(join(folder, 'lock.db'));
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}
function notWritable(folder: string, cause: unknown): AppError {
  return new AppError(
    'UNAVAILABLE',
    `the data folder ${folder} cannot be written: check its owner and permissions, or set AGENTFLOW_DATA to another folder`,
    { folder },
    { cause },
  );
}
