import { createHash } from 'node:crypto';
import { AppError, canonicalJson, isAppError, isErrorCode, type Json, type OrgId, type TaskError, type Usage } from '@agentflow/core';
import type { PeerCall, PeerReply, PeerTerms } from '@agentflow/nodes';
import type { Clock, IdSource, PeerBus } from '@agentflow/ports';
import { activeTraceparent } from '@agentflow/service-kit';
import type { PeerSender } from '../application/outward.js';
import { throwIfAborted } from '../application/record-step.js';
import type { PeerCounts } from './peer-counts.js';
import { hostSubject, placeSubject, type AnswerBody, type PeerHeader, type PeerTarget, type WorkMessage } from './peer-message.js';
import { MAX_LIFETIME_MS, type PeerSeal } from './peer-seal.js';
import { checkHops, type PingPongLimits } from './ping-pong.js';

/*
 * I1  A call ends: with an answer, an error of the agent, or a typed error at its deadline. What is lost on the way is sent again meanwhile.
 * I2  A call keeps its id through every repeat, those of later attempts included, so that the runtime that has it works on it once.
 * I3  The work goes to one runtime that said it takes it, by name: to nobody else is the message worth anything.
 * I4  An `at_most_once` call whose runtime is lost is not handed to another one: its outcome is unknown.
 */
export interface CallPeerDeps {
  readonly bus: PeerBus;
  readonly seal: PeerSeal;
  readonly limits: PingPongLimits;
  /** How long one sending waits for an answer before it is repeated. */
  readonly patienceMs: number;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly counts: PeerCounts;
}
/** Sends one message and answers what became of it. */
export interface CallPeer {
  /** Asks, and waits for the answer. `spent` is told what the agent used, also when it failed. */
  ask(call: Addressed, sender: PeerSender, spent: (usage: Usage) => void): Promise<PeerReply & { readonly agent: string }>;
  /** Resolves once a runtime has taken it. */
  tell(call: Addressed, sender: PeerSender): Promise<{ readonly agent: string }>;
}
export interface Addressed extends Pick<PeerCall, 'message' | 'seconds'> {
  readonly to: PeerTarget;
  readonly terms: Pick<PeerTerms, 'settings'>;
  /** Messages that the agent may send in its turn. */
  readonly callsLeft: number;
}
const DEFAULT_SECONDS = 60;
/** How long it may take until somebody has taken what is told. */
const TELL_MS = 10_000;
const FAREWELL_MS = 500;
const BACKOFF_MS = { first: 25, most: 1_000 };
/** Room for the answer's way before a sending is given up. */
const HOLD_SHARE = 0.8;

