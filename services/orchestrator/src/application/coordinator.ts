import {
  AppError,
  domainOf,
  executionId,
  idIn,
  isSharedIdle,
  MASTER_DOMAIN,
  partitionId,
  partitionOf,
  PARTITIONS_PER_DOMAIN,
  type Commit,
  type ExecutionId,
  type PartitionId,
} from '@agentflow/core';
import type { Clock, EventBus, ExecutionStore, IdSource, ObjectStore, PlanSource, WorkerListener } from '@agentflow/ports';
import { withBuiltInPlans } from './built-in-plans.js';
import { createCallReservations, type CallReservations } from './call-reservations.js';
import { createDispatch, type Dispatch } from './dispatch.js';
import { createDrain } from './drain.js';
import { placeOf, type FaultPlace } from './fault-place.js';
import { createHotExecutions, isIdle, type HotExecutions } from './hot-executions.js';
import { createLetters } from './letters.js';
import type { LiveExecution, PendingCommit } from './live-execution.js';
import { isParked } from './load-plans.js';
import { createLiveHub, type LiveHub } from './live-hub.js';
import { createLogWriter, notOurs, type LogWriter } from './log-writer.js';
import { createMailboxes, type Mailboxes } from './mailboxes.js';
import { createOrgBudgets, type OrgBudgets, type ReadPool } from './org-budgets.js';
import { createPartitionHolder, type PartitionHolder } from './ownership/partition-holder.js';
import { createPostman, type Parcel, type Postman } from './postman.js';
import { prepareMessages, type FindRelease } from './prepare-message.js';
import { createProjector, type Projector } from './projector.js';
import { createRelay, type Relay } from './relay.js';
import { createSnapshotStore, type SnapshotStore } from './snapshot-store.js';
import { catchUpProjection, headFromLog, openExecutions } from './take-over.js';
import { createTakeUp } from './take-up.js';
import { createTaskCheck, type TaskCheck } from './task-check.js';
import { createTaskFlow } from './task-flow.js';
import type { OrgLimits } from './task-queue.js';
import { traceDurable } from './trace-execution.js';
import { createTurns, type NextTurn } from './turns.js';
import { createValues, type Values } from './values.js';
import { createWakeUps, type WakeUps } from './wake-ups.js';
import { createWorkerSessions } from './worker-sessions.js';

/** A worker whose stream broke, or whose tasks were another process's, has so long to say what it runs. */
export const SESSION_MS = 3_000;

const noReleases: FindRelease = (_org, workflow) =>
  Promise.reject(new AppError('WORKFLOW_NOT_FOUND', 'nobody here knows what is released', { workflow }));

