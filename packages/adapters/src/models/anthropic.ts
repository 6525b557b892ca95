import type { Json, Usage } from '@agentflow/core';
import type { ModelEvent, ModelRequest, ModelToolCall } from '@agentflow/ports';
import type { Anthropic } from '@anthropic-ai/sdk';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { ANSWER_TOOL, isWrapped, toMessagesRequest } from './anthropic-wire.js';
import { NO_TIMEOUT_MS, type DriverDeps, type ModelDriver } from './driver.js';
import { brokeOff, malformed, toModelError } from './model-errors.js';
import { parseArguments } from './openai.js';
import type { Prices } from './prices.js';
import { estimateInput, estimateOutput } from './token-estimate.js';
import { createToolNames, type ToolNames } from './tool-names.js';
import { watchdog } from './watchdog.js';

export interface AnthropicEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
}
/** The messages API. */
export function createAnthropicDriver(endpoint: AnthropicEndpoint, deps: DriverDeps): ModelDriver {
  return async function* stream(request, name) {
    const apiKey = request.credential?.apiKey ?? endpoint.apiKey;
    const baseUrl = request.credential?.baseUrl ?? endpoint.baseUrl;
    const watch = watchdog(request.model, request.signal, deps.clock, deps.idleMs);
    try {
      watch.check();
      const client = await openClient({ apiKey, baseUrl }, deps);
      const names = createToolNames(request.tools ?? []);
      const headers = request.idempotencyKey === undefined ? {} : { 'Idempotency-Key': request.idempotencyKey };
      const { data, response } = await client.messages
        .create(toMessagesRequest(request, name, names), { signal: watch.signal, headers })
        .withResponse();
      const contentType = response.headers.get('content-type') ?? '';
      if (contentType !== '' && !contentType.includes('event-stream'))
        throw malformed(request.model, `it sent ${contentType} instead of an event stream; is ${baseUrl} the right base URL?`);
      const answer = new MessageAnswer(request, names);
      for await (const event of data) {
        watch.touch();
        const text = answer.take(event);
        if (text !== '') yield { type: 'text', text };
      }
      watch.check();
      yield answer.done(deps.prices);
    } catch (error) {
      throw watch.fault() ?? toModelError(error, { model: request.model, secrets: [apiKey], now: deps.clock.now() });
    } finally {
      watch.dispose();
    }
  };
}
async function openClient(endpoint: AnthropicEndpoint, deps: DriverDeps): Promise<Anthropic> {
  const { Anthropic } = await import('@anthropic-ai/sdk');
  // Everything is said here, so that the SDK takes nothing from the environment.
  return new Anthropic({
    apiKey: endpoint.apiKey,
    authToken: null,
    baseURL: endpoint.baseUrl,
    maxRetries: 0,
    timeout: NO_TIMEOUT_MS,
    fetch: deps.fetch,
    logLevel: 'off',
  });
}
interface OpenBlock {
  readonly kind: 'text' | 'tool' | 'answer' | 'other';
  readonly id: string;
  readonly name: string;
  text: string;
}
/** Puts the events of one answer together. */
class MessageAnswer {
  private readonly blocks = new Map<number, OpenBlock>();
  private stopReason: string | null = null;
  private stopped = false;
  private counted = false;
  private readonly tokens = { input: 0, cached: 0, written: 0, output: 0 };
  constructor(
    private readonly request: ModelRequest,
    private readonly names: ToolNames,
  ) {}

