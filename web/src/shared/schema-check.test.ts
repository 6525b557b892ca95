import { checkSchema, fitsSchema } from './schema-check.js';

const schema = {
  type: 'object',
  required: ['mail', 'n'],
  additionalProperties: false,
  properties: {
    mail: { type: 'string', minLength: 1 },
    n: { type: 'integer', minimum: 1, maximum: 5 },
    tags: { type: 'array', items: { enum: ['a', 'b'] }, uniqueItems: true },
    either: { oneOf: [{ type: 'string' }, { type: 'object', required: ['id'], properties: { id: { $ref: '#/$defs/id' } } }] },
  },
  $defs: { id: { type: 'number' } },
} as const;
const keywords = (value: unknown): string[] => checkSchema(schema as never, value).map((p) => `${p.path.join('.')}:${p.keyword}`);

describe('the schema check of the browser', () => {
  it('accepts what fits', () => expect(keywords({ mail: 'x', n: 2, tags: ['a'], either: { id: 4 } })).toEqual([]));
  it('names everything that does not fit, with where it is', () => {
    expect(keywords({ mail: '', n: 2.5, tags: ['a', 'a', 'c'], either: { id: 'x' }, more: 1 })).toEqual([
      'mail:minLength',
      'n:type',
      'tags:uniqueItems',
      'tags.2:enum',
      'either:oneOf',
      'more:additionalProperties',
    ]);
    expect(keywords({ mail: 'x' })).toEqual(['n:required']);
    expect(keywords(3)).toEqual([':type']);
  });
  it('takes an integer for a number, but not a string', () => {
    expect(fitsSchema({ type: 'number' }, 3)).toBe(true);
    expect(fitsSchema({ type: 'number' }, '3')).toBe(false);
  });
  it('does not hang on a schema that contains itself', () => {
    expect(fitsSchema({ $ref: '#' }, { a: 1 })).toBe(true);
  });
});
