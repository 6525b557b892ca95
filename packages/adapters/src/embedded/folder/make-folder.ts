import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Inputs, outputs and mails lie in the folder in the clear: what we make is its owner's alone. A folder that is there keeps its mode. */
const OWNER_ONLY = { mode: 0o700 };

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` never returns where the system answers ENOENT for a folder whose parent exists
 * (below `/proc`, say): here each level is tried once. @throws the system's error
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, OWNER_ONLY);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder, OWNER_ONLY).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'EEXIST') throw again;
    });
  }
}
