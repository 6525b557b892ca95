import { createHash } from 'node:crypto';
import { AppError, frozenDigest, type Commit, type Json, type WorkflowDefinition } from '@agentflow/core';
import type { FrozenDocument } from '@agentflow/ports';
import { EXPORT_FORMAT, EXPORT_VERSION } from './export-execution.js';
import { heldRefs } from './held-refs.js';

export type ForeignCommit = Pick<Commit, 'version' | 'commitId' | 'at' | 'causes' | 'events' | 'messages'>;
export interface ReadExport {
  readonly executionId: string;
  readonly commits: readonly ForeignCommit[];
  readonly revisions: ReadonlyMap<string, FrozenDocument>;
  /** JSON text by digest. */
  readonly values: ReadonlyMap<string, string>;
  readonly sha256: string;
}
type Entry = { readonly kind: string } & { readonly [key: string]: unknown };
const ID = /^[A-Za-z0-9._:-]{1,160}$/;

const refused = (message: string, details: { readonly [key: string]: Json } = {}): AppError =>
  new AppError('EXPORT_INVALID', message, details);

/** Reads and checks the text of an export: every digest, every number, and that nothing is missing. @throws AppError EXPORT_INVALID */
export function readExport(text: string): ReadExport {
  const end = text.trimEnd();
  const cut = end.lastIndexOf('\n');
  const body = end.slice(0, cut + 1);
  const lines = body.split('\n').slice(0, -1);
  const last = parse(end.slice(cut + 1), lines.length + 1);
  if (last.kind !== 'end') throw refused('the file is no export of an execution, or was cut short: its last line is missing');
  const sha256 = createHash('sha256').update(body).digest('hex');
  if (last['sha256'] !== sha256 || last['lines'] !== lines.length)
    throw refused('the file was changed: it does not match its sha256', { sha256 });
  const [header, ...entries] = lines.map((line, index) => parse(line, index + 1));
  if (header?.kind !== 'header' || header['format'] !== EXPORT_FORMAT) throw refused('the file is no export of an execution');
  if (header['version'] !== EXPORT_VERSION)
    throw refused(`the file has version ${String(header['version'])}, this installation reads ${EXPORT_VERSION}`);
  const { executionId } = header;
  if (typeof executionId !== 'string' || !ID.test(executionId)) throw refused('the file names no execution');
  const commits: ForeignCommit[] = [];
  const revisions = new Map<string, FrozenDocument>();
  const values = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind === 'commit') commits.push(commitOf(entry, commits.length + 1));
    else if (entry.kind === 'revision') revisions.set(...revisionOf(entry));
    else if (entry.kind === 'value') values.set(...valueOf(entry));
    else throw refused(`the file holds a line of the unknown kind ${JSON.stringify(entry.kind)}`);
  }
  if (commits.length === 0) throw refused('the file holds no history');
  for (const digest of heldRefs(commits))
    if (!values.has(digest)) throw refused('the file lacks a value that the history refers to', { digest });
  return { executionId, commits, revisions, values, sha256 };
}
function parse(line: string, number: number): Entry {
  try {
    const entry = JSON.parse(line) as Entry;
    if (typeof entry === 'object' && entry !== null && typeof entry.kind === 'string') return entry;
  } catch {
    // said below
  }
  throw refused(`line ${number} of the file is not a JSON object with a kind`, { line: number });
}
function commitOf(entry: Entry, version: number): ForeignCommit {
  const { commitId, at, causes, events, messages } = entry;
  const sound =
    entry['version'] === version &&
    typeof commitId === 'string' &&
    ID.test(commitId) &&
    typeof at === 'number' &&
    Array.isArray(causes) &&
    Array.isArray(events) &&
    Array.isArray(messages) &&
    events.every(
      (event: { readonly type?: unknown; readonly seq?: unknown } | null) =>
        typeof event?.type === 'string' && Number.isSafeInteger(event.seq),
    );
  if (!sound) throw refused(`commit ${version} of the history is missing or malformed`, { version });
  return { version, commitId, at, causes, events, messages } as ForeignCommit;
}
function revisionOf(entry: Entry): [string, FrozenDocument] {
  const { digest, workflowId, definition, pins } = entry as unknown as { digest: string } & FrozenDocument;
  const agents = (pins as { readonly agents?: Json } | undefined)?.agents;
  let actual: string | undefined;
  try {
    actual = frozenDigest(definition as WorkflowDefinition, agents);
  } catch {
    // no definition at all
  }
  if (actual !== digest || typeof workflowId !== 'string')
    throw refused('a revision does not match its digest', { digest: String(digest).slice(0, 100) });
  return [digest, { workflowId, definition, pins }];
}
function valueOf(entry: Entry): [string, string] {
  const { digest, json } = entry;
  if (typeof digest !== 'string' || typeof json !== 'string' || `sha256:${createHash('sha256').update(json).digest('hex')}` !== digest)
    throw refused('a value does not match its digest', { digest: String(digest).slice(0, 100) });
  return [digest, json];
}
