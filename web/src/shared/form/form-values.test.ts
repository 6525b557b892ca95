import { noEvalValidator } from './no-eval-validator.js';

describe('the validator of forms', () => {
  const schema = {
    type: 'object',
    required: ['approved'],
    properties: { approved: { type: 'boolean' }, why: { type: 'string', minLength: 3 } },
  } as const;
  it('puts each error at its field', () => {
    const { errors, errorSchema } = noEvalValidator.validateFormData({ why: 'x' }, schema as never);
    expect(errors.map((e) => e.property)).toEqual(['.approved', '.why']);
    expect(errorSchema).toMatchObject({ approved: { __errors: ['is needed'] }, why: { __errors: ['needs at least 3 characters'] } });
  });
  it('tells which branch of a choice a value is of', () => {
    expect(noEvalValidator.isValid({ type: 'number' }, 3, schema as never)).toBe(true);
    expect(noEvalValidator.isValid({ type: 'string', pattern: '\\{\\{' }, 3, schema as never)).toBe(false);
  });
});
