import type { Json } from '../json.js';
import { compileExpression } from './compile-expression.js';
import type { Scope } from './compiled.js';

const scope: Scope = {
  input: {
    n: 4,
    half: 0.5,
    text: 'héllo world',
    list: [3, 1, 2],
    none: null,
    yes: true,
    big: 9_007_199_254_740_991,
    rows: [
      { id: 1, tag: 'x', price: 2.5 },
      { id: 2, tag: 'y', price: 4 },
    ],
    deep: { a: { b: null } },
    digits: 'abc123',
    'odd key': 1,
  },
  variables: { limit: 10 },
  classify: { output: { json: { urgency: 9, label: 'bug' } }, error: null, status: 'completed', usage: null },
  skipped: { output: null, error: null, status: 'skipped', usage: null },
  list: { output: [10, 20], error: null, status: 'completed', usage: null },
  google: { output: 'g', error: null, status: 'completed', usage: null },
};
const run = (source: string): Json => compileExpression(source).evaluate(scope);
const failure = (
  source: string,
): { readonly message: string; readonly details: Record<string, Json>; readonly retryable: boolean; readonly code: string } => {
  try {
    run(source);
  } catch (error) {
    return error as never;
  }
  throw new Error(`${source} did not fail`);
};

describe('numbers', () => {
  it.each([
    ['input.n * 2', 8],
    ['2 * input.n', 8],
    ['input.n + 1', 5],
    ['1 + input.n', 5],
    ['input.n - 1', 3],
    ['10 - input.n', 6],
    ['input.n / 2', 2],
    ['input.n / 3', 4 / 3],
    ['2 / input.n', 0.5],
    ['input.n % 3', 1],
    ['7 % input.n', 3],
    ['input.n % input.n', 0],
    ['-input.n', -4],
    ['input.half * 2', 1],
    ['1.5 + 1', 2.5],
  ])('from data mix with integer literals: %s is %p', (source, expected) => expect(run(source)).toBe(expected));

  it.each([
    ['5 / 2', 2],
    ['-5 / 2', -2],
    ['5 % 3', 2],
    ['2 * 3 + 4', 10],
    ['1u + 2u', 3],
    ['0xff', 255],
  ])('written as literals are 64-bit integers and divide as such: %s is %p', (source, expected) => expect(run(source)).toBe(expected));

  it.each([
    ['input.n == 4', true],
    ['4 == input.n', true],
    ['input.n != 4', false],
    ['1 == 1.0', true],
    ['input.n > 3', true],
    ['3 >= input.n', false],
    ['input.n in [1, 4]', true],
    ['4 in input.list', false],
    ['1 in input.list', true],
    ['input.list == [3, 1, 2]', true],
    ['[3, 1, 2] == input.list', true],
    ['input.deep == {"a": {"b": null}}', true],
  ])('compare whatever they come from: %s is %p', (source, expected) => expect(run(source)).toBe(expected));

  it('print without a fraction when they have none', () => expect(JSON.stringify(run('input.n * 2'))).toBe('8'));

  it('beyond what JSON keeps exactly are refused, not rounded', () => {
    expect(failure('int("9007199254740993")').message).toContain('beyond what a JSON number keeps exactly');
    expect(run('string(9007199254740993)')).toBe('9007199254740993');
    expect(run('9007199254740991')).toBe(9_007_199_254_740_991);
  });

  it('that are no numbers of JSON are refused', () => {
    expect(failure('1 / 0').message).toContain('division by zero');
    expect(failure('input.n / 0').message).toContain('division by zero');
    expect(failure('input.n % 0').message).toContain('division by zero');
    expect(failure('input.half / 0.0').message).toContain('Infinity');
    expect(failure('9223372036854775807 + 1').message).toContain('overflow');
  });
});

