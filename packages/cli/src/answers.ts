import type { Json } from '@agentflow/core';
import { usageError } from './cli-error.js';

/** What is answered to questions, by path. */
export type Answers = { readonly [path: string]: Json };

/** @throws CliError when it is no object */
export function checkAnswers(value: Json): Answers {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw usageError('--answers takes an object { "<path>": answer }', 'for example \'{"approve":{"approved":true}}\'');
  return value as Answers;
}
/** The answer for `each[3]/approve`: under that path, else `each/approve` for all items, else `approve`. */
export function answerFor(answers: Answers, path: string): Json | undefined {
  const plain = path.replace(/\[\d+\]/g, '');
  for (const name of [path, plain, plain.slice(plain.lastIndexOf('/') + 1)]) if (Object.hasOwn(answers, name)) return answers[name];
  return undefined;
}
