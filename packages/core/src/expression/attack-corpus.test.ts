import { isAppError } from '../errors/app-error.js';
import { compileExpression } from './compile-expression.js';
import { compileTemplate } from './compile-template.js';

/**
 * Payloads of the families by which expression engines of other products were broken: names that lead to the language underneath, computed names,
 * escapes, tagged templates, getters, calls into the host. Every one must be a typed error or a harmless value, and change nothing.
 */
const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  '__defineGetter__',
  '__lookupGetter__',
  '__defineSetter__',
  'hasOwnProperty',
  'valueOf',
  'toString',
  'isPrototypeOf',
  'apply',
  'call',
  'bind',
  'caller',
  'arguments',
  'callee',
  'name',
  'length',
];
const BASES = [
  'input',
  'input.list',
  'input.text',
  'input.object',
  'input.n',
  '"a"',
  '[1]',
  '{"a": 1}',
  'b"a"',
  'timestamp("2026-01-01T00:00:00Z")',
  'duration("1s")',
  'type(1)',
  'cel',
  'string',
  'google',
  'google.protobuf',
];
const GLOBALS = [
  'process',
  'globalThis',
  'global',
  'window',
  'self',
  'require',
  'module',
  'exports',
  'Function',
  'eval',
  'Object',
  'Array',
  'Reflect',
  'Proxy',
  'Symbol',
  'Buffer',
  'console',
  'fetch',
  'import',
  'this',
  'arguments',
  'setTimeout',
  'queueMicrotask',
  'WebAssembly',
  'Deno',
  'Bun',
  'document',
  '__dirname',
  'secrets',
  'env',
  '$eval',
  '$fromAI',
];
const member = NAMES.flatMap((name) => BASES.map((base) => `${base}.${name}`));
const indexed = NAMES.flatMap((name) => ['input', 'input.object', '[1]', '{"a": 1}'].map((base) => `${base}["${name}"]`));
const computed = ['input', 'input.object', '{"a": 1}'].flatMap((base) => [
  `${base}["__pro" + "to__"]`,
  `${base}["con" + "structor"]`,
  `${base}[["constructor"].join()]`,
  `${base}[input.key]`,
  `${base}[lower("CONSTRUCTOR")]`,
  `${base}["rotcurtsnoc".split("")[0] + "onstructor"]`,
  `${base}[replace("constrXctor", "X", "u")]`,
  `${base}[parseJson("\\"constructor\\"")]`,
  `${base}["\\u0063onstructor"]`,
  `${base}["\\x63onstructor"]`,
  `${base}["\\143onstructor"]`,
  `${base}["__proto\\u005f_"]`,
  `${base}[trim(" __proto__ ")]`,
  `${base}[string(b"constructor")]`,
  `cel.bind(k, "constructor", ${base}[k])`,
  `["constructor"].map(k, ${base}[k])`,
  `["__proto__"].exists(k, ${base}[k] != null)`,
]);
const calls = NAMES.flatMap((name) => [`input.${name}()`, `${name}()`, `input.${name}("return process")()`, `"a".${name}("b")`]);
const globals = GLOBALS.flatMap((name) => [name, `${name}.env`, `${name}("1")`, `${name}.constructor("return 1")()`, `{"x": ${name}}`]);
const built = [
  '{"__proto__": {"polluted": true}}',
  '{"constructor": {"prototype": {"polluted": true}}}',
  '{"proto" + "type": 1}',
  '{"__pro" + "to__": {"polluted": true}}',
  '{input.key: 1}',
  '["__proto__"].map(k, {k: {"polluted": true}})',
  'parseJson("{\\"__proto__\\": {\\"polluted\\": true}}")',
  'parseJson("{\\"constructor\\": {\\"prototype\\": {\\"polluted\\": 1}}}")',
  'parseJson(input.hostile)',
  'parseJson(input.hostile).polluted',
  'b"{\\"__proto__\\": 1}".json()',
  '{"a": {"__proto__": 1}}',
  '[{"prototype": 1}]',
  'input.hostileObject.polluted',
  '[input.hostileObject, 1]',
];
const macros = [
  '[1].map(__proto__, __proto__)',
  '[1].map(constructor, constructor)',
  '[1].map(prototype, 1)',
  'cel.bind(__proto__, 1, __proto__)',
  'cel.bind(constructor, 1, constructor)',
  '[1].map(x, x.constructor)',
  '[{}].map(x, x.__proto__)',
  '[[]].map(x, x.constructor.constructor("return process")())',
  'input.list.all(toString, true)',
  'has(input.constructor)',
  'has(input.__proto__)',
  'has({}.constructor)',
  '{}.map(k, k)',
  'cel.bind(x, cel, x.constructor)',
  '[cel].map(c, c.bind)',
  'cel.bind',
  '[].map',
  'has',
  'type(cel)',
  'google.protobuf.Timestamp.constructor',
];
const syntax = [
  '`${process.env}`',
  'input`x`',
  'input.text`${1}`',
  '(() => 1)()',
  'function(){}',
  'input => input',
  'new Date()',
  'x = 1',
  'input.n = 5',
  'input.n++',
  'delete input.n',
  'typeof input',
  'void 0',
  '...input',
  '[...input.list]',
  'input?.constructor',
  'input?.["constructor"]',
  'input.?constructor',
  'input[?"constructor"]',
  '#private',
  '@decorator',
  'a; b',
  '1, 2',
  '/x/.test("x")',
  '/(a+)+$/',
  'with(input){}',
  'if (true) 1',
  'return 1',
  'await x',
  'yield x',
  'class A {}',
  'import("fs")',
  '\u0063onstructor',
  'input.\\u0063onstructor',
  'input.con\\u0073tructor',
  '\\u{63}',
  '\u200bconstructor',
  'сonstructor',
  'input.__рroto__',
  '"${process.env.HOME}"',
  '"#{1+1}"',
  '<%= 1 %>',
  '{{constructor}}',
  '[[]]',
  '({})',
  '(1)(2)',
  '"a"()',
  'input.list()',
  '1.constructor',
  '1..constructor',
  '"\\',
  "'''",
  '"""',
  'r"\\',
  'b"\\u0041"',
  '0x',
  '1e',
  '1e999',
  '-0',
  '\u0000',
  '\ud800',
  '//',
  '/* x */ 1',
  '--1',
  '!!!true',
  'in',
  'null()',
  'true.x',
  '"a".matches("(a+)+$")',
  'input.text.matches(input.text)',
  're(input.text, "(a|a)*$")',
  're("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")',
  're("x", "\\\\Q")',
  're("x", "(?<n>x)\\\\k<n>")',
];
const payloads = [...new Set([...member, ...indexed, ...computed, ...calls, ...globals, ...built, ...macros, ...syntax])];

