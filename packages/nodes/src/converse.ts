import { addUsage, AppError, isAppError, NO_USAGE, type ErrorCode, type Json, type JsonSchema, type Usage } from '@agentflow/core';
import type { ModelMessage, ModelTool, ModelToolCall } from '@agentflow/ports';
import { isMoreMoney } from './money.js';
import type { ModelAnswer, NodeContext, PeerSettings } from './node-context.js';
import { isPeerTool, offeredPeerTools, peerCallOf, PEER_TOOL_NAMES } from './peer-tools.js';
import { findTool, toolView } from './tools/registry.js';

/*
 * I1  Nothing here depends on a clock: rounds, tokens, cost and time are counted from recorded answers, so a later attempt takes the same way.
 * I2  A limit that is reached fails with AGENT_LIMIT, whatever the model has said by then; it is checked before a call is paid for.
 * I3  A tool outside `tools` is never called: the model is told so.
 */
export interface ConversationLimits {
  readonly maxIterations: number;
  readonly maxSeconds?: number;
  /** USD, decimal. */
  readonly maxCost?: string;
  readonly maxTokens?: number;
}
export interface Conversation {
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  /** Names: the allow-list. */
  readonly tools: readonly string[];
  readonly schema?: JsonSchema;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly credential?: string;
  readonly fallbackModel?: string;
  readonly cheaperModel?: string;
  /** By tool: what undoes its calls. */
  readonly compensations?: { readonly [tool: string]: { readonly tool: string; readonly arguments?: Json } };
  /** Other agents that may be addressed, and by whom. */
  readonly peers?: { readonly settings: PeerSettings; readonly from?: string };
  readonly limits: ConversationLimits;
}
export interface ConversationAnswer {
  readonly text: string;
  readonly json: Json;
  readonly usage: Usage;
  readonly steps: readonly Json[];
}
const DEFAULT_PEER_CALLS = 20;
/** What a failed call means for the attempt, not for the model: these are not told to it. */
const FATAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'TASK_CANCELLED',
  'STEP_MISMATCH',
  'INTERNAL',
  'OWNERSHIP_LOST',
  'AGENT_LIMIT',
  'BUDGET_EXCEEDED',
  'PRICE_UNKNOWN',
]);

