import { readFile } from 'node:fs/promises';
import { AppError } from '@agentflow/core';

/** PEM of the authority that a setting names. @throws AppError CONFIG_INVALID naming the setting */
export async function readCa(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `${setting}: the file ${file} cannot be read`, { file }, { cause });
  }
}