describe('null and missing keys', () => {
  it.each([
    ['input.none.anything', null],
    ['input.deep.a.b.c.d', null],
    ['skipped.output.json.label', null],
    ['input.none["x"]', null],
    ['input.none == null', true],
    ['null == input.none', true],
    ['input.text == null', false],
    ['input.text != null', true],
  ])('%s is %p, because a field of null is null', (source, expected) => expect(run(source)).toBe(expected));

  it('name the expression and the key when a key is missing, and say that a repeat does not help', () => {
    const error = failure('classify.output.json.labl == "bug"');
    expect(error).toMatchObject({
      code: 'EXPRESSION_FAILED',
      retryable: false,
      details: { key: 'labl', expression: 'classify.output.json.labl == "bug"' },
    });
    expect(error.message).toContain('classify.output.json has no key "labl"');
    expect(failure('classify.output.json.labl').details).toMatchObject({ key: 'labl' });
  });

  it('name position and size when a list is too short', () => {
    expect(failure('input.list[7]').message).toContain('input.list has no item 7: it holds 3');
    expect(failure('input.list.length').message).toContain('only positions from 0');
    expect(failure('input.text.size').message).toContain('is a string');
    expect(failure('input["n"]["x"]').message).toContain('is a number');
  });

  it('are asked for with has(), which does not fail', () => {
    expect(run('has(input.n)')).toBe(true);
    expect(run('has(input.nope)')).toBe(false);
    expect(run('has(input.none)')).toBe(true);
    expect(run('has(input.none.x)')).toBe(false);
    expect(run('has(input.list.x)')).toBe(false);
    expect(run('has(input.rows[0].tag)')).toBe(true);
    expect(failure('has(input)').message).toContain('has() invalid argument');
    expect(failure('has(input.nope.x)').details).toMatchObject({ key: 'nope' });
  });

  it('of roots that are not there are told by name', () => {
    expect(failure('nothing.x').message).toContain('"nothing"');
    expect(failure('nothing + 1').message).toContain('Unknown variable: nothing');
  });
});

