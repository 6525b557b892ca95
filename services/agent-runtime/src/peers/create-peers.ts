import { AppError, isAppError, NO_USAGE, type EffectClass, type Json, type JsonObject, type OrgId, type Usage } from '@agentflow/core';
import { findNodeType, type PeerCall, type PeerReply, type PeerTerms } from '@agentflow/nodes';
import type { Clock, DocumentStore, IdSource, PeerBus, Service } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Outward, PeerSender } from '../application/outward.js';
import { AskedContext } from './asked-context.js';
import { createCallPeer, type Addressed } from './call-peer.js';
import { noPeerCounts, type PeerCounts } from './peer-counts.js';
import { createPeerDirectory } from './peer-directory.js';
import { createPeerHost } from './peer-host.js';
import type { PeerOutput, WorkMessage } from './peer-message.js';
import { createPeerSeal } from './peer-seal.js';
import type { PingPongLimits } from './ping-pong.js';

export interface PeersDeps {
  readonly bus: PeerBus;
  /** From which each org's signing key is derived: the same in all runtimes. */
  readonly secret: string;
  readonly documents: DocumentStore;
  /** What agents that are asked may reach. */
  readonly outward: () => Outward;
  readonly hosted: readonly string[];
  readonly slots: number;
  readonly limits: PingPongLimits;
  readonly patienceMs: number;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
}
/** Messages between agents: of this runtime's attempts to others, and of others to the agents hosted here. */
export interface Peers {
  peer(call: PeerCall, terms: PeerTerms, sender: PeerSender, spent: (usage: Usage) => void): Promise<PeerReply>;
  peerEffect(call: PeerCall, org: OrgId): Promise<EffectClass>;
  readonly lifecycle: Service;
  readonly counts: PeerCounts;
}
/** How often orgs that have got their first agent are looked for. */
const LOOK_MS = 5_000;
/** Agents that one broadcast reaches at most. */
const MOST_TOLD = 64;

