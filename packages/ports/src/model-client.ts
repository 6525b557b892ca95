import type { Json, JsonObject, JsonSchema, Usage } from '@agentflow/core';

export type ModelMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls?: readonly ModelToolCall[] }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly name: string; readonly content: string };
export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}
export interface ModelRequest {
  /** `<provider>/<name>`, e.g. `scripted/triage`, `openai/gpt-5-mini`, `anthropic/claude-sonnet-4-5`, `ollama/qwen3`. */
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  /** The answer must be JSON that fits. */
  readonly schema?: JsonSchema;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly signal: AbortSignal;
  /** Sent to providers that take one. */
  readonly idempotencyKey?: string;
  /** For `scripted/<name>`: the parsed list of `models/<name>.yaml` as the org keeps it. `scripted/echo` needs none. */
  readonly script?: Json;
  /** The provider's key and base URL, resolved by the worker; without it the environment decides. */
  readonly credential?: { readonly apiKey?: string; readonly baseUrl?: string };
}
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'done';
      readonly text: string;
      readonly toolCalls: readonly ModelToolCall[];
      readonly finish: 'stop' | 'length' | 'tool_calls' | 'refused';
      readonly usage: Usage;
      /** The provider did not count: `usage` is an estimate. */ readonly usageEstimated?: true;
    };
/**
 * Speaks to models. `stream` yields text as it comes and exactly one `done`, last. A stream that breaks off never yields `done`.
 * @throws AppError MODEL_NOT_FOUND, MODEL_UNAVAILABLE (429, 5xx, network; with retryAfterSeconds when told), MODEL_FAILED (4xx, malformed answer), MODEL_REFUSED, TASK_CANCELLED
 */
export interface ModelClient {
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
  list(): Promise<readonly ModelDescriptor[]>;
  /** What a call may use at most, before it is made: never less than it will use, if it is made with `maxTokens`. @throws AppError MODEL_NOT_FOUND, MODEL_FAILED (a script that is wrong) */
  quote(request: Omit<ModelRequest, 'signal'>): Promise<ModelQuote>;
}
export interface ModelQuote {
  /** USD, decimal; `null`: the model's price is not known. */
  readonly cost: string | null;
  /** Read and written. */
  readonly tokens: number;
  /** Longest answer that the figures allow for. */
  readonly maxTokens: number;
}
export interface ModelDescriptor {
  readonly name: string;
  readonly provider: string;
  readonly title: string;
  /** Whether it can be called as things are (key present, server set). */
  readonly available: boolean;
  readonly streams: boolean;
  readonly tools: boolean;
  /** USD per million tokens and the day of the price list; `null` when unknown. */
  readonly price: null | { readonly input: string; readonly output: string; readonly asOf: string };
}
