import { AppError, createSchemaCheck, type Json, type Plan } from '@agentflow/core';

/** Holds a new input against the `inputs` of the revision that goes on with it. @throws AppError INVALID_INPUT with every problem */
export function checkInput(plan: Plan, input: Json | undefined): void {
  if (input === undefined || plan.inputs === true) return;
  const problems = createSchemaCheck(plan.inputs)(input).map((problem) => ({ ...problem, pointer: `/input${problem.pointer}` }));
  if (problems.length === 0) return;
  throw new AppError(
    'INVALID_INPUT',
    `the input does not fit the workflow's inputs: ${problems[0]?.pointer} ${problems[0]?.message}`,
    {},
    { problems },
  );
}
