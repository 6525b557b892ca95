import type { ModelDescriptor } from '../model-client.js';
import type {
  Canary,
  Json,
  JsonObject,
  NodeTypeDescriptor,
  OrgId,
  Problem,
  SemanticChange,
  SubflowPin,
  WorkflowDefinition,
} from '@agentflow/core';

export interface WorkflowView {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  /** Quoted, ready for the header. */
  readonly etag: string;
  /** As last saved; may be anything that parses, with problems. */
  readonly definition: Json;
  readonly publishedRevision: number | null;
  readonly problems: readonly Problem[];
  readonly createdAt: string;
  readonly updatedAt: string;
}
export type WorkflowSummary = Omit<WorkflowView, 'definition' | 'problems'> & {
  readonly problemCount: number;
  readonly nodesTotal: number;
};
export interface RevisionView {
  readonly revision: number;
  readonly digest: string;
  readonly pins: JsonObject;
  readonly comment: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly released: boolean;
}
export type PublishedRevision = RevisionView & { readonly warnings: readonly Problem[] };
export interface WorkflowRef {
  readonly org: OrgId;
  /** Id or key. */
  readonly workflow: string;
}
/** A definition as its author sent it: parsed JSON, or YAML text whose comments are kept. */
export type DefinitionSource = { readonly definition: Json } | { readonly yaml: string };
/** What an execution needs of a revision, resolved and frozen. */
export interface FrozenRevision {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number | 'draft';
  readonly digest: string;
  readonly inputs: Json;
  /** Where `revision` is the released one and a canary runs beside it: `chooseRevision` says which of the two a start gets. */
  readonly canary?: Canary;
}
/** A candidate beside the released revision. */
export interface CanaryView {
  readonly revision: number;
  /** 1 to 99: its share of the new executions. */
  readonly percent: number;
  /** Since when this revision is the candidate, RFC 3339 UTC; another percentage does not change it. */
  readonly startedAt: string;
  readonly startedBy: string;
}
export interface ReleaseView {
  readonly workflowId: string;
  /** `null`: nothing was ever published. */
  readonly revision: number | null;
  readonly canary: CanaryView | null;
}
/** One line of who changed what new executions run. */
export interface ReleaseChange {
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly by: string;
  readonly action: 'published' | 'rolled-back' | 'canary-started' | 'canary-changed' | 'canary-promoted' | 'canary-ended';
  /** Whom it is about: the one that was released, or the candidate. */
  readonly revision: number;
  /** The candidate's share afterwards; `null` where it has none. */
  readonly percent: number | null;
  /** What was released before; `null`: nothing. */
  readonly before: number | null;
}
/** What runs under a digest, and how it was drawn. */
export interface FrozenDefinition {
  readonly workflowId: string;
  readonly digest: string;
  /** As it runs, with the `layout` that its author last gave it. */
  readonly definition: Json;
  readonly pins: JsonObject;
}
export type { SemanticChange };
/** Whom an agent may address (keys of agents, `capability:<word>`, or `*`), and how far. */
export interface AgentPeers {
  readonly allow: readonly string[];
  /** Messages that it and those it reaches may send together. */
  readonly maxCalls?: number;
  readonly maxSeconds?: number;
  /** USD, decimal, and tokens that one answer may use. */
  readonly maxCost?: string;
  readonly maxTokens?: number;
}
export interface AgentView {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly model: string;
  /** Stands in for `model` while the platform is degraded or it cannot be reached. */
  readonly fallbackModel?: string;
  readonly instructions: string;
  readonly tools: readonly string[];
  readonly capabilities: readonly string[];
  readonly limits: JsonObject;
  /** Left out: it addresses no other agent. */
  readonly peers?: AgentPeers;
  readonly version: number;
  readonly status: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}
