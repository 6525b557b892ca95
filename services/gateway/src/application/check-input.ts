import { AppError, createSchemaCheck, type Json, type JsonSchema, type SchemaCheck } from '@agentflow/core';
import type { FrozenRevision } from '@agentflow/ports';

const CACHED_CHECKS = 1_000;
/** By revision digest, which fixes the schema: the same text always gives the same check. */
const checks = new Map<string, SchemaCheck>();

/** Checks the input of an execution against the `inputs` of its revision. @throws AppError INVALID_INPUT with every problem, pointers into the request's body */
export function checkInput(frozen: FrozenRevision, input: Json): void {
  const { inputs, digest } = frozen;
  if (inputs === null || inputs === undefined || inputs === true) return;
  let check = checks.get(digest);
  if (!check) {
    check = createSchemaCheck(inputs as JsonSchema);
    if (checks.size >= CACHED_CHECKS) checks.clear();
    checks.set(digest, check);
  }
  const problems = check(input);
  if (problems.length === 0) return;
  const located = problems.map((problem) => ({ ...problem, pointer: `/input${problem.pointer}` }));
  throw new AppError(
    'INVALID_INPUT',
    `the input does not fit the workflow's inputs: ${located[0]?.pointer} ${located[0]?.message}`,
    {},
    { problems: located },
  );
}
