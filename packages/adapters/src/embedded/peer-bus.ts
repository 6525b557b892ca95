import { AppError, type Json, type OrgId } from '@agentflow/core';
import type { Clock, PeerBus } from '@agentflow/ports';

type Handler = (message: { readonly subject: string; readonly payload: Json }) => Promise<Json | undefined>;
interface Listener {
  readonly words: readonly string[];
  readonly handler: Handler;
  readonly queue: string | undefined;
  readonly running: Set<Promise<unknown>>;
}
/** Whether `pattern` covers `subject`: `*` stands for one word, a last `>` for one or more. */
function covers(pattern: readonly string[], subject: readonly string[]): boolean {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '>' && i === pattern.length - 1) return subject.length > i;
    if (i >= subject.length || (pattern[i] !== '*' && pattern[i] !== subject[i])) return false;
  }
  return pattern.length === subject.length;
}
function wordsOf(subject: string, mayBePattern: boolean): readonly string[] {
  const words = subject.split('.');
  if (words.some((word) => word === '' || /\s/.test(word) || (!mayBePattern && (word === '*' || word === '>')))) {
    throw new AppError('BAD_REQUEST', 'a subject is dotted words', { subject });
  }
  return words;
}

/** Messages between agents of one process. Like any peer bus it promises nothing: a handler that throws loses its message. */
export function createLocalPeerBus(clock: Clock): PeerBus {
  const orgs = new Map<OrgId, Set<Listener>>();
  let turn = 0;

  /** All plain listeners, and of each queue one member, in turn. */
  function receivers(org: OrgId, subject: string): Listener[] {
    const words = wordsOf(subject, false);
    const plain: Listener[] = [];
    const queues = new Map<string, Listener[]>();
    for (const listener of orgs.get(org) ?? []) {
      if (!covers(listener.words, words)) continue;
      if (listener.queue === undefined) plain.push(listener);
      else queues.set(listener.queue, [...(queues.get(listener.queue) ?? []), listener]);
    }
    turn++;
    return [...plain, ...[...queues.values()].map((members) => members[turn % members.length]!)];
  }
  function deliver(listener: Listener, subject: string, text: string): Promise<Json | undefined> {
    // A copy per receiver: what one of them changes the others never see.
    const done = Promise.resolve().then(() => listener.handler({ subject, payload: JSON.parse(text) as Json }));
    listener.running.add(done);
    const forget = (): void => void listener.running.delete(done);
    done.then(forget, forget);
    return done;
  }
  return {
    async tell(org, subject, payload) {
      const text = JSON.stringify(payload);
      for (const listener of receivers(org, subject)) deliver(listener, subject, text).catch(() => undefined);
    },
    async ask(org, subject, payload, timeoutMs) {
      const listeners = receivers(org, subject);
      if (listeners.length === 0) throw new AppError('NOT_FOUND', 'nobody listens to this subject', { subject });
      const text = JSON.stringify(payload);
      return new Promise<Json>((resolve, reject) => {
        const cancel = clock.after(timeoutMs, () =>
          reject(new AppError('DEADLINE_EXCEEDED', 'nobody answered in time', { subject, timeoutMs })),
        );
        for (const listener of listeners) {
          deliver(listener, subject, text).then(
            (answer) => {
              if (answer === undefined) return; // heard, but not one that answers
              cancel();
              resolve(JSON.parse(JSON.stringify(answer)) as Json);
            },
            () => undefined,
          );
        }
      });
    },
    async subscribe(org, subject, handler, options) {
      const listener: Listener = { words: wordsOf(subject, true), handler, queue: options?.queue, running: new Set() };
      const listeners = orgs.get(org) ?? new Set<Listener>();
      orgs.set(org, listeners.add(listener));
      return {
        async close() {
          listeners.delete(listener);
          await Promise.allSettled(listener.running);
        },
      };
    },
  };
}
