/** Longest source of one expression, in bytes of UTF-8. */
export const MAX_EXPRESSION_BYTES = 4 * 1024;
/**
 * Work one evaluation may do: a unit per item iterated or compared, per call, and per 32 characters of text handled. Bounds the time of nested
 * macros and of big inputs alike, and counts the same on every machine, so that replay meets the same limit.
 */
export const MAX_EXPRESSION_WORK = 1_000_000;
/** Longest text an expression may build, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 16 * 1024 * 1024;
/** Deepest syntax tree, and deepest result. */
export const MAX_EXPRESSION_DEPTH = 250;
/** Names that lead from data to the language underneath: refused wherever a name can be written or computed. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
