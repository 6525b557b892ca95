import { AppError, type Json, type Problem } from '@agentflow/core';
import { jsonFaultAt } from './json-syntax.js';

/** Deeper documents are refused: what walks them later may recurse. */
export const MAX_JSON_DEPTH = 200;
/** Names that reach into JavaScript's prototypes. No parser of ours lets them in as keys. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const QUOTE = 34,
  BACKSLASH = 92,
  OPEN_BRACE = 123,
  CLOSE_BRACE = 125,
  OPEN_BRACKET = 91,
  CLOSE_BRACKET = 93,
  COMMA = 44;

/**
 * Parses JSON text that came from outside. Stricter than `JSON.parse`: no duplicate keys, no prototype names as keys, no number beyond
 * the doubles, no nesting beyond `MAX_JSON_DEPTH`.
 * @throws AppError MALFORMED_JSON, its one problem saying where (pointer, line, column)
 */
export function parseJson(text: string): Json {
  scan(text);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    const position = jsonFaultAt(text);
    throw refuse(
      text,
      position,
      '',
      'MALFORMED_JSON',
      position >= text.length ? 'the JSON text ends too early' : 'this is not JSON',
      cause,
    );
  }
}

interface Frame {
  /** `undefined` in an array. */
  readonly keys: string[] | undefined;
  set: Set<string> | undefined;
  index: number;
  key: string;
}

/** One pass over the tokens for what `JSON.parse` lets through. Tolerant of bad grammar, which `JSON.parse` refuses afterwards. */
function scan(text: string): void {
  const stack: Frame[] = [];
  let top: Frame | undefined;
  let expectKey = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      const end = stringEnd(text, i);
      if (expectKey && top?.keys) {
        addKey(text, i, end, top, stack);
        expectKey = false;
      }
      i = end;
    } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (stack.length >= MAX_JSON_DEPTH) {
        throw refuse(text, i, pointerOf(stack), 'TOO_DEEP', `the JSON is nested deeper than ${MAX_JSON_DEPTH} levels`);
      }
      top = { keys: c === OPEN_BRACE ? [] : undefined, set: undefined, index: 0, key: '' };
      stack.push(top);
      expectKey = c === OPEN_BRACE;
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      stack.pop();
      top = stack[stack.length - 1];
      expectKey = false;
    } else if (c === COMMA) {
      expectKey = top?.keys !== undefined;
      if (top) top.index++;
    } else if (c === 45 || (c >= 48 && c <= 57)) {
      i = numberEnd(text, i, stack) - 1;
    }
  }
}

function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function addKey(text: string, start: number, end: number, frame: Frame, stack: readonly Frame[]): void {
  let key = text.slice(start + 1, end);
  if (key.includes('\\')) {
    try {
      key = JSON.parse(text.slice(start, end + 1)) as string;
    } catch {
      return; // a bad escape: JSON.parse will say so
    }
  }
  frame.key = key;
  if (UNSAFE_KEYS.has(key)) throw refuse(text, start, pointerOf(stack), 'UNSAFE_KEY', `the key "${key}" is not allowed`);
  const keys = frame.keys as string[];
  if (frame.set ? frame.set.has(key) : keys.includes(key)) {
    throw refuse(text, start, pointerOf(stack), 'DUPLICATE_KEY', `the key ${JSON.stringify(key.slice(0, 100))} occurs twice in one object`);
  }
  if (frame.set) frame.set.add(key);
  else if (keys.push(key) > 16) frame.set = new Set(keys);
}

function numberEnd(text: string, start: number, stack: readonly Frame[]): number {
  let end = start + 1;
  let exponent = false;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c === 69 || c === 101) exponent = true;
    else if (!((c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46)) break;
  }
  if ((exponent || end - start > 300) && Math.abs(Number(text.slice(start, end))) === Infinity) {
    throw refuse(text, start, pointerOf(stack), 'NUMBER_TOO_LARGE', 'the number is beyond what a JSON number can hold here');
  }
  return end;
}

const pointerOf = (stack: readonly Frame[]): string =>
  stack.map((frame) => `/${frame.keys ? frame.key.replaceAll('~', '~0').replaceAll('/', '~1') : frame.index}`).join('');

function refuse(text: string, position: number, pointer: string, code: string, message: string, cause?: unknown): AppError {
  let line = 1;
  let lineStart = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < position; i = text.indexOf('\n', i + 1)) {
    line++;
    lineStart = i + 1;
  }
  const column = position - lineStart + 1;
  const problem: Problem = { pointer, code, severity: 'error', message, line, column };
  return new AppError(
    'MALFORMED_JSON',
    `${message} (line ${line}, column ${column})`,
    { position, line, column },
    { cause, problems: [problem] },
  );
}
