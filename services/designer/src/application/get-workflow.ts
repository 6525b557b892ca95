import { toYaml, type JsonObject } from '@agentflow/core';
import type { DesignerService } from '@agentflow/ports';
import { checkDefinition } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import { etagOf } from './etag.js';
import { findWorkflow } from './find-workflow.js';
import { readKept } from './read-source.js';
import { releaseOf } from './release.js';
import { workflowView } from './workflow-view.js';

/** The draft with its problems as they are now: a credential that was added since is no problem any more. */
export const getWorkflow =
  (deps: DesignerDeps): DesignerService['getWorkflow'] =>
  async (ref) => {
    const stored = await findWorkflow(deps.documents, ref);
    const [problems, release] = await Promise.all([
      checkDefinition(deps, ref.org, readKept(stored.value)),
      releaseOf(deps.documents, ref.org, stored.id),
    ]);
    return workflowView(stored, release?.value.revision ?? null, problems);
  };

/** The authored text; for a draft that was only ever JSON, the same document written as YAML. */
export const getWorkflowYaml =
  (deps: DesignerDeps): DesignerService['getWorkflowYaml'] =>
  async (ref) => {
    const { value, version } = await findWorkflow(deps.documents, ref);
    return { yaml: value.yaml ?? toYaml(value.definition as JsonObject), etag: etagOf(version) };
  };
