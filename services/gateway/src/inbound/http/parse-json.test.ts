import type { AppError } from '@agentflow/core';
import { MAX_JSON_DEPTH, parseJson } from './parse-json.js';

const faultOf = (
  text: string,
): { code: string | undefined; pointer: string | undefined; line: number | undefined; column: number | undefined } => {
  try {
    parseJson(text);
  } catch (error) {
    const [problem] = (error as AppError).problems;
    expect((error as AppError).code).toBe('MALFORMED_JSON');
    return { code: problem?.code, pointer: problem?.pointer, line: problem?.line, column: problem?.column };
  }
  throw new Error('it was accepted');
};

describe('parseJson', () => {
  it.each([
    'null',
    '1',
    '-1.5e3',
    '"a\\"b"',
    '[]',
    '{}',
    '{"a":[1,{"b":"}"}],"c":"\\\\"}',
    ' { "a" : "x:,{" } ',
    '{"a":{"k":1},"b":{"k":2}}',
    '"\\ud83d\\ude00"',
  ])('reads %s as JSON.parse does', (text) => expect(parseJson(text)).toEqual(JSON.parse(text)));
  it('says where the text is broken, by line and column', () => {
    expect(faultOf('{\n  "a": 1,\n  "b": x\n}')).toEqual({ code: 'MALFORMED_JSON', pointer: '', line: 3, column: 8 });
    expect(faultOf('{"a": [1, 2')).toMatchObject({ code: 'MALFORMED_JSON', line: 1, column: 12 });
    expect(faultOf('{"a": "x\ty"}'.replace('\\t', '\t'))).toMatchObject({ line: 1, column: 9 });
    expect(faultOf('{"a":1}{}')).toMatchObject({ line: 1, column: 8 });
    expect(faultOf('[1,\n2,\n]')).toMatchObject({ line: 3, column: 1 });
    expect(faultOf('["a\\x"]')).toMatchObject({ line: 1, column: 4 });
    expect(faultOf('[01]')).toMatchObject({ line: 1, column: 3 });
    expect(faultOf('')).toMatchObject({ code: 'MALFORMED_JSON', line: 1, column: 1 });
  });
  it.each(['{', '[1,]', '{"a":1,}', "{'a':1}", '{"a":1}{}', 'undefined', '{"a":"\\x"}', '"open', '[}', '{]', '{"a" 1}', '\ufeff{}'])(
    'refuses %j',
    (text) => {
      expect(faultOf(text).code).toBe('MALFORMED_JSON');
    },
  );
  it('refuses duplicate keys with their place, however they are spelt', () => {
    expect(faultOf('{"x":[{"a":1,"a":2}]}')).toEqual({ code: 'DUPLICATE_KEY', pointer: '/x/0/a', line: 1, column: 14 });
    expect(faultOf('{"a":1,"\\u0061":2}').code).toBe('DUPLICATE_KEY');
    const many = Array.from({ length: 40 }, (_, i) => `"k${i}":${i}`);
    expect(faultOf(`{${[...many, '"k3":0'].join(',')}}`).code).toBe('DUPLICATE_KEY');
    expect(parseJson(`{${many.join(',')}}`)).toHaveProperty('k39', 39);
  });
  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])('refuses the key %s at any depth', (key) => {
    expect(faultOf(`{"a":[{"${key}":{"polluted":true}}]}`).code).toBe('UNSAFE_KEY');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  it('lets these names through as values', () => {
    expect(parseJson('["__proto__",{"a":"constructor"}]')).toEqual(['__proto__', { a: 'constructor' }]);
  });
  it('refuses numbers beyond the doubles', () => {
    expect(faultOf('{"a":1e999}').code).toBe('NUMBER_TOO_LARGE');
    expect(faultOf(`[${'9'.repeat(400)}]`).code).toBe('NUMBER_TOO_LARGE');
    expect(parseJson('[1e-999, "1e999"]')).toEqual([0, '1e999']);
  });
  it('refuses nesting beyond its limit without overflowing the stack', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(MAX_JSON_DEPTH))).toBeDefined();
    expect(faultOf(nested(MAX_JSON_DEPTH + 1)).code).toBe('TOO_DEEP');
    expect(faultOf(nested(1_000_000)).code).toBe('TOO_DEEP');
    expect(faultOf('{"a":'.repeat(100_000)).code).toBe('TOO_DEEP');
  });
  it('takes long strings of backslashes in linear time', () => {
    expect(parseJson(`["${'\\\\'.repeat(200_000)}"]`)).toEqual(['\\'.repeat(200_000)]);
    expect(faultOf(`["${'\\"'.repeat(200_000)}`).code).toBe('MALFORMED_JSON');
  });
});