const scope = () => ({
  input: {
    n: 1,
    list: [1, 2],
    text: 'text',
    object: { a: { b: 1 } },
    key: 'constructor',
    hostile: '{"__proto__": {"polluted": true}}',
    hostileObject: JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}') as unknown,
  },
});

/** Every own key of every intrinsic, with what it holds, as a text. */
function intrinsics(): string {
  const seen = new Map<object, string>();
  const describe = (value: unknown, path: string, depth: number): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || depth > 4) return;
    const keys = Reflect.ownKeys(value);
    seen.set(value, `${path}: ${keys.map(String).join(',')} ${Object.isFrozen(value)}`);
    for (const key of keys) {
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      describe(descriptor?.value, `${path}.${String(key)}`, depth + 1);
      describe(descriptor?.get, `${path}.get ${String(key)}`, depth + 1);
    }
  };
  const roots = {
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    BigInt,
    Symbol,
    Date,
    RegExp,
    Promise,
    Map,
    Set,
    WeakMap,
    Error,
    RangeError,
    TypeError,
    JSON,
    Math,
    Reflect,
    Proxy,
    Uint8Array,
    ArrayBuffer,
    TextEncoder,
  };
  for (const [name, root] of Object.entries(roots)) describe(root, name, 0);
  return [...seen.values()].join('\n');
}

/** JSON through and through: nothing that runs, nothing with a class. */
function isHarmless(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isHarmless);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.keys(value).every((key) => isHarmless(Object.getOwnPropertyDescriptor(value, key)?.value))
  );
}

describe('the attack corpus', () => {
  it('has at least 300 payloads', () => expect(payloads.length).toBeGreaterThanOrEqual(300));

  it('is answered by typed errors and harmless values only, and leaves every intrinsic as it was', () => {
    const before = intrinsics();
    const outcomes = { refused: 0, harmless: 0 };
    for (const payload of payloads) {
      const data = scope();
      const asWritten = JSON.stringify(data);
      try {
        const value = compileExpression(payload).evaluate(data);
        expect({ payload, harmless: isHarmless(value) }).toEqual({ payload, harmless: true });
        outcomes.harmless += 1;
      } catch (error) {
        expect({ payload, typed: isAppError(error) && error.code }).toEqual({ payload, typed: 'EXPRESSION_FAILED' });
        outcomes.refused += 1;
      }
      expect(JSON.stringify(data)).toBe(asWritten);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
    expect(intrinsics()).toBe(before);
    console.info(`attack corpus: ${payloads.length} payloads, ${outcomes.refused} refused, ${outcomes.harmless} harmless values`);
    expect(outcomes.refused).toBeGreaterThan(payloads.length / 2);
  });

  it('does the same inside templates', () => {
    const before = intrinsics();
    for (const payload of payloads) {
      try {
        expect(isHarmless(compileTemplate({ x: `a {{ ${payload} }}` }).render(scope()))).toBe(true);
      } catch (error) {
        expect({ payload, typed: isAppError(error) && error.code }).toEqual({ payload, typed: 'EXPRESSION_FAILED' });
      }
    }
    expect(intrinsics()).toBe(before);
  });

  it('never reaches a constructor or prototype by any name that leads there', () => {
    for (const payload of [...member, ...indexed, ...computed].filter((each) => /constructor|__proto__|prototype|proto/i.test(each))) {
      expect(() => compileExpression(payload).evaluate(scope())).toThrow(expect.objectContaining({ code: 'EXPRESSION_FAILED' }));
    }
  });

  it('finds nothing that makes code from text in this folder', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const folder = new URL('.', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(10);
    for (const name of files)
      expect({ name, found: /\beval\(|new Function|node:vm|import\(/.exec(readFileSync(new URL(name, folder), 'utf8'))?.[0] }).toEqual({
        name,
        found: undefined,
      });
  });
});
