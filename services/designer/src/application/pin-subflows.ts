import { AppError, isAppError, subflowName, type Json, type JsonObject, type OrgId, type Problem, type SubflowPin } from '@agentflow/core';
import type { DesignerDeps } from './designer-deps.js';
import { findWorkflow } from './find-workflow.js';
import { releaseOf } from './release.js';
import { findRevision } from './revisions.js';
import { isObject, nameOf } from './workflow-view.js';

export interface SubflowPins {
  /** By `subflowName`. */
  readonly pins: { readonly [name: string]: SubflowPin };
  readonly problems: readonly Problem[];
}
/**
 * What each subflow of a definition would run if it were published now: the revision it names, else the released one, and itself where a
 * workflow names itself. Those with `revision: latest` are left open. What cannot be found is a problem at its node.
 */
export async function pinSubflows(deps: DesignerDeps, org: OrgId, workflowId: string, definition: Json): Promise<SubflowPins> {
  const pins: Record<string, SubflowPin> = {};
  const problems: Problem[] = [];
  for (const { workflow, revision, pointer, nodeId } of subflowsOf(definition)) {
    const name = subflowName(workflow, revision);
    if (revision === 'latest' || pins[name] !== undefined) continue;
    try {
      pins[name] = await pinOf(deps, org, workflowId, workflow, revision);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const at = error.code === 'REVISION_NOT_FOUND' ? 'revision' : 'workflow';
      problems.push({ pointer: `${pointer}/config/${at}`, nodeId, code: error.code, severity: 'error', message: error.message });
    }
  }
  return { pins, problems };
}
async function pinOf({ documents }: DesignerDeps, org: OrgId, self: string, workflow: string, revision: Json): Promise<SubflowPin> {
  const { id } = await findWorkflow(documents, { org, workflow });
  if (typeof revision === 'number') {
    const { digest, definition } = await findRevision(documents, org, id, revision);
    return { workflowId: id, workflowName: nameOf(isObject(definition) ? definition : {}), revision, digest };
  }
  if (id === self) return 'self';
  const release = await releaseOf(documents, org, id);
  if (!release)
    throw new AppError(
      'NOT_PUBLISHED',
      `the workflow "${workflow.slice(0, 100)}" has no released revision: publish it first, or say revision: latest`,
      {
        workflow: workflow.slice(0, 200),
      },
    );
  const { workflowName, revision: released, digest } = release.value;
  return { workflowId: id, workflowName, revision: released, digest };
}

interface Subflow {
  readonly workflow: string;
  /** A number, `latest`, or `null` where the node names none. */
  readonly revision: Json;
  readonly pointer: string;
  readonly nodeId: string;
}
/** Every subflow of a definition, those in bodies and states included. */
function* subflowsOf(definition: Json, pointer = ''): Iterable<Subflow> {
  if (!isObject(definition) || !Array.isArray(definition['nodes'])) return;
  for (const [index, node] of (definition['nodes'] as readonly Json[]).entries()) {
    if (!isObject(node)) continue;
    const at = `${pointer}/nodes/${index}`;
    const config = isObject(node['config']) ? node['config'] : {};
    if (node['type'] === 'subflow' && typeof config['workflow'] === 'string')
      yield { workflow: config['workflow'], revision: config['revision'] ?? null, pointer: at, nodeId: String(node['id']) };
    yield* subflowsOf(node['body'] ?? null, `${at}/body`);
    yield* subflowsOfStates(config, `${at}/config/states`);
  }
}
function* subflowsOfStates(config: JsonObject, pointer: string): Iterable<Subflow> {
  const { states } = config;
  if (!isObject(states)) return;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    for (const part of ['entry', 'body', 'exit']) yield* subflowsOf(state[part] ?? null, `${pointer}/${name}/${part}`);
  }
}
