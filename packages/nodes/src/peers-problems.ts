import type { Problem } from '@agentflow/core';
import { peers } from './model-config.js';
import { problemsOf } from './problems-of.js';

/** What is wrong with what an agent says of whom it may address; pointers begin there. */
export function peersProblems(given: unknown): readonly Problem[] {
  const parsed = peers.unwrap().safeParse(given);
  return parsed.success ? [] : problemsOf(parsed.error);
}
