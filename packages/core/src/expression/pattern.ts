import { RE2JS } from 're2js';
import { ExpressionFault } from './expression-fault.js';

/** Longest pattern of `re(text, pattern)`, in characters. */
export const MAX_PATTERN_LENGTH = 1_000;
const compiled = new Map<string, RE2JS>();

/** A pattern in RE2's syntax, matched in linear time (no back references, no look-around). @throws ExpressionFault */
export function compilePattern(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  if (pattern.length > MAX_PATTERN_LENGTH) throw new ExpressionFault(`re: the pattern is longer than ${MAX_PATTERN_LENGTH} characters`);
  let fresh: RE2JS;
  try {
    fresh = RE2JS.compile(pattern);
  } catch (cause) {
    throw new ExpressionFault(`re: ${(cause as Error).message}`);
  }
  if (compiled.size >= 200) compiled.clear();
  compiled.set(pattern, fresh);
  return fresh;
}

/** Whether the pattern occurs anywhere in the text; anchor it with `^` and `$` to match all of it. */
export const matchesPattern = (text: string, pattern: string): boolean => compilePattern(pattern).matcher(text).find();
