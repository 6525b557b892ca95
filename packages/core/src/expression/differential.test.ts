import { isCelError, isCelList, isCelMap, isCelUint, run } from '@bufbuild/cel';
import fc from 'fast-check';
import { compileExpression } from './compile-expression.js';

/**
 * The same expressions through another implementation of CEL. Generated within what both define alike: we differ on purpose where JSON needs it
 * (mixed numbers, fields of null, results that are no JSON), which `compile-expression.test.ts` states.
 */
const data = {
  d0: 2.5,
  d1: -0.75,
  d2: 4,
  s0: 'abc',
  s1: '',
  s2: 'naïve text',
  b0: true,
  b1: false,
  xs: [1.5, 2.5, -3],
  names: ['ada', 'bob', ''],
  rec: { k: 1.5, name: 'x', flag: true, inner: { deep: 'y' } },
};

const text = fc.constantFrom('"a"', '"abc"', '""', '"é\\n"', "'it'", 's0', 's1', 's2', 'rec.name', 'rec.inner.deep', 'names[1]');
const grammar = fc.letrec<{ int: string; double: string; bool: string; str: string; ints: string; doubles: string }>((tie) => {
  const both = (a: fc.Arbitrary<string>, ops: readonly string[], b: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(a, fc.constantFrom(...ops), b).map(([x, op, y]) => `(${x} ${op} ${y})`);
  const choice = (each: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(tie('bool'), each, each).map(([c, x, y]) => `(${c} ? ${x} : ${y})`);
  const [int, double, bool, str, ints, doubles] = [tie('int'), tie('double'), tie('bool'), tie('str'), tie('ints'), tie('doubles')];
  return {
    int: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 0, max: 20 }).map(String),
      both(int, ['+', '-', '*', '/', '%'], int),
      int.map((x) => `(-${x})`),
      str.map((x) => `size(${x})`),
      ints.map((x) => `${x}.size()`),
      fc.tuple(ints, fc.integer({ min: 0, max: 3 })).map(([x, i]) => `${x}[${i}]`),
      choice(int),
    ),
    double: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('1.5', '0.25', '100.0', 'd0', 'd1', 'd2', 'rec.k', 'xs[0]', 'rec["k"]', 'xs[7]', 'rec.missing'),
      both(double, ['+', '-', '*'], double),
      double.map((x) => `(-${x})`),
      int.map((x) => `double(${x})`),
      choice(double),
    ),
    bool: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('true', 'false', 'b0', 'b1', 'rec.flag', 'has(rec.k)', 'has(rec.nope)', 'rec.nope'),
      both(bool, ['&&', '||', '==', '!='], bool),
      both(int, ['<', '<=', '>', '>=', '==', '!='], int),
      both(double, ['<', '<=', '>', '>=', '==', '!='], double),
      both(str, ['<', '==', '!=', '>='], str),
      both(ints, ['==', '!='], ints),
      both(int, ['in'], ints),
      both(str, ['in'], fc.constantFrom('names', '["a", "abc"]')),
      bool.map((x) => `!${x}`),
      fc.tuple(str, fc.constantFrom('contains', 'startsWith', 'endsWith'), str).map(([x, f, y]) => `${x}.${f}(${y})`),
      fc.tuple(ints, fc.constantFrom('all', 'exists', 'exists_one'), int).map(([x, f, y]) => `${x}.${f}(i, i > ${y})`),
      fc.tuple(doubles, fc.constantFrom('all', 'exists'), double).map(([x, f, y]) => `${x}.${f}(v, v * 2.0 > ${y})`),
      choice(bool),
    ),
    str: fc.oneof(
      { maxDepth: 4 },
      text,
      both(str, ['+'], str),
      int.map((x) => `string(${x})`),
      bool.map((x) => `string(${x})`),
      choice(str),
    ),
    ints: fc.oneof(
      { maxDepth: 3 },
      fc.array(fc.integer({ min: -5, max: 9 }), { minLength: 1, maxLength: 4 }).map((xs) => `[${xs.join(', ')}]`),
      fc.tuple(ints, int).map(([x, y]) => `${x}.map(i, i * ${y})`),
      fc.tuple(ints, int).map(([x, y]) => `${x}.filter(i, i >= ${y})`),
      both(ints, ['+'], ints),
    ),
    doubles: fc.oneof(
      { maxDepth: 2 },
      fc.constant('xs'),
      fc.constant('[1.5, 2.5]'),
      double.map((x) => `xs.map(v, v + ${x})`),
      both(doubles, ['+'], doubles),
    ),
  };
});
const record = fc.tuple(grammar.int, grammar.str, grammar.bool).map(([i, s, b]) => `{"i": ${i}, "s": ${s}, "n": {"b": ${b}}}`);
const expression = fc.oneof(grammar.int, grammar.double, grammar.bool, grammar.str, grammar.ints, grammar.doubles, record);

/** What JSON makes of the oracle's values; `FAILED` for errors and for what we refuse as no JSON. */
const FAILED = Symbol('failed');
function plain(value: unknown): unknown {
  if (isCelError(value)) return FAILED;
  if (typeof value === 'bigint') return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : FAILED;
  if (typeof value === 'number') return Number.isFinite(value) ? value : FAILED;
  if (isCelUint(value)) return Number(value.value);
  if (isCelList(value)) {
    const items = [...value].map(plain);
    return items.includes(FAILED) ? FAILED : items;
  }
  if (isCelMap(value)) {
    const entries = [...value].map(([key, member]) => [String(key), plain(member)] as const);
    return entries.some(([, member]) => member === FAILED) ? FAILED : Object.fromEntries(entries);
  }
  return value;
}
function ours(source: string): unknown {
  try {
    return compileExpression(source).evaluate(data);
  } catch {
    return FAILED;
  }
}

describe('another implementation of CEL', () => {
  it('agrees on generated expressions, value for value and failure for failure', () => {
    const seen = { values: 0, failures: 0 };
    fc.assert(
      fc.property(expression, (source) => {
        fc.pre(Buffer.byteLength(source) < 4_000);
        const expected = plain(run(source, data));
        expect({ source, result: normal(ours(source)) }).toEqual({ source, result: normal(expected) });
        seen[expected === FAILED ? 'failures' : 'values'] += 1;
      }),
      { numRuns: 600 },
    );
    console.info(`differential: ${seen.values} equal values, ${seen.failures} equal failures`);
    expect(seen.values).toBeGreaterThan(200);
    expect(seen.failures).toBeGreaterThan(20);
  });
});

/** JSON knows no negative zero. */
const normal = (value: unknown): unknown => (value === FAILED ? 'FAILED' : (JSON.parse(JSON.stringify(value)) as unknown));
