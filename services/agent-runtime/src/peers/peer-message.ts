import type { EffectClass, Json, TaskError, Usage } from '@agentflow/core';

/** Where a message goes. */
export type PeerTarget = { readonly agent: string } | { readonly capability: string };
/** What every message says of itself. All of it is signed. */
export interface PeerHeader {
  readonly v: 1;
  /** The same for every repeat of a call: who has worked on it once does not do so again. */
  readonly id: string;
  /** Of this sending alone. One that was seen before is dropped. */
  readonly nonce: string;
  readonly org: string;
  readonly executionId: string;
  readonly workflowId: string;
  readonly path: string;
  /** The agents that it comes through, the first one first; the last one sends it. */
  readonly hops: readonly string[];
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly deadline: number;
  /** W3C trace of the call, where somebody traces it. */
  readonly traceparent?: string;
}
/** Asks a queue of runtimes who takes a message. Whoever hears it does nothing but answer. */
export interface PlaceMessage extends PeerHeader {
  readonly kind: 'place';
  readonly to: PeerTarget;
}
/** The work, for the one runtime that said it takes it. */
export interface WorkMessage extends PeerHeader {
  readonly kind: 'ask' | 'tell';
  readonly host: string;
  readonly agent: string;
  readonly message: string;
  /** Milliseconds after which `pending` is an answer. */
  readonly holdMs: number;
  readonly revisionDigest: string;
  readonly effect: EffectClass;
  readonly idempotencyKey: string;
  readonly trial: boolean;
  /** Messages that the agent and those it reaches may send. */
  readonly callsLeft: number;
  readonly mayTell: boolean;
  readonly maxCost: string | null;
  readonly maxTokens: number | null;
}
/** Nobody waits any more. */
export interface CancelMessage extends PeerHeader {
  readonly kind: 'cancel';
  readonly host: string;
}
export type PeerMessage = PlaceMessage | WorkMessage | CancelMessage;
export interface PeerOutput {
  readonly text: string;
  readonly json: Json;
}
/** An answer; signed too, and bound to the sending that it answers. */
export interface PeerAnswer {
  readonly v: 1;
  readonly id: string;
  readonly nonce: string;
  readonly org: string;
  readonly host: string;
  readonly body: AnswerBody;
}
export type AnswerBody =
  | { readonly state: 'placed'; readonly agent: string }
  | { readonly state: 'accepted' | 'pending' }
  | { readonly state: 'done'; readonly version: number; readonly output: PeerOutput; readonly usage: Usage; readonly calls: number }
  | { readonly state: 'failed'; readonly error: TaskError; readonly usage: Usage; readonly calls: number }
  | { readonly state: 'refused'; readonly error: TaskError };

/** A part of a subject: agents' keys as they are, anything else so that no subject can be read as another. */
export const subjectWord = (text: string): string => (/^[A-Za-z0-9_-]+$/.test(text) ? text : `~${Buffer.from(text).toString('base64url')}`);
export const placeSubject = (to: PeerTarget): string =>
  'agent' in to ? `agents.place.agent.${subjectWord(to.agent)}` : `agents.place.capability.${subjectWord(to.capability)}`;
export const hostSubject = (host: string): string => `agents.host.${subjectWord(host)}`;
