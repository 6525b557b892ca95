import { ENDED, isSharedIdle } from '@agentflow/core';
import type { Client } from '../client/client.js';
import type { World } from '../world.js';
import { checkBehind } from './check-behind.js';
import { checkEffects } from './check-effects.js';
import { checkPartitions } from './check-partitions.js';
import { checkTimers, checkValues } from './check-time.js';
import { checkTold } from './check-told.js';
import { keyOf, recordsOf } from './execution-record.js';
import type { Report, Violation } from './violation.js';

/** Violations of one kind that are kept: the first ones tell. */
const KEPT = 5;

/** Reads what clients were told, the ledger and the final store, and says what does not hold. */
export async function checkWorld(world: World, client: Client, violations: Violation[]): Promise<void> {
  const report: Report = (invariant, detail) => {
    if (violations.filter((known) => known.invariant === invariant).length < KEPT) violations.push({ invariant, detail });
  };
  for (const error of world.errors) report('fault', error);
  const records = recordsOf(
    world,
    client.history.views.map(({ answer }) => answer),
    report,
  );
  checkPartitions(world, report);
  checkTold(client, records, report);
  checkEffects(world, records, report);
  checkTimers(records, report);
  checkValues(world, records, report);
  checkBehind(world, records, report);
  for (const { id, state } of records.values())
    if (!ENDED.has(state.status) && !state.shared && !violations.some(({ invariant }) => invariant === 'stuck'))
      report('stuck', `${id} is ${state.status} in the end`);
  for (const { id, state } of records.values())
    if (state.shared?.kind === 'mutex' && !isSharedIdle(state.shared))
      report('stuck', `the critical section ${id} is held, or waited for, in the end`);
  await readAgain(world, client, records, report);
}
/** A restart on what is stored shows the same. */
async function readAgain(world: World, client: Client, records: ReturnType<typeof recordsOf>, report: Report): Promise<void> {
  const { scheduler } = world;
  world.crash('process');
  let over = false;
  const read = async (): Promise<void> => {
    for (let n = 0; !world.process?.ready && n < 100; n++) await client.sleep(200);
    for (const { id, views, state } of records.values()) {
      if (state.shared) continue;
      const view = await client.get(id);
      const shown = view && views.get(keyOf(view));
      if (shown?.last !== state.seq)
        report('fold', `after a restart ${id} shows ${view?.status ?? 'nothing'} up to event ${shown?.last ?? 'none'}`);
    }
  };
  void read().finally(() => (over = true));
  await scheduler.run(() => over, scheduler.now + 120_000, scheduler.steps + 20_000);
  if (!over) report('stuck', 'after a restart nobody answers');
}
