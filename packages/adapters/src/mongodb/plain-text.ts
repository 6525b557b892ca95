import { AppError } from '@agentflow/core';

const LONE_SURROGATE = /\p{Surrogate}/u;
const CONTROL = /[\u0000-\u001f]/; // eslint-disable-line no-control-regex

/**
 * Text by which things are found: a string, so that no value of a caller's can act as an operator, and one that MongoDB keeps as it is.
 * @throws AppError BAD_REQUEST
 */
export function plainText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new AppError('BAD_REQUEST', `${what} must be text`);
  if (value.includes('\0')) throw new AppError('BAD_REQUEST', `${what} must not hold the character NUL`);
  if (LONE_SURROGATE.test(value)) throw new AppError('BAD_REQUEST', `${what} must be well-formed Unicode`);
  return value;
}
/** The same without control characters. @throws AppError BAD_REQUEST */
export function plainId(value: unknown, what: string): string {
  const text = plainText(value, what);
  if (CONTROL.test(text)) throw new AppError('BAD_REQUEST', `${what} must not hold control characters`);
  return text;
}
