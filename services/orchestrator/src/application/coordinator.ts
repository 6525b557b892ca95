import {
  AppError,
  isAppError,
  isSharedIdle,
  isEnded,
  nextWake,
  partitionId,
  partitionOf,
  PARTITIONS_PER_DOMAIN,
  type Commit,
  type ExecutionEvent,
  type ExecutionId,
  type OrgId,
  type PartitionId,
} from '@agentflow/core';
import type { Clock, EventBus, ExecutionStore, IdSource, ObjectStore, PlanSource, WorkerListener } from '@agentflow/ports';
import { createCallReservations, type CallReservations } from './call-reservations.js';
import { CANCEL_GRACE_MS, createDispatch, type Dispatch, type Dispatched } from './dispatch.js';
import { createDrain } from './drain.js';
import { createHotExecutions, isIdle, type HotExecutions } from './hot-executions.js';
import { durable, whenDurable, type LiveExecution, type PendingCommit } from './live-execution.js';
import { createLiveHub, type LiveHub } from './live-hub.js';
import { isParked } from './load-plans.js';
import { createLogWriter, type LogWriter } from './log-writer.js';
import { createMailboxes, type Letter, type Mailboxes } from './mailboxes.js';
import { createPostman, type Parcel, type Postman } from './postman.js';
import { createProjector, type Projector } from './projector.js';
import { prepareMessages, type FindRelease } from './prepare-message.js';
import { withBuiltInPlans } from './built-in-plans.js';
import { createOrgBudgets, type OrgBudgets } from './org-budgets.js';
import { createRelay, type Relay } from './relay.js';
import { createSnapshotStore, type SnapshotStore } from './snapshot-store.js';
import { atOnce } from './at-once.js';
import { catchUpProjection, openExecutions } from './take-over.js';
import { createTurns, type NextTurn } from './turns.js';
import { createValues, type Values } from './values.js';
import { createWakeUps, type WakeUps } from './wake-ups.js';
import { acceptWorkers } from './worker-sessions.js';

/** Open executions that a new owner reads at once. */
const TAKE_UP_AT_ONCE = 16;
/** How long a letter waits that could not be decided just now. */
const AGAIN_MS = 200;
/** Errors that say: not now. */
const isPassing = (error: unknown): boolean => isAppError(error) && (error.code === 'UNAVAILABLE' || error.code === 'OVERLOADED');

const noReleases: FindRelease = (_org, workflow) =>
  Promise.reject(new AppError('WORKFLOW_NOT_FOUND', 'nobody here knows what is released', { workflow }));

