import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isAlive } from './process-identity.mjs';

const holderOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error.code === 'ENOENT' ? undefined : { pid: 0 };
  }
};
/** Takes away the lock of a process that is gone. It is first renamed: of two that try only one succeeds, and what it took is looked at again. */
function clear(file) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (isAlive(holderOf(aside))) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** Runs `work` while no other process holds `file`. The lock of a process that has died is taken over. @throws Error where it is held for longer than `waitMs` */
export async function withLock(file, work, { waitMs = 900_000, onWait } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify(identityOf(process.pid));
  const until = Date.now() + waitMs;
  for (let told = false; ;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    // A file without an owner yet is one that is just being written: it is stale only when it stays so.
    if (holder && holder.pid !== 0 && !isAlive(holder)) clear(file);
    else {
      if (!told && onWait) onWait(holder?.pid);
      told = true;
      if (Date.now() > until)
        throw new Error(
          `${file} is held by process ${holder?.pid ?? '?'}: wait for it, or delete the file if it is not one of these scripts`,
        );
      await pause(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
