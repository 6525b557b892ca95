import type { ErrorObject, ValidateFunction } from 'ajv';
import { canonicalJson } from '../../canonical.js';
import { AppError } from '../../errors/app-error.js';
import type { Json, JsonSchema } from '../../json.js';
import type { CodedProblem } from '../validate/problem-codes.js';
import { refusedSchema } from './schema-rules.js';
import { schemaCompiler } from './schema-compiler.js';
import { escapePointer } from '../format/unsafe-keys.js';

/** Says everything that is wrong with a value; an empty list when it fits. At most 100 problems. */
export type SchemaCheck = (value: Json) => CodedProblem[];
/** What Ajv says, for those who have to know the keyword. */
export type RawSchemaCheck = (value: Json) => readonly ErrorObject[];
const MAX_PROBLEMS = 100;
const MAX_CACHED = 500;

const byObject = new WeakMap<object, SchemaCheck>();
const byText = new Map<string, SchemaCheck>();

/**
 * A check against a JSON Schema 2020-12 of an author (inputs, answers, model output): compiled once and kept.
 * @throws AppError DEFINITION_INVALID with the problems of the schema itself, see `schemaProblems`
 */
export function createSchemaCheck(schema: JsonSchema): SchemaCheck {
  const known = typeof schema === 'object' ? byObject.get(schema) : undefined;
  if (known) return known;
  const refused = refusedSchema(schema);
  if (refused.length > 0) throw new AppError('DEFINITION_INVALID', 'the schema cannot be used', {}, { problems: refused });
  const text = canonicalJson(schema);
  const check = byText.get(text) ?? compile(schema);
  if (byText.size >= MAX_CACHED) byText.clear();
  byText.set(text, check);
  if (typeof schema === 'object') byObject.set(schema, check);
  return check;
}

/** What is wrong with a schema, with pointers inside it; empty when it can be used. Never throws. */
export function schemaProblems(schema: Json): readonly CodedProblem[] {
  try {
    createSchemaCheck(schema as JsonSchema);
    return [];
  } catch (error) {
    const { problems, message } = error as AppError;
    return problems?.length ? (problems as readonly CodedProblem[]) : [{ pointer: '', code: 'INVALID_SCHEMA', severity: 'error', message }];
  }
}

function compile(schema: JsonSchema): SchemaCheck {
  const validate = compileRaw(schema);
  return (value) => {
    try {
      return summarise(validate(value)).slice(0, MAX_PROBLEMS).map(asProblem);
    } catch (error) {
      return [
        { pointer: '', code: 'INVALID_VALUE', severity: 'error', message: `the value cannot be checked: ${(error as Error).message}` },
      ];
    }
  };
}

/** Values of more parts than this are told their first error only: each further one is an object, and there may be millions. */
const MAX_CHECKED_VALUES = 200_000;

/** @throws AppError DEFINITION_INVALID */
export function compileRaw(schema: JsonSchema): RawSchemaCheck {
  const first = compileValidator(schema, false);
  let all: ValidateFunction | undefined;
  return (value) => {
    if (first(value)) return [];
    if (holdsMoreThan(value, MAX_CHECKED_VALUES)) return [...(first.errors ?? [])];
    all ??= compileValidator(schema, true);
    return all(value) ? [] : [...(all.errors ?? [])];
  };
}

function compileValidator(schema: JsonSchema, all: boolean): ValidateFunction {
  try {
    return schemaCompiler().compile(schema, all);
  } catch (cause) {
    const message = `the schema is not valid: ${(cause as Error).message}`;
    throw new AppError(
      'DEFINITION_INVALID',
      message,
      {},
      { cause, problems: [{ pointer: '', code: 'INVALID_SCHEMA', severity: 'error', message }] },
    );
  }
}

/** Iterative; stops as soon as the answer is known. */
function holdsMoreThan(value: Json, limit: number): boolean {
  const open: Json[] = [value];
  let count = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const members = Object.values(next) as Json[];
    count += members.length;
    if (count > limit) return true;
    for (const member of members) open.push(member);
  }
  return false;
}

/** Of a choice that fits nowhere, one sentence instead of what each branch misses; nothing of conditions whose branches speak for themselves. */
export function summarise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter((error) => error.keyword === 'oneOf' || error.keyword === 'anyOf').map((error) => `${error.schemaPath}/`);
  return errors.filter((error) => error.keyword !== 'if' && !choices.some((choice) => error.schemaPath.startsWith(choice)));
}

export function asProblem(error: ErrorObject): CodedProblem {
  const { missingProperty, additionalProperty, unevaluatedProperty, allowedValues, allowedValue } = error.params as {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly unevaluatedProperty?: string;
    readonly allowedValues?: readonly Json[];
    readonly allowedValue?: Json;
  };
  const extra = additionalProperty ?? unevaluatedProperty;
  const pointer = `${error.instancePath}${missingProperty === undefined && extra === undefined ? '' : `/${escapePointer((missingProperty ?? extra) as string)}`}`;
  return { pointer, code: 'INVALID_VALUE', severity: 'error', message: sentence() };

  function sentence(): string {
    if (missingProperty !== undefined) return `"${missingProperty}" is missing`;
    if (extra !== undefined) return `"${extra}" is not known here`;
    if (allowedValues !== undefined) return `must be one of ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
    if (error.keyword === 'oneOf' || error.keyword === 'anyOf') return choice(error);
    if (error.keyword === 'const') return `must be ${JSON.stringify(allowedValue)}`;
    return error.message ?? `does not fit "${error.keyword}"`;
  }
}

/** Choices between members ("this or that") are told by name; `verbose` lets Ajv hand over the branches. */
function choice({ schema, params }: ErrorObject): string {
  const names = (schema as readonly { readonly required?: readonly string[] }[]).map((branch) => branch.required);
  if (!names.every((required) => required !== undefined)) return 'is none of what is allowed here';
  const listed = names.map((required) => required.map((name) => `"${name}"`).join(' with ')).join(', ');
  const passing = (params as { readonly passingSchemas?: readonly number[] | null }).passingSchemas;
  return passing ? `write only one of ${listed}` : `one of ${listed} is missing`;
}
