import { sha256Hex } from '../canonical.js';

/**
 * What targets and the effect ledger know a call by (DESIGN 5.11): lower-case hex of the sha256 over org, execution, path, call index and generation.
 * The attempt is no part of it: a repeat of the same call carries the same key.
 */
export const idempotencyKeyOf = (org: string, executionId: string, path: string, index: number, generation: number): string =>
  sha256Hex(JSON.stringify([org, executionId, path, index, generation]));