export function createCallPeer({ bus, seal, limits, patienceMs, clock, ids, counts }: CallPeerDeps): CallPeer {
  /** One sending. `undefined`: nothing was heard, or what was heard was not said by whom it should be. */
  async function exchange(
    org: OrgId,
    subject: string,
    content:
      Omit<WorkMessage, 'nonce' | 'sentAt'> | (Omit<PeerHeader, 'nonce' | 'sentAt'> & { readonly kind: 'place'; readonly to: PeerTarget }),
    waitMs: number,
  ): Promise<{ readonly host: string; readonly body: AnswerBody } | undefined> {
    const nonce = ids.secret();
    const { id } = content;
    const traceparent = activeTraceparent();
    const sealed = seal.seal(org, { ...content, nonce, sentAt: clock.now(), ...(traceparent !== undefined && { traceparent }) } as never);
    const answer = seal.openAnswer(org, await bus.ask(org, subject, sealed, Math.max(1, Math.ceil(waitMs))), { id, nonce });
    if (typeof answer !== 'string') return answer;
    counts.dropped[answer]++;
    return undefined;
  }
  /** Sends until `deadline`, to whoever takes the call, until an answer ends it. */
  async function deliver(
    kind: 'ask' | 'tell',
    { to, message, terms, callsLeft }: Addressed,
    sender: PeerSender,
    deadline: number,
    workDeadline: number,
  ) {
    const { org, executionId, workflowId, path, hops, revisionDigest, effect, idempotencyKey, trial, signal } = sender;
    const { maxCost = null, maxTokens = null } = terms.settings;
    const mayTell = !sender.budget && sender.mayTell !== false;
    if ('agent' in to) checkHops(hops, to.agent, limits);
    const id = createHash('sha256')
      .update(canonicalJson([org, idempotencyKey, kind, to, message, [...hops]] as unknown as Json))
      .digest('base64url');
    const header = { v: 1, id, org, executionId, workflowId, path, hops, deadline: workDeadline } as const;
    const work = { ...header, message, revisionDigest, effect, idempotencyKey, trial, callsLeft, mayTell, maxCost, maxTokens } as const;
    const target = 'agent' in to ? to.agent : `capability:${to.capability}`;
    let placed: { readonly host: string; readonly agent: string } | undefined;
    let handedOver = false;
    let last: AppError | undefined;
    let backoff = BACKOFF_MS.first;
    const left = (): number => deadline - clock.now();
    const lateError = (): AppError => {
      const details = { target, sent: handedOver, ...(last && { last: last.code }) };
      if (last && (last.code === 'UNAVAILABLE' || last.code === 'OVERLOADED'))
        return new AppError(last.code, `${target} could not be reached before the deadline: ${last.message}`, details, { cause: last });
      return new AppError('DEADLINE_EXCEEDED', `${target} did not answer in time`, details, { cause: last });
    };
    const rest = async (): Promise<void> => {
      await pause(signal, clock, Math.min(backoff, Math.max(0, left())));
      backoff = Math.min(backoff * 2, BACKOFF_MS.most);
    };
    const abort = whenAborted(signal);
    let unheard = false;
    try {
      for (;;) {
        throwIfAborted(signal);
        if (left() <= 0) throw lateError();
        if (unheard) counts.repeats++;
        unheard = false;
        try {
          const waitMs = Math.min(patienceMs, left());
          if (!placed) {
            const found = await Promise.race([exchange(org, placeSubject(to), { ...header, kind: 'place', to }, waitMs), abort.promise]);
            if (found?.body.state === 'refused') throw refused(found.body.error);
            if (found?.body.state === 'placed') placed = { host: found.host, agent: found.body.agent };
            else unheard = true;
            continue;
          }
          handedOver = true;
          const { host, agent } = placed;
          const holdMs = Math.max(1, Math.floor(waitMs * HOLD_SHARE));
          const heard = await Promise.race([
            exchange(org, hostSubject(host), { ...work, kind, host, agent, holdMs }, waitMs),
            abort.promise,
          ]);
          const body = heard?.body;
          if (body?.state === 'refused') throw refused(body.error);
          if (body && body.state !== 'pending') return { agent, body };
          unheard = body === undefined;
          backoff = BACKOFF_MS.first;
        } catch (error) {
          if (signal.aborted) {
            if (placed && handedOver) cancel(org, placed.host, header);
            throw signal.reason;
          }
          if (!isAppError(error) || !mayPass(error)) throw error;
          last = error.code === 'NOT_FOUND' ? unserved(target) : error;
          if (placed && (error.code === 'NOT_FOUND' || error.code === 'OVERLOADED')) {
            const isGone = error.code === 'NOT_FOUND' || error.details['stopped'] === true;
            if (isGone && handedOver && effect === 'at_most_once')
              throw new AppError('UNAVAILABLE', `the runtime that let ${target} work is gone`, { target });
            placed = undefined; // to another one
          }
          unheard = true;
          if (error.code !== 'DEADLINE_EXCEEDED') await rest();
        }
      }
    } finally {
      abort.dispose();
    }
  }
  function cancel(org: OrgId, host: string, header: Omit<PeerHeader, 'nonce' | 'sentAt'>): void {
    const message = { ...header, kind: 'cancel', host, nonce: ids.secret(), sentAt: clock.now() } as const;
    bus.tell(org, hostSubject(host), seal.seal(org, message)).catch(() => undefined); // it ends at its deadline anyway
  }
  /** Counts how a message ended. */
  async function counted<T>(way: 'ask' | 'tell', call: () => Promise<T>): Promise<T> {
    counts.sent[way]++;
    try {
      const answer = await call();
      counts.ended.answered++;
      return answer;
    } catch (error) {
      const code = isAppError(error) ? error.code : 'INTERNAL';
      if (isAppError(error) && error.details['failed'] === true) counts.ended.failed++;
      else if (code === 'DEADLINE_EXCEEDED' || code === 'TIMED_OUT') counts.ended.late++;
      else if (code === 'UNAVAILABLE') counts.ended.unreachable++;
      else counts.ended.refused++;
      throw error;
    }
  }
  return {
    ask: (call, sender, spent) =>
      counted('ask', async () => {
        const startedAt = clock.monotonic();
        const now = clock.now();
        const seconds = Math.min(call.seconds ?? Infinity, call.terms.settings.maxSeconds ?? DEFAULT_SECONDS);
        const deadline = Math.min(now + Math.min(seconds * 1_000, MAX_LIFETIME_MS), sender.deadline ?? Infinity);
        // The agent ends a little earlier, so that what it used is still heard of.
        const workDeadline = deadline - Math.min(FAREWELL_MS, Math.max(0, deadline - now) / 20);
        const { agent, body } = await deliver('ask', call, sender, deadline, Math.floor(workDeadline));
        if (body.state === 'failed') {
          spent(body.usage);
          throw failed(agent, body.error, body.usage);
        }
        if (body.state !== 'done') throw new AppError('INTERNAL', 'a runtime gave an answer that is none', { agent });
        spent(body.usage);
        const { output, usage, calls } = body;
        return {
          agent,
          result: { agent, text: output.text, json: output.json },
          usage,
          calls: calls + 1,
          durationMs: Math.round(clock.monotonic() - startedAt),
        };
      }),
    tell: (call, sender) =>
      counted('tell', async () => {
        const now = clock.now();
        const seconds = call.terms.settings.maxSeconds ?? DEFAULT_SECONDS;
        const workDeadline = now + Math.min(seconds * 1_000, MAX_LIFETIME_MS);
        const { agent } = await deliver(
          'tell',
          call,
          sender,
          Math.min(now + TELL_MS, sender.deadline ?? Infinity, workDeadline),
          workDeadline,
        );
        return { agent };
      }),
  };
}
/** What another try may change. Nobody listening, or a runtime that is full, is no more than a moment. */
const mayPass = ({ code }: AppError): boolean =>
  code === 'NOT_FOUND' || code === 'UNAVAILABLE' || code === 'DEADLINE_EXCEEDED' || code === 'OVERLOADED';