export function createPeers({ bus, secret, documents, outward, hosted, slots, limits, patienceMs, clock, ids, logger }: PeersDeps): Peers {
  const counts = noPeerCounts();
  const seal = createPeerSeal(secret);
  const directory = createPeerDirectory({ documents, clock });
  const host = createPeerHost({ bus, seal, directory, host: ids.next(), hosted, slots, limits, work, clock, counts, logger });
  const calls = createCallPeer({ bus, seal, limits, patienceMs, clock, ids, counts });
  let cancelLook: (() => void) | undefined;
  let looking: Promise<void> | undefined;
  let stopped = false;

  async function work(
    org: OrgId,
    message: WorkMessage,
    signal: AbortSignal,
    spent: (usage: Usage, sent: number) => void,
  ): Promise<{ readonly version: number; readonly output: PeerOutput }> {
    const context = new AskedContext(message, org, signal, { outward: outward(), clock, spent });
    const { version, limits: own } = await context.agent(message.agent);
    const { text, json } = (await findNodeType('agent')!.execute({
      config: { agent: message.agent, input: message.message, limits: tighter(own, message) },
      context,
    })) as { readonly text: string; readonly json: Json };
    return { version, output: { text, json } };
  }
  /** Listens for an org as soon as one of its attempts has something to say. A bus that is away does not keep the message from waiting for it. */
  const serve = async (org: OrgId): Promise<void> => {
    try {
      await host.serve(org);
    } catch (error) {
      logger.warn({ err: error, org }, 'messages of agents cannot be listened for just now');
    }
  };
  async function look(): Promise<void> {
    try {
      const orgs = new Set([...host.orgs, ...(await directory.orgs())]);
      await Promise.all([...orgs].map(serve));
    } catch (error) {
      logger.warn({ err: error }, 'the orgs that have agents cannot be listed just now');
    }
  }
  const again = (): void => {
    if (stopped) return;
    cancelLook = clock.after(LOOK_MS, () => void (looking = look().finally(again)));
  };

  /** Holds what the other agent may use, where a budget covers the asker. @throws AppError BUDGET_EXCEEDED, PRICE_UNKNOWN */
  async function reserve({ tool, way }: PeerCall, { settings }: PeerTerms, { budget, mayTell }: PeerSender): Promise<void> {
    if (way !== 'ask' && (budget || mayTell === false))
      throw new AppError('FORBIDDEN', 'under a budget agents are asked only: what they are told is worked on outside of it', {
        sent: false,
      });
    if (!budget) return;
    const { maxCost, maxTokens } = settings;
    if (maxTokens === undefined && budget.limits.includes('tokens'))
      throw new AppError('PRICE_UNKNOWN', 'under a budget of tokens peers.maxTokens has to say what an answer may use', { sent: false });
    await budget.reserve({
      name: tool,
      route: 'only',
      cost: maxCost ?? (budget.limits.includes('cost') ? null : '0'),
      tokens: maxTokens ?? 0,
      calls: 1,
    });
  }
  async function broadcast(call: PeerCall, terms: PeerTerms, sender: PeerSender): Promise<PeerReply> {
    const startedAt = clock.monotonic();
    counts.sent.broadcast++;
    const capability = 'capability' in call.to ? call.to.capability : '';
    const agents = (await directory.withCapability(sender.org, capability))
      .filter(({ key }) => key !== sender.hops.at(-1))
      .slice(0, MOST_TOLD);
    const share = Math.floor((terms.callsLeft - 1 - agents.length) / 2 / Math.max(1, agents.length));
    if (agents.length > terms.callsLeft)
      throw new AppError('PEER_LOOP', `${agents.length} agents would be told, ${terms.callsLeft} messages are left`, { sent: false });
    const told = await Promise.all(
      agents.map(async ({ key }) => {
        try {
          await calls.tell({ message: call.message, to: { agent: key }, terms, callsLeft: Math.max(0, share) }, sender);
          return { agent: key };
        } catch (error) {
          if (!isAppError(error) || sender.signal.aborted) throw error;
          return { agent: key, code: error.code };
        }
      }),
    );
    return {
      result: {
        told: told.filter((one) => !('code' in one)).map(({ agent }) => agent),
        missed: told.filter((one) => 'code' in one),
      } as Json,
      usage: NO_USAGE,
      calls: Math.max(1, agents.length * (1 + Math.max(0, share))),
      durationMs: Math.round(clock.monotonic() - startedAt),
    };
  }
  return {
    async peer(call, terms, sender, spent) {
      await serve(sender.org);
      await reserve(call, terms, sender);
      if (call.way === 'broadcast') return broadcast(call, terms, sender);
      const addressed: Addressed = {
        ...call,
        terms,
        callsLeft: call.way === 'ask' ? terms.callsLeft - 1 : Math.floor((terms.callsLeft - 1) / 2),
      };
      if (call.way === 'ask') {
        const { agent: _agent, ...reply } = await calls.ask(addressed, sender, spent);
        return reply;
      }
      const startedAt = clock.monotonic();
      const { agent } = await calls.tell(addressed, sender);
      return {
        result: { agent, told: true },
        usage: NO_USAGE,
        calls: 1 + addressed.callsLeft,
        durationMs: Math.round(clock.monotonic() - startedAt),
      };
    },
    peerEffect: (call, org) => directory.effectOf(call, org),
    counts,
    lifecycle: {
      name: 'peers',
      async start() {
        looking = look(); // a bus or a store that is away must not keep the runtime from starting
        void looking.finally(again);
      },
      async stop() {
        stopped = true;
        cancelLook?.();
        await looking;
        await host.stop();
      },
      // Messages between agents wait for their bus; nothing else does.
      ready: () => Promise.resolve({ ready: true, checks: { peers: 'ok' } }),
    },
  };
}
/** The agent's own limits, and those of the message where they are tighter. Time is the deadline's business. */
function tighter(own: JsonObject, { maxCost, maxTokens }: WorkMessage): JsonObject {
  const isTighter = (most: number, known: Json | undefined): boolean => known === undefined || known === null || most < Number(known);
  return {
    ...(maxCost !== null && isTighter(Number(maxCost), own['maxCost']) && { maxCost }),
    ...(maxTokens !== null && isTighter(maxTokens, own['maxTokens']) && { maxTokens }),
  };
}
