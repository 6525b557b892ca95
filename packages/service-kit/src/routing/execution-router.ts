import {
  AppError,
  domainOf,
  executionId,
  partitionOf,
  poolKey,
  sharedId,
  signalKey,
  type ExecutionId,
  type PartitionId,
} from '@agentflow/core';
import type { Clock, ExecutionService, IdSource, Membership, RecoveryService } from '@agentflow/ports';
import { createServiceClient } from '../grpc-client.js';
import { createOwnerCalls, isMoving } from './owner-calls.js';
import { createOwnerDirectory } from './owner-directory.js';
import { routedWatch } from './routed-watch.js';
import { idFromStartKey } from './start-key-id.js';

/** How long a call looks for an owner that takes it, milliseconds; one that is asked to wait may take that much longer. */
export const ROUTE_MS = 10_000;
/** How long a read looks for the owner, milliseconds: then it is told what the log holds. A hand-over takes less, a take-over hardly more. */
const READ_MS = 3_000;
/** For so long reads do not wait for an owner that was waited for in vain. */
const LAPSED_MS = 5_000;
/** A connection to a process that is gone is closed after so long: calls under way end first. */
const CLOSE_AFTER_MS = 30_000;
/** How many ids are drawn for one whose partition has an owner now. */
const DRAWS = 32;
const REACH_MS = 500;

/** The doors of one orchestrator. */
export interface OrchestratorDoors {
  readonly executions: ExecutionService;
  readonly recovery: RecoveryService;
  /** Whether somebody answers there. */
  reachable(): Promise<boolean>;
  close(): void;
}
export interface ExecutionRouterDeps {
  readonly membership: Pick<Membership, 'members' | 'owners'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** From which ids of executions that start under a key are derived: the same in all processes. */
  readonly startKeySecret: string;
  /** By gRPC where left out. */
  readonly connect?: (address: string) => OrchestratorDoors;
  readonly deadlineMs?: number;
}
export interface ExecutionRouter {
  readonly executions: ExecutionService;
  readonly recovery: RecoveryService;
  /** For readiness: `ok`, or why nobody can be asked. */
  state(): Promise<string>;
  close(): void;
}

const connectByGrpc = (address: string): OrchestratorDoors => {
  const executions = createServiceClient('execution', address);
  const recovery = createServiceClient('recovery', address);
  return {
    executions: executions.service,
    recovery: recovery.service,
    reachable: () => executions.reachable(REACH_MS),
    close() {
      executions.close();
      recovery.close();
    },
  };
};

/**
 * The orchestrators as if they were one: what names an execution goes to its owner, and after it when it moves; lists go to any. Starts, signals and additions get an
 * id of ours where the caller gave none, so that sending them again is no second one.
 */
