import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@agentflow/core';
import { writeDurably } from '../embedded/folder/durable-file.js';
import { makeFolder } from '../embedded/folder/make-folder.js';

const KEY_BYTES = 32;

/** Reads 32 bytes written as 64 hex digits or base64. The text itself is never shown. */
function parseKey(text: string, source: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES) throw new AppError('CONFIG_INVALID', `${source} must be ${KEY_BYTES} bytes as 64 hex digits or base64`);
  return key;
}
/** The key of all credentials: `envValue` (AGENTFLOW_MASTER_KEY) if set, else `<data>/master.key`, made with mode 0600 where there is none. @throws AppError CONFIG_INVALID */
export async function loadMasterKey({ dataDir, envValue }: { dataDir: string; envValue?: string | undefined }): Promise<Buffer> {
  if (envValue !== undefined && envValue !== '') return parseKey(envValue, 'AGENTFLOW_MASTER_KEY');
  const folder = resolve(dataDir);
  const file = join(folder, 'master.key');
  await makeFolder(folder);
  const options = { root: folder, temp: join(folder, '.unfinished'), onlyIfAbsent: true, mode: 0o600 };
  const text = await readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new AppError('CONFIG_INVALID', `${file} cannot be read`, {}, { cause: error });
    await writeDurably(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, options);
    return readFile(file, 'utf8'); // ours, or that of one who was quicker
  });
  return parseKey(text, file);
}
