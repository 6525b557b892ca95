import type { Canary, Json, JsonObject } from '@agentflow/core';
import type { CanaryView, ReleaseChange, StoredDocument } from '@agentflow/ports';

/** A workflow's draft, in COLLECTIONS.workflows under the workflow's id; unique by `key`. The document's version is the draft's ETag. */
export interface WorkflowDocument {
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly definition: Json;
  /** The text as its author wrote it, comments and all; `null` for a draft that was only ever JSON. */
  readonly yaml: string | null;
  /** What lists show; the problems themselves are found anew on every reading, since references come and go. */
  readonly problemCount: number;
  readonly nodesTotal: number;
  readonly createdBy: string;
  readonly updatedBy: string;
}
export type StoredWorkflow = StoredDocument<WorkflowDocument>;

/**
 * Which revision of a workflow is released, in RELEASES under the workflow's id. A document of its own, so that publishing never makes an
 * editor's ETag stale and a start reads a small row.
 */
export interface ReleaseDocument {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number;
  readonly digest: string;
  readonly inputs: Json;
  /** The highest number ever released, canaries included: the next publish begins above it. */
  readonly lastRevision: number;
  /** A candidate that runs beside it. */
  readonly canary?: CanaryDocument;
}
export interface CanaryDocument extends Canary, CanaryView {}
/** An immutable revision, in COLLECTIONS.revisions under `revisionDocumentId`. `definition` is as authored, layout included; what runs lies in COLLECTIONS.frozen under `digest`. */
export interface RevisionDocument {
  readonly workflowId: string;
  readonly revision: number;
  readonly digest: string;
  readonly pins: JsonObject;
  readonly comment: string;
  /** RFC 3339 UTC. */
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly definition: Json;
}
/** A workflow whose triggers may not be those of its release yet: written before the release moves or the workflow goes, deleted after the trigger service has answered. */
export interface PendingSync {
  readonly workflowId: string;
  readonly workflowName: string;
}
/** In RELEASE_CHANGES: who changed what new executions run. Outlives its workflow. */
export type ReleaseChangeDocument = Omit<ReleaseChange, 'id'> & { readonly workflowId: string };
export const RELEASES = 'releases';
export const RELEASE_CHANGES = 'release-changes';
export const PENDING_SYNCS = 'trigger-syncs';

export const revisionDocumentId = (workflowId: string, revision: number): string => `${workflowId}.${revision}`;
