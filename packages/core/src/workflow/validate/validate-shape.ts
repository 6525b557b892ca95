import type { ErrorObject } from 'ajv';
import type { Json, JsonObject } from '../../json.js';
import { isObject } from '../definition/definition-model.js';
import { DEFINITION_SCHEMA } from '../definition/definition-schema.js';
import { asProblem, compileRaw, schemaProblems, summarise, type RawSchemaCheck } from '../definition/schema-check.js';
import { pointerSteps } from '../format/positions.js';
import type { Report } from './validate-report.js';

let check: RawSchemaCheck | undefined;

/** What the schema of the format says. Unknown fields are warnings: they do no harm, but are often a slip of the pen. */
export function validateShape(definition: JsonObject, report: Report): void {
  check ??= compileRaw(DEFINITION_SCHEMA);
  if (definition['schemaVersion'] !== undefined && definition['schemaVersion'] !== '1') {
    const found = JSON.stringify(definition['schemaVersion']).slice(0, 40);
    report.error('UNSUPPORTED_SCHEMA_VERSION', '/schemaVersion', `schemaVersion must be "1", not ${found}: this version reads no other`);
  }
  for (const error of summarise(check(definition))) {
    if (error.instancePath === '/schemaVersion' || isId(error)) continue;
    const problem = asProblem(error);
    const nodeId = nodeIdAt(definition, problem.pointer);
    const isUnknown = error.keyword === 'additionalProperties';
    report.add({
      ...problem,
      code: isUnknown ? 'UNKNOWN_FIELD' : 'INVALID_SHAPE',
      severity: isUnknown ? 'warning' : 'error',
      ...(nodeId === undefined ? {} : { nodeId }),
    });
  }
  if (definition['inputs'] !== undefined) {
    for (const problem of schemaProblems(definition['inputs'])) report.add({ ...problem, pointer: `/inputs${problem.pointer}` });
  }
}

/** Ids are judged by `validateIds`, with better words. */
const isId = (error: ErrorObject): boolean => error.keyword === 'pattern' && /\/(nodes|triggers)\/\d+\/id$/.test(error.instancePath);

/** The id of the innermost node that a pointer lies in. */
export function nodeIdAt(definition: JsonObject, pointer: string): string | undefined {
  let value: Json | undefined = definition;
  let found: string | undefined;
  let parent = '';
  for (const step of pointerSteps(pointer)) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as { readonly [key: string]: Json })[step]
        : undefined;
    if (parent === 'nodes' && isObject(value) && typeof value['id'] === 'string') found = value['id'];
    parent = step;
  }
  return found;
}