export type AgentDraft = Pick<AgentView, 'model' | 'instructions'> & {
  readonly key: string;
  readonly fallbackModel?: string;
  readonly kind?: string;
  readonly tools?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly limits?: JsonObject;
  readonly peers?: AgentPeers;
};
/** Never with its secret. */
export interface CredentialView {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly hosts: readonly string[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
export interface CredentialDraft {
  readonly key: string;
  /** `bearer`, `basic`, `header`, `api-key`, `smtp`, `standard-webhooks`, `model`. */
  readonly type: string;
  /** `host` or `host:port`; `*.example.org` for subdomains. */
  readonly hosts: readonly string[];
  /** Text, or an object that is kept as its JSON text. */
  readonly secret: Json;
}
export interface PageRequest {
  readonly org: OrgId;
  readonly page: number;
  readonly pageSize: number;
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}
export interface ToolView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: string;
  readonly parameters: Json;
  readonly output: Json;
}
/** One node of the draft, to be run alone. */
export interface NodeTest {
  /** Where it stands in the draft: `classify`, `each/approve`. */
  readonly path: string;
  /** Outputs of other nodes by their paths, given instead of being run; that of a container around the node is the `item` of its body. */
  readonly pins: JsonObject;
}
/** Drafts, revisions, agents, credentials. @throws AppError WORKFLOW_NOT_FOUND, AGENT_NOT_FOUND, CREDENTIAL_NOT_FOUND, REVISION_NOT_FOUND where an id is unknown */
export interface DesignerService {
  createWorkflow(request: {
    readonly org: OrgId;
    readonly source: DefinitionSource;
    readonly key?: string;
    readonly folder?: string;
    readonly by: string;
  }): Promise<WorkflowView>;
  getWorkflow(request: WorkflowRef): Promise<WorkflowView>;
  /** The YAML text, comments and all. */
  getWorkflowYaml(request: WorkflowRef): Promise<{ readonly yaml: string; readonly etag: string }>;
  listWorkflows(request: {
    readonly org: OrgId;
    readonly search?: string;
    readonly folder?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly items: readonly WorkflowSummary[]; readonly nextCursor: string | null }>;
  /** @throws AppError VERSION_CONFLICT */
  saveWorkflow(
    request: WorkflowRef & { readonly source: DefinitionSource; readonly ifMatch: string; readonly folder?: string; readonly by: string },
  ): Promise<WorkflowView>;
  /** Moves a workflow to another folder or gives it another name; what is left out stays. Without `ifMatch` it holds whoever saves at the same time. @throws AppError VERSION_CONFLICT */
  updateWorkflow(
    request: WorkflowRef & { readonly folder?: string; readonly name?: string; readonly ifMatch?: string; readonly by: string },
  ): Promise<WorkflowView>;
  /** The gateway has asked for open executions before. */
  deleteWorkflow(request: WorkflowRef & { readonly ifMatch?: string; readonly by: string }): Promise<Record<string, never>>;
  /** Without `source`: the draft. */
  validate(request: WorkflowRef & { readonly source?: DefinitionSource }): Promise<{ readonly problems: readonly Problem[] }>;
  /** Releases it to all, and a canary that runs ends; with `canary` (1 to 99) it becomes the canary with that share. Warnings do not keep it from being published: they are in the answer. @throws AppError DEFINITION_INVALID (problems), NOT_PUBLISHED (nothing that a canary could run beside) */
  publish(request: WorkflowRef & { readonly comment?: string; readonly canary?: number; readonly by: string }): Promise<PublishedRevision>;
  /** Releases another revision to all; a canary that runs ends. */
  rollback(request: WorkflowRef & { readonly revision: number; readonly by: string }): Promise<RevisionView>;
  getRelease(request: WorkflowRef): Promise<ReleaseView>;
  /** Starts a canary, or changes its revision or share. @throws AppError NOT_PUBLISHED, INVALID_INPUT (problems) */
  setCanary(request: WorkflowRef & { readonly revision: number; readonly percent: number; readonly by: string }): Promise<ReleaseView>;
  /** Releases the canary to all. `revision`: only if it is this one. @throws AppError NOT_FOUND (no canary runs), CONFLICT (another one does) */
  promoteCanary(request: WorkflowRef & { readonly revision?: number; readonly by: string }): Promise<ReleaseView>;
  /** New executions run what is released again; those of the canary go on. @throws AppError NOT_FOUND, CONFLICT */
  endCanary(request: WorkflowRef & { readonly revision?: number; readonly by: string }): Promise<ReleaseView>;
  /** Who published, rolled back and changed the canary, newest first. */
  listReleaseChanges(request: WorkflowRef & { readonly page: number; readonly pageSize: number }): Promise<Page<ReleaseChange>>;
  listRevisions(request: WorkflowRef & { readonly page: number; readonly pageSize: number }): Promise<Page<RevisionView>>;
  getRevision(request: WorkflowRef & { readonly revision: number }): Promise<RevisionView & { readonly definition: Json }>;
  /** `from`, `to`: a revision number or `draft`. */
  diff(request: WorkflowRef & { readonly from: string; readonly to: string }): Promise<{ readonly changes: readonly SemanticChange[] }>;
  /** Which revision an execution would run: the released one by default, a number, or `draft` frozen by digest; with `test`, one node of the draft. @throws AppError NOT_PUBLISHED, DEFINITION_INVALID, NODE_NOT_FOUND */
  freeze(request: WorkflowRef & { readonly revision?: number | 'draft'; readonly test?: NodeTest }): Promise<FrozenRevision>;
  /** What was frozen under a digest, also after its draft went on or its workflow is gone. `workflow` and `revision` say whose layout it is shown in, where several share the digest. @throws AppError REVISION_NOT_FOUND */
  getFrozen(request: {
    readonly org: OrgId;
    readonly digest: string;
    readonly workflow?: string;
    readonly revision?: number;
  }): Promise<FrozenDefinition>;
  nodeTypes(request: { readonly org: OrgId }): Promise<{ readonly items: readonly NodeTypeDescriptor[] }>;
  tools(request: { readonly org: OrgId }): Promise<{ readonly items: readonly ToolView[] }>;

  /** Models that can be named: those of the model clients and the org's scripted ones (`scripted/<name>`). */
  models(request: { readonly org: OrgId }): Promise<{ readonly items: readonly ModelDescriptor[] }>;
  /** Puts a scripted model: a list of `{ when?, reply: { text?, json?, toolCalls? }, delaySeconds?, usage? }`, checked. @throws AppError INVALID_INPUT (problems) */
  putModelScript(request: {
    readonly org: OrgId;
    readonly name: string;
    readonly script: Json;
    readonly by: string;
  }): Promise<{ readonly name: string }>;
  getModelScript(request: { readonly org: OrgId; readonly name: string }): Promise<{ readonly name: string; readonly script: Json }>;
  deleteModelScript(request: { readonly org: OrgId; readonly name: string; readonly by: string }): Promise<Record<string, never>>;

  createAgent(request: { readonly org: OrgId; readonly agent: AgentDraft; readonly by: string }): Promise<AgentView>;
  getAgent(request: { readonly org: OrgId; readonly agent: string; readonly version?: number }): Promise<AgentView>;
  listAgents(request: PageRequest): Promise<Page<AgentView>>;
  /** A new version; `ifMatch` is the version replaced. */
  updateAgent(request: {
    readonly org: OrgId;
    readonly agent: string;
    readonly draft: AgentDraft;
    readonly ifMatch?: number;
    readonly by: string;
  }): Promise<AgentView>;
  deleteAgent(request: { readonly org: OrgId; readonly agent: string; readonly by: string }): Promise<Record<string, never>>;
  agentVersions(request: PageRequest & { readonly agent: string }): Promise<Page<AgentView>>;

  createCredential(request: { readonly org: OrgId; readonly credential: CredentialDraft; readonly by: string }): Promise<CredentialView>;
  getCredential(request: { readonly org: OrgId; readonly credential: string }): Promise<CredentialView>;
  listCredentials(request: PageRequest): Promise<Page<CredentialView>>;
  /** Replaces the secret (if given) and the hosts. */
  updateCredential(request: {
    readonly org: OrgId;
    readonly credential: string;
    readonly hosts?: readonly string[];
    readonly secret?: Json;
    readonly by: string;
  }): Promise<CredentialView>;
  deleteCredential(request: { readonly org: OrgId; readonly credential: string; readonly by: string }): Promise<Record<string, never>>;
}
/** Where drafts and revisions lie in the DocumentStore, shared by the designer (writes) and those who run them (read by digest). */
export const COLLECTIONS = {
  workflows: 'workflows',
  revisions: 'revisions',
  /** id = digest: `FrozenDocument`. Written by publish and by freezing a draft. */
  frozen: 'frozen',
  agents: 'agents',
  agentVersions: 'agent-versions',
  credentials: 'credentials',
  triggers: 'triggers',
  deadLetters: 'dead-letters',
  apiKeys: 'api-keys',
  /** id = name: `ModelScriptDocument`. */
  modelScripts: 'model-scripts',
} as const;
export interface FrozenDocument {
  readonly workflowId: string;
  /** As it runs: layout left out, every node with the `typeVersion` it was pinned to. */
  readonly definition: WorkflowDefinition;
  /** How it was drawn when it was first frozen: outside the digest, for those who look at what ran. */
  readonly layout?: JsonObject;
  /** `RevisionPins`. Agents are part of the digest: the same definition with a newer agent is frozen under another. */
  readonly pins: JsonObject;
}
/** What a revision was published with. */
export interface RevisionPins {
  /** Node type to version. */
  readonly nodeTypes: { readonly [type: string]: number };
  /** By the name that the definition uses: the agent and its version, to be read with `agentVersionId`. */
  readonly agents: { readonly [name: string]: { readonly id: string; readonly version: number } };
  /** By `subflowName`: what each subflow runs; `self` where a workflow names itself. Those with `revision: latest` are not here. */
  readonly subflows?: { readonly [name: string]: SubflowPin };
}
/** As it lies in `agents` (the present version, under the agent's id, unique by `key`) and in `agent-versions` (each version, under `agentVersionId`). Never changes once written there. */
export interface AgentDocument {
  readonly agentId: string;
  readonly key: string;
  readonly kind: string;
  readonly model: string;
  readonly fallbackModel?: string;
  readonly instructions: string;
  readonly tools: readonly string[];
  readonly capabilities: readonly string[];
  readonly limits: JsonObject;
  readonly peers?: AgentPeers;
  readonly version: number;
  readonly status: string;
  readonly by: string;
}
/** Id of a version's document in `agent-versions`. */
export const agentVersionId = (agentId: string, version: number): string => `${agentId}.${version}`;
export interface ModelScriptDocument {
  readonly name: string;
  readonly script: Json;
}
/** As it lies in `credentials`. */
export interface CredentialDocument {
  readonly key: string;
  readonly type: string;
  readonly hosts: readonly string[];
  readonly version: number;
  readonly sealed: import('../vault.js').SealedSecret;
  readonly createdBy: string;
}
