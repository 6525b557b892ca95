import { AppError } from '@agentflow/core';

const LONGEST_KEY = 512;
const LONGEST_NAME = 160;
const NAME = /^[A-Za-z0-9._:-]+$/;

/** The names that a key is made of. @throws AppError BAD_REQUEST for a key that is not `/`-joined names of `[A-Za-z0-9._:-]`, none of them `.` or `..` */
export function namesOfKey(key: string): readonly string[] {
  const names = key.split('/');
  const sound =
    key.length <= LONGEST_KEY && names.every((name) => name.length <= LONGEST_NAME && NAME.test(name) && name !== '.' && name !== '..');
  if (!sound)
    throw new AppError('BAD_REQUEST', 'an object key is names of letters, digits and . _ : - joined by /', { key: key.slice(0, 200) });
  return names;
}
