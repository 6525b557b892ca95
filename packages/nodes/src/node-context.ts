import type { EffectClass, Json, JsonObject, JsonSchema, OrgId, Usage } from '@agentflow/core';
import type { ModelMessage, ModelTool, ModelToolCall } from '@agentflow/ports';

/** An HTTP call as nodes and tools make it. All of it passes the egress module. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: Json };
  /** Text goes as it is; anything else as JSON. Left out: no body. */
  readonly body?: Json;
  /** Statuses of 400 and above that are answers, not errors: `404`, or `'4xx'` for a whole class. */
  readonly acceptStatus?: readonly (number | string)[];
  /** Key of a credential of this org, bound to the host that is called. */
  readonly credential?: string;
}
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: { readonly [name: string]: string };
  /** Parsed where the answer says JSON, `null` where it is empty, base64 where it is neither text nor JSON. */
  readonly body: Json;
}
export interface ModelCall {
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  readonly schema?: JsonSchema;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Key of a credential of type `model`. */
  readonly credential?: string;
  /** Stands in while the platform is degraded or `model` cannot be reached. */
  readonly fallbackModel?: string;
  /** Answers where a budget does not allow for `model`. */
  readonly cheaperModel?: string;
}
export interface ModelAnswer {
  readonly text: string;
  /** With a schema: the value, checked against it. Without: the text parsed, where it is a JSON object or array; else `null`. */
  readonly json: Json;
  readonly toolCalls: readonly ModelToolCall[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
  readonly usage: Usage;
  /** How long the call took when it was made, milliseconds: recorded, so a later attempt sees the same. */
  readonly durationMs: number;
  /** Which model answered, where it was not the one that was asked. */
  readonly model?: string;
}
export interface MailCall {
  readonly from?: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Key of a credential of type `smtp`; without one the mail goes to the outbox. */
  readonly credential?: string;
}
/** The folder that belongs to one execution. Paths are relative, `/`-joined, without dot files; nothing outside can be reached. */
export interface ExecutionFiles {
  /** @throws AppError TOOL_FAILED when there is no such file or it is too large */
  read(path: string): Promise<Uint8Array>;
  /** Writes the whole file, folders included. @throws AppError TOOL_FAILED over the quota */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Files below `folder` (all of them for ''), sorted by path, at most 1,000. */
  list(folder: string): Promise<readonly { readonly path: string; readonly size: number }[]>;
}
/** Key-value memory of a workflow, shared by its executions. */
export interface WorkflowMemory {
  get(key: string): Promise<Json | undefined>;
  set(key: string, value: Json): Promise<void>;
  /** Keys that begin with `prefix`, sorted. */
  list(prefix: string, limit: number): Promise<readonly string[]>;
}
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** Whom an agent may address, and how far: keys of agents, `capability:<word>`, or `*` for everybody of the org. */
export interface PeerSettings {
  readonly allow: readonly string[];
  /** Messages that the agent and all those it reaches may send together; 20 where left out. */
  readonly maxCalls?: number;
  /** How long an answer is waited for; 60 where left out. */
  readonly maxSeconds?: number;
  /** What one answer may cost at most: USD, decimal, and tokens. */
  readonly maxCost?: string;
  readonly maxTokens?: number;
}
/** A message to another agent. */
export interface PeerCall {
  /** The name the model called it by. */
  readonly tool: string;
  readonly way: 'ask' | 'tell' | 'broadcast';
  readonly to: { readonly agent: string } | { readonly capability: string };
  readonly message: string;
  readonly seconds?: number;
}
/** The terms of a message. */
export interface PeerTerms {
  /** Who sends it: the key of a stored agent. Left out: the node itself. */
  readonly from?: string;
  readonly settings: PeerSettings;
  /** Messages that may still be sent, this one included. */
  readonly callsLeft: number;
  readonly timeoutMs?: number;
}
/** What became of a message, as its step keeps it. */
export interface PeerReply {
  /** What the model is told. */
  readonly result: Json;
  /** Of the agents that worked on it, and whom they asked. */
  readonly usage: Usage;
  /** Messages that were sent because of it, itself included. */
  readonly calls: number;
  readonly durationMs: number;
}
/** An agent as it is stored. */
export interface StoredAgent {
  readonly key: string;
  readonly version: number;
  readonly model: string;
  readonly fallbackModel?: string;
  readonly instructions: string;
  readonly tools: readonly string[];
  readonly limits: JsonObject;
  readonly peers?: PeerSettings;
}

/** What a recorded call says of itself (DESIGN 5.10). `request` decides whether a later attempt asks the same: it holds no secrets. */
export interface StepCall {
  readonly kind: 'model' | 'tool' | 'http' | 'code' | 'email' | 'other';
  readonly name: string;
  readonly effect: EffectClass;
  readonly request: Json;
  /** Ends the call after so many milliseconds with TIMED_OUT. */
  readonly timeoutMs?: number;
  /** What undoes it: recorded with the call. */
  readonly compensation?: StepCompensation;
}
export interface StepCompensation {
  readonly tool: string;
  /** May hold templates over `compensated`. */
  readonly arguments: Json;
}
export interface StepInfo {
  /** Call index in program order. */
  readonly index: number;
  /** The same for every attempt of this call. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}
export interface StepAnswer {
  readonly value: Json;
  readonly usage?: Usage;
}

/** What a tool may use. Its own calls are not recorded one by one: the tool call is the step. */
export interface ToolContext {
  readonly org: OrgId;
  readonly executionId: string;
  readonly workflowId: string;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  /** Epoch milliseconds. Recorded with the tool's answer. */
  now(): number;
  http(call: HttpCall): Promise<HttpAnswer>;
  readonly files: ExecutionFiles;
  readonly memory: WorkflowMemory;
  log(level: LogLevel, message: string): void;
}

/**
 * What a node type may use while it executes one attempt: no globals. Model, http, tool and mail calls are recorded steps: a later attempt gets their answers
 * without repeating them. Everything rejects with TASK_CANCELLED or TIMED_OUT once `signal` is aborted.
 */
export interface NodeContext {
  readonly org: OrgId;
  readonly executionId: string;
  readonly workflowId: string;
  readonly path: string;
  readonly attempt: number;
  /** The node's class, as its definition or its type says. */
  readonly effect: EffectClass;
  readonly trial: boolean;
  readonly signal: AbortSignal;
  /** Epoch milliseconds; `null`: none. */
  readonly deadline: number | null;
  readonly clock: { now(): number };
  /** The key of call `index`; the same in every attempt. */
  idempotencyKey(index: number): string;
  /** Runs `call` once and records its answer; answers from the record where an earlier attempt made it. @throws AppError STEP_MISMATCH when it recorded another request */
  step(step: StepCall, call: (info: StepInfo) => Promise<StepAnswer>): Promise<Json>;
  /** @throws AppError MODEL_*, OUTPUT_INVALID when the answer does not fit the schema */
  model(call: ModelCall, options?: { readonly timeoutMs?: number }): Promise<ModelAnswer>;
  /** @throws AppError HTTP_STATUS, HTTP_UNAVAILABLE, EGRESS_REFUSED, CREDENTIAL_NOT_FOUND, CREDENTIAL_HOST, CIRCUIT_OPEN */
  http(call: HttpCall): Promise<HttpAnswer>;
  /** Calls a built-in tool. @throws AppError TOOL_NOT_FOUND, TOOL_FAILED, INVALID_INPUT (arguments, with problems) and what the tool throws */
  tool(name: string, args: Json, options?: { readonly timeoutMs?: number; readonly compensation?: StepCompensation }): Promise<Json>;
  /** Runs an ES module's default export in the sandbox. @throws AppError CODE_FAILED, CODE_LIMIT */
  code(source: string, args: Json): Promise<Json>;
  /** @throws AppError MAIL_FAILED */
  mail(mail: MailCall): Promise<{ readonly id: string }>;
  /** Sends a message to another agent, a recorded step. @throws AppError AGENT_NOT_FOUND, PEER_LOOP, OVERLOADED, UNAVAILABLE, DEADLINE_EXCEEDED, and what made the asked agent fail */
  peer(call: PeerCall, terms: PeerTerms): Promise<PeerReply>;
  /** Messages to other agents that whoever asked for this work left it; left out: the configuration says. */
  readonly peerCallsLeft?: number;
  /** A stored agent by key or id, at the version the revision pins. @throws AppError AGENT_NOT_FOUND */
  agent(name: string): Promise<StoredAgent>;
  readonly files: ExecutionFiles;
  readonly memory: WorkflowMemory;
  log(level: LogLevel, message: string): void;
}
