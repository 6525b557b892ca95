import { createHash } from 'node:crypto';
import { AppError, parseSegmentDigest, Replay, type ExecutionId, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type DocumentStore, type ExecutionStore, type FrozenDocument } from '@agentflow/ports';
import type { Values } from '../values.js';
import { heldRefs } from './held-refs.js';

export const EXPORT_FORMAT = 'agentflow.execution';
export const EXPORT_VERSION = 1;

export interface ExportPorts {
  readonly store: ExecutionStore;
  readonly documents: DocumentStore;
  readonly values: Values;
}
/**
 * An execution as lines of JSON that another installation can open and replay: a header, its commits as recorded, the revisions they ran by digest,
 * large values, and a last line with the sha256 of all bytes before it. Secrets are not in it: credentials are names in a history.
 * @throws AppError EXECUTION_NOT_FOUND; VALUE_CORRUPT and the like break it off, and without its last line it is none
 */
export async function* exportExecution(
  { store, documents, values }: ExportPorts,
  org: OrgId,
  id: ExecutionId,
  exportedAt: string,
): AsyncIterable<{ readonly line: string }> {
  const hash = createHash('sha256');
  let lines = 0;
  const sealed = (entry: object): { readonly line: string } => {
    const line = JSON.stringify(entry);
    hash.update(line).update('\n');
    lines++;
    return { line };
  };
  yield sealed({ kind: 'header', format: EXPORT_FORMAT, version: EXPORT_VERSION, executionId: id, exportedAt });
  const digests = new Set<string>();
  const refs = new Set<string>();
  for await (const { version, commitId, at, causes, events, messages, imported } of store.read(org, id, 0)) {
    const [first] = events;
    if (first?.type === 'ExecutionStarted') digests.add(parseSegmentDigest(first.digest)?.revision ?? first.digest);
    for (const digest of Replay.plansOf({ events })) digests.add(digest);
    heldRefs(causes, refs);
    heldRefs(events, refs);
    yield sealed({ kind: 'commit', version, commitId, at, causes, events, messages: imported?.messages ?? messages });
  }
  if (digests.size === 0) throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: id });
  for (const digest of digests) {
    const frozen = await documents.get<FrozenDocument>(org, COLLECTIONS.frozen, digest);
    if (!frozen) throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest });
    const { workflowId, definition, pins } = frozen.value;
    yield sealed({ kind: 'revision', digest, workflowId, definition, pins });
  }
  for (const digest of refs) yield sealed({ kind: 'value', digest, json: await values.text(org, id, digest) });
  yield { line: JSON.stringify({ kind: 'end', lines, sha256: hash.digest('hex') }) };
}
