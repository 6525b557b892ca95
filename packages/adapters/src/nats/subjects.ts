import { AppError, type OrgId } from '@agentflow/core';

const PREFIX = 'agentflow.peer';
const PLAIN = /^[A-Za-z0-9_-]+$/;
/** A word as NATS takes it: letters, digits, `_` and `-` stay; every other byte of its UTF-8 is `=` and two hexadecimal digits. */
const encodeWord = (word: string): string =>
  PLAIN.test(word)
    ? word
    : [...Buffer.from(word)]
        .map((byte) => {
          const char = String.fromCharCode(byte);
          return PLAIN.test(char) ? char : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
        })
        .join('');
const decodeWord = (word: string): string =>
  word.includes('=')
    ? Buffer.from(
        word.replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        'latin1',
      ).toString()
    : word;

/**
 * A subject of an org as the server sees it: no org, whatever its name, can write a subject of another. In a pattern `*` and a last `>` keep their meaning.
 * @throws AppError BAD_REQUEST for what is no dotted words
 */
export function wireSubject(org: OrgId, subject: string, mayBePattern: boolean): string {
  if (org === '') throw new AppError('BAD_REQUEST', 'a subject belongs to an org');
  const words = subject.split('.');
  const wire = words.map((word, at) => {
    if (word === '' || /\s/.test(word) || (!mayBePattern && (word === '*' || word === '>')))
      throw new AppError('BAD_REQUEST', 'a subject is dotted words', { subject });
    const wildcard = mayBePattern && (word === '*' || (word === '>' && at === words.length - 1));
    return wildcard ? word : encodeWord(word);
  });
  return `${PREFIX}.${encodeWord(org)}.${wire.join('.')}`;
}
/** The subject as it was published, of what the server sees. */
export const plainSubject = (wire: string): string =>
  wire
    .split('.')
    .slice(PREFIX.split('.').length + 1)
    .map(decodeWord)
    .join('.');
