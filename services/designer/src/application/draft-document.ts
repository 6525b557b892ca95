import { AppError, type JsonObject, type Problem } from '@agentflow/core';
import type { PutOptions } from '@agentflow/ports';
import type { WorkflowDocument } from './documents.js';
import { countNodes, nameOf } from './workflow-view.js';

const FOLDER = /^[^\p{Cc}]{0,200}$/u;

export interface DraftParts {
  readonly definition: JsonObject;
  readonly yaml: string | null;
  readonly problems: readonly Problem[];
  readonly folder: string;
  readonly by: string;
}
/** The document that keeps a draft. */
export const draftDocument = (
  key: string,
  createdBy: string,
  { definition, yaml, problems, folder, by }: DraftParts,
): WorkflowDocument => ({
  key,
  name: nameOf(definition),
  folder,
  definition,
  yaml,
  problemCount: problems.length,
  nodesTotal: countNodes(definition),
  createdBy,
  updatedBy: by,
});
/** How it is found again. */
export const draftIndex = ({ key, name, folder }: WorkflowDocument): Pick<PutOptions, 'unique' | 'index'> => ({
  unique: { key },
  index: { name, folder },
});

/** @throws AppError INVALID_INPUT */
export function requireFolder(folder: string): string {
  if (FOLDER.test(folder)) return folder;
  const problem: Problem = {
    pointer: '/folder',
    code: 'INVALID_FOLDER',
    severity: 'error',
    message: 'a folder is at most 200 printable characters',
  };
  throw new AppError('INVALID_INPUT', problem.message, {}, { problems: [problem] });
}