describe('macros, text and time', () => {
  it.each([
    ['input.list.map(x, x * 2)', [6, 2, 4]],
    ['input.list.map(x, x > 1, x)', [3, 2]],
    ['input.rows.filter(r, r.id > 1).map(r, r.tag)', ['y']],
    ['input.rows.exists(r, r.tag == "y")', true],
    ['input.rows.all(r, r.id > 1)', false],
    ['input.rows.exists_one(r, r.id == 1)', true],
    ['input.deep.map(key, key)', ['a']],
    ['cel.bind(a, input.n, a * a)', 16],
    ['input.list.map(type, type + 1)', [4, 2, 3]],
    ['sum(input.rows.map(r, r.price))', 6.5],
    [
      'input.rows.map(r, {"k": r.id, "v": [r.tag, 1, null]})',
      [
        { k: 1, v: ['x', 1, null] },
        { k: 2, v: ['y', 1, null] },
      ],
    ],
    ['input.yes ? null : 1', null],
    ['input.yes ? "a" : 1', 'a'],
    ['[1, "a", null, 2.5]', [1, 'a', null, 2.5]],
    ['{1: "a", true: "b"}[1]', 'a'],
    ['{}', {}],
    ['[]', []],
  ])('%s is %j', (source, expected) => expect(run(source)).toEqual(expected));

  it.each([
    ['size(input.text)', 11],
    ['input.list.size()', 3],
    ['lower("AbC") + upper("x") + "Q".lower() + "q".upper()', 'abcXqQ'],
    ['trim("  a ")', 'a'],
    ['split("a,b", ",")', ['a', 'b']],
    ['"a,b".split(",")', ['a', 'b']],
    ['"".split("")', []],
    ['join(["a", "b"], "-")', 'a-b'],
    ['join([1, "a", null, {"x": 1.5}, true])', '1a{"x":1.5}true'],
    ['["a", "b"].join("+")', 'a+b'],
    ['replace("aXbX", "X", "--")', 'a--b--'],
    ['"aXb".replace("X", "")', 'ab'],
    ['json(input.rows[0])', '{"id":1,"tag":"x","price":2.5}'],
    ['json([1, 2])', '[1,2]'],
    ['parseJson("{\\"a\\": [1]}").a[0]', 1],
    ['keys(input.deep)', ['a']],
    ['values({"a": 1})', [1]],
    ['sum([1, 2])', 3],
    ['sum([1, 2.5])', 3.5],
    ['min([3, 1.5, 2])', 1.5],
    ['max(["a", "b"])', 'b'],
    ['max(input.n, 10)', 10],
    ['min(input.n, 10)', 4],
    ['abs(-3) + abs(-2.5)', 5.5],
    ['round(2.5) + floor(2.9) + ceil(2.1)', 8],
    ['round(3)', 3],
    ['input.text.substring(0, input.n)', 'héll'],
    ['input.text.substring(input.n)', 'o world'],
    ['input.text.substring(input.n, 5)', 'o'],
    ['input.text.substring(input.n, input.n)', ''],
    ['input.text.contains("wor") && input.text.startsWith("h")', true],
    ['re(input.digits, "[0-9]+")', true],
    ['re(input.digits, "^[0-9]+$")', false],
    ['timestamp("2026-01-01T00:00:00Z") + duration("90m")', '2026-01-01T01:30:00.000Z'],
    ['string(timestamp("2026-01-01T00:00:00Z"))', '2026-01-01T00:00:00.000Z'],
    ['timestamp(input.n)', '1970-01-01T00:00:04.000Z'],
    ['duration("1h30m")', '5400s'],
    ['string(duration("90s"))', '90s'],
    ['type(input.text) == string', true],
    ['type(1)', 'int'],
    ['input["odd key"]', 1],
  ])('%s is %j', (source, expected) => expect(run(source)).toEqual(expected));

  it.each([
    ['input.text + 1', 'make a text of the other with string(...)'],
    ['sum(["a"])', 'numbers only'],
    ['min([])', 'the list is empty'],
    ['max([1, "a"])', 'all numbers or all texts'],
    ['min([true])', 'all numbers or all texts'],
    ['parseJson("{")', 'no JSON'],
    ['parseJson("{\\"__proto__\\": 1}")', 'not allowed'],
    ['input.text.substring(3.5)', 'no position'],
    ['input.text.substring(input.n, 2)', 'out of range'],
    ['timestamp(1e300)', 'out of range'],
    ['b"abc"', 'which is not JSON'],
    ['[b"abc"]', 'which is not JSON'],
    ['cel', 'not JSON'],
    ['{[1]: 2}', 'keys of a map'],
    ['input.rows[{"a": 1}]', 'only positions'],
    ['input.deep[["a"]]', 'its keys are text'],
    ['"a".matches("a")', 're(text, pattern)'],
    ['matches("a", "a")', 're(text, pattern)'],
    ['b"{}".json()', 'parseJson'],
    ['re("a", "(")', 'missing closing'],
    ['re("a", "(?=b)")', 're:'],
    ['re(input.text, input.text + "(")', 're:'],
    ['now()', 'no matching overload'],
    ['input.n ? 1 : 2', 'must be bool'],
    ['input.n && true', 'requires bool'],
    ['1 ? 2 : 3', 'must be bool'],
    ['input.', 'Expected IDENTIFIER'],
    ['', 'it is empty'],
    ['  ', 'it is empty'],
    ['1 +', 'Unexpected token'],
    ['input.none.map(x, x)', 'cannot be range'],
  ])('%s fails and says: %s', (source, sentence) => {
    expect(failure(source)).toMatchObject({ code: 'EXPRESSION_FAILED' });
    expect(failure(source).message).toContain(sentence);
  });
});

