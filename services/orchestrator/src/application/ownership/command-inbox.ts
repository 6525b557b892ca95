import { AppError, executionId, isAppError, orgId, undeliverable, type ExecutionMessage } from '@agentflow/core';
import type { Clock, DeliveredMessage, EventBus, Subscription } from '@agentflow/ports';
import { atOnce } from '../at-once.js';
import type { Parcel } from '../postman.js';
import { commandsGroup, commandsTopic } from './forward.js';

/*
 * I1  A message is answered to the bus only once it is durable with its receiver, or its refusal is on its way back.
 * I2  Messages to one execution are handed over one after the other, in the bus's order: one that must be tried again holds up those behind it.
 */
/** Executions of a batch that are spoken to at once. */
const RECEIVERS_AT_ONCE = 32;
const PAUSE_MS = { first: 20, longest: 500 };
/** So long a batch is tried for before the bus brings it again: nobody should take us for dead meanwhile. */
const PATIENCE_MS = 10_000;
/** So often a message is offered that meets an error nobody has foreseen. */
const UNFORESEEN_TRIES = 8;
const RESUBSCRIBE_MS = 1_000;

export interface CommandInboxPorts {
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** To the owner of its receiver, which may be this process. */
  readonly deliver: (parcel: Parcel) => Promise<void>;
  /** An answer to who sent what cannot be delivered. */
  readonly sendBack: (parcel: Parcel) => Promise<void>;
  readonly clock: Clock;
  readonly onFault: (error: unknown, about: string) => void;
}
export interface CommandInbox {
  /** Takes in the commands for these domains, and no longer those for others. */
  serve(domains: readonly string[]): void;
  stop(): Promise<void>;
  readonly counts: { readonly delivered: number; readonly refused: number };
}

/** Hands commands that other domains sent by the bus to the owners of their receivers. */
export function createCommandInbox({ bus, deliver, sendBack, clock, onFault }: CommandInboxPorts): CommandInbox {
  const open = new Map<string, Promise<Subscription | undefined>>();
  const counts = { delivered: 0, refused: 0 };
  let stopped = false;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

  async function handle(batch: readonly DeliveredMessage[]): Promise<void> {
    const byReceiver = new Map<string, Parcel[]>();
    for (const { value, key } of batch) {
      const parcel = read(value);
      if (!parcel) {
        onFault(new AppError('BAD_REQUEST', 'a command in the bus cannot be read', { key }), 'commands of other domains');
        continue;
      }
      const waiting = byReceiver.get(parcel.message.to);
      if (waiting) waiting.push(parcel);
      else byReceiver.set(parcel.message.to, [parcel]);
    }
    const deadline = clock.monotonic() + PATIENCE_MS;
    await atOnce(byReceiver.values(), RECEIVERS_AT_ONCE, async (parcels) => {
      for (const parcel of parcels) await insist(parcel, deadline);
    });
  }
  async function insist(parcel: Parcel, deadline: number): Promise<void> {
    let tries = 0;
    for (let pause = PAUSE_MS.first; ; pause = Math.min(PAUSE_MS.longest, pause * 2)) {
      try {
        await deliver(parcel);
        counts.delivered++;
        return;
      } catch (error) {
        if (isAppError(error) && error.code === 'EXECUTION_ENDED') return;
        tries++;
        const foreseen = isAppError(error) && error.code !== 'INTERNAL';
        if (foreseen ? !error.retryable : tries >= UNFORESEEN_TRIES) return giveBack(parcel, error);
        if (stopped || clock.monotonic() + pause >= deadline) throw error;
      }
      await sleep(pause);
    }
  }
  /** The sender hears of it where it waits for an answer; else the message is dropped aloud. */
  async function giveBack({ org, from, message }: Parcel, error: unknown): Promise<void> {
    counts.refused++;
    const answer = undeliverable(message, from, error, org);
    if (answer === null || answer.command.type === 'ReportNotStarted')
      onFault(error, `${message.command.type} from ${from} to ${message.to}`);
    if (answer !== null) await sendBack({ org, from: message.to, message: answer });
  }
  async function subscribe(domain: string): Promise<Subscription | undefined> {
    while (!stopped && open.has(domain)) {
      try {
        return await bus.subscribe(commandsTopic(domain), commandsGroup(domain), handle, { from: 'earliest' });
      } catch (error) {
        onFault(error, `commands for ${domain}`);
        await sleep(RESUBSCRIBE_MS);
      }
    }
    return undefined;
  }
  const end = (subscribing: Promise<Subscription | undefined>): Promise<void> =>
    subscribing.then((subscription) => subscription?.close()).catch((error: unknown) => onFault(error, 'closing a subscription'));
  return {
    serve(domains) {
      if (stopped) return;
      for (const domain of domains) {
        if (open.has(domain)) continue;
        let begin: (subscription: Promise<Subscription | undefined>) => void = () => undefined;
        open.set(domain, new Promise((resolve) => (begin = resolve)));
        begin(subscribe(domain));
      }
      for (const [domain, subscribing] of [...open]) {
        if (domains.includes(domain)) continue;
        open.delete(domain);
        void end(subscribing);
      }
    },
    async stop() {
      stopped = true;
      const all = [...open.values()];
      open.clear();
      await Promise.all(all.map(end));
    },
    counts,
  };
}
function read(value: string): Parcel | null {
  try {
    const { org, from, message } = JSON.parse(value) as { org?: unknown; from?: unknown; message?: ExecutionMessage };
    if (typeof org !== 'string' || typeof from !== 'string' || typeof message?.to !== 'string' || typeof message.command?.type !== 'string')
      return null;
    return { org: orgId(org), from: executionId(from), message };
  } catch {
    return null;
  }
}
