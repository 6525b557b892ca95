import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en.js';
import { zh } from './zh.js';

type Tree = { readonly [key: string]: string | Tree };
/** What English has from the server. */
const SERVED = /^(type|field|template)\./;
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
/** Languages have plurals of their own: the key is what comes before. */
const plain = (key: string): string => key.replace(/_(one|other)$/, '');
const english = new Map(flat(en as Tree).map(([key, text]) => [plain(key), text]));
const chinese = new Map(flat(zh as Tree).map(([key, text]) => [plain(key), text]));
const places = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(entry.name) && !/\.test\.|i18n/.test(path) ? [path] : [];
  });
const used = new Set(
  sources(join(import.meta.dirname, '../..')).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*['"]([\w.-]+)['"]/g)].map((match) => match[1] ?? ''),
  ),
);

describe('the two languages', () => {
  it('have the same keys', () => {
    const own = (map: ReadonlyMap<string, string>): string[] => [...map.keys()].filter((key) => !SERVED.test(key)).sort();
    expect(own(chinese)).toEqual(own(english));
  });
  it('name each section in one file: two of one name would hide each other', () => {
    for (const [language, whole] of Object.entries({ en, zh })) {
      const folder = join(import.meta.dirname, language);
      const sections = readdirSync(folder).flatMap((file) =>
        [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}(\w+): \{/gm)].map((match) => match[1] ?? ''),
      );
      expect([...sections].sort()).toEqual(Object.keys(whole).sort());
    }
  });
  it('fill the same places', () => {
    const differ = [...english].filter(
      ([key, text]) =>
        !SERVED.test(key) &&
        places(text)
          .filter((p) => p !== 'count')
          .join() !==
          places(chinese.get(key) ?? '')
            .filter((p) => p !== 'count')
            .join(),
    );
    expect(differ).toEqual([]);
  });
  it('have every key that the pages ask for', () => {
    expect(used.size).toBeGreaterThan(200);
    expect([...used].filter((key) => !english.has(key))).toEqual([]);
  });
});
