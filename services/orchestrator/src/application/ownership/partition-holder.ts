import type { ExecutionId, PartitionId } from '@agentflow/core';
import type { ExecutionStore, Ownership, PlanSource } from '@agentflow/ports';
import type { CallReservations } from '../call-reservations.js';
import type { Dispatch } from '../dispatch.js';
import type { HotExecutions } from '../hot-executions.js';
import { durable, type LiveExecution } from '../live-execution.js';
import type { LiveHub } from '../live-hub.js';
import type { LogWriter } from '../log-writer.js';
import type { Postman } from '../postman.js';
import type { Projector } from '../projector.js';
import type { Relay } from '../relay.js';
import { noteTails, openExecutions } from '../take-over.js';
import type { TakeUp } from '../take-up.js';
import type { WakeUps } from '../wake-ups.js';

/*
 * I1  Commands are taken in for a partition only once everything behind its cursors was noted: a cursor that moves never passes what nobody has published.
 * I2  Once a partition is dropped nothing of it leaves: its states are void, its tasks are left to their workers for the next owner.
 * I3  A partition that is dropped while it is being taken is not taken: its epoch tells one claim from the next.
 */
export interface PartitionHolder {
  /** Goes on with partitions that were claimed: catches up, takes commands in, takes up what is open. @throws what the store says; the partitions are dropped then */
  take(owned: readonly Ownership[]): Promise<void>;
  /** Partitions are another process's now: what is under way in them is void here, and goes on there. */
  drop(partitions: readonly PartitionId[]): void;
  /** Takes nothing new in for these partitions, waits until all that was decided is in the log, and drops them. Resolves when another may have them. */
  handOver(partitions: readonly PartitionId[]): Promise<void>;
  /** Whether this state went with its partition. */
  isGone(live: LiveExecution): boolean;
}
export interface PartitionHolderPorts {
  readonly store: ExecutionStore;
  readonly plans: PlanSource;
  readonly homeOf: (id: ExecutionId) => PartitionId;
  readonly log: LogWriter;
  readonly hot: HotExecutions;
  readonly dispatch: Dispatch;
  readonly reservations: CallReservations;
  readonly relay: Relay;
  readonly postman: Postman;
  readonly projector: Projector;
  readonly takeUp: TakeUp;
  readonly wakeUps: WakeUps;
  readonly hub: LiveHub;
  /** Asks the workers what they have. */
  readonly callRoll: () => void;
  readonly onFault: (error: unknown, about: string) => void;
}

export function createPartitionHolder(ports: PartitionHolderPorts): PartitionHolder {
  const { store, plans, homeOf, log, hot, dispatch, reservations, relay, postman, projector, takeUp, wakeUps, hub, callRoll, onFault } =
    ports;
  /** Ours, or about to be, by epoch. */
  const held = new Map<PartitionId, number>();
  const gone = new WeakSet<LiveExecution>();

  async function take(owned: readonly Ownership[]): Promise<void> {
    for (const { partition, epoch } of owned) held.set(partition, epoch);
    const names = owned.map(({ partition }) => partition);
    const isOurs = ({ partition, epoch }: Ownership): boolean => held.get(partition) === epoch;
    try {
      const follow = await noteTails(store, plans, names, relay, postman, projector, (id, error) => onFault(error, `reading ${id}`));
      log.own(owned.filter(isOurs));
      follow();
      callRoll();
      const ours = owned.filter(isOurs).map(({ partition }) => partition);
      if (ours.length > 0) await takeUp.all(openExecutions(store, ours));
    } catch (error) {
      const left = owned.filter(isOurs).map(({ partition }) => partition);
      if (left.length === 0) return;
      drop(left);
      throw error;
    }
  }
  function drop(partitions: readonly PartitionId[]): void {
    const set = new Set(partitions);
    const is = (id: ExecutionId): boolean => set.has(homeOf(id));
    const lives = hot.drop(set);
    for (const live of lives) {
      gone.add(live);
      for (const token of dispatch.release(live.state.id)) reservations.forget(token);
    }
    for (const partition of partitions) {
      held.delete(partition);
      postman.drop(partition);
      relay.drop(partition);
    }
    log.disown(set);
    wakeUps.drop(is);
    hub.moved(is);
    // Who waits for an end asks again, and is told where.
    for (const { endWaiters } of lives) {
      for (const call of endWaiters) call();
      endWaiters.clear();
    }
  }
  async function handOver(partitions: readonly PartitionId[]): Promise<void> {
    const set = new Set(partitions);
    log.close(set);
    log.kick();
    for (;;) {
      const busy = hot.of(set).filter(({ pending, inFlight }) => pending !== null || inFlight !== null);
      if (busy.length === 0) break;
      await Promise.allSettled(busy.map((live) => durable(live)));
    }
    drop(partitions);
  }
  return { take, drop, handOver, isGone: (live) => gone.has(live) };
}
