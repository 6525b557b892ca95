import {
  isAppError,
  undeliverable,
  type Commit,
  type ExecutionId,
  type ExecutionMessage,
  type OrgId,
  type PartitionId,
} from '@agentflow/core';
import type { Clock } from '@agentflow/ports';

/*
 * I1  A message leaves once the commit that holds it is durable, and counts as delivered once the commit it led to is.
 * I2  Messages to one execution are handed over in the order in which they were noted: one that must be tried again holds up those behind it.
 * I3  No projection cursor passes a commit with an undelivered message (`reached`), so a crash finds it in the tail of the log: at least once.
 * I4  What a partition that is no longer ours has to say, its next owner says: it is forgotten here, and so is where its cursor may stand.
 */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** While its receiver changes its owner a message is offered more often. */
const MOVING_PAUSE_MS = 500;
/** So often a message is offered that meets an error nobody has foreseen; one that is refused for want of room or a store is offered for ever. */
const UNFORESEEN_TRIES = 8;

export interface Parcel {
  readonly org: OrgId;
  /** Whose commit holds it. */
  readonly from: ExecutionId;
  readonly message: ExecutionMessage;
}
export interface PostmanPorts {
  /** Whether a message needs something from outside before it can be handed over (a revision to look up, a value to copy). */
  readonly needsPreparing: (parcel: Parcel) => boolean;
  /** The message as it may be handed over; `null`: the receiver has it already. @throws AppError */
  readonly prepare: (parcel: Parcel) => Promise<ExecutionMessage | null>;
  /** Whether it goes to another process, where calls made at once may arrive in any order: one after the other then. Left out: never. */
  readonly isFar?: (parcel: Parcel) => boolean;
  /** Hands it to its execution, in the order of the calls; settles when what it led to is durable, or with why it was refused. */
  readonly hand: (parcel: Parcel) => Promise<void>;
  readonly clock: Clock;
  readonly onFault: (error: unknown, parcel: Parcel) => void;
}
export interface Postman {
  /** A commit is durable: its messages are on their way. Before `start` they gather. */
  note(commit: Commit): void;
  start(): void;
  /** The furthest a cursor that wants to stand at `position` may stand: before the first commit with an undelivered message. */
  reached(partition: PartitionId, position: number): number;
  /** Resolves when everything noted so far is delivered, or given up. */
  settled(): Promise<void>;
  /** Forgets what the commits of this partition still have to say. */
  drop(partition: PartitionId): void;
  /** Tries nothing again; what is undelivered is found in the log by the next owner. */
  stop(): void;
  /** Messages not delivered yet. */
  readonly backlog: number;
  /** How long the oldest of them waits already, milliseconds. */
  readonly delayMs: number;
}
interface Letter extends Parcel {
  readonly partition: PartitionId;
  readonly position: number;
  /** Undelivered messages of the partition, by position, since it became ours. */
  readonly among: Undelivered;
  tries: number;
}
interface Undelivered {
  /** Lowest first: positions are noted in their order. */
  readonly counts: Map<number, number>;
  /** When they were noted, monotonic milliseconds. */
  readonly since: Map<number, number>;
  dropped: boolean;
}
/** Messages on their way to one execution. */
interface Route {
  queue: Letter[];
  busy: boolean;
}

