import type { Json, JsonSchema } from '../../json.js';
import type { CodedProblem } from '../validate/problem-codes.js';
import { MAX_PATTERN_LENGTH, compilePattern } from '../../expression/pattern.js';
import { escapePointer, findUnsafeKeys } from '../format/unsafe-keys.js';

/** Largest schema an author may write, counted in values (objects, lists, scalars). */
const MAX_SCHEMA_VALUES = 20_000;
const MAX_SCHEMA_DEPTH = 64;
/** Keywords whose values are data, and those whose members are names of the author's. */
const DATA = new Set(['const', 'enum', 'default', 'examples']);
const NAMES = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/**
 * Why a schema is refused before it is compiled: too large or deep, references beyond itself, names of its own (`$id`), unsafe keys, patterns that are
 * not RE2. Iterative, so that nesting of any depth is answered.
 */
export function refusedSchema(schema: JsonSchema): readonly CodedProblem[] {
  if (typeof schema === 'boolean') return [];
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    return [problem('', 'a schema is an object, `true` or `false`')];
  const problems: CodedProblem[] = findUnsafeKeys(schema).map((pointer) => problem(pointer, `the key at ${pointer} is not allowed`));
  const open: { readonly value: Json; readonly pointer: string; readonly depth: number; readonly named: boolean }[] = [
    { value: schema, pointer: '', depth: 0, named: false },
  ];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer, depth, named } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_SCHEMA_DEPTH) return [problem(pointer.slice(0, 200), `the schema is nested deeper than ${MAX_SCHEMA_DEPTH} levels`)];
    const object = value as { readonly [key: string]: Json };
    const keys = Object.keys(object);
    seen += keys.length;
    if (seen > MAX_SCHEMA_VALUES) return [problem('', `the schema holds more than ${MAX_SCHEMA_VALUES} values`)];
    const isSchema = !Array.isArray(value) && !named;
    if (isSchema) problems.push(...keywordProblems(object, pointer));
    for (const key of keys) {
      if (isSchema && DATA.has(key)) continue;
      open.push({
        value: object[key] as Json,
        pointer: `${pointer}/${escapePointer(key)}`,
        depth: depth + 1,
        named: isSchema && NAMES.has(key),
      });
    }
  }
  return problems;
}

function keywordProblems(schema: { readonly [key: string]: Json }, pointer: string): CodedProblem[] {
  const problems: CodedProblem[] = [];
  for (const key of ['$ref', '$dynamicRef'] as const) {
    const ref = schema[key];
    if (typeof ref === 'string' && !ref.startsWith('#'))
      problems.push(problem(`${pointer}/${key}`, `"${key}" may only point into this schema ("#/…"), not to ${ref}`));
  }
  for (const key of ['$id', '$schema', '$vocabulary'] as const) {
    const name = schema[key];
    if (typeof name === 'string' && !(key === '$schema' && name.startsWith('https://json-schema.org/draft/2020-12/'))) {
      problems.push(
        problem(
          `${pointer}/${key}`,
          key === '$schema' ? `schemas are JSON Schema 2020-12, not ${name}` : `"${key}" is not allowed in a schema`,
        ),
      );
    }
  }
  if (typeof schema['pattern'] === 'string') problems.push(...patternProblems(schema['pattern'], `${pointer}/pattern`));
  const byPattern = schema['patternProperties'];
  if (typeof byPattern === 'object' && byPattern !== null) {
    for (const key of Object.keys(byPattern)) problems.push(...patternProblems(key, `${pointer}/patternProperties/${escapePointer(key)}`));
  }
  return problems;
}

function patternProblems(pattern: string, pointer: string): CodedProblem[] {
  if (pattern.length > MAX_PATTERN_LENGTH) return [problem(pointer, `the pattern is longer than ${MAX_PATTERN_LENGTH} characters`)];
  try {
    compilePattern(pattern);
    return [];
  } catch (error) {
    return [problem(pointer, `the pattern is no RE2 expression: ${(error as Error).message}`)];
  }
}

const problem = (pointer: string, message: string): CodedProblem => ({ pointer, code: 'INVALID_SCHEMA', severity: 'error', message });