/** What a coordinator is given that shares the partitions of its domains with others. */
export interface SharedOwnership {
  /** Whether the leases were renewed lately enough to act under them. Asked at each task that leaves. */
  readonly mayAct: () => boolean;
  /** Hands a message to the owner of its receiver; resolves when it is durable there, or on its way there. */
  readonly forward: (parcel: Parcel) => Promise<void>;
}
export interface CoordinatorPorts {
  readonly store: ExecutionStore;
  readonly objects: ObjectStore;
  readonly bus: EventBus;
  readonly plans: PlanSource;
  readonly workers: WorkerListener;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly onFault: (error: unknown, about: string, where?: FaultPlace) => void;
  /** What a subflow runs that names no revision: the designer's answer. */
  readonly findRelease?: FindRelease;
  /** How everything waits for its turn; the event loop's own where left out. */
  readonly nextTurn?: NextTurn;
  /** Left out: all partitions of one domain are this process's alone, from its start to its end. */
  readonly shared?: SharedOwnership;
}
export interface CoordinatorSettings {
  /** Whose partitions hold everything where nothing is shared. */
  readonly domain: string;
  readonly owner: string;
  readonly maxHotNodes: number;
  readonly maxWaitingCommands: number;
  /** What each org may take of this process's workers; left out: as much as there is. */
  readonly orgLimits?: OrgLimits;
}
/** The parts of one coordinator, wired: what its use cases work with. */
export interface Coordinator {
  readonly hot: HotExecutions;
  readonly log: LogWriter;
  readonly mailboxes: Mailboxes;
  readonly dispatch: Dispatch;
  readonly reservations: CallReservations;
  readonly orgBudgets: OrgBudgets;
  readonly readPool: ReadPool;
  readonly hub: LiveHub;
  readonly values: Values;
  readonly snapshots: SnapshotStore;
  readonly projector: Projector;
  readonly relay: Relay;
  readonly postman: Postman;
  readonly wakeUps: WakeUps;
  /** Looks after tasks that are not where they are believed to be; only where workers are beyond a network. */
  readonly taskCheck: TaskCheck;
  /** Takes and lets go of partitions while running. */
  readonly holder: PartitionHolder;
  /** Which partition holds an execution. */
  readonly homeOf: (id: ExecutionId) => PartitionId;
  /** A new id of an execution that is at home here. @throws AppError OWNERSHIP_LOST where nothing is */
  readonly newId: (domain?: string) => ExecutionId;
  /** Refuses what is not this process's to answer now. @throws AppError OWNERSHIP_LOST */
  readonly admit: (executionId: string | undefined) => void;
  /** Decides a message from another execution that is at home here. @throws AppError what the execution refuses it with, OWNERSHIP_LOST */
  readonly hand: (parcel: Parcel) => Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createCoordinator(ports: CoordinatorPorts, settings: CoordinatorSettings): Coordinator {
  const { store, objects, bus, clock, ids, onFault, shared } = ports;
  const plans = withBuiltInPlans(ports.plans);
  const { domain, owner } = settings;
  const homeOf = shared ? (id: ExecutionId) => partitionOf(domainOf(id), id) : (id: ExecutionId) => partitionOf(domain, id);
  const owns = (id: ExecutionId): boolean => log.owns(homeOf(id));
  const readPool: ReadPool = (org, id) => (owns(id) ? hot.load(org, id) : hot.fold(org, id));

  const values = createValues(objects);
  const hub = createLiveHub(clock);
  const relay = createRelay(bus, clock, (error) => onFault(error, 'relay'), {
    tail: (...place) => store.tail(...place),
    async headOf({ org, executionId: id, version, partition }) {
      const known = await store.head(org, id);
      if (known && known.version >= version) return known;
      return headFromLog(store, plans, org, id, partition).catch((error: unknown) => {
        if (!isParked(error)) throw error;
        return void onFault(error, `publishing of ${id}`, placeOf(id));
      });
    },
  });
  const postman = createPostman({
    ...prepareMessages({
      values,
      plans,
      exists: async (org, id) => ((owns(id) ? await hot.load(org, id) : await hot.fold(org, id))?.state.seq ?? 0) > 0,
      findRelease: ports.findRelease ?? noReleases,
    }),
    ...(shared && { isFar: ({ message }: Parcel) => !owns(message.to) }),
    hand: shared ? (parcel) => (owns(parcel.message.to) ? hand(parcel) : shared.forward(parcel)) : hand,
    clock,
    onFault: (error, { from, message }) =>
      onFault(error, `${message.command.type} from ${from} to ${message.to}`, placeOf(from, hot.peek(from)?.state)),
  });
  const reached = (partition: PartitionId, position: number): number | null =>
    log.owns(partition) ? postman.reached(partition, position) : null;
  const projector = createProjector(store, clock, relay.settled, (error) => onFault(error, 'projection'), reached);
  const orgBudgets = createOrgBudgets(readPool, shared && clock);
  const letters = createLetters({ mailboxes: () => mailboxes, peek: (id) => hot.peek(id), clock, onFault });
  const flow = createTaskFlow({
    dispatch: () => dispatch,
    reservations: () => reservations,
    wakeUps: () => wakeUps,
    letters,
    orgBudgets,
    values,
    clock,
    ids,
    onFault,
    claimMs: shared ? SESSION_MS : 0,
  });
  const dispatch = createDispatch(clock, flow.lost, undefined, orgBudgets.of, shared?.mayAct, () => settings.orgLimits);
  const reservations = createCallReservations(dispatch, letters.post, orgBudgets.of);
  const wakeUps = createWakeUps(clock, (org, id) => letters.command(org, id, { type: 'Wake' }));
  const snapshots = createSnapshotStore(objects, plans, (id, reason) => onFault(new Error(reason), `snapshot of ${id}`, placeOf(id)));
  const hot: HotExecutions = createHotExecutions({
    store,
    snapshots,
    plans,
    clock,
    homeOf,
    epochOf: (partition) => log.epochOf(partition),
    maxNodes: settings.maxHotNodes,
    pinned: (id) => mailboxes.has(id),
  });
  const takeUp = createTakeUp({ hot, dispatch, flow, letters, wakeUps, clock, owns, onFault });
  const turns = createTurns(ports.nextTurn);
  /** The state is ahead of its log. One that went with its partition is nobody's concern here. */
  const forget = (live: LiveExecution, ms?: number): void => {
    if (!holder.isGone(live)) takeUp.forget(live, ms);
  };
  const log = createLogWriter({
    turns,
    store,
    ids,
    clock,
    mayComeLate: shared !== undefined,
    ...(shared && { mayAct: shared.mayAct }),
    onDurable,
    discard: (live) => forget(live),
    onOwnershipLost(partition) {
      onFault(new Error(`ownership of ${partition} is lost`), 'ownership');
      holder.drop([partition]);
    },
  });
  const drain = createDrain({
    hot,
    log,
    plans,
    values,
    clock,
    ids,
    onDecided: flow.decided,
    onNeeds: flow.needs,
    // What broke it may break it again: not at once.
    onBroken: (live) => forget(live, 1_000),
    onFault: (error, id) => onFault(error, `decision of ${id}`, placeOf(id, hot.peek(id)?.state)),
  });
  const mailboxes: Mailboxes = createMailboxes(drain, log.kick, settings.maxWaitingCommands, turns);
  const sessions = createWorkerSessions({
    dispatch,
    reservations,
    post: letters.post,
    hub,
    hot,
    store,
    owns,
    mayAct: () => shared?.mayAct() !== false,
    clock,
    sessionMs: shared ? SESSION_MS : 0,
    onFault: (error) => onFault(error, 'worker message'),
    onLost: (dispatched) => flow.lost(dispatched, 'worker-lost'),
  });
  const taskCheck = createTaskCheck({
    dispatch,
    hot,
    owned: () => log.owned().map(({ partition }) => partition),
    mayAct: () => log.closed === null && shared?.mayAct() !== false,
    isBusy: (id) => mailboxes.has(id) || letters.holds(id),
    isHeld: flow.holds,
    lose(dispatched) {
      dispatch.forget(dispatched);
      reservations.forget(dispatched.token);
      flow.lost(dispatched, 'worker-lost');
    },
    handOut: flow.handOut,
    clock,
    onFault,
  });
  const holder = createPartitionHolder({
    ...{ store, plans, homeOf, log, hot, dispatch, reservations, relay, postman, projector, takeUp, wakeUps, hub, onFault },
    callRoll: sessions.callRoll,
  });

  function onDurable(commit: Commit, pending: PendingCommit): void {
    const { live, head } = pending;
    if (!head) return;
    if (live.state.traceparent !== null) traceDurable(commit, pending, head, clock);
    relay.note(commit, head, live.state.traceparent);
    postman.note(commit);
    projector.note(commit, pending.fresh ? head : null);
    hub.commit(commit);
    if (head.endedAt !== null) {
      hub.ended(live.state.id);
      for (const call of live.endWaiters) call();
      live.endWaiters.clear();
      hot.retire(live);
    } else if (live.state.shared && isSharedIdle(live.state.shared)) hot.retire(live);
    else if (live.state.shared === null && isIdle(live)) hot.rest(live);
    hot.maybeSnapshot(live, commit, pending.bytes);
  }
  function hand({ org, message }: Parcel): Promise<void> {
    return new Promise((resolve, reject) =>
      mailboxes.post(org, message.to, {
        command: message.command,
        done: (error) => (error === undefined ? resolve() : reject(error as Error)),
      }),
    );
  }
  /** Most ids that are drawn are at home elsewhere: the more owners there are, the more are drawn. */
  function newIdHere(within = MASTER_DOMAIN): ExecutionId {
    for (let tries = 0; tries < 30 * PARTITIONS_PER_DOMAIN; tries++) {
      const id = idIn(within, executionId(ids.next()));
      if (log.isOpen(homeOf(id))) return id;
    }
    throw notOurs(partitionId(within, 0));
  }
  /** All partitions of the domain, from now on and for ever. */
  async function ownAll(): Promise<void> {
    const partitions = Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => partitionId(domain, index));
    log.own(await store.claim(partitions, owner, 0));
    await catchUpProjection(store, plans, partitions, relay, postman, projector.reach, (id, error) =>
      onFault(error, `reading ${id}`, placeOf(id)),
    );
    postman.start();
    sessions.accept(ports.workers);
    await takeUp.all(openExecutions(store, partitions));
  }

  return {
    ...{ hot, log, mailboxes, dispatch, reservations, orgBudgets, readPool, hub, values, snapshots, projector, relay, postman, wakeUps },
    taskCheck,
    holder,
    homeOf,
    newId: shared ? newIdHere : (within = MASTER_DOMAIN) => idIn(within, executionId(ids.next())),
    admit(id) {
      if (!shared) return;
      const partition = id === undefined ? undefined : homeOf(executionId(id));
      if (!shared.mayAct() || (partition !== undefined && !log.isOpen(partition))) throw notOurs(partition ?? partitionId(domain, 0));
    },
    hand,
    async start() {
      if (!shared) return ownAll();
      postman.start();
      sessions.accept(ports.workers);
      taskCheck.start();
    },
    async stop() {
      wakeUps.stop();
      taskCheck.stop();
      postman.stop();
      sessions.stop();
      log.kick();
      await log.drained();
      // Whoever owns the partitions now does what is left: a bus that is away must not hold up the end.
      if (shared) return;
      await projector.settled();
      await relay.settled();
      await store.release(log.owned());
    },
  };
}
