import type { JsonSchema } from '../../../api/types.js';
import { FIELD_KINDS, fieldsOf, freeName, hasFields, kindOf, moved, withFields, withKind, withWord } from './schema-model.js';

const schema: JsonSchema = {
  $comment: 'by hand',
  type: 'object',
  required: ['b', 'a'],
  additionalProperties: false,
  properties: {
    a: { type: 'string', title: 'A', pattern: '^x', minLength: 2 },
    b: { oneOf: [{ type: 'string' }, { type: 'null' }] },
    c: { type: 'object', properties: { d: { type: 'array', items: { type: 'object', properties: { e: { type: 'integer' } } } } } },
  },
};
describe('the fields of a schema', () => {
  it('come back as they were: nothing that is not shown is lost', () => {
    expect(withFields(schema, fieldsOf(schema))).toEqual(schema);
    expect(Object.keys((withFields(schema, fieldsOf(schema))['properties'] ?? {}) as object)).toEqual(['a', 'b', 'c']);
    expect(withFields(schema, fieldsOf(schema))['required']).toEqual(['b', 'a']);
  });
  it('are reordered, renamed and made optional without touching the rest', () => {
    const fields = moved(fieldsOf(schema), 2, 0).map((field) => (field.name === 'a' ? { ...field, name: 'z', required: false } : field));
    const next = withFields(schema, fields);
    expect(Object.keys(next['properties'] as object)).toEqual(['c', 'z', 'b']);
    expect(next).toMatchObject({ $comment: 'by hand', additionalProperties: false, required: ['b'] });
    expect((next['properties'] as never)['z']).toEqual({ type: 'string', title: 'A', pattern: '^x', minLength: 2 });
  });
  it('have a kind, or are kept whole', () => {
    expect(fieldsOf(schema).map((field) => kindOf(field.schema))).toEqual(['text', 'other', 'group']);
    expect(kindOf({ type: 'array', items: { $ref: '#/x' } })).toBe('other');
    expect(kindOf({ type: ['string', 'null'] })).toBe('other');
    expect(kindOf({})).toBe('any');
    expect(kindOf({ type: 'string', enum: ['a'] })).toBe('choice');
    for (const kind of FIELD_KINDS) expect(kindOf(withKind(true, kind))).toBe(kind);
  });
  it('can be listed, or the whole is text', () => {
    expect([undefined, {}, schema].map(hasFields)).toEqual([true, true, true]);
    expect([true, { type: 'array' }, { anyOf: [] }, { type: 'object', properties: [] }].map((s) => hasFields(s as JsonSchema))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
describe('a field', () => {
  const text: JsonSchema = { type: 'string', title: 'A', maxLength: 9, minLength: 2 };
  it('keeps what still means something when its kind changes', () => {
    expect(withKind(text, 'longText')).toEqual({ type: 'string', format: 'textarea', title: 'A', maxLength: 9, minLength: 2 });
    expect(withKind(text, 'number')).toEqual({ type: 'number', title: 'A' });
    expect(withKind(text, 'text')).toBe(text);
  });
  it('changes one keyword at a time', () => {
    expect(withWord(text, 'maxLength', undefined)).toEqual({ type: 'string', title: 'A', minLength: 2 });
    expect(Object.keys(withWord(text, 'title', 'B') as object)).toEqual(['type', 'title', 'maxLength', 'minLength']);
  });
  it('gets a free name', () => {
    expect(freeName(fieldsOf(schema), 'a')).toBe('a2');
    expect(freeName([], 'field')).toBe('field');
  });
});