export function createExecutionRouter(deps: ExecutionRouterDeps): ExecutionRouter {
  const { clock, ids, startKeySecret, connect = connectByGrpc, deadlineMs = ROUTE_MS } = deps;
  const directory = createOwnerDirectory(deps);
  const doors = new Map<string, OrchestratorDoors>();
  let closed = false;
  const doorsAt = (address: string): OrchestratorDoors => {
    if (closed) throw new AppError('UNAVAILABLE', 'the router was closed');
    let known = doors.get(address);
    if (!known) {
      doors.set(address, (known = connect(address)));
      void closeOthers();
    }
    return known;
  };
  /** Once somebody new is met: those who left are remembered long enough. */
  async function closeOthers(): Promise<void> {
    const there = new Set(await directory.orchestrators().catch(() => [...doors.keys()]));
    for (const [address, gone] of [...doors]) {
      if (there.has(address)) continue;
      clock.after(CLOSE_AFTER_MS, () => {
        if (doors.get(address) !== gone) return;
        doors.delete(address);
        gone.close();
      });
    }
  }
  const calls = createOwnerCalls<OrchestratorDoors>({ directory, clock, doorsAt, reachable: (at) => at.reachable() });

  type Named = { readonly executionId: string };
  const toOwner =
    <D, R extends Named, T>(door: (to: OrchestratorDoors) => D, call: (service: D, request: R) => Promise<T>, repeatable: boolean) =>
    (request: R): Promise<T> =>
      calls.owner(executionId(request.executionId), { deadlineMs, repeatable, call: (to) => call(door(to), request) });
  const execution = <R extends Named, T>(call: (service: ExecutionService, request: R) => Promise<T>, repeatable = true) =>
    toOwner(({ executions }) => executions, call, repeatable);
  const repair = <R extends Named, T>(call: (service: RecoveryService, request: R) => Promise<T>, repeatable = true) =>
    toOwner(({ recovery }) => recovery, call, repeatable);
  /** Partitions whose owner could not be asked, and until when, monotonic milliseconds. */
  const lapsed = new Map<PartitionId, number>();
  /** From its owner; where nobody can be asked who owns it, from the log, which anybody reads. */
  const reading =
    <R extends Named, T>(call: (service: ExecutionService, request: R) => Promise<T>) =>
    async (request: R): Promise<T> => {
      const id = executionId(request.executionId);
      const partition = partitionOf(domainOf(id), id);
      const ms = (lapsed.get(partition) ?? 0) > clock.monotonic() ? 0 : Math.min(READ_MS, deadlineMs);
      try {
        const answer = await calls.owner(id, { deadlineMs: ms, repeatable: true, call: ({ executions }) => call(executions, request) });
        lapsed.delete(partition);
        return answer;
      } catch (error) {
        if (!isMoving(error)) throw error;
        if (ms > 0) lapsed.set(partition, clock.monotonic() + LAPSED_MS);
        const logged = { ...request, fromLog: true };
        return calls
          .anyone({ deadlineMs: Math.max(0, deadlineMs - ms), repeatable: true, call: ({ executions }) => call(executions, logged) })
          .catch((again: unknown) => {
            throw isMoving(again) ? error : again;
          });
      }
    };
  const anyone = <R, T>(call: (service: ExecutionService, request: R) => Promise<T>) => {
    return (request: R): Promise<T> => calls.anyone({ deadlineMs, repeatable: true, call: ({ executions }) => call(executions, request) });
  };
  /** A new id whose partition somebody owns now, as far as is known. */
  function newId(): ExecutionId {
    let id = executionId(ids.next());
    for (let drawn = 1; drawn < DRAWS && directory.known(partitionOf(domainOf(id), id)) === undefined; drawn++)
      id = executionId(ids.next());
    return id;
  }

  const executions: ExecutionService = {
    async start(request) {
      const { org, startKey, waitMs = 0 } = request;
      const own = startKey === undefined && request.executionId === undefined;
      const id = startKey
        ? idFromStartKey(startKeySecret, org, startKey.source, startKey.key)
        : executionId(request.executionId ?? newId());
      let sent = 0;
      const answer = await calls.owner(id, {
        deadlineMs: deadlineMs + waitMs,
        repeatable: true,
        call(to) {
          // Also one that was told that it was not done: it may have begun, and waited for its end, before its owner changed.
          const isFirst = sent++ === 0;
          const named = startKey ? {} : { executionId: id, ...(isFirst && own ? {} : { repeated: true }) };
          return to.executions.start({ ...request, ...named });
        },
      });
      // An id of ours: whoever began it did so for this call.
      return own && sent > 1 ? { ...answer, created: true } : answer;
    },
    get: reading((service, request) => service.get(request)),
    list: anyone((service, request) => service.list(request)),
    nodes: reading((service, request) => service.nodes(request)),
    node: reading((service, request) => service.node(request)),
    history: reading((service, request) => service.history(request)),
    effects: reading((service, request) => service.effects(request)),
    value: reading((service, request) => service.value(request)),
    pause: execution((service, request) => service.pause(request)),
    resume: execution((service, request) => service.resume(request)),
    stop: execution((service, request) => service.stop(request)),
    answer: execution((service, request) => service.answer(request), false),
    compensate: execution((service, request) => service.compensate(request), false),
    signal: (request) => {
      const named = { ...request, id: request.id ?? ids.next() };
      return calls.owner(executionId(request.executionId), {
        deadlineMs,
        repeatable: true,
        call: (to) => to.executions.signal(named),
      });
    },
    signalByKey: (request) => {
      const named = { ...request, id: request.id ?? ids.next() };
      const to = sharedId(request.org, 'signal', signalKey(request.name, request.key));
      return calls.owner(to, { deadlineMs, repeatable: true, call: (doorsOf) => doorsOf.executions.signalByKey(named) });
    },
    addItems: (request) => {
      const named = { ...request, id: request.id ?? ids.next() };
      return calls.owner(executionId(request.executionId), {
        deadlineMs,
        repeatable: true,
        call: (to) => to.executions.addItems(named),
      });
    },
    resolve: execution((service, request) => service.resolve(request), false),
    watch: (request) => routedWatch(calls, clock, request),
    present: reading((service, request) => service.present(request)),
    countOpen: anyone((service, request) => service.countOpen(request)),
    budgets: anyone((service, request) => service.budgets(request)),
    setBudget: (request) =>
      calls.owner(sharedId(request.org, 'budget', poolKey(null)), {
        deadlineMs,
        repeatable: true,
        call: (to) => to.executions.setBudget(request),
      }),
  };
  const recovery: RecoveryService = {
    replay: repair((service, request) => service.replay(request)),
    async *export(request) {
      const id = executionId(request.executionId);
      for (let tries = 0; ; tries++) {
        const { doors: to, wrong } = await calls.doorsOf(id, deadlineMs);
        let begun = false;
        try {
          for await (const line of to.recovery.export(request)) {
            begun = true;
            yield line;
          }
          return;
        } catch (error) {
          if (begun || !isMoving(error) || tries > 20) throw error;
          wrong();
          await new Promise<void>((resolve) => clock.after(200, resolve));
        }
      }
    },
    // The same file again is the same import.
    import: (request) =>
      calls.owner(executionId(importedId(request.text)), { deadlineMs, repeatable: true, call: (to) => to.recovery.import(request) }),
    fork: repair((service, request) => service.fork(request), false),
    retry: repair((service, request) => service.retry(request), false),
    snapshots: (request) =>
      request.executionId === undefined
        ? calls.anyone({ deadlineMs, repeatable: true, call: (to) => to.recovery.snapshots(request) })
        : calls.owner(executionId(request.executionId), { deadlineMs, repeatable: true, call: (to) => to.recovery.snapshots(request) }),
    createSnapshot: repair((service, request) => service.createSnapshot(request)),
    restoreSnapshot: repair((service, request) => service.restoreSnapshot(request)),
  };
  return {
    executions,
    recovery,
    async state() {
      try {
        return (await directory.orchestrators()).length > 0 ? 'ok' : 'none is there';
      } catch {
        return 'cannot be looked for';
      }
    },
    close() {
      closed = true;
      for (const known of doors.values()) known.close();
      doors.clear();
    },
  };
}
/** The execution that an export is of, as its first line says; '' for a text that is none: whoever gets it says so. */
function importedId(text: string): string {
  try {
    const { executionId: id } = JSON.parse(text.slice(0, Math.max(0, text.indexOf('\n')))) as { readonly executionId?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}
