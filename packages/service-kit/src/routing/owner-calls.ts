import { AppError, domainOf, isAppError, partitionOf, type ExecutionId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { OwnerDirectory } from './owner-directory.js';

/** Between two tries for a partition that has no owner, or an owner that cannot be reached. Milliseconds. */
const PAUSE_MS = { first: 20, longest: 500 };
/** A call that is not answered is looked after so often: its owner may have lost what it owns without a word. */
const LOOK_AFTER_MS = 1_000;

/** Errors that say that somebody else has to be asked, or the same one later. */
export const isMoving = (error: unknown): boolean => isAppError(error) && (error.code === 'OWNERSHIP_LOST' || error.code === 'UNAVAILABLE');
/** The owner has not done it, and never will. */
const wasNotDone = (error: unknown): boolean => isAppError(error) && error.code === 'OWNERSHIP_LOST';

export interface OwnerCall<D, T> {
  readonly deadlineMs: number;
  /** Does no more when it is done twice. One that is not is sent again only if it was certainly not done. */
  readonly repeatable: boolean;
  /** `again`: it may have been sent before. */
  readonly call: (doors: D, again: boolean) => Promise<T>;
}
export interface OwnerCalls<D> {
  /** Asks the owner of an execution, whoever that is by then, until the deadline. @throws AppError what the owner says; UNAVAILABLE when nobody takes it in time */
  owner<T>(id: ExecutionId, call: OwnerCall<D, T>): Promise<T>;
  /** Asks any orchestrator, in turns. */
  anyone<T>(call: OwnerCall<D, T>): Promise<T>;
  /** Doors of the present owner; waits for one until `deadlineMs` have passed. */
  doorsOf(id: ExecutionId, deadlineMs: number): Promise<{ readonly doors: D; readonly wrong: () => void }>;
}
export interface OwnerCallsPorts<D> {
  readonly directory: OwnerDirectory;
  readonly clock: Clock;
  readonly doorsAt: (address: string) => D;
  /** Whether somebody can be reached there; asked before calls that must not be repeated. */
  readonly reachable: (doors: D) => Promise<boolean>;
}

export function createOwnerCalls<D>({ directory, clock, doorsAt, reachable }: OwnerCallsPorts<D>): OwnerCalls<D> {
  let turn = 0;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  const partitionOfId = (id: ExecutionId) => partitionOf(domainOf(id), id);

  async function insist<T>(
    find: () => Promise<string | undefined>,
    wrong: () => void,
    { deadlineMs, repeatable, call }: OwnerCall<D, T>,
    about: { readonly [name: string]: string },
  ): Promise<T> {
    const deadline = clock.monotonic() + deadlineMs;
    let last: unknown;
    let again = false;
    for (let pause = PAUSE_MS.first; ; pause = Math.min(PAUSE_MS.longest, pause * 2)) {
      const address = await find().catch((error: unknown) => void (last = error));
      if (address !== undefined) {
        const doors = doorsAt(address);
        try {
          if (repeatable) return await whileThere(call(doors, again), address, find);
          if (await reachable(doors)) return await call(doors, again);
        } catch (error) {
          if (!isMoving(error) || (!repeatable && !wasNotDone(error))) throw error;
          last = error;
          again ||= !wasNotDone(error);
        }
        wrong();
      }
      if (clock.monotonic() + pause >= deadline)
        throw isAppError(last) && last.code === 'UNAVAILABLE'
          ? last
          : new AppError('UNAVAILABLE', 'nobody takes the call at the moment', about, { retryAfterSeconds: 1, cause: last });
      await sleep(pause);
    }
  }
  /** One that was stopped, or cut off, does not answer, and does not say so: once another owns the partition, that one is asked. */
  function whileThere<T>(answer: Promise<T>, address: string, find: () => Promise<string | undefined>): Promise<T> {
    return new Promise((resolve, reject) => {
      let disarm: () => void;
      const look = (): void => {
        disarm = clock.after(LOOK_AFTER_MS, () => {
          find().then((now) => {
            if (now === undefined || now === address) look();
            else reject(new AppError('UNAVAILABLE', 'the owner does not answer, and another has taken over', {}, { retryAfterSeconds: 1 }));
          }, look);
        });
      };
      look();
      answer.then(resolve, reject).finally(() => disarm());
    });
  }
  return {
    owner(id, call) {
      const partition = partitionOfId(id);
      return insist(
        () => directory.ownerOf(partition),
        () => directory.forget(partition),
        call,
        { executionId: id },
      );
    },
    anyone(call) {
      const first = turn++;
      let tries = 0;
      const find = async (): Promise<string | undefined> => {
        const all = await directory.orchestrators();
        return all[(first + tries) % Math.max(1, all.length)];
      };
      return insist(find, () => void tries++, { ...call, call: (doors, again) => call.call(doors, again) }, {});
    },
    async doorsOf(id, deadlineMs) {
      const partition = partitionOfId(id);
      const deadline = clock.monotonic() + deadlineMs;
      for (let pause = PAUSE_MS.first; ; pause = Math.min(PAUSE_MS.longest, pause * 2)) {
        const address = await directory.ownerOf(partition).catch(() => undefined);
        if (address !== undefined) return { doors: doorsAt(address), wrong: () => directory.forget(partition) };
        if (clock.monotonic() + pause >= deadline)
          throw new AppError('UNAVAILABLE', 'nobody owns the execution at the moment', { executionId: id }, { retryAfterSeconds: 1 });
        await sleep(pause);
      }
    },
  };
}
