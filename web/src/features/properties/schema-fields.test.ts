import { isFlat, readFields, writeFields } from './schema-fields.js';

const schema = {
  type: 'object',
  required: ['a'],
  additionalProperties: false,
  properties: { a: { type: 'string', title: 'A', minLength: 2 }, b: { type: 'string', enum: ['x', 'y'] } },
};

describe('a schema as a table of fields', () => {
  it('comes back as it was', () => expect(writeFields(schema, readFields(schema))).toEqual(schema));
  it('keeps what the table does not show when a field is renamed', () => {
    const rows = readFields(schema).map((row) => (row.name === 'a' ? { ...row, name: 'c' } : row));
    expect(writeFields(schema, rows)).toMatchObject({
      required: ['c'],
      additionalProperties: false,
      properties: { c: { type: 'string', title: 'A', minLength: 2 } },
    });
  });
  it('drops what belonged to another type', () => {
    const rows = readFields(schema).map((row) => (row.name === 'a' ? { ...row, type: 'number' as const } : row));
    expect(writeFields(schema, rows)).toMatchObject({ properties: { a: { type: 'number', title: 'A' } } });
  });
  it('leaves to YAML what a table cannot show', () => {
    expect(isFlat(undefined)).toBe(true);
    expect(isFlat(schema)).toBe(true);
    expect(isFlat({ oneOf: [] })).toBe(false);
    expect(isFlat({ type: 'object', properties: { a: { $ref: '#/x' } } })).toBe(false);
    expect(isFlat(true)).toBe(false);
  });
});
