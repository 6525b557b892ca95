import { AppError, validateDefinition, type OrgId, type Problem, type ReferenceCatalog } from '@agentflow/core';
import type { DesignerDeps } from './designer-deps.js';
import type { ReadDefinition } from './read-source.js';
import { missingReferences, namesOf, recordingReferences, referencesWithout } from './references.js';

/**
 * All problems of a definition, with what it refers to in this org looked up. Most definitions refer only to what is there: one pass finds which
 * names matter, and only if one of them is missing does a second pass say so.
 */
export async function checkDefinition(deps: DesignerDeps, org: OrgId, read: ReadDefinition): Promise<readonly Problem[]> {
  return (await check(deps, org, read)).problems;
}
/** The same for a definition that is about to run: nothing may be wrong. Answers the agents it names, and what is suspicious. @throws AppError DEFINITION_INVALID with all problems, warnings too */
export async function requireValid(
  deps: DesignerDeps,
  org: OrgId,
  read: ReadDefinition,
): Promise<{ readonly agents: readonly string[]; readonly warnings: readonly Problem[] }> {
  const { problems, asked } = await check(deps, org, read);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return { agents: namesOf(asked, 'agent'), warnings: problems };
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  throw new AppError('DEFINITION_INVALID', `the definition cannot run: ${errors[0]!.message}${more}`, {}, { problems });
}
async function check(deps: DesignerDeps, org: OrgId, read: ReadDefinition) {
  const { references, asked } = recordingReferences();
  const problems = problemsOf(deps, read, references);
  const missing = await missingReferences(deps, org, asked);
  return { asked, problems: missing.size === 0 ? problems : problemsOf(deps, read, referencesWithout(missing)) };
}
const problemsOf = ({ catalog }: DesignerDeps, read: ReadDefinition, references: ReferenceCatalog): readonly Problem[] =>
  validateDefinition(read.definition, { nodes: catalog, references, locate: read.locate });
