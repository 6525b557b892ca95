import { AppError } from '@agentflow/core';
import type { DesignerService } from '@agentflow/ports';
import { checkDefinition } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import { findWorkflow } from './find-workflow.js';
import { readKept, readSource } from './read-source.js';

/** All problems of the draft, or of a text that is not saved; one that cannot be read is a list of problems too. @throws AppError PAYLOAD_TOO_LARGE */
export const validateWorkflow =
  (deps: DesignerDeps): DesignerService['validate'] =>
  async ({ org, workflow, source }) => {
    const stored = await findWorkflow(deps.documents, { org, workflow });
    try {
      return { problems: await checkDefinition(deps, org, source === undefined ? readKept(stored.value) : readSource(source)) };
    } catch (error) {
      if (error instanceof AppError && error.problems.length > 0) return { problems: error.problems };
      throw error;
    }
  };
