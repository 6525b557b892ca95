import { validateDefinition, type Problem, type ReferenceCatalog } from '@agentflow/core';
import { createNodeCatalog, findTool } from '@agentflow/nodes';
import type { WorkflowFile } from './workflow-file.js';

/** Everything that is wrong with a definition as far as can be said without a server. What only a server knows (agents, credentials, other workflows, models) is taken on trust. */
export function checkDefinition({ definition, models }: Pick<WorkflowFile, 'definition' | 'models'>): readonly Problem[] {
  const scripts = new Set(['scripted/echo', ...models.map(({ name }) => `scripted/${name}`)]);
  const references: ReferenceCatalog = {
    hasAgent: () => true,
    hasCredential: () => true,
    hasWorkflow: () => true,
    hasTool: (name) => findTool(name) !== undefined,
    // A script that is not beside the file may lie on the server: only a file that brings scripts is held to them.
    hasModel: (name) => !name.startsWith('scripted/') || models.length === 0 || scripts.has(name),
  };
  return validateDefinition(definition, { nodes: createNodeCatalog(), references });
}
