import {
  AppError,
  checkModelScript,
  compareMoney,
  compileExpression,
  compileTemplate,
  isAppError,
  type CompiledExpression,
  type CompiledTemplate,
  type Json,
  type JsonObject,
  type ModelScript,
  type ModelScriptRow,
  type Usage,
} from '@agentflow/core';
import type { Clock, ModelEvent, ModelQuote, ModelRequest, ModelToolCall } from '@agentflow/ports';
import type { ModelDriver } from './driver.js';
import { createPrices, type Prices } from './prices.js';
import { lastPrompt, scriptScope } from './script-scope.js';
import { estimateInput, estimateOutput } from './token-estimate.js';
import { watchdog, type Watchdog } from './watchdog.js';

/** The model that needs no script. */
export const ECHO = 'echo';
interface Answer {
  readonly text: string;
  readonly toolCalls: readonly ModelToolCall[];
  readonly delaySeconds: number;
  readonly usage: ModelScriptRow['usage'];
}
interface CompiledRow {
  readonly when: CompiledExpression | undefined;
  readonly text: CompiledTemplate | undefined;
  readonly json: CompiledTemplate | undefined;
  readonly calls: CompiledTemplate;
  readonly row: ModelScriptRow;
}
/**
 * Models that answer from a script: same request, same answer, no network. Text streams word by word; time passes only where the script
 * says `delaySeconds`, and then the words are spread over it. `scripted/echo` repeats the last user message.
 * @throws AppError MODEL_NOT_FOUND without a script, MODEL_FAILED when no row matches or the script is wrong
 */
export function createScriptedDriver({ clock, prices = createPrices() }: { readonly clock: Clock; readonly prices?: Prices }): ModelDriver {
  const compiled = new WeakMap<object, readonly CompiledRow[]>();
  const rowsOf = (request: ModelRequest): readonly CompiledRow[] => {
    const script = request.script as object;
    let rows = compiled.get(script);
    if (!rows) compiled.set(script, (rows = compileScript(request.model, request.script)));
    return rows;
  };
  return async function* stream(request, name) {
    const watch = watchdog(request.model, request.signal, clock, NEVER_MS);
    try {
      watch.check();
      const answer =
        name === ECHO && !isScript(request.script)
          ? echo(request)
          : fromScript(request, isScript(request.script) ? rowsOf(request) : notFound(request.model, name));
      yield* speak(request, answer, watch, clock, prices);
    } finally {
      watch.dispose();
    }
  };
}
/**
 * What a scripted call may use at most: what the row that will answer uses, and no less than the dearest row says of itself, as the price of a real model is that of its longest answer.
 * @throws AppError MODEL_FAILED when the script is wrong
 */
