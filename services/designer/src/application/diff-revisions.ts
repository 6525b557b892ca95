import { AppError, diffDefinitions, type JsonObject, type OrgId, type WorkflowDefinition } from '@agentflow/core';
import type { DesignerService } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { StoredWorkflow } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { readKept } from './read-source.js';
import { findRevision } from './revisions.js';
import { isObject } from './workflow-view.js';

/** What changed in meaning between two revisions, or a revision and the draft. @throws AppError BAD_REQUEST (neither number nor `draft`), REVISION_NOT_FOUND, DEFINITION_INVALID (the draft has no graph to compare) */
export const diffRevisions =
  (deps: DesignerDeps): DesignerService['diff'] =>
  async ({ org, workflow, from, to }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    const [before, after] = await Promise.all([definitionAt(deps, org, draft, from), definitionAt(deps, org, draft, to)]);
    return { changes: diffDefinitions(before, after) };
  };

async function definitionAt({ documents }: DesignerDeps, org: OrgId, draft: StoredWorkflow, at: string): Promise<WorkflowDefinition> {
  if (at === 'draft') return comparable(readKept(draft.value).definition);
  if (!/^[1-9]\d{0,8}$/.test(at)) throw new AppError('BAD_REQUEST', 'compare a revision number or "draft"', { at: at.slice(0, 40) });
  return (await findRevision(documents, org, draft.id, Number(at))).definition as unknown as WorkflowDefinition;
}
/** An unfinished draft may hold anything; a comparison needs nodes with ids and edges between names. */
function comparable(draft: JsonObject): WorkflowDefinition {
  if (!isGraph(draft)) throw new AppError('DEFINITION_INVALID', 'the draft has no well-formed nodes and edges to compare: validate it first');
  return draft as unknown as WorkflowDefinition;
}
function isGraph({ nodes = [], edges = [] }: JsonObject): boolean {
  return (
    Array.isArray(nodes) &&
    Array.isArray(edges) &&
    nodes.every((node) => isObject(node) && typeof node['id'] === 'string' && (node['body'] === undefined || (isObject(node['body']) && isGraph(node['body'])))) &&
    edges.every((edge) => isObject(edge) && typeof edge['source'] === 'string' && typeof edge['target'] === 'string')
  );
}
