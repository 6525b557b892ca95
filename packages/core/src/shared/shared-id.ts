import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { executionId, type ExecutionId, type OrgId } from '../ids.js';
import type { SharedKind } from './shared-commands.js';

/** Crockford's base 32 (https://www.crockford.com/base32.html), as in ULIDs. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 130 bits of a sha256 over `parts`, behind a letter that tells what kind of id it is. The same parts give the same id: its first commit is the de-duplication. */
function derivedId(letter: 'C' | 'S', parts: readonly (string | number)[]): ExecutionId {
  const hash = sha256(utf8ToBytes(JSON.stringify(parts)));
  let text: string = letter;
  for (let i = 0; i < 26; i++) text += ALPHABET[(hash[i] as number) & 31];
  return executionId(text);
}
/** The one decider of this kind and key in an org. */
export const sharedId = (org: OrgId, kind: SharedKind, key: string): ExecutionId => derivedId('S', [org, kind, key]);
/** The child that the node at `path` asks for with its event number `occurrence`. */
export const childIdOf = (org: OrgId, parent: ExecutionId, path: string, occurrence: number): ExecutionId =>
  derivedId('C', [org, parent, path, occurrence]);
