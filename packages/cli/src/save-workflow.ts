import type { Json, JsonObject, Problem } from '@agentflow/core';
import type { ApiClient } from './api-client.js';
import { CliError } from './cli-error.js';
import type { WorkflowFile } from './workflow-file.js';

export interface SavedWorkflow {
  readonly id: string;
  readonly key: string;
  readonly etag: string;
  readonly definition: Json;
  readonly problems: readonly Problem[];
  readonly publishedRevision: number | null;
}
const pathOf = (key: string): string => `/workflows/${encodeURIComponent(key)}`;

/** Puts the model scripts, the agents, the workflows of its subflows (released) and the workflow on the server under their keys: creates them, or replaces what differs. Comments survive. */
export async function saveWorkflow(api: ApiClient, file: WorkflowFile): Promise<SavedWorkflow> {
  for (const { name, script } of file.models) await api.call('PUT', `/models/scripted/${encodeURIComponent(name)}`, { json: { script } });
  for (const agent of file.agents) await saveAgent(api, agent);
  for (const subflow of file.workflows) await releaseSubflow(api, subflow);
  const found = await api.call<SavedWorkflow>('GET', pathOf(file.key), { accept: [404] });
  if (found.status === 404) {
    const created = await api.call<SavedWorkflow>('POST', '/workflows', { json: { definition: file.definition, key: file.key } });
    return file.format === 'json' ? created.body : put(api, file, created.body.etag);
  }
  if (file.format === 'json' && JSON.stringify(found.body.definition) === JSON.stringify(file.definition)) return found.body;
  if (file.format === 'yaml' && (await api.text(pathOf(file.key), 'application/yaml')) === file.text) return found.body;
  return put(api, file, found.body.etag);
}
async function put(api: ApiClient, file: WorkflowFile, etag: string): Promise<SavedWorkflow> {
  const body = file.format === 'yaml' ? { yaml: file.text } : { json: { definition: file.definition } };
  const saved = await api.call<SavedWorkflow>('PUT', pathOf(file.key), { ...body, headers: { 'if-match': etag }, accept: [412] });
  if (saved.status === 412)
    throw new CliError(`somebody saved "${file.key}" at the same moment`, {
      code: 'VERSION_CONFLICT',
      hint: 'look at their change in the designer, then repeat the command',
    });
  return saved.body;
}
/** A new revision only where it means something else than the released one. */
async function releaseSubflow(api: ApiClient, file: WorkflowFile): Promise<void> {
  const saved = await saveWorkflow(api, file);
  if (saved.publishedRevision !== null) {
    const { body } = await api.call<{ readonly changes: readonly unknown[] }>(
      'GET',
      `${pathOf(file.key)}/diff?from=${saved.publishedRevision}&to=draft`,
    );
    if (body.changes.length === 0) return;
  }
  await api.call('POST', `${pathOf(file.key)}/publish`, { json: {} });
}
/** A new version only where something differs: versions are kept for good. */
async function saveAgent(api: ApiClient, { key, draft }: WorkflowFile['agents'][number]): Promise<void> {
  const path = `/agents/${encodeURIComponent(key)}`;
  const wanted = { instructions: '', ...draft, key };
  const found = await api.call<JsonObject>('GET', path, { accept: [404] });
  if (found.status === 404) return void (await api.call('POST', '/agents', { json: wanted }));
  const differs = Object.entries(wanted).some(([name, value]) => JSON.stringify(found.body[name]) !== JSON.stringify(value));
  if (differs) await api.call('PUT', path, { json: wanted });
}
