import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/*
 * A file that was closed cleanly is given its checksum beside it (`<file>.sum`), which the next opening compares and removes: what has changed
 * in between was not us. After a crash there is none: then the file's own means have to do.
 */
const CHUNK = 4 * 1024 * 1024;
export type FileNote = { readonly [name: string]: number | boolean } | null;
export interface FileSum {
  readonly size: number;
  /** CRC-32 over all bytes. */
  readonly crc: number;
  /** What else was true when the file was closed. */
  readonly note: FileNote;
}
const sumPath = (path: string): string => `${path}.sum`;

export function sealFile(path: string, note: FileNote = null): void {
  if (!existsSync(path)) return;
  const sum: FileSum = { ...sumOf(path), note };
  const text = JSON.stringify(sum);
  writeFileSync(`${sumPath(path)}.new`, `${crc32(text)} ${text}\n`, { mode: 0o600, flush: true });
  renameSync(`${sumPath(path)}.new`, sumPath(path));
}
/** `changed`: not as it was closed. `unknown`: it was not closed, or is new. */
export function checkSeal(path: string): { readonly state: 'whole' | 'changed' | 'unknown'; readonly note: FileNote } {
  if (!existsSync(sumPath(path))) return { state: 'unknown', note: null };
  const kept = parse(readFileSync(sumPath(path), 'utf8'));
  // A seal that is damaged itself says nothing about the file: better once too often.
  if (!kept) return { state: 'changed', note: null };
  const { size, crc } = existsSync(path) ? sumOf(path) : { size: -1, crc: 0 };
  return { state: size === kept.size && crc === kept.crc ? 'whole' : 'changed', note: kept.note };
}
/** Before the first write: on the disk, so that no later start takes the file for changed by others. */
export function breakSeal(path: string): void {
  if (!existsSync(sumPath(path))) return;
  rmSync(sumPath(path));
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
/** Removes a database and what belongs to it. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

function parse(text: string): FileSum | null {
  const [, crc, json] = /^(\d+) (\{.*\})\n$/.exec(text) ?? [];
  return json !== undefined && crc32(json) === Number(crc) ? (JSON.parse(json) as FileSum) : null;
}
function sumOf(path: string): { readonly size: number; readonly crc: number } {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, size)));
    let crc = 0;
    for (let at = 0; at < size;) {
      const read = readSync(fd, bytes, 0, bytes.length, at);
      if (read === 0) break;
      crc = crc32(bytes.subarray(0, read), crc);
      at += read;
    }
    return { size, crc };
  } finally {
    closeSync(fd);
  }
}
