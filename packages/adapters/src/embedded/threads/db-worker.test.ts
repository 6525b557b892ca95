import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Modules that a file loads when it runs, by what stands after `from` or in `import()`; types are not loaded. */
function loadedBy(text: string): string[] {
  const lines = text.replaceAll(/(import|export) type [^;]+;/g, '').replaceAll(/\/\*[^]*?\*\//g, '');
  return [...lines.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}
function closureOf(start: string): Map<string, readonly string[]> {
  const seen = new Map<string, readonly string[]>();
  const look = (url: string): void => {
    if (seen.has(url)) return;
    const loaded = loadedBy(readFileSync(fileURLToPath(url), 'utf8'));
    seen.set(url, loaded);
    for (const one of loaded) if (one.startsWith('.')) look(new URL(one.replace(/\.js$/, '.ts'), url).href);
  };
  look(start);
  return seen;
}

test('a database thread loads its own few files and the driver, none of the core: four start at once, each reading all it imports', () => {
  const closure = closureOf(new URL('./db-worker.ts', import.meta.url).href);
  const foreign = new Set([...closure.values()].flat().filter((one) => !one.startsWith('.') && !one.startsWith('node:')));
  expect([...closure.keys()].filter((url) => /\/(log|heads|documents|bus|metrics)-file\.ts$/.test(url))).toHaveLength(5);
  expect([...foreign]).toEqual(['libsql']);
});
