import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExecutionView, HistoryItem, Json, NodeView } from '@agentflow/core';
import type { ApiClient } from '../api-client.js';
import { CliError } from '../cli-error.js';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { history, pages } from '../history.js';
import type { Io } from '../io.js';

interface Workflow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly definition: Json;
}
/** Writes an execution as one file: the definition it ran, its nodes, and everything that was recorded. Credentials are never part of it. */
export async function exportExecution(io: Io, id: string, options: Target & { readonly output?: string | undefined }): Promise<ExitCode> {
  const { api } = await connect(io, options);
  const execution = (await api.call<ExecutionView>('GET', `/executions/${encodeURIComponent(id)}`)).body;
  const document = {
    format: 'agentflow-execution',
    formatVersion: 1,
    exportedAt: new Date().toISOString(),
    workflow: await workflowOf(api, execution),
    execution,
    nodes: await all<NodeView>(pages(api, `/executions/${encodeURIComponent(id)}/nodes`)),
    history: await all<HistoryItem>(history(api, id)),
  };
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (options.output === undefined) io.out(text);
  else {
    await writeFile(resolve(io.cwd, options.output), text).catch((cause: unknown) =>
      Promise.reject(new CliError(`${options.output} cannot be written: ${(cause as Error).message}`, { code: 'NOT_WRITABLE', cause })),
    );
    io.err(`${options.output}: ${document.history.length} events, ${document.nodes.length} nodes\n`);
  }
  return EXIT.completed;
}
/** The revision that ran, and the YAML of the draft with its comments. `null` once the workflow is deleted. */
async function workflowOf(api: ApiClient, { workflowId, revision }: ExecutionView): Promise<Json> {
  const path = `/workflows/${encodeURIComponent(workflowId)}`;
  const found = await api.call<Workflow>('GET', path, { accept: [404] });
  if (found.status === 404) return null;
  const { id, key, name, definition } = found.body;
  const ran =
    revision === 'draft'
      ? definition
      : (await api.call<{ readonly definition: Json }>('GET', `${path}/revisions/${revision}`)).body.definition;
  return { id, key, name, revision, definition: ran, yaml: await api.text(path, 'application/yaml') };
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