export function quoteScripted(asked: Omit<ModelRequest, 'signal'>, prices: Prices): ModelQuote {
  const request = { ...asked, signal: NEVER };
  const rows = isScript(request.script) ? compileScript(request.model, request.script) : [];
  const will = usageOfAnswer(request, rows, prices);
  const input = Math.max(will?.inputTokens ?? estimateInput(request.messages), ...rows.map(({ row }) => row.usage?.inputTokens ?? 0));
  const output = Math.max(will?.outputTokens ?? 0, ...rows.map(({ row }) => row.usage?.outputTokens ?? 0));
  const costs = [will?.cost ?? '0', ...rows.map(({ row }) => row.usage?.cost ?? '0'), prices.most(request.model, input, output) ?? '0'];
  return {
    cost: costs.reduce((most, cost) => (compareMoney(cost, most) > 0 ? cost : most)),
    tokens: input + output,
    maxTokens: request.maxTokens ?? Math.max(output, 1),
  };
}
const NEVER = new AbortController().signal;
/** `undefined` where no row fits: the call will fail, and use nothing. */
function usageOfAnswer(request: ModelRequest, rows: readonly CompiledRow[], prices: Prices): Usage | undefined {
  try {
    return toUsage(request, rows.length > 0 ? fromScript(request, rows) : echo(request), prices);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}
const NEVER_MS = 2_000_000_000;
const isScript = (script: Json | undefined): boolean => typeof script === 'object' && script !== null;
const notFound = (model: string, name: string): never => {
  throw new AppError(
    'MODEL_NOT_FOUND',
    `there is no ${model}: put its script into models/${name}.yaml beside the workflow, or PUT it to /api/v1/models/scripted/${name}`,
    { model },
  );
};
const echo = (request: ModelRequest): Answer => ({ text: lastPrompt(request.messages), toolCalls: [], delaySeconds: 0, usage: undefined });

/** Streams the words, evenly over the delay if there is one, then says `done`. */
async function* speak(request: ModelRequest, answer: Answer, watch: Watchdog, clock: Clock, prices: Prices): AsyncGenerator<ModelEvent> {
  const words = answer.text.match(/\s*\S+\s*$|\s*\S+/g) ?? (answer.text === '' ? [] : [answer.text]);
  const pace = answer.delaySeconds > 0 ? pacer(clock, answer.delaySeconds * 1000, words.length + 1, watch) : undefined;
  try {
    for (const [index, text] of words.entries()) {
      await (pace ? pace.reach(index) : Promise.resolve());
      watch.check();
      yield { type: 'text', text };
    }
    await pace?.reach(words.length);
    watch.check();
    yield {
      type: 'done',
      text: answer.text,
      toolCalls: answer.toolCalls,
      finish: answer.toolCalls.length > 0 ? 'tool_calls' : 'stop',
      usage: toUsage(request, answer, prices),
    };
  } finally {
    pace?.cancel();
  }
}
/** `marks` points in time, evenly over `ms`. All timers are set at the start, so a clock that jumps over the whole span reaches them all. */
function pacer(clock: Clock, ms: number, marks: number, watch: Watchdog): { reach(mark: number): Promise<void>; cancel(): void } {
  const cancels: (() => void)[] = [];
  const aborted = new Promise<void>((resolve) => watch.signal.addEventListener('abort', () => resolve(), { once: true }));
  const reached = Array.from(
    { length: marks },
    (_, mark) => new Promise<void>((resolve) => cancels.push(clock.after((ms * (mark + 1)) / marks, resolve))),
  );
  return { reach: (mark) => Promise.race([reached[mark], aborted]), cancel: () => cancels.forEach((cancel) => cancel()) };
}
/** As the script says; what it leaves out is estimated from the texts, and costs what a price list laid over ours says, else nothing. */
function toUsage(request: ModelRequest, answer: Answer, prices: Prices): Usage {
  const inputTokens = answer.usage?.inputTokens ?? estimateInput(request.messages);
  const outputTokens = answer.usage?.outputTokens ?? estimateOutput(answer.text, answer.toolCalls);
  return { inputTokens, outputTokens, cost: answer.usage?.cost ?? prices.cost(request.model, { inputTokens, outputTokens }) };
}
function compileScript(model: string, script: Json | undefined): readonly CompiledRow[] {
  const problems = checkModelScript(script);
  if (problems.length > 0) {
    throw new AppError(
      'MODEL_FAILED',
      `the script of ${model} is wrong at ${problems[0]!.pointer || 'its root'}: ${problems[0]!.message}`,
      { model },
      { problems },
    );
  }
  return (script as unknown as ModelScript).map((row) => ({
    row,
    when: row.when === undefined ? undefined : compileExpression(row.when),
    text: row.reply.text === undefined ? undefined : compileTemplate(row.reply.text),
    json: row.reply.json === undefined ? undefined : compileTemplate(row.reply.json),
    calls: compileTemplate((row.reply.toolCalls ?? []).map((call) => call.arguments ?? {})),
  }));
}
function fromScript(request: ModelRequest, rows: readonly CompiledRow[]): Answer {
  const { model } = request;
  const scope = scriptScope(request);
  for (const [index, row] of rows.entries()) {
    if (row.when && inRow(model, index, 'when', () => row.when!.evaluate(scope)) !== true) continue;
    const text = row.text && inRow(model, index, 'reply.text', () => row.text!.render(scope));
    const json = row.json && inRow(model, index, 'reply.json', () => row.json!.render(scope));
    const given = inRow(model, index, 'reply.toolCalls', () => row.calls.render(scope)) as readonly JsonObject[];
    return {
      text: row.json ? JSON.stringify(json) : typeof text === 'string' ? text : text === undefined ? '' : JSON.stringify(text),
      toolCalls: (row.row.reply.toolCalls ?? []).map((call, at) => ({
        id: call.id ?? `call_${scope['turn'] as number}_${at}`,
        name: call.name,
        arguments: given[at]!,
      })),
      delaySeconds: row.row.delaySeconds ?? 0,
      usage: row.row.usage,
    };
  }
  const prompt = scope['prompt'] as string;
  const shown = prompt.length > 80 ? `${prompt.slice(0, 80)}…` : prompt;
  throw new AppError(
    'MODEL_FAILED',
    `no row of the script of ${model} fits turn ${scope['turn'] as number}, prompt "${shown}"; a last row without "when" would answer everything`,
    { model },
  );
}
/** An expression that fails makes the whole answer fail, and says in which row. */
function inRow<T>(model: string, index: number, where: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    throw new AppError(
      'MODEL_FAILED',
      `row ${index + 1} of the script of ${model}, ${where}: ${cause.message}`,
      { model, row: index + 1 },
      { cause },
    );
  }
}