describe('what an expression reads', () => {
  const reads = (source: string): readonly string[] => compileExpression(source).reads.map(({ root, path }) => [root, ...path].join('.'));
  it.each([
    ['classify.output.json.urgency >= 8', ['classify.output.json.urgency']],
    ['a.output + a.error + a.output', ['a.output', 'a.error']],
    ['input["odd key"].x', ['input.odd key.x']],
    ['input.rows[0].tag', ['input.rows']],
    ['input.rows[input.n].tag', ['input.n', 'input.rows']],
    ['input.rows.map(r, r.id + variables.limit)', ['input.rows', 'variables.limit']],
    ['input.rows.filter(input, input.x)', ['input.rows']],
    ['cel.bind(x, a.output, x + b.output)', ['a.output', 'b.output']],
    ['has(a.output.b)', ['a.output.b']],
    ['type(1) == int', []],
    ['list.output', ['list.output']],
    ['google.output', ['google.output']],
    ['type(input.t) == google.protobuf.Timestamp', ['input.t']],
    ['a', ['a']],
    ['(a.output).b', ['a.output.b']],
    ['lower(a.output.b).size()', ['a.output.b']],
    ['[a.output, {"k": b.output}]', ['a.output', 'b.output']],
  ])('%s reads %j', (source, expected) => expect(reads(source)).toEqual(expected));

  it('lets a node be called like a type of CEL', () => {
    expect(run('list.output[1] + 1')).toBe(21);
    expect(run('list.output')).toEqual([10, 20]);
    expect(run('google.output + "!"')).toBe('g!');
  });

  it('knows the type of what does not depend on data', () => {
    expect(compileExpression('1 + 1').resultType).toBe('int');
    expect(compileExpression('input.n > 1').resultType).toBe('bool');
    expect(compileExpression('input.n').resultType).toBe('dyn');
  });
});