  /** The text this event adds. @throws AppError MODEL_FAILED when it belongs to no protocol we know */
  take(event: RawMessageStreamEvent): string {
    switch (event.type) {
      case 'message_start':
        this.count(event.message?.usage);
        return '';
      case 'content_block_start':
        return this.open(event.index, event.content_block);
      case 'content_block_delta':
        return this.extend(event.index, event.delta);
      case 'message_delta':
        this.stopReason = event.delta?.stop_reason ?? this.stopReason;
        this.count(event.usage);
        return '';
      case 'message_stop':
        this.stopped = true;
        return '';
      default:
        return ''; // content_block_stop, and events newer than this driver, which the protocol says to ignore
    }
  }
  private open(
    index: number,
    block: { readonly type: string; readonly id?: string; readonly name?: string; readonly text?: string },
  ): string {
    if (block.type === 'text') {
      this.blocks.set(index, { kind: 'text', id: '', name: '', text: block.text ?? '' });
      return block.text ?? '';
    }
    const kind = block.type !== 'tool_use' ? 'other' : block.name === ANSWER_TOOL && this.request.schema !== undefined ? 'answer' : 'tool';
    this.blocks.set(index, { kind, id: block.id ?? `call_${index}`, name: block.name ?? '', text: '' });
    return '';
  }
  private extend(index: number, delta: { readonly type: string; readonly text?: string; readonly partial_json?: string }): string {
    const block = this.blocks.get(index);
    if (!block) throw malformed(this.request.model, 'its stream continues a block that never began');
    if (block.kind === 'other') return '';
    const text = delta.type === 'text_delta' ? (delta.text ?? '') : delta.type === 'input_json_delta' ? (delta.partial_json ?? '') : '';
    block.text += text;
    if (block.kind === 'text') return text;
    // An answer by schema streams as the JSON it will be; a wrapped one only at its end.
    return block.kind === 'answer' && !isWrapped(this.request.schema ?? true) ? text : '';
  }
  private count(
    usage:
      | {
          readonly input_tokens?: number | null;
          readonly output_tokens?: number | null;
          readonly cache_read_input_tokens?: number | null;
          readonly cache_creation_input_tokens?: number | null;
        }
      | null
      | undefined,
  ): void {
    if (!usage) return;
    this.counted = true;
    // Figures are cumulative: a later event replaces what an earlier one said, where it says anything.
    this.tokens.input = usage.input_tokens ?? this.tokens.input;
    this.tokens.cached = usage.cache_read_input_tokens ?? this.tokens.cached;
    this.tokens.written = usage.cache_creation_input_tokens ?? this.tokens.written;
    this.tokens.output = usage.output_tokens ?? this.tokens.output;
  }
  /** The last event. @throws AppError MODEL_UNAVAILABLE when the stream ended before the answer, MODEL_FAILED when a call's arguments are no JSON object */
  done(prices: Prices): ModelEvent {
    if (!this.stopped) throw brokeOff(this.request.model);
    const blocks = [...this.blocks.values()];
    const refused = this.stopReason === 'refusal';
    const cut = this.stopReason === 'max_tokens' || this.stopReason === 'model_context_window_exceeded';
    const toolCalls = cut || refused ? [] : blocks.filter((block) => block.kind === 'tool').map((block) => this.toToolCall(block));
    const answer = blocks.find((block) => block.kind === 'answer');
    const text = answer
      ? this.answerText(answer, cut)
      : blocks
          .filter((block) => block.kind === 'text')
          .map((block) => block.text)
          .join('');
    return {
      type: 'done',
      text,
      toolCalls,
      finish: refused ? 'refused' : cut ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop',
      usage: this.toUsage(prices, text, toolCalls),
      ...(this.counted ? {} : { usageEstimated: true as const }),
    };
  }
  private answerText(block: OpenBlock, cut: boolean): string {
    if (cut || !isWrapped(this.request.schema ?? true)) return block.text;
    const value: Json | undefined = parseArguments(this.request.model, ANSWER_TOOL, block.text)['answer'];
    return JSON.stringify(value ?? null);
  }
  private toToolCall(block: OpenBlock): ModelToolCall {
    return { id: block.id, name: this.names.fromWire(block.name), arguments: parseArguments(this.request.model, block.name, block.text) };
  }
  private toUsage(prices: Prices, text: string, toolCalls: readonly ModelToolCall[]): Usage {
    const { input, cached, written, output } = this.tokens;
    const inputTokens = this.counted ? input + cached + written : estimateInput(this.request.messages);
    const outputTokens = this.counted ? output : estimateOutput(text, toolCalls);
    return {
      inputTokens,
      outputTokens,
      cost: prices.cost(this.request.model, { inputTokens, outputTokens, cachedInputTokens: cached, cacheWriteTokens: written }),
    };
  }
}
