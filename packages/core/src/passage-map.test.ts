import { execFileSync } from 'node:child_process';
import { PassageMap } from './passage-map.js';

/** As it runs: a test's copy of it may be one that counts what was covered. */
const COMPILED = new URL('../dist/passage-map.js', import.meta.url).href;
/** What minor collections leave of values that came and went after a full one, in a process with a collector that can be called. */
const churn = (take: string): string => `
  import { PassageMap } from ${JSON.stringify(COMPILED)};
  const map = new ${take}();
  const put = (n) => map.set('key-' + n, { much: new Array(500).fill(n) });
  for (let n = 0; n < 200; n++) put(n);
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let n = 200; n < 24_000; n++) { put(n); map.delete('key-' + (n - 200)); if (n % 500 === 0) gc({ type: 'minor' }); }
  gc({ type: 'minor' });
  console.log(process.memoryUsage().heapUsed - before);
`;
const leftBy = (take: string): number =>
  Number(
    execFileSync(process.execPath, ['--expose-gc', '--max-semi-space-size=16', '--input-type=module', '-e', churn(take)], {
      encoding: 'utf8',
    }),
  );

describe('a map for what comes and goes', () => {
  it('is a map, in the order in which keys came, however much has gone', () => {
    const map = new PassageMap<string, number>();
    const model = new Map<string, number>();
    for (let n = 0; n < 2_000; n++) {
      const [key, gone] = [`${n % 700}`, `${(n * 7) % 500}`];
      map.set(key, n);
      model.set(key, n);
      expect(map.delete(gone)).toBe(model.delete(gone));
      expect([map.get(gone), map.has(gone), map.has(key), map.get(key)]).toEqual([undefined, false, model.has(key), model.get(key)]);
    }
    expect(map.size).toBe(model.size);
    expect(map.values()).toEqual([...model.values()]);
    map.clear();
    expect([map.size, map.values()]).toEqual([0, []]);
  });

  it('leaves nothing behind that only a full collection would find, where a map of the language does', () => {
    const [plain, passage] = [leftBy('Map'), leftBy('PassageMap')];
    console.log(`left by what came and went: ${Math.round(plain / 1024)} KiB in a Map, ${Math.round(passage / 1024)} KiB in a PassageMap`);
    expect(passage).toBeLessThan(10 * 1024 * 1024);
    expect(plain).toBeGreaterThan(2 * passage);
  });
});
