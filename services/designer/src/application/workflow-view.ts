import type { Json, JsonObject, Problem } from '@agentflow/core';
import type { WorkflowSummary, WorkflowView } from '@agentflow/ports';
import type { StoredWorkflow } from './documents.js';
import { etagOf } from './etag.js';

export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();

export function workflowView(stored: StoredWorkflow, publishedRevision: number | null, problems: readonly Problem[]): WorkflowView {
  return { ...common(stored, publishedRevision), definition: stored.value.definition, problems };
}
export function workflowSummary(stored: StoredWorkflow, publishedRevision: number | null): WorkflowSummary {
  return { ...common(stored, publishedRevision), problemCount: stored.value.problemCount, nodesTotal: stored.value.nodesTotal };
}
function common({ id, version, value, createdAt, updatedAt }: StoredWorkflow, publishedRevision: number | null) {
  return {
    id,
    key: value.key,
    name: value.name,
    folder: value.folder,
    etag: etagOf(version),
    publishedRevision,
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
  };
}

/** The name of a definition, however unfinished. */
export const nameOf = (definition: JsonObject): string => {
  const name = typeof definition['name'] === 'string' ? definition['name'].trim().slice(0, 200) : '';
  return name === '' ? 'Untitled' : name;
};
/** Nodes of all bodies. */
export function countNodes(definition: JsonObject): number {
  const open: Json[] = [definition];
  let count = 0;
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    const nodes = isObject(body) ? body['nodes'] : undefined;
    if (!Array.isArray(nodes)) continue;
    count += nodes.length;
    for (const node of nodes as Json[]) if (isObject(node) && node['body'] !== undefined) open.push(node['body']);
  }
  return count;
}
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
