import { AppError, EffectLedger, type EffectView } from '@agentflow/core';
import type { ExecutionStore } from '@agentflow/ports';
import type { LiveExecution } from './live-execution.js';

/** The effect ledger, folded from the log, a page at a time; `cursor` is how many rows have been seen. */
export async function effectsPage(
  store: ExecutionStore,
  live: LiveExecution,
  cursor: string | undefined,
  limit: number,
): Promise<{ readonly items: readonly EffectView[]; readonly nextCursor: string | null }> {
  const from = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(from) || from < 0) throw new AppError('BAD_REQUEST', `the cursor ${JSON.stringify(cursor)} is none of ours`);
  const { org, id } = live.state;
  const ledger = new EffectLedger(org, id);
  for await (const commit of store.read(org, id, 0)) for (const event of commit.events) ledger.note(event, event.at ?? commit.at);
  const rows = ledger.rows();
  return { items: rows.slice(from, from + limit), nextCursor: from + limit < rows.length ? String(from + limit) : null };
}
