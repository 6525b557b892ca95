import { schemaRows, table, text, typeOf } from './schema-tables.mjs';

describe('a schema in a table', () => {
  it('has a row for each field, those inside by their path, and marks what is needed', () =>
    expect(
      schemaRows({
        type: 'object',
        required: ['cases'],
        properties: {
          cases: {
            type: 'array',
            items: { type: 'object', required: ['name'], properties: { name: { type: 'string', description: 'Of the handle' } } },
          },
          mode: { enum: ['first', 'all'], title: 'Mode' },
        },
      }),
    ).toEqual([
      ['`cases` *', 'list of object', ''],
      ['`cases[].name` *', 'string', 'Of the handle'],
      ['`mode`', '`first`, `all`', ''],
    ]));
  it('says bounds that mean something, and references by name', () => {
    expect(typeOf({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER })).toBe('integer, 1 to …');
    expect(typeOf({ type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })).toBe('integer');
    expect(typeOf({ anyOf: [{ $ref: '#/$defs/retry' }, { type: 'null' }] })).toBe('`retry` or null');
  });
  it('lets nothing out of its cell', () => {
    expect(text('a | <img> `?n=<seconds>`\nb')).toBe('a \\| &lt;img> `?n=<seconds>` b');
    expect(table(['a'], [['x | y']])).toBe('| a |\n| --- |\n| x \\| y |');
  });
});
