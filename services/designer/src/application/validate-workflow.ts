import { AppError } from '@agentflow/core';
import type { DesignerService } from '@agentflow/ports';
import { checkDefinition } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import { findWorkflow } from './find-workflow.js';
import { pinSubflows } from './pin-subflows.js';
import { readKept, readSource } from './read-source.js';

/** All problems of the draft, or of a text that is not saved; one that cannot be read is a list of problems too. @throws AppError PAYLOAD_TOO_LARGE */
export const validateWorkflow =
  (deps: DesignerDeps): DesignerService['validate'] =>
  async ({ org, workflow, source }) => {
    const stored = await findWorkflow(deps.documents, { org, workflow });
    try {
      const read = source === undefined ? readKept(stored.value) : readSource(source);
      const problems = await checkDefinition(deps, org, read);
      // Names that do not exist are told already; what is left to say is that nothing of them is released.
      const subflows = (await pinSubflows(deps, org, stored.id, read.definition)).problems.filter(
        ({ code }) => code !== 'WORKFLOW_NOT_FOUND',
      );
      return { problems: [...problems, ...subflows] };
    } catch (error) {
      if (error instanceof AppError && error.problems.length > 0) return { problems: error.problems };
      throw error;
    }
  };