export interface CoordinatorPorts {
  readonly store: ExecutionStore;
  readonly objects: ObjectStore;
  readonly bus: EventBus;
  readonly plans: PlanSource;
  readonly workers: WorkerListener;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly onFault: (error: unknown, about: string) => void;
  /** What a subflow runs that names no revision: the designer's answer. */
  readonly findRelease?: FindRelease;
  /** How everything waits for its turn; the event loop's own where left out. */
  readonly nextTurn?: NextTurn;
}
export interface CoordinatorSettings {
  readonly domain: string;
  readonly owner: string;
  /** 0: ownership without expiry (embedded: the folder lock stands for it). */
  readonly leaseMs: number;
  readonly maxHotNodes: number;
  readonly maxWaitingCommands: number;
}
/** The parts of one coordinator, wired: what its use cases work with. */
export interface Coordinator {
  readonly hot: HotExecutions;
  readonly log: LogWriter;
  readonly mailboxes: Mailboxes;
  readonly dispatch: Dispatch;
  readonly reservations: CallReservations;
  readonly orgBudgets: OrgBudgets;
  readonly hub: LiveHub;
  readonly values: Values;
  readonly snapshots: SnapshotStore;
  readonly projector: Projector;
  readonly relay: Relay;
  readonly postman: Postman;
  readonly wakeUps: WakeUps;
  readonly domain: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createCoordinator(ports: CoordinatorPorts, settings: CoordinatorSettings): Coordinator {
  const { store, objects, bus, clock, ids, onFault } = ports;
  const plans = withBuiltInPlans(ports.plans);
  const { domain, owner, leaseMs } = settings;
  /** Letters that could not be decided just now, by execution, in order. */
  const held = new Map<ExecutionId, (() => void)[]>();
  const partitions: readonly PartitionId[] = Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => partitionId(domain, index));
  const values = createValues(objects);
  const hub = createLiveHub(clock);
  const relay = createRelay(bus, clock, (error) => onFault(error, 'relay'));
  const postman = createPostman({
    ...prepareMessages({
      values,
      plans,
      exists: async (org, id) => ((await hot.load(org, id))?.state.seq ?? 0) > 0,
      findRelease: ports.findRelease ?? noReleases,
    }),
    hand,
    clock,
    onFault: (error, { from, message }) => onFault(error, `${message.command.type} from ${from} to ${message.to}`),
  });
  const projector = createProjector(store, clock, relay.settled, (error) => onFault(error, 'projection'), postman.reached);
  const orgBudgets = createOrgBudgets(() => hot);
  const dispatch = createDispatch(clock, lost, undefined, orgBudgets.of);
  const reservations = createCallReservations(dispatch, post, orgBudgets.of);
  const wakeUps = createWakeUps(clock, (org, id) => command(org, id, { type: 'Wake' }));
  const snapshots = createSnapshotStore(objects, plans, (id, reason) => onFault(new Error(reason), `snapshot of ${id}`));
  const hot: HotExecutions = createHotExecutions({
    store,
    snapshots,
    plans,
    clock,
    domain,
    maxNodes: settings.maxHotNodes,
    pinned: (id) => mailboxes.has(id),
  });
  const turns = createTurns(ports.nextTurn);
  const log = createLogWriter({
    turns,
    store,
    ids,
    clock,
    onDurable,
    discard: (live) => forget(live),
    onOwnershipLost: (partition) => onFault(new Error(`ownership of ${partition} is lost`), 'ownership'),
  });
  const drain = createDrain({
    hot,
    log,
    plans,
    values,
    clock,
    ids,
    onDecided,
    onNeeds,
    // What broke it may break it again: not at once.
    onBroken: (live) => forget(live, 1_000),
    onFault: (error, id) => onFault(error, `decision of ${id}`),
  });
  const mailboxes: Mailboxes = createMailboxes(drain, log.kick, settings.maxWaitingCommands, turns);

