import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const LINUX = process.platform === 'linux';
const boot = LINUX ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '';
/** `/proc/<pid>/stat` behind the program's name, which may hold spaces and brackets: the state comes first, the start time 19 fields later. */
const statOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
};
/** A main thread ends before others may have: until they have, the process holds its ports and files. */
const isGone = (pid, state) => {
  if (state === 'X') return true;
  try {
    return state === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1;
  } catch {
    return true;
  }
};
const ps = (pid, column) => {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

/** When a process began, as text that no later process of the same pid shares; nothing where there is none or it is only waiting to be reaped. */
export function startOf(pid) {
  if (LINUX) {
    const stat = statOf(pid);
    return stat === undefined || isGone(pid, stat[0]) ? undefined : `${boot}:${stat[19]}`;
  }
  return ps(pid, 'stat').startsWith('Z') ? undefined : ps(pid, 'lstart') || undefined;
}
/** What is kept of a process so that it is found again, and never another one: `{ pid, start }`. */
export const identityOf = (pid) => ({ pid, start: startOf(pid) });
/** Whether the very process that was kept is alive: a pid that was given to another one is not it. */
export const isAlive = (kept) => kept?.start !== undefined && startOf(kept.pid) === kept.start;
/** Whether it is held by SIGSTOP. */
export const isPaused = (kept) => isAlive(kept) && (LINUX ? statOf(kept.pid)?.[0] : ps(kept.pid, 'stat')[0]) === 'T';
/** Memory that it has in RAM, in bytes; 0 where that cannot be read. */
export function memoryOf(pid) {
  try {
    const kilobytes = LINUX ? /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] : ps(pid, 'rss');
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
/** Sends a signal to the very process that was kept. Answers whether it was there. */
export function signal(kept, name) {
  if (!isAlive(kept)) return false;
  process.kill(kept.pid, name);
  return true;
}
