import { AppError, isAppError, isErrorCode, type Json, type OrgId } from '@agentflow/core';
import type { PeerBus } from '@agentflow/ports';
import type { Msg, NatsConnection, Subscription as NatsSubscription } from 'nats';
import { openNatsLink } from './nats-link.js';
import type { NatsOptions } from './nats-options.js';
import { plainSubject, wireSubject } from './subjects.js';

/*
 * I1  Every call ends: at its answer, its error or its deadline, whatever the server does.
 * I2  The org is a word of every subject, and no word can be read as two: an org's listeners hear their org alone.
 * I3  Nothing durable rests on what goes through here: a message may be lost, doubled or reordered.
 */
type Handler = Parameters<PeerBus['subscribe']>[2];
export interface NatsPeerBus extends PeerBus {
  /** Whether the server is there just now. */
  ready(): Promise<{ readonly ready: boolean; readonly detail: string }>;
  /** Resolves once connected. @throws AppError UNAVAILABLE after `ms` */
  connected(ms: number): Promise<void>;
  /** Sends what is on its way, lets handlers finish, ends the connection; within the time of one call. */
  close(): Promise<void>;
}
const ERROR_HEADER = 'Agentflow-Error';
const NO_RESPONDERS = '503';
const TIMEOUT = 'TIMEOUT';

/** Messages over NATS between the agents of all processes. Comes back after every outage. @throws AppError BAD_REQUEST when the options are wrong */
export async function createNatsPeerBus(options: NatsOptions): Promise<NatsPeerBus> {
  const { timeoutMs = 5_000, onFault = () => undefined } = options;
  const link = await openNatsLink(options);
  const { driver } = link;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const open = new Map<NatsSubscription, Set<Promise<unknown>>>();

  function bytesOf(payload: Json, connection: NatsConnection, subject: string): Uint8Array {
    const bytes = encoder.encode(JSON.stringify(payload));
    const most = connection.info?.max_payload ?? Infinity;
    if (bytes.length <= most) return bytes;
    throw new AppError('PAYLOAD_TOO_LARGE', `a message may have ${most} bytes, this one has ${bytes.length}`, {
      subject,
      size: bytes.length,
      limit: most,
      sent: false,
    });
  }
  /** Calls the handler and answers with what it says; one that throws, or says nothing, leaves the asker waiting. */
  async function handle(message: Msg, handler: Handler): Promise<void> {
    const subject = plainSubject(message.subject);
    let payload: Json;
    try {
      payload = JSON.parse(decoder.decode(message.data)) as Json;
    } catch (error) {
      return onFault(error, `a message on ${subject} that is no JSON`);
    }
    const answer = await handler({ subject, payload });
    if (answer === undefined || message.reply === undefined || message.reply === '') return;
    try {
      message.respond(bytesOf(answer, link.current!, subject));
    } catch (error) {
      if (!isAppError(error)) throw error;
      const headers = driver.headers();
      headers.set(ERROR_HEADER, error.code);
      message.respond(encoder.encode(JSON.stringify(error.message)), { headers });
    }
  }
  function answerOf(message: Msg): Json {
    const value = JSON.parse(decoder.decode(message.data)) as Json;
    const code = message.headers?.get(ERROR_HEADER) ?? '';
    if (code === '') return value;
    throw new AppError(isErrorCode(code) ? code : 'INTERNAL', `the answer could not be sent: ${String(value)}`);
  }
  /** The driver's errors in ours. */
  function translated(error: unknown, subject: string, ms: number): unknown {
    if (isAppError(error)) return error;
    const code = (error as { readonly code?: string }).code;
    if (code === NO_RESPONDERS)
      return new AppError('NOT_FOUND', 'nobody listens to this subject', { subject, sent: false }, { cause: error });
    if (code === TIMEOUT)
      return link.isUp
        ? new AppError('DEADLINE_EXCEEDED', 'nobody answered in time', { subject, timeoutMs: ms }, { cause: error })
        : new AppError('UNAVAILABLE', 'NATS cannot be reached', { subject }, { cause: error });
    return new AppError('UNAVAILABLE', 'NATS did not carry the message', { subject, reason: code ?? 'unknown' }, { cause: error });
  }
  async function within<T>(subject: string, ms: number, call: (connection: NatsConnection, leftMs: number) => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      const connection = await link.connected(ms);
      const left = Math.max(1, Math.ceil(ms - (performance.now() - startedAt)));
      return await limited(call(connection, left), left);
    } catch (error) {
      throw translated(error, subject, ms);
    }
  }
  const letFinish = (running: Iterable<Promise<unknown>>): Promise<unknown> =>
    limited(Promise.allSettled(running), timeoutMs).catch(() => undefined);

  return {
    async tell(org: OrgId, subject: string, payload: Json) {
      const wire = wireSubject(org, subject, false);
      await within(subject, timeoutMs, async (connection) => connection.publish(wire, bytesOf(payload, connection, subject)));
    },
    async ask(org, subject, payload, askTimeoutMs) {
      const wire = wireSubject(org, subject, false);
      const message = await within(subject, askTimeoutMs, (connection, timeout) =>
        connection.request(wire, bytesOf(payload, connection, subject), { timeout }),
      );
      return answerOf(message);
    },
    async subscribe(org, subject, handler, { queue } = {}) {
      const wire = wireSubject(org, subject, true);
      const running = new Set<Promise<unknown>>();
      const callback = (error: unknown, message: Msg): void => {
        if (error) return onFault(error, `listening to ${subject}`);
        const done = handle(message, handler).catch((thrown: unknown) => onFault(thrown, `a handler of ${subject}`));
        running.add(done);
        void done.then(() => running.delete(done));
      };
      const subscription = await within(subject, timeoutMs, async (connection, left) => {
        const made = connection.subscribe(wire, { callback, ...(queue !== undefined && { queue: queueName(queue) }) });
        try {
          await limited(connection.flush(), left); // what is told after this is heard
          return made;
        } catch (error) {
          made.unsubscribe();
          throw error;
        }
      });
      open.set(subscription, running);
      return {
        async close() {
          open.delete(subscription);
          if (!subscription.isClosed()) {
            if (link.isUp) await limited(subscription.drain(), timeoutMs).catch(() => subscription.unsubscribe());
            else subscription.unsubscribe();
          }
          await Promise.allSettled(running);
        },
      };
    },
    ready: async () => ({ ready: link.isUp, detail: link.isUp ? 'ok' : 'not connected' }),
    connected: async (ms) => void (await link.connected(ms)),
    async close() {
      const connection = link.current;
      const wasUp = link.isUp;
      await link.close();
      for (const subscription of open.keys()) subscription.unsubscribe();
      await letFinish([...open.values()].flatMap((running) => [...running]));
      open.clear();
      if (!connection || connection.isClosed()) return;
      if (wasUp) await limited(connection.drain(), timeoutMs).catch(() => undefined);
      if (!connection.isClosed()) await connection.close();
    },
  };
}
/** Queue names share one space over all orgs: the subjects keep them apart. The same rules of writing hold. */
const queueName = (queue: string): string => wireSubject('queue' as OrgId, queue, false);

/** Rejects like a request without an answer would when `work` takes longer than `ms`. */
function limited<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(Object.assign(new Error('took too long'), { code: TIMEOUT })), ms + 50);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