  function onDurable(commit: Commit, pending: PendingCommit): void {
    const { live, head } = pending;
    if (!head) return;
    relay.note(commit, head);
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

  /** Tasks of class `none` that stay in the process run ahead of durability; everything else waits for it (DESIGN 5.6). */
  function onDecided(live: LiveExecution, events: readonly ExecutionEvent[], pending: PendingCommit): void {
    const { state } = live;
    // While a prefix is copied nothing of it is done: what is open in it begins once it is whole.
    if (state.copying) return;
    reservations.decided(live, events, pending);
    for (const event of events) {
      switch (event.type) {
        case 'ExecutionForked':
          handOutOnceDurable(live, pending);
          break;
        case 'TaskScheduled':
          schedule(live, event.path, pending);
          break;
        case 'NodeCancelled':
          if (dispatch.has(state.id, event.path)) dispatch.cancel(state.id, event.path, CANCEL_GRACE_MS);
          break;
        case 'ExecutionStopping':
          for (const path of [...state.openTasks]) callOff(live, path);
          break;
        case 'ExecutionCompleted':
        case 'ExecutionFailed':
        case 'ExecutionStopped':
          dispatch.cancelAll(state.id, CANCEL_GRACE_MS);
          break;
      }
    }
    wakeUps.set(state.org, state.id, nextWake(state));
  }
  function schedule(live: LiveExecution, path: string, pending: PendingCommit): void {
    const plan = live.state.nodes.get(path)?.plan;
    if (plan?.effect === 'none' && !plan.egress) send(live, path, pending.commitId);
    else sendOnceDurable(live, path, pending);
  }
  // Apart from `schedule` and `onDecided`: a decision that waits for nothing should not cost the closures.
  function sendOnceDurable(live: LiveExecution, path: string, pending: PendingCommit): void {
    pending.settled.push((error) => error === undefined && send(live, path, pending.commitId));
  }
  function handOutOnceDurable(live: LiveExecution, pending: PendingCommit): void {
    pending.settled.push((error) => error === undefined && handOut(live));
  }
  function send(live: LiveExecution, path: string, commitId: string): void {
    if (!live.state.openTasks.has(path) || live.poisoned) return;
    // What an org allows is read once, before its first task leaves.
    const reading = orgBudgets.know(live.state.org);
    if (reading)
      return void reading.then(
        () => send(live, path, commitId),
        (error: unknown) => {
          onFault(error, `budget of ${live.state.org}`);
          clock.after(1_000, () => send(live, path, commitId));
        },
      );
    try {
      dispatch.send(live, path, commitId);
    } catch (error) {
      onFault(error, `dispatch of ${live.state.id} ${path}`);
      clock.after(1_000, () => send(live, path, commitId));
    }
  }
  /** An attempt that a worker has is asked to end; one that nobody has counts as lost at once. */
  function callOff(live: LiveExecution, path: string): void {
    const { org, id, nodes } = live.state;
    if (dispatch.has(id, path)) dispatch.cancel(id, path, CANCEL_GRACE_MS);
    if (!dispatch.has(id, path))
      command(org, id, { type: 'LoseTask', path, attempt: nodes.get(path)?.attempt ?? 0, reason: 'worker-lost' });
  }
  /** Values that the same decision made are stored before their commit: loading waits for that. */
  function onNeeds(live: LiveExecution, digests: readonly string[]): void {
    whenDurable(live, (error) => error === undefined && loadNeeds(live, digests));
  }
  function loadNeeds(live: LiveExecution, digests: readonly string[]): void {
    const { org, id } = live.state;
    Promise.all(digests.map(async (digest) => [digest, await values.json(org, id, digest)] as const)).then(
      (pairs) => post(org, id, { command: { type: 'Continue', digests }, loaded: new Map(pairs), done: null }),
      (error: unknown) => {
        if (isPassing(error)) return void clock.after(AGAIN_MS, () => loadNeeds(live, digests));
        const code = (error as { code?: string }).code ?? 'VALUE_NOT_FOUND';
        command(org, id, { type: 'Continue', digests, failed: { code, message: (error as Error).message } });
      },
    );
  }
  function lost(dispatched: Dispatched, reason: 'worker-lost' | 'timed-out'): void {
    const { org, executionId, path, attempt } = dispatched;
    post(org, executionId, {
      command: { type: 'LoseTask', path, attempt, reason },
      done: (error, live) => {
        // Nothing was said: the attempt is simply handed out again, under a new nonce.
        if (error === undefined && live && live.state.nodes.get(path)?.attempt === attempt)
          whenDurable(live, (failed) => failed === undefined && send(live, path, ids.next()));
      },
    });
  }
  function command(org: OrgId, id: ExecutionId, what: Letter['command']): void {
    post(org, id, { command: what, done: (error) => error !== undefined && onFault(error, `${what.type} of ${id}`) });
  }
  function hand({ org, message }: Parcel): Promise<void> {
    return new Promise((resolve, reject) =>
      mailboxes.post(org, message.to, {
        command: message.command,
        done: (error) => (error === undefined ? resolve() : reject(error as Error)),
      }),
    );
  }
  /**
   * Letters of the engine and its workers are not refused because room, or the store, is missing for a while: they are tried again until they are decided.
   * One whose commit failed, or whose execution was dropped meanwhile, is not: that is taken up again as a whole, and what workers had of it is void.
   */
  function post(org: OrgId, id: ExecutionId, letter: Letter): void {
    const met = hot.peek(id);
    const before = held.get(id);
    if (before) before.push(() => offer(org, id, letter, met));
    else offer(org, id, letter, met);
  }
  function offer(org: OrgId, id: ExecutionId, letter: Letter, met: LiveExecution | undefined): void {
    const again = (): void => hold(id, () => offer(org, id, letter, met));
    let decided = false;
    try {
      // Field by field: a spread of every letter of a worker would cost more than posting it.
      mailboxes.post(org, id, {
        command: letter.command,
        loaded: letter.loaded,
        plan: letter.plan,
        met,
        decided(live, said) {
          decided = true;
          letter.decided?.(live, said);
        },
        done: (error, live) => (isPassing(error) && !decided && !met?.poisoned ? again() : letter.done?.(error, live)),
      });
    } catch {
      again();
    }
  }
  /** What waits for better times keeps its order: a result must not overtake the calls before it. */
  function hold(id: ExecutionId, call: () => void): void {
    const before = held.get(id);
    if (before) return void before.push(call);
    held.set(id, [call]);
    clock.after(AGAIN_MS, () => {
      const calls = held.get(id) ?? [];
      held.delete(id);
      for (const each of calls) each();
    });
  }
  /** The state was ahead of its log: it is dropped, and what was open is taken up again from the log. */
  function forget(live: LiveExecution, ms = 50): void {
    const { org, id } = live.state;
    live.poisoned = true;
    dispatch.revoke(id);
    hot.discard(live);
    takeUpAfter(ms, org, id, live.endWaiters);
  }
  /** `waiting`: who waits for the end of the state that was dropped. */
  function takeUpAfter(ms: number, org: OrgId, id: ExecutionId, waiting: LiveExecution['endWaiters']): void {
    clock.after(ms, () => {
      takeUp(org, id, waiting).catch((error: unknown) => {
        onFault(error, `taking up ${id}`);
        if (log.owns(partitionOf(domain, id)) && !isParked(error)) takeUpAfter(1_000, org, id, waiting);
      });
    });
  }
  /** Open tasks that nobody has go to workers; a call that was started and whose answer was not heard is uncertain. */
  function handOut(live: LiveExecution, paths: Iterable<string> = [...live.state.openTasks]): void {
    const { state } = live;
    const { org, id } = state;
    for (const path of paths) {
      const node = state.nodes.get(path);
      if (dispatch.has(id, path) || !state.openTasks.has(path)) continue;
      if (node?.task?.started || state.phase === 'stopping')
        command(org, id, { type: 'LoseTask', path, attempt: node?.attempt ?? 0, reason: 'worker-lost' });
      else send(live, path, ids.next());
    }
  }
  /** Goes on with an open execution that this process has not in memory. */
  async function takeUp(org: OrgId, id: ExecutionId, waiting?: LiveExecution['endWaiters']): Promise<void> {
    const live = await hot.load(org, id);
    for (const call of waiting ?? []) {
      if (live && !isEnded(live.state)) live.endWaiters.add(call);
      else call();
    }
    if (!live || isEnded(live.state)) return;
    const { state } = live;
    if (state.copying) return command(org, id, { type: 'Stop', by: 'engine', reason: 'the fork was cut off before it was whole' });
    if (state.imported) return command(org, id, { type: 'ImportExecution', by: 'engine', sha256: '' });
    // What a client made of it meanwhile may not be durable yet: nothing leaves before it is. If it fails, the execution is taken up once more.
    const open = [...state.openTasks];
    if (live.pending || live.inFlight) {
      const failed = await durable(live).then(
        () => false,
        () => true,
      );
      if (failed || live.poisoned || isEnded(state)) return;
    }
    handOut(live, open);
    // Inline work that waited for values, or a body that was to complete with them, goes on where it stood.
    const unfinished = state.blocked.size > 0 || [...state.scopes.values()].some((scope) => scope.open === 0);
    if (unfinished && state.status !== 'paused') command(org, id, { type: 'Continue', digests: [] });
    wakeUps.set(org, id, nextWake(state));
  }

  return {
    hot,
    log,
    mailboxes,
    dispatch,
    reservations,
    orgBudgets,
    hub,
    values,
    snapshots,
    projector,
    relay,
    postman,
    wakeUps,
    domain,
    async start() {
      log.own(await store.claim(partitions, owner, leaseMs));
      await catchUpProjection(store, plans, partitions, relay, postman, projector.reach, (id, error) => onFault(error, `reading ${id}`));
      postman.start();
      acceptWorkers(ports.workers, {
        dispatch,
        reservations,
        post,
        hub,
        onFault: (error) => onFault(error, 'worker message'),
        onLost: (dispatched) => lost(dispatched, 'worker-lost'),
      });
      await atOnce(openExecutions(store, partitions), TAKE_UP_AT_ONCE, async (head) => {
        const waits = (head.status === 'waiting' || head.status === 'paused') && head.phase === null;
        if (waits || head.idle) wakeUps.set(head.org, head.executionId, head.wakeAt);
        else
          await takeUp(head.org, head.executionId).catch((error: unknown) => {
            if (!isParked(error)) throw error;
            onFault(error, `taking up ${head.executionId}`);
          });
      });
    },
    async stop() {
      wakeUps.stop();
      postman.stop();
      log.kick();
      await log.drained();
      await projector.settled();
      await relay.settled();
      await store.release(log.owned());
    },
  };
}