describe('limits', () => {
  const big: Scope = {
    input: {
      list: Array.from({ length: 3_000 }, (_, i) => i),
      text: 'x'.repeat(2_000_000),
      rows: Array.from({ length: 300 }, () => ({ a: Array(50).fill('v') })),
    },
  };
  const failsWith = (source: string, sentence: string): void =>
    expect(() => compileExpression(source).evaluate(big)).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_FAILED', message: expect.stringContaining(sentence) as string }),
    );

  it('refuse an expression of more than 4 KiB, counted in bytes', () => {
    expect(() => compileExpression(`"${'é'.repeat(2_048)}"`)).toThrow('longer than 4096 bytes');
    expect(() => compileExpression(`"${'é'.repeat(2_047)}"`)).not.toThrow();
  });

  it.each([
    'input.list.map(a, input.list.filter(b, b > a))',
    'input.list.map(a, input.list.map(b, input.list.map(c, a)))',
    'input.list.exists(a, input.list.exists(b, input.list.exists(c, c < 0)))',
    'input.list.all(a, input.list.all(b, b.x))',
    'input.list.exists(a, input.list.exists(b, b.x))',
    'input.list.map(a, input.list.map(b, b.x || true))',
    'input.list.map(a, input.text.contains("y"))',
    'input.list.map(a, input.text == input.text + "x")',
    'input.list.map(a, size(input.text))',
    'input.list.map(a, a in input.list)',
    'input.rows.map(r, r in input.rows)',
    'input.rows.map(r, input.rows == input.rows)',
    'input.list.map(a, json(input.rows))',
    'input.list.map(a, join(input.rows, ","))',
    'input.list.map(a, sum(input.list))',
    'input.list.map(a, re(input.text, "(x+x+)+y"))',
    'input.text.split("")',
    'split(input.text, "")',
    'input.list.map(a, input.list + input.list)',
    'true || input.list.map(a, input.list.map(b, b)) == [] ? input.list.map(a, input.list.map(b, b)) : []',
  ])('stop %s, which would work for too long', (source) => failsWith(source, 'too much work'));

  it.each([
    ['replace(input.text, "x", "xxxxxxxxxxxxxxxxxxxx")', 'a text of over'],
    ['cel.bind(a, input.text + input.text, cel.bind(b, a + a, cel.bind(c, b + b, cel.bind(d, c + c, d + d))))', 'too much work'],
    ['join(input.list.map(a, "0123456789012345678901234567890123456789"), input.text.substring(0, 20000))', 'a text of over'],
    [
      'join([input.text, input.text, input.text, input.text, input.text, input.text, input.text, input.text, input.text], "")',
      'a text of over',
    ],
    ['input.list.map(a, "x").join(input.text.substring(0, 20000))', 'a text of over'],
  ])('stop %s, which would build too long a text', (source, sentence) => failsWith(source, sentence));

  it('let work through that stays within them', () => {
    expect(compileExpression('size(input.list.map(a, a * 2))').evaluate(big)).toBe(3_000);
    expect(compileExpression('input.text.contains("y")').evaluate(big)).toBe(false);
    expect(compileExpression('size(input.list)').evaluate(big)).toBe(3_000);
  });

  it('begin anew with every evaluation', () => {
    const compiled = compileExpression('size(input.list.map(a, input.text.contains("y") || a >= 0)) > 0');
    expect(() => compiled.evaluate(big)).toThrow('too much work');
    expect(compiled.evaluate({ input: { list: [1], text: 'x' } })).toBe(true);
  });

  it.each([
    ['!'.repeat(3_000) + 'true'],
    ['-'.repeat(3_000) + '1'],
    ['('.repeat(1_500) + '1' + ')'.repeat(1_500)],
    [Array(2_000).fill('1').join('+')],
    ['a' + '.b'.repeat(1_500)],
    ['['.repeat(1_000) + ']'.repeat(1_000)],
  ])('refuse the nesting of %#', (source) =>
    expect(() => compileExpression(source).evaluate({ a: null })).toThrow(expect.objectContaining({ code: 'EXPRESSION_FAILED' })),
  );

  it('refuse a result that is nested too deeply', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 1_000; i++) deep = [deep];
    expect(() => compileExpression('[input.deep]').evaluate({ input: { deep } })).toThrow('nested deeper');
    let deeper = deep;
    for (let i = 0; i < 50_000; i++) deeper = [deeper];
    expect(() => compileExpression('[input.deep]').evaluate({ input: { deep: deeper } })).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_FAILED' }),
    );
    expect(() => compileExpression('input.deep == [input.deep]').evaluate({ input: { deep: deeper } })).toThrow('nested too deeply');
  });
});

describe('results', () => {
  it('that are data are answered as they lie there, not copied', () => {
    expect(run('input.rows')).toBe((scope['input'] as { rows: unknown }).rows);
    expect(compileExpression('input.yes ? input.rows : []').evaluate(scope)).toBe((scope['input'] as { rows: unknown }).rows);
  });

  it('of maps and nested literals are plain JSON', () => {
    const result = run('{"a": {"b": [1, {"c": 2u}]}}') as object;
    expect(result).toEqual({ a: { b: [1, { c: 2 }] } });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(compileExpression('{"k": m}').evaluate({ m: new Map([['x', 1n]]) })).toEqual({ k: { x: 1 } });
    expect(compileExpression('m.x').evaluate({ m: new Map([['x', 1]]) })).toBe(1);
  });

  it('that are no JSON are refused', () => {
    expect(() => compileExpression('[f]').evaluate({ f: new (class Foo {})() })).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_FAILED' }),
    );
    expect(() => compileExpression('f').evaluate({ f: () => 1 })).toThrow(expect.objectContaining({ code: 'EXPRESSION_FAILED' }));
    expect(() => compileExpression('f.x').evaluate({ f: new Date() })).toThrow('is no object');
  });

  it('keep long sources short in messages', () => {
    const source = `input.nope == "${'y'.repeat(1_000)}"`;
    expect(failure(source).message.length).toBeLessThan(400);
  });
});