/** Think, act, observe, until the model answers without calling a tool (ReAct, https://arxiv.org/abs/2210.03629). @throws AppError AGENT_LIMIT, and what the model throws */
export async function converse(
  context: NodeContext,
  { tools: allowed, limits, messages: opening, compensations = {}, peers, ...ask }: Conversation,
): Promise<ConversationAnswer> {
  const tools = [...allowed.map(offered), ...(peers ? offeredPeerTools(peers.settings) : [])];
  let peerCalls = peers ? Math.min(peers.settings.maxCalls ?? DEFAULT_PEER_CALLS, context.peerCallsLeft ?? Infinity) : 0;
  const messages: ModelMessage[] = [...opening];
  const steps: Json[] = [];
  let usage: Usage = NO_USAGE;
  let spentMs = 0;

  const over = (what: string, limit: number | string): never => {
    throw new AppError('AGENT_LIMIT', `the agent reached its limit of ${limit} ${what} before it was done`, {
      limit: what,
      value: limit,
      ...(usage as unknown as { [key: string]: Json }),
    });
  };
  const check = (): void => {
    if (limits.maxTokens !== undefined && usage.inputTokens + usage.outputTokens > limits.maxTokens) over('tokens', limits.maxTokens);
    if (limits.maxCost !== undefined && isMoreMoney(usage.cost, limits.maxCost)) over('USD', limits.maxCost);
    if (limits.maxSeconds !== undefined && spentMs >= limits.maxSeconds * 1_000) over('seconds', limits.maxSeconds);
  };
  /** Runs a call within the time that is left. */
  const timed = async <T>(call: (options: { readonly timeoutMs?: number }) => Promise<T>): Promise<T> => {
    if (limits.maxSeconds === undefined) return call({});
    const timeoutMs = limits.maxSeconds * 1_000 - spentMs;
    try {
      return await call({ timeoutMs });
    } catch (error) {
      if (isAppError(error) && error.code === 'TIMED_OUT' && error.details['timeoutMs'] === timeoutMs) over('seconds', limits.maxSeconds);
      throw error;
    }
  };

  for (let round = 0; ; round++) {
    if (round >= limits.maxIterations) over('rounds', limits.maxIterations);
    check();
    const answer: ModelAnswer = await timed((options) =>
      context.model({ ...ask, messages: [...messages], ...(tools.length > 0 && { tools }) }, options),
    );
    usage = addUsage(usage, answer.usage);
    spentMs += answer.durationMs;
    steps.push({
      kind: 'model',
      name: answer.model ?? ask.model,
      text: answer.text,
      toolCalls: answer.toolCalls as unknown as Json,
      usage: answer.usage as unknown as Json,
    });
    check();
    if (answer.toolCalls.length === 0) return { text: answer.text, json: answer.json, usage, steps };
    messages.push({ role: 'assistant', content: answer.text, toolCalls: answer.toolCalls });
    for (const call of answer.toolCalls) {
      const result = await observe(call);
      steps.push({ kind: 'tool', name: call.name, arguments: call.arguments, ...result });
      messages.push({
        role: 'tool',
        toolCallId: call.id,
        name: call.name,
        content: JSON.stringify(result.error === undefined ? result.result : { error: result.error }),
      });
    }
  }

  /** Sends a message for the model; what those it reached used counts as the agent's own. */
  async function address({ name, arguments: args }: ModelToolCall, settings: PeerSettings): Promise<Json> {
    const call = peerCallOf(name, args, settings);
    if (peerCalls <= 0)
      throw new AppError('PEER_LOOP', 'no more messages to other agents may be sent: answer with what you have', { sent: false });
    peerCalls--; // also of one that fails
    const reply = await timed((options) =>
      context.peer(call, { settings, callsLeft: peerCalls + 1, ...(peers?.from !== undefined && { from: peers.from }), ...options }),
    ).catch((error: unknown) => {
      const spent = isAppError(error) ? error.details['usage'] : undefined; // of an agent that failed after it had worked
      if (spent !== undefined) usage = addUsage(usage, spent as unknown as Usage);
      throw error;
    });
    peerCalls -= Math.max(0, reply.calls - 1);
    usage = addUsage(usage, reply.usage);
    spentMs += reply.durationMs;
    return reply.result;
  }
  /** Calls a tool for the model; what goes wrong is an observation like any other. */
  async function observe(call: ModelToolCall): Promise<{ result?: Json; error?: Json }> {
    const toPeer = peers !== undefined && isPeerTool(call.name);
    if (!allowed.includes(call.name) && !toPeer)
      return {
        error: {
          code: 'TOOL_NOT_FOUND',
          message: `there is no tool ${call.name}; you may call ${[...allowed, ...(peers ? PEER_TOOL_NAMES : [])].join(', ') || 'none'}`,
        },
      };
    try {
      if (toPeer) return { result: await address(call, peers.settings) };
      const undo = Object.hasOwn(compensations, call.name) ? compensations[call.name] : undefined;
      const compensation = undo && { compensation: { tool: undo.tool, arguments: undo.arguments ?? {} } };
      return { result: await timed((options) => context.tool(call.name, call.arguments, { ...options, ...compensation })) };
    } catch (error) {
      if (!isAppError(error) || FATAL.has(error.code) || context.signal.aborted || error.details['uncertain'] === true) throw error;
      return { error: { code: error.code, message: error.message } };
    }
  }
}
function offered(name: string): ModelTool {
  const view = toolView(name);
  if (!view || !findTool(name)) throw new AppError('TOOL_NOT_FOUND', `there is no tool ${name}`, { tool: name });
  return { name, description: view.description, parameters: view.parameters as JsonSchema };
}
