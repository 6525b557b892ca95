import { readFigures } from '@agentflow/service-kit';
import type { Registry } from 'prom-client';
import type { Dropped } from './peer-seal.js';

export type DropReason = Dropped | 'replayed' | 'misdirected' | 'no_room';
export type Refusal = 'loop' | 'busy' | 'not_found' | 'too_large' | 'other';
/** What passes between agents, counted. */
export interface PeerCounts {
  readonly sent: { ask: number; tell: number; broadcast: number };
  /** By how a message ended for its sender. */
  readonly ended: { answered: number; failed: number; refused: number; unreachable: number; late: number };
  /** Messages that were sent again because nothing was heard. */
  repeats: number;
  /** Agents that worked for others here. */
  readonly served: { ask: number; tell: number };
  readonly dropped: { [reason in DropReason]: number };
  readonly refused: { [reason in Refusal]: number };
  /** Agents at work for others just now. */
  running: number;
  /** Orgs whose messages are listened for. */
  orgs: number;
  /** Tokens of agents that were told something: no step of an execution counts them. */
  toldTokens: number;
}
export const noPeerCounts = (): PeerCounts => ({
  sent: { ask: 0, tell: 0, broadcast: 0 },
  ended: { answered: 0, failed: 0, refused: 0, unreachable: 0, late: 0 },
  repeats: 0,
  served: { ask: 0, tell: 0 },
  dropped: { malformed: 0, foreign: 0, forged: 0, expired: 0, replayed: 0, misdirected: 0, no_room: 0 },
  refused: { loop: 0, busy: 0, not_found: 0, too_large: 0, other: 0 },
  running: 0,
  orgs: 0,
  toldTokens: 0,
});

/** Adds the counts to the runtime's `/metrics`; read when asked. */
export function registerPeerCounts(registry: Registry, counts: PeerCounts): void {
  const { gauge, counter, counters } = readFigures(registry);
  const labelled = (name: string, help: string, label: string, values: () => { readonly [value: string]: number }): void =>
    counters(name, help, () => Object.entries(values()).map(([value, count]) => [{ [label]: value }, count]));
  labelled('agentflow_peer_messages_sent_total', 'Messages that agents sent to agents', 'way', () => counts.sent);
  labelled('agentflow_peer_messages_ended_total', 'How messages ended for their senders', 'outcome', () => counts.ended);
  labelled('agentflow_peer_messages_served_total', 'Messages that agents worked on here', 'way', () => counts.served);
  labelled('agentflow_peer_messages_dropped_total', 'Messages that were not what they said, by why', 'reason', () => counts.dropped);
  labelled('agentflow_peer_messages_refused_total', 'Messages that were refused by name', 'reason', () => counts.refused);
  counter('agentflow_peer_messages_repeated_total', 'Messages that were sent again because nothing was heard', () => counts.repeats);
  counter('agentflow_peer_told_tokens_total', 'Tokens of agents that were told something: no step counts them', () => counts.toldTokens);
  gauge('agentflow_peer_agents_running', 'Agents at work for other agents', () => counts.running);
  gauge('agentflow_peer_orgs', 'Orgs whose messages between agents are listened for', () => counts.orgs);
}
