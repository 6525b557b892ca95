import type { BusMessage, Clock, DeliveredMessage, Subscription } from '@agentflow/ports';
import type { DbThread } from '../threads/db-thread.js';
import type { Offset, PublishedRow } from './bus-file.js';

type Handler = (batch: readonly DeliveredMessage[]) => Promise<void>;
interface Member {
  readonly handler: Handler;
  readonly batchSize: number;
  closed: boolean;
}
interface Queued {
  readonly message: DeliveredMessage;
  /** The group's offset once this message is handled. */
  readonly after: Offset;
}
export interface Group {
  readonly topic: string;
  /** A publish of the topic is durable. */
  offer(id: number, messages: readonly DeliveredMessage[]): void;
  join(handler: Handler, batchSize: number): Promise<Subscription>;
  lag(): Promise<number>;
  close(): Promise<void>;
}
/** Messages held in memory; beyond that the group reads its backlog from the file. */
const QUEUE_LIMIT = 10_000;
const ROWS_AT_ONCE = 64;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;
/** Offsets are written this long after a batch at the latest, several at once: after a crash those batches come again. */
const OFFSET_DELAY_MS = 20;

/**
 * One consumer group of a topic: a single queue in the order of publishing, so that the order per key holds; its members take batches in
 * turn, one batch at a time.
 */
export function createGroup(options: { thread: DbThread; clock: Clock; topic: string; name: string; from: 'earliest' | 'latest' }): Group {
  const { thread, clock, topic, name } = options;
  const members: Member[] = [];
  let queue: Queued[] = [];
  let handled: Offset | null = null;
  let written: Offset | null = null;
  let lastQueued = 0;
  /** There may be rows in the file that the queue does not have. */
  let behind = true;
  let missed = false;
  let running: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let cancelTimer: (() => void) | null = null;
  let writing: Promise<void> | null = null;

  const joined = thread.call<Offset>('bus', 'join', topic, name, options.from).then((offset) => (handled = written = offset));

  function enqueue(id: number, messages: readonly DeliveredMessage[]): void {
    if (id <= lastQueued) return;
    lastQueued = id;
    messages.forEach((message, slot) => {
      const after = slot + 1 === messages.length ? { id: id + 1, slot: 0 } : { id, slot: slot + 1 };
      if (id > handled!.id || slot >= handled!.slot) queue.push({ message, after });
    });
  }
  async function catchUp(): Promise<void> {
    missed = false;
    const from = Math.max(handled!.id, lastQueued + 1);
    const rows = await thread.call<PublishedRow[]>('bus', 'read', topic, from, ROWS_AT_ONCE);
    for (const [id, at, body] of rows) enqueue(id, delivered(topic, id, at, toMessages(body)));
    if (rows.length < ROWS_AT_ONCE && !missed) behind = false;
  }
  /** Resolves after `ms`, or at once when somebody calls `wake`. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  async function handle(batch: readonly Queued[], member: Member): Promise<boolean> {
    for (let delay = FIRST_DELAY_MS; !member.closed; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      try {
        await member.handler(batch.map((one) => one.message));
        return true;
      } catch {
        if (!member.closed) await pause(delay);
      }
    }
    return false;
  }
  async function run(): Promise<void> {
    await joined;
    while (members.length > 0) {
      if (queue.length === 0) {
        if (!behind) return;
        try {
          await catchUp();
        } catch {
          await pause(FIRST_DELAY_MS); // the thread died or the disk refuses: it is asked again
        }
        continue;
      }
      const member = members.shift()!;
      members.push(member);
      const batch = queue.slice(0, member.batchSize);
      if (!(await handle(batch, member))) continue;
      queue.splice(0, batch.length);
      handled = batch.at(-1)!.after;
      writeOffsetSoon();
    }
    // Nobody listens: what is queued is read again from the file when somebody does.
    queue = [];
    lastQueued = 0;
    behind = true;
  }
  function start(): void {
    running ??= run().finally(() => {
      running = null;
      if (members.length > 0 && (queue.length > 0 || behind)) start();
    });
  }
  function writeOffsetSoon(): void {
    cancelTimer ??= clock.after(OFFSET_DELAY_MS, () => {
      cancelTimer = null;
      void writeOffset();
    });
  }
  async function writeOffset(): Promise<void> {
    while (writing) await writing;
    if (handled === written || !handled) return;
    const offset = handled;
    writing = thread.call<void>('bus', 'commit', topic, name, offset).then(
      () => void (written = offset),
      () => undefined, // written with the next one; until then a restart repeats
    );
    await writing;
    writing = null;
  }
  async function leave(member: Member): Promise<void> {
    if (member.closed) return;
    member.closed = true;
    members.splice(members.indexOf(member), 1);
    wake?.();
    if (members.length === 0) {
      await running?.catch(() => undefined);
      cancelTimer?.();
      cancelTimer = null;
      await writeOffset();
    }
  }
  return {
    topic,
    offer(id, messages) {
      if (behind || !handled) missed = true;
      else if (queue.length >= QUEUE_LIMIT) behind = missed = true;
      else {
        enqueue(id, messages);
        if (members.length > 0) start();
        else behind = true;
      }
    },
    async join(handler, batchSize) {
      await joined;
      const member: Member = { handler, batchSize, closed: false };
      members.push(member);
      start();
      return { close: () => leave(member) };
    },
    async lag() {
      await joined;
      return thread.call<number>('bus', 'ahead', topic, handled);
    },
    async close() {
      for (const member of [...members]) await leave(member);
    },
  };
}
export function delivered(topic: string, id: number, at: number, messages: readonly BusMessage[]): DeliveredMessage[] {
  return messages.map(({ key, headers, value }, slot) => ({ key, headers, value, topic, position: `${id}/${slot}`, at }));
}
const toMessages = (body: string): BusMessage[] =>
  (JSON.parse(body) as [string, BusMessage['headers'], string][]).map(([key, headers, value]) => ({ key, headers, value }));
