import type { Json, JsonSchema } from '../../json.js';
import { createSchemaCheck, schemaProblems } from './schema-check.js';

const check = (schema: JsonSchema, value: Json): readonly string[] =>
  createSchemaCheck(schema)(value).map((each) => `${each.pointer} ${each.message}`);

describe('a schema check', () => {
  it('lists everything that is wrong, with pointers and sentences', () => {
    const schema = {
      type: 'object',
      required: ['mail', 'n'],
      properties: {
        mail: { type: 'string', format: 'email' },
        n: { type: 'integer', minimum: 3 },
        c: { const: 1 },
        e: { enum: ['a', 'b'] },
        'x/y': { type: 'null' },
      },
      additionalProperties: false,
    };
    expect(check(schema, { mail: 'nope', c: 2, e: 'z', extra: 1, 'x/y': 1 })).toEqual([
      '/n "n" is missing',
      '/extra "extra" is not known here',
      '/mail must match format "email"',
      '/c must be 1',
      '/e must be one of "a", "b"',
      '/x~1y must be null',
    ]);
    expect(check(schema, { mail: 'a@b.example', n: 3 })).toEqual([]);
    expect(check({ unevaluatedProperties: false, properties: { a: {} } }, { b: 1 })).toEqual(['/b "b" is not known here']);
    expect(check({ not: {} }, 1)).toEqual([' must NOT be valid']);
  });

  it('tells of a choice in one sentence', () => {
    expect(check({ oneOf: [{ type: 'string' }, { type: 'number', minimum: 5 }] }, 1)).toEqual([' is none of what is allowed here']);
    expect(check({ anyOf: [{ required: ['a'] }, { required: ['b', 'c'] }] }, {})).toEqual([' one of "a", "b" with "c" is missing']);
    expect(check({ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1, b: 1 })).toEqual([' write only one of "a", "b"']);
    expect(check({ if: { required: ['a'] }, then: { required: ['b'] } }, { a: 1 })).toEqual(['/b "b" is missing']);
  });

  it('takes true and false as schemas', () => {
    expect(check(true, 1)).toEqual([]);
    expect(check(false, 1)).toEqual([' boolean schema is false']);
  });

  it('follows references within the schema, also to itself', () => {
    const tree = {
      type: 'object',
      properties: { next: { $ref: '#' }, list: { type: 'array', items: { $ref: '#/$defs/n' } } },
      $defs: { n: { type: 'integer' } },
    };
    expect(check(tree, { next: { next: 1, list: ['x'] } })).toEqual(['/next/next must be object', '/next/list/0 must be integer']);
    expect(check({ $ref: '#' }, {})).toEqual([expect.stringContaining('cannot be checked')]);
  });

  it('tells patterns apart, and runs them in linear time', () => {
    const schema = {
      properties: { a: { pattern: '^[a-z]+$' }, b: { pattern: '^[0-9]+$' } },
      patternProperties: { '^x_': { type: 'number' } },
    };
    expect(check(schema, { a: 'abc', b: '12', x_1: 1 })).toEqual([]);
    expect(check(schema, { a: '12', b: 'abc', x_1: 'y' })).toHaveLength(3);
    expect(check({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)).toHaveLength(1);
  });

  it('finds double items in long lists, and counts equal objects as equal', () => {
    expect(
      check({ uniqueItems: true }, [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toEqual([' must not have the same item twice']);
    expect(check({ uniqueItems: false }, [1, 1])).toEqual([]);
    expect(
      check(
        { uniqueItems: true },
        Array.from({ length: 50_000 }, (_, i) => ({ i })),
      ),
    ).toEqual([]);
  });

  it('answers at most 100 problems', () => {
    expect(
      check(
        { items: { type: 'string' } },
        Array.from({ length: 1_000 }, (_, i) => i),
      ),
    ).toHaveLength(100);
  });

  it('stops at the first error of a huge value', () => {
    expect(
      check(
        { items: { type: 'string' } },
        Array.from({ length: 300_000 }, (_, i) => i),
      ),
    ).toEqual(['/0 must be string']);
    expect(check({ items: { items: { type: 'string' } } }, [[1, 2], [null]])).toHaveLength(3);
  });

  it('is compiled once for equal schemas', () => {
    const schema = { type: 'string' };
    expect(createSchemaCheck(schema)).toBe(createSchemaCheck(schema));
    expect(createSchemaCheck({ minLength: 1, type: 'string' })).toBe(createSchemaCheck({ type: 'string', minLength: 1 }));
    for (let i = 0; i < 600; i++) createSchemaCheck({ const: i });
    expect(check(schema, 1)).toHaveLength(1);
  });

  it('changes nothing in the value', () => {
    const value = { a: '1' };
    check({ properties: { a: { type: 'number' }, b: { default: 1 } } }, value);
    expect(value).toEqual({ a: '1' });
  });
});

describe('a schema that cannot be used', () => {
  it.each<[Json, string, string]>([
    [{ type: 'objekt' }, '', 'the schema is not valid'],
    [{ properties: 1 }, '', 'the schema is not valid'],
    ['string', '', 'a schema is an object'],
    [[], '', 'a schema is an object'],
    [null, '', 'a schema is an object'],
    [{ items: { $ref: 'https://example.org/x' } }, '/items/$ref', 'may only point into this schema'],
    [{ $dynamicRef: 'x' }, '/$dynamicRef', 'may only point into this schema'],
    [{ $ref: '#/$defs/nope' }, '', "can't resolve reference"],
    [{ $id: 'mine' }, '/$id', 'not allowed in a schema'],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, '/$schema', 'JSON Schema 2020-12'],
    [{ $vocabulary: 'x' }, '/$vocabulary', 'not allowed'],
    [{ pattern: '(?=x)' }, '/pattern', 'no RE2 expression'],
    [{ pattern: 'x'.repeat(2_000) }, '/pattern', 'longer than'],
    [{ patternProperties: { '(': {} } }, '/patternProperties/(', 'no RE2 expression'],
    [JSON.parse('{"properties": {"__proto__": {}}}') as Json, '/properties/__proto__', 'not allowed'],
  ])('%j says where and why', (schema, pointer, sentence) => {
    const [problem] = schemaProblems(schema);
    expect(problem).toMatchObject({ code: 'INVALID_SCHEMA', severity: 'error', pointer });
    expect(problem?.message).toContain(sentence);
    expect(() => createSchemaCheck(schema as JsonSchema)).toThrow(
      expect.objectContaining({ code: 'DEFINITION_INVALID', problems: schemaProblems(schema) }),
    );
  });

  it('is refused when it is too deep or too large, without a stack overflow', () => {
    let deep: Json = {};
    for (let i = 0; i < 20_000; i++) deep = { items: deep };
    expect(schemaProblems(deep)[0]?.message).toContain('nested deeper than 64');
    const large = { enum: [], properties: Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`p${i}`, true])) };
    expect(schemaProblems(large)[0]?.message).toContain('more than 20000 values');
  });

  it('is not confused with data and names that look like keywords', () => {
    expect(
      schemaProblems({
        properties: { $ref: { type: 'string' }, pattern: { const: '(' }, $id: true, default: { pattern: 'a' } },
        default: { $ref: 'http://x' },
        examples: [{ pattern: '(' }],
        $schema: 'https://json-schema.org/draft/2020-12/schema',
      }),
    ).toEqual([]);
    expect(schemaProblems({ properties: { default: { pattern: '(' } } })).toHaveLength(1);
    expect(schemaProblems({ patternProperties: null })).toHaveLength(1);
  });
});
