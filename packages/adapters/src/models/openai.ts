import type { JsonObject, Usage } from '@agentflow/core';
import type { ModelEvent, ModelRequest, ModelToolCall } from '@agentflow/ports';
import type { OpenAI } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { NO_TIMEOUT_MS, type DriverDeps, type ModelDriver } from './driver.js';
import { brokeOff, malformed, toModelError } from './model-errors.js';
import { toChatRequest } from './openai-wire.js';
import type { Prices } from './prices.js';
import { estimateInput, estimateOutput } from './token-estimate.js';
import { createToolNames, type ToolNames } from './tool-names.js';
import { watchdog } from './watchdog.js';

export interface OpenAiEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Azure: deployments instead of models, and its own header. */
  readonly azureApiVersion?: string;
  /** OpenAI's own parameter names; other servers know the old ones. */
  readonly modern: boolean;
}
/** Chat completions over any base URL: OpenAI, Azure, Ollama, vLLM and others that speak the protocol. */
export function createOpenAiDriver(endpoint: OpenAiEndpoint, deps: DriverDeps): ModelDriver {
  return async function* stream(request, name) {
    const resolved = {
      ...endpoint,
      baseUrl: request.credential?.baseUrl ?? endpoint.baseUrl,
      apiKey: request.credential?.apiKey ?? endpoint.apiKey,
    };
    const watch = watchdog(request.model, request.signal, deps.clock, deps.idleMs);
    try {
      watch.check();
      const client = await openClient(resolved, deps);
      const names = createToolNames(request.tools ?? []);
      const body = toChatRequest(request, name, names, endpoint.modern);
      const headers = request.idempotencyKey === undefined ? {} : { 'Idempotency-Key': request.idempotencyKey };
      const { data, response } = await client.chat.completions.create(body, { signal: watch.signal, headers }).withResponse();
      const contentType = response.headers.get('content-type') ?? '';
      if (contentType !== '' && !contentType.includes('event-stream'))
        throw malformed(request.model, `it sent ${contentType} instead of an event stream; is ${resolved.baseUrl} the right base URL?`);
      const answer = new ChatAnswer(request, names);
      for await (const chunk of data) {
        watch.touch();
        const text = answer.take(chunk);
        if (text !== '') yield { type: 'text', text };
      }
      watch.check();
      yield answer.done(deps.prices);
    } catch (error) {
      throw watch.fault() ?? toModelError(error, { model: request.model, secrets: [resolved.apiKey], now: deps.clock.now() });
    } finally {
      watch.dispose();
    }
  };
}
async function openClient(endpoint: OpenAiEndpoint, deps: DriverDeps): Promise<OpenAI> {
  const { OpenAI, AzureOpenAI } = await import('openai');
  // Everything is said here, so that the SDK takes nothing from the environment.
  const options = {
    apiKey: endpoint.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: NO_TIMEOUT_MS,
    fetch: deps.fetch,
    logLevel: 'off' as const,
  };
  if (endpoint.azureApiVersion === undefined) return new OpenAI({ ...options, baseURL: endpoint.baseUrl });
  return new AzureOpenAI({
    ...options,
    baseURL: `${endpoint.baseUrl.replace(/\/+$/, '').replace(/\/openai$/, '')}/openai`,
    apiVersion: endpoint.azureApiVersion,
  });
}
interface OpenCall {
  id: string;
  name: string;
  json: string;
}
/** Puts the chunks of one answer together. */
class ChatAnswer {
  private text = '';
  private refusal = '';
  private finish: string | null = null;
  private usage: ChatCompletionChunk['usage'] | undefined;
  private readonly calls: OpenCall[] = [];
  private readonly byIndex = new Map<number, OpenCall>();
  constructor(
    private readonly request: ModelRequest,
    private readonly names: ToolNames,
  ) {}

  /** The text this chunk adds. @throws AppError MODEL_FAILED when it is no chunk */
  take(chunk: ChatCompletionChunk): string {
    if (typeof chunk !== 'object' || chunk === null) throw malformed(this.request.model, 'a chunk of its stream is no object');
    if (chunk.usage) this.usage = chunk.usage;
    if (chunk.choices !== undefined && !Array.isArray(chunk.choices))
      throw malformed(this.request.model, 'a chunk of its stream has no list of choices');
    const choice = chunk.choices?.[0];
    if (!choice) return '';
    if (choice.finish_reason) this.finish = choice.finish_reason;
    const delta = choice.delta ?? {};
    for (const part of delta.tool_calls ?? []) this.takeCall(part);
    if (typeof delta.refusal === 'string') this.refusal += delta.refusal;
    const text = typeof delta.content === 'string' ? delta.content : '';
    this.text += text;
    return text;
  }
  private takeCall(part: ChatCompletionChunk.Choice.Delta.ToolCall): void {
    const index = part.index ?? 0;
    let call = this.byIndex.get(index);
    // Some servers number every call 0 and tell them apart by id alone.
    if (!call || (part.id && call.id !== '' && part.id !== call.id)) {
      call = { id: '', name: '', json: '' };
      this.byIndex.set(index, call);
      this.calls.push(call);
    }
    if (part.id) call.id = part.id;
    if (part.function?.name) call.name += part.function.name;
    if (part.function?.arguments) call.json += part.function.arguments;
  }
  /** The last event. @throws AppError MODEL_UNAVAILABLE when the stream ended before the answer, MODEL_FAILED when a call's arguments are no JSON object */
  done(prices: Prices): ModelEvent {
    if (this.finish === null) throw brokeOff(this.request.model);
    const refused = this.finish === 'content_filter' || this.refusal !== '';
    const cut = this.finish === 'length';
    const toolCalls = cut || refused ? [] : this.calls.map((call, at) => this.toToolCall(call, at));
    return {
      type: 'done',
      text: refused && this.text === '' ? this.refusal : this.text,
      toolCalls,
      finish: refused ? 'refused' : cut ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop',
      usage: this.toUsage(prices, toolCalls),
      ...(this.usage ? {} : { usageEstimated: true as const }),
    };
  }
  private toToolCall(call: OpenCall, at: number): ModelToolCall {
    return {
      id: call.id || `call_${at}`,
      name: this.names.fromWire(call.name),
      arguments: parseArguments(this.request.model, call.name, call.json),
    };
  }
  private toUsage(prices: Prices, toolCalls: readonly ModelToolCall[]): Usage {
    const inputTokens = this.usage?.prompt_tokens ?? estimateInput(this.request.messages);
    const outputTokens = this.usage?.completion_tokens ?? estimateOutput(this.text, toolCalls);
    const cachedInputTokens = this.usage?.prompt_tokens_details?.cached_tokens ?? 0;
    return { inputTokens, outputTokens, cost: prices.cost(this.request.model, { inputTokens, outputTokens, cachedInputTokens }) };
  }
}
/** @throws AppError MODEL_FAILED (retryable: the model may write better the next time) */
export function parseArguments(model: string, tool: string, json: string): JsonObject {
  if (json.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw malformed(model, `the arguments of its call of ${tool} are no JSON`, cause, true);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(model, `the arguments of its call of ${tool} are no object`, undefined, true);
  return value as JsonObject;
}
