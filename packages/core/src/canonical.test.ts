import fc from 'fast-check';
import { canonicalJson, hashJson, sha256Hex } from './canonical.js';
import type { Json } from './json.js';

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 units at every level and keeps the order of lists', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }, 3], é: null, Z: true })).toBe('{"Z":true,"a":[{"c":2,"d":1},3],"b":1,"é":null}');
  });

  it('prints numbers as ECMAScript does', () => {
    expect(canonicalJson([1.0, -0, 1e21, 0.1])).toBe('[1,0,1e+21,0.1]');
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 } as unknown as Json)).toBe('{"b":1}');
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [(): void => undefined], [1n]])('refuses %p, which is not JSON', (value) => {
    expect(() => canonicalJson([value] as unknown as Json)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });

  it('refuses a value nested 10,000 deep by name instead of overflowing the stack', () => {
    let deep: Json = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow(expect.objectContaining({ code: 'VALUE_TOO_LARGE' }));
  });

  it('is JSON that parses back to the value, and the same for any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(shuffled(value as Json))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('hashes', () => {
  it('are SHA-256 over UTF-8 (FIPS 180-4 example) and the same for text and its bytes', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex(new TextEncoder().encode('naïve'))).toBe(sha256Hex('naïve'));
  });

  it('of equal values are equal whatever the order of keys', () => {
    expect(hashJson({ a: 1, b: 2 })).toBe(hashJson({ b: 2, a: 1 }));
    expect(hashJson({ a: 1 })).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member as Json)]),
  );
}