const unserved = (target: string): AppError => new AppError('UNAVAILABLE', `no runtime hosts ${target} just now`, { target });
const refused = ({ code, message, retryable, details }: TaskError): AppError =>
  new AppError(isErrorCode(code) ? code : 'INTERNAL', message, details ?? {}, { retryable });
/** What made the other agent fail: final for this call, as its repeat would hear the same. */
const failed = (agent: string, { code, message, retryable, details }: TaskError, usage: Usage): AppError =>
  new AppError(
    isErrorCode(code) && !FATAL_HERE.has(code) ? code : 'TOOL_FAILED',
    `${agent} failed: ${message}`,
    { ...details, code, agent, failed: true, usage: usage as unknown as Json },
    { retryable },
  );
/** The other agent's limits and cancellations are not the asker's. */
const FATAL_HERE: ReadonlySet<string> = new Set([
  'AGENT_LIMIT',
  'TASK_CANCELLED',
  'INTERNAL',
  'STEP_MISMATCH',
  'OWNERSHIP_LOST',
  'BUDGET_EXCEEDED',
  'PRICE_UNKNOWN',
]);

/** Waits `ms`; rejects with the signal's reason when that comes first. */
async function pause(signal: AbortSignal, clock: Clock, ms: number): Promise<void> {
  const abort = whenAborted(signal);
  let cancel = (): void => undefined;
  try {
    await Promise.race([new Promise<void>((resolve) => (cancel = clock.after(ms, resolve))), abort.promise]);
  } finally {
    cancel();
    abort.dispose();
  }
}
/** Rejects with the signal's reason once it is aborted. */
function whenAborted(signal: AbortSignal): { readonly promise: Promise<never>; dispose(): void } {
  let stop = (): void => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  promise.catch(() => undefined); // met by the races, if by any
  return { promise, dispose: () => signal.removeEventListener('abort', stop) };
}
