import { isAppError } from '../../errors/app-error.js';
import { compileExpression } from '../../expression/compile-expression.js';
import { compileTemplate } from '../../expression/compile-template.js';
import type { Json, JsonObject } from '../../json.js';
import type { Problem } from '../validate/problem.js';

/**
 * One row of `models/<name>.yaml`, the script of a model `scripted/<name>`. The first row whose `when` holds (or that has none) answers.
 *
 * `when` is CEL, and the strings of `reply` are templates, over:
 * - `messages`: all messages, oldest first, each `{ role, content, json, name, toolCallId, toolCalls }`; `json` is the content parsed, `null` when it is no JSON
 * - `last`: the last message, as above
 * - `prompt`: the content of the last user message, as text
 * - `system`: the content of the system messages, as text
 * - `tools`: the names of the tools that are offered
 * - `turn`: how many assistant messages came before, 0 at first
 */
export interface ModelScriptRow {
  readonly when?: string;
  readonly reply: {
    readonly text?: string;
    readonly json?: Json;
    readonly toolCalls?: readonly { readonly id?: string; readonly name: string; readonly arguments?: JsonObject }[];
  };
  /** Seconds the answer takes, by the platform's clock. */
  readonly delaySeconds?: number;
  /** What the answer is said to have used; without it, an estimate from the length of the texts. */
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number; readonly cost?: string };
}
export type ModelScript = readonly ModelScriptRow[];

/** Longest delay a row may ask for, in seconds. */
const MAX_DELAY_SECONDS = 3_600;
const MAX_ROWS = 1_000;

/** Everything that is wrong with the script of a scripted model; none: it is a `ModelScript`. Pointers are into the script. */
export function checkModelScript(value: unknown): Problem[] {
  const problems: Problem[] = [];
  const say = (pointer: string, message: string, code = 'INVALID_SCRIPT'): void =>
    void problems.push({ pointer, code, severity: 'error', message });
  if (!Array.isArray(value)) {
    say('', `a model script is a list of rows { when?, reply, delaySeconds?, usage? }, not ${nameOf(value)}`);
    return problems;
  }
  if (value.length === 0) say('', 'a model script needs at least one row');
  if (value.length > MAX_ROWS) say('', `a model script has at most ${MAX_ROWS} rows, this one has ${value.length}`);
  value.slice(0, MAX_ROWS).forEach((row: unknown, index) => checkRow(row, `/${index}`, say));
  return problems;
}
type Say = (pointer: string, message: string, code?: string) => void;

function checkRow(row: unknown, pointer: string, say: Say): void {
  if (!isObject(row)) return say(pointer, `a row is an object { when?, reply, delaySeconds?, usage? }, not ${nameOf(row)}`);
  refuseOthers(row, ['when', 'reply', 'delaySeconds', 'usage'], pointer, say);
  if (row['when'] !== undefined) checkWhen(row['when'], `${pointer}/when`, say);
  checkReply(row['reply'], `${pointer}/reply`, say);
  const delay = row['delaySeconds'];
  if (delay !== undefined && !(typeof delay === 'number' && delay >= 0 && delay <= MAX_DELAY_SECONDS))
    say(`${pointer}/delaySeconds`, `delaySeconds is a number of seconds from 0 to ${MAX_DELAY_SECONDS}`);
  if (row['usage'] !== undefined) checkUsage(row['usage'], `${pointer}/usage`, say);
}
function checkWhen(when: unknown, pointer: string, say: Say): void {
  if (typeof when !== 'string') return say(pointer, `when is a CEL expression written as text, not ${nameOf(when)}`);
  attempt(() => compileExpression(when), pointer, say);
}
function checkReply(reply: unknown, pointer: string, say: Say): void {
  if (!isObject(reply)) return say(pointer, `reply is an object { text?, json?, toolCalls? }, not ${nameOf(reply)}`);
  refuseOthers(reply, ['text', 'json', 'toolCalls'], pointer, say);
  const { text, json, toolCalls } = reply;
  if (text === undefined && json === undefined && toolCalls === undefined) say(pointer, 'reply says nothing: give text, json or toolCalls');
  if (text !== undefined && json !== undefined) say(pointer, 'reply has both text and json: the answer is one of them');
  if (text !== undefined && typeof text !== 'string')
    say(`${pointer}/text`, `text is text, not ${nameOf(text)}; for other values use json`);
  else if (text !== undefined) attempt(() => compileTemplate(text), `${pointer}/text`, say);
  if (json !== undefined) attempt(() => compileTemplate(json as Json), `${pointer}/json`, say);
  if (toolCalls === undefined) return;
  if (!Array.isArray(toolCalls))
    return say(`${pointer}/toolCalls`, `toolCalls is a list of { name, arguments? }, not ${nameOf(toolCalls)}`);
  toolCalls.forEach((call: unknown, index) => checkToolCall(call, `${pointer}/toolCalls/${index}`, say));
}
function checkToolCall(call: unknown, pointer: string, say: Say): void {
  if (!isObject(call)) return say(pointer, `a tool call is an object { name, arguments? }, not ${nameOf(call)}`);
  refuseOthers(call, ['id', 'name', 'arguments'], pointer, say);
  if (typeof call['name'] !== 'string' || call['name'] === '') say(`${pointer}/name`, 'a tool call names its tool');
  if (call['id'] !== undefined && (typeof call['id'] !== 'string' || call['id'] === ''))
    say(`${pointer}/id`, 'the id of a tool call is text');
  const given = call['arguments'];
  if (given === undefined) return;
  if (!isObject(given)) say(`${pointer}/arguments`, `arguments is an object, not ${nameOf(given)}`);
  else attempt(() => compileTemplate(given as Json), `${pointer}/arguments`, say);
}
function checkUsage(usage: unknown, pointer: string, say: Say): void {
  if (!isObject(usage)) return say(pointer, `usage is an object { inputTokens?, outputTokens?, cost? }, not ${nameOf(usage)}`);
  refuseOthers(usage, ['inputTokens', 'outputTokens', 'cost'], pointer, say);
  for (const key of ['inputTokens', 'outputTokens']) {
    const count = usage[key];
    if (count !== undefined && !(Number.isSafeInteger(count) && (count as number) >= 0))
      say(`${pointer}/${key}`, `${key} is a whole number of tokens`);
  }
  const cost = usage['cost'];
  if (cost !== undefined && !(typeof cost === 'string' && /^\d{1,12}(\.\d{1,12})?$/.test(cost)))
    say(`${pointer}/cost`, 'cost is USD as decimal text, e.g. "0.0021"');
}
function refuseOthers(object: Record<string, unknown>, known: readonly string[], pointer: string, say: Say): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key))
      say(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, `"${key}" is not known here; known are ${known.join(', ')}`);
  }
}
/** Runs a compiler and turns what it refuses into a problem. */
function attempt(compile: () => unknown, pointer: string, say: Say): void {
  try {
    compile();
  } catch (error) {
    if (!isAppError(error)) throw error;
    say(pointer, error.message, error.code);
  }
}
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (value: unknown): string =>
  value === null || value === undefined
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : typeof value === 'string'
          ? 'text'
          : `a ${typeof value}`;