/** Carries messages between executions: at least once, in order per receiver. What can never be delivered is answered for (`undeliverable`) or dropped aloud. */
export function createPostman({ needsPreparing, prepare, isFar, hand, clock, onFault }: PostmanPorts): Postman {
  const routes = new Map<ExecutionId, Route>();
  const open = new Map<PartitionId, Undelivered>();
  let waiters: (() => void)[] = [];
  let started = false;
  let stopped = false;
  let backlog = 0;

  function put(letter: Letter): void {
    const { to } = letter.message;
    const route = routes.get(to);
    if (route) route.queue.push(letter);
    else routes.set(to, { queue: [letter], busy: false });
    if (started) run(to);
  }
  function run(to: ExecutionId): void {
    const route = routes.get(to);
    if (!route || route.busy || stopped) return;
    route.busy = true;
    void work(route).then(() => {
      route.busy = false;
      if (route.queue.length > 0) run(to);
      else routes.delete(to);
    });
  }
  async function work(route: Route): Promise<void> {
    while (route.queue.length > 0 && !stopped) {
      const { again, longest } = await deliver(takeBatch(route));
      if (again.length === 0) continue;
      route.queue.unshift(...again);
      const { tries } = again[0] as Letter;
      await new Promise<void>((resolve) => clock.after(Math.min(longest, FIRST_PAUSE_MS * 2 ** (tries - 1)), resolve));
    }
  }
  /** All that can go together; one that needs preparing, or has a way to go, goes alone, so that nothing overtakes it. */
  function takeBatch(route: Route): readonly Letter[] {
    const cut = route.queue.findIndex((letter) => needsPreparing(letter) || isFar?.(letter) === true);
    return route.queue.splice(0, cut === 0 ? 1 : cut < 0 ? route.queue.length : cut);
  }
  /** @returns those that are to be tried again, in their order */
  async function deliver(batch: readonly Letter[]): Promise<{ readonly again: Letter[]; readonly longest: number }> {
    const outcomes = await Promise.all(batch.map((letter) => offer(letter)));
    const again: Letter[] = [];
    let longest = LONGEST_PAUSE_MS;
    outcomes.forEach((error, index) => {
      const letter = batch[index] as Letter;
      if (error === undefined || isHeardEnough(error) || letter.among.dropped) return done(letter);
      letter.tries++;
      if (isMoving(error)) longest = MOVING_PAUSE_MS;
      if (mayPass(error, letter.tries)) again.push(letter);
      else giveUp(letter, error);
    });
    return { again, longest };
  }
  async function offer(letter: Letter): Promise<unknown> {
    try {
      const message = needsPreparing(letter) ? await prepare(letter) : letter.message;
      if (message !== null) await hand({ org: letter.org, from: letter.from, message });
      return undefined;
    } catch (error) {
      return error ?? new Error('refused without a reason');
    }
  }
  /** The sender hears of it where it waits for an answer, or should know; else the message is dropped aloud. */
  function giveUp(letter: Letter, error: unknown): void {
    const answer = undeliverable(letter.message, letter.from, error, letter.org);
    // Nobody waits for what is only put on record.
    if (answer === null || answer.command.type === 'ReportNotStarted') onFault(error, letter);
    if (answer === null) return done(letter);
    // The answer stands for the message: only when it has arrived does the commit count as delivered.
    put({ ...letter, from: letter.message.to, message: answer, tries: 0 });
  }
  function done({ partition, position, among }: Letter): void {
    if (among.dropped) return;
    backlog--;
    const { counts, since } = among;
    const left = (counts.get(position) ?? 1) - 1;
    if (left > 0) counts.set(position, left);
    else {
      counts.delete(position);
      since.delete(position);
    }
    if (counts.size === 0) open.delete(partition);
    tellIfDone();
  }
  function tellIfDone(): void {
    if (backlog > 0) return;
    const told = waiters;
    waiters = [];
    for (const call of told) call();
  }

  return {
    note({ org, executionId, partition, position, messages }) {
      if (messages.length === 0) return;
      let among = open.get(partition);
      if (!among) open.set(partition, (among = { counts: new Map(), since: new Map(), dropped: false }));
      among.counts.set(position, messages.length);
      among.since.set(position, clock.monotonic());
      backlog += messages.length;
      for (const message of messages) put({ org, from: executionId, message, partition, position, among, tries: 0 });
    },
    start() {
      started = true;
      for (const to of [...routes.keys()]) run(to);
    },
    reached(partition, position) {
      const first = open.get(partition)?.counts.keys().next();
      return first === undefined || first.done ? position : Math.min(position, first.value - 1);
    },
    drop(partition) {
      const among = open.get(partition);
      if (!among) return;
      among.dropped = true;
      open.delete(partition);
      for (const count of among.counts.values()) backlog -= count;
      for (const route of routes.values())
        if (route.queue.some(isDropped)) route.queue = route.queue.filter((letter) => !isDropped(letter));
      tellIfDone();
    },
    settled: () => (backlog === 0 || stopped ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    stop() {
      stopped = true;
      for (const call of waiters.splice(0)) call();
    },
    get backlog() {
      return backlog;
    },
    get delayMs() {
      const first = Math.min(...[...open.values()].map(({ since }) => since.values().next().value ?? Infinity));
      return first === Infinity ? 0 : clock.monotonic() - first;
    },
  };
}
const isDropped = ({ among }: Letter): boolean => among.dropped;
/** It is, or becomes, another process's. */
const isMoving = (error: unknown): boolean => isAppError(error) && error.code === 'OWNERSHIP_LOST';
/** The receiver has ended: nothing that is said to it matters any more. */
const isHeardEnough = (error: unknown): boolean => isAppError(error) && error.code === 'EXECUTION_ENDED';
function mayPass(error: unknown, tries: number): boolean {
  if (!isAppError(error) || error.code === 'INTERNAL') return tries < UNFORESEEN_TRIES;
  return error.retryable;
}
