import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** `<data>/instance.json` (CONTRACT 4): how CLI and tests find the instance that runs on a folder. */
export interface Instance {
  readonly url: string;
  readonly pid: number;
  readonly mode: 'embedded';
  readonly version: string;
  readonly startedAt: string;
}
/** Written whole or not at all, readable by its owner alone. */
export async function writeInstance(dataDir: string, instance: Instance): Promise<void> {
  const path = join(dataDir, 'instance.json');
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(instance, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
export const removeInstance = (dataDir: string): Promise<void> => rm(join(dataDir, 'instance.json'), { force: true });
