import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A server cannot be had on this machine, and why: the others start nevertheless. */
export class Unavailable extends Error {}

const canRun = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
/** Full path of a program on PATH, or of one that is named by its full path, if it is there. */
export function findProgram(name) {
  if (isAbsolute(name)) return canRun(name) ? name : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(canRun);
}
/** Names each of `names` that is not on PATH. @throws Unavailable */
export function needPrograms(names, what) {
  const missing = names.filter((name) => findProgram(name) === undefined);
  if (missing.length > 0)
    throw new Unavailable(`${what} needs ${missing.join(' and ')}, which ${missing.length > 1 ? 'are' : 'is'} not on PATH`);
}
/** @throws Unavailable where `platforms` ("linux-x64") does not name this machine's */
export function needPlatform(platforms, what) {
  const here = `${process.platform}-${process.arch}`;
  if (!platforms.includes(here)) throw new Unavailable(`${what} is there for ${platforms.join(', ')} alone, this is ${here}`);
}

const lastLines = (text, count) => text.trim().split('\n').slice(-count).join('\n').slice(-800);
/** Runs a program to its end and answers its standard output. @throws Unavailable with its last lines where it fails: what it was to fetch cannot be had */
export const run = (program, args, { cwd, env = {}, timeoutMs = 600_000 } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let out = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => ((out += text), (said = (said + text).slice(-4000))));
    child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-4000)));
    child.once('error', (error) => reject(new Unavailable(`${program} cannot be run: ${error.message}`)));
    child.once('close', (code, signal) =>
      code === 0
        ? resolve(out)
        : reject(new Unavailable(`${program} ${args[0] ?? ''} ended with ${signal ?? code}: ${lastLines(said, 5)}`)),
    );
  });
