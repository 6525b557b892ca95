import i18next from 'i18next';
import type { Problem } from '../../api/types.js';

/** A word for `key`, or nothing where the language has none. */
export type Words = (key: string, places?: Readonly<Record<string, string>>) => string | undefined;

const inLanguage: Words = (key, places) => (i18next.exists(key) ? i18next.t(key, places ?? {}) : undefined);
/** The server speaks English: there its own sentence, which knows more, is told as it is. */
const isServed = (): boolean => i18next.language === 'en';

/** The sentence of a problem in the language of the page, by its code; the server's where there is none. */
export const problemSentence = (problem: Problem): string =>
  isServed() && problem.message !== '' ? problem.message : sayProblem(problem, inLanguage);

/** The sentence of an error in the language of the page, by its code. */
export const errorSentence = (code: string, message: string): string =>
  isServed() && message !== '' ? message : (inLanguage(`failure.${code}`) ?? (message || code));

/** What a failure is called, above what the server says of it: its code where people read English. */
export const failureTitle = (code: string): string => (isServed() ? code : (inLanguage(`failure.${code}`) ?? code));

/** What a failure is called and what was said of it, in one line. */
export function failureLine(code: string, message: string): string {
  const title = isServed() ? undefined : inLanguage(`failure.${code}`);
  return title === undefined ? message || code : [title, message].filter(Boolean).join('：');
}

/** As `problemSentence`, in any words. */
export function sayProblem({ code, message, pointer, nodeId }: Problem, words: Words): string {
  const quoted = [...message.matchAll(/"([^"]{1,200})"/g)].map((match) => match[1] ?? '');
  const field = pointer.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
  const named = quoted[0] ?? nodeId ?? field;
  const detail = saySchema(message, words) ?? message;
  const told = words(`problem.${code}`, { named, other: quoted[1] ?? named, field, detail }) ?? words(`failure.${code}`);
  if (told === undefined) return message || code;
  const meant = /did you mean "([^"]{1,200})"/.exec(message)?.[1];
  return meant === undefined || told.includes(detail) ? told : told + (words('problem.hint', { name: meant }) ?? '');
}

interface Form {
  readonly pattern: RegExp;
  readonly key: string;
  readonly place?: 'named' | 'n' | 'rest';
}
/** The sentences in which the core tells what a schema misses. */
const FORMS: readonly Form[] = [
  { pattern: /^"(.+)" is missing$/, key: 'missing', place: 'named' },
  { pattern: /^"(.+)" is not known here$/, key: 'unknown', place: 'named' },
  { pattern: /^must be one of (.+)$/s, key: 'oneOf', place: 'rest' },
  { pattern: /^must be ((?:string|number|integer|boolean|array|object|null)(?:,(?:\w+))*)$/, key: 'type', place: 'rest' },
  { pattern: /^must NOT have fewer than (\d+) characters$/, key: 'shorter', place: 'n' },
  { pattern: /^must NOT have more than (\d+) characters$/, key: 'longer', place: 'n' },
  { pattern: /^must NOT have fewer than (\d+) (?:items|properties)$/, key: 'fewer', place: 'n' },
  { pattern: /^must NOT have more than (\d+) (?:items|properties)$/, key: 'more', place: 'n' },
  { pattern: /^must be >= (\S+)$/, key: 'least', place: 'n' },
  { pattern: /^must be <= (\S+)$/, key: 'most', place: 'n' },
  { pattern: /^must be > (\S+)$/, key: 'above', place: 'n' },
  { pattern: /^must be < (\S+)$/, key: 'below', place: 'n' },
  { pattern: /^must match pattern (.+)$/s, key: 'pattern', place: 'rest' },
  { pattern: /^must match format (.+)$/, key: 'format', place: 'rest' },
  { pattern: /^must NOT have duplicate items/, key: 'unique' },
  { pattern: /^is none of what is allowed here$/, key: 'none' },
  { pattern: /^write only one of (.+)$/s, key: 'onlyOne', place: 'rest' },
  { pattern: /^one of (.+) is missing$/s, key: 'oneMissing', place: 'rest' },
  { pattern: /^must be ((?:"|-?\d|true$|false$|null$|\{|\[).*)$/s, key: 'equal', place: 'rest' },
];
/** What a value misses, `config/url: must be string` included; nothing where it is said in another way. */
function saySchema(message: string, words: Words): string | undefined {
  const [, where = '', what = message] = /^([\w/~.-]+: )(.+)$/s.exec(message) ?? [];
  for (const { pattern, key, place } of FORMS) {
    const match = pattern.exec(what);
    if (!match) continue;
    const found = match[1] ?? '';
    const rest =
      key === 'type'
        ? found
            .split(',')
            .map((type) => words(`schemaSays.types.${type}`) ?? type)
            .join(' / ')
        : found;
    const told = words(`schemaSays.${key}`, place === undefined ? {} : { [place]: rest });
    return told === undefined ? undefined : where + told;
  }
  return undefined;
}
