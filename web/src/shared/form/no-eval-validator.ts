import {
  createErrorHandler,
  toErrorSchema,
  type CustomValidator,
  type ErrorSchema,
  type RJSFSchema,
  type RJSFValidationError,
  type ValidationData,
  type ValidatorType,
} from '@rjsf/utils';
import type { JsonSchema } from '../../api/types.js';
import { checkSchema, fitsSchema, type SchemaProblem } from '../schema-check.js';

const property = (path: SchemaProblem['path']): string => path.map((part) => `.${part}`).join('');
const toError = (problem: SchemaProblem): RJSFValidationError => ({
  name: problem.keyword,
  message: problem.message,
  params: problem.params,
  property: property(problem.path),
  stack: `${problem.path.join('.') || 'value'} ${problem.message}`,
});
/** A validator for forms that compiles nothing: the usual one makes functions out of text, which our content security policy forbids. */
export const noEvalValidator: ValidatorType = {
  validateFormData(formData: unknown, schema: RJSFSchema, customValidate?: CustomValidator): ValidationData<never> {
    const errors = checkSchema(schema as JsonSchema, formData).map(toError);
    const errorSchema = toErrorSchema(errors) as ErrorSchema<never>;
    if (customValidate) customValidate(formData, createErrorHandler(formData), undefined);
    return { errors, errorSchema };
  },
  isValid: (schema, formData, rootSchema) => fitsSchema(schema as JsonSchema, formData, rootSchema as JsonSchema),
  rawValidation: (schema, formData) => ({ errors: checkSchema(schema as JsonSchema, formData).map(toError) as never[] }),
};
