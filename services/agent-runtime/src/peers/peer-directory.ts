import type { EffectClass, OrgId } from '@agentflow/core';
import { findTool, type PeerCall } from '@agentflow/nodes';
import { COLLECTIONS, type AgentDocument, type Clock, type DocumentStore } from '@agentflow/ports';
import type { PeerTarget } from './peer-message.js';

export type PeerAgent = Pick<AgentDocument, 'agentId' | 'key' | 'capabilities' | 'tools' | 'peers' | 'status' | 'version'>;
/** The stored agents of an org, as addressees. */
export interface PeerDirectory {
  /** @returns undefined when no agent that can be addressed has this key or id */
  find(org: OrgId, name: string): Promise<PeerAgent | undefined>;
  /** Sorted by key. */
  withCapability(org: OrgId, capability: string): Promise<readonly PeerAgent[]>;
  /** What those that a message may reach can do: `read` where nothing but reading. */
  effectOf(call: PeerCall, org: OrgId): Promise<EffectClass>;
  /** Orgs that have agents. */
  orgs(): Promise<ReadonlySet<OrgId>>;
}
const PAGE = 200;
const MOST_AGENTS = 2_000;
const FRESH_MS = 2_000;
const AWAY: ReadonlySet<string> = new Set(['PAUSED', 'DESTROYED']);
const HARMLESS: ReadonlySet<EffectClass | undefined> = new Set<EffectClass | undefined>(['none', 'read']);

export function createPeerDirectory({ documents, clock }: { readonly documents: DocumentStore; readonly clock: Clock }): PeerDirectory {
  const lists = new Map<OrgId, { readonly at: number; readonly agents: Promise<readonly PeerAgent[]> }>();

  async function read(org: OrgId): Promise<readonly PeerAgent[]> {
    const found: PeerAgent[] = [];
    for (let offset = 0; offset < MOST_AGENTS; offset += PAGE) {
      const { items } = await documents.list<AgentDocument>(org, COLLECTIONS.agents, { orderBy: 'key', offset, limit: PAGE });
      found.push(...items.map(({ value }) => value).filter(isThere));
      if (items.length < PAGE) break;
    }
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
  function all(org: OrgId): Promise<readonly PeerAgent[]> {
    const now = clock.monotonic();
    const known = lists.get(org);
    if (known && now - known.at < FRESH_MS) return known.agents;
    const agents = read(org);
    lists.set(org, { at: now, agents });
    agents.catch(() => lists.delete(org)); // met by whoever waits for it
    return agents;
  }
  async function find(org: OrgId, name: string): Promise<PeerAgent | undefined> {
    const found =
      (await documents.get<AgentDocument>(org, COLLECTIONS.agents, name)) ??
      (await documents.getByUnique<AgentDocument>(org, COLLECTIONS.agents, 'key', name));
    return found && isThere(found.value) ? found.value : undefined;
  }
  const withCapability = async (org: OrgId, capability: string): Promise<readonly PeerAgent[]> =>
    (await all(org)).filter(({ capabilities }) => capabilities.includes(capability));
  const reachable = async (to: PeerTarget, org: OrgId): Promise<readonly PeerAgent[]> => {
    if ('capability' in to) return withCapability(org, to.capability);
    const agent = await find(org, to.agent);
    return agent ? [agent] : [];
  };
  return {
    find,
    withCapability,
    async effectOf({ to }, org) {
      try {
        // Whom an agent may address can do what it cannot: that is not followed up here.
        const harmless = (await reachable(to, org)).every(
          ({ tools, peers }) => peers === undefined && tools.every((tool) => HARMLESS.has(findTool(tool)?.effect)),
        );
        return harmless ? 'read' : 'at_least_once';
      } catch {
        return 'at_least_once';
      }
    },
    async orgs() {
      const orgs = new Set<OrgId>();
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<DocumentStore['scan']>> = await documents.scan(COLLECTIONS.agents, cursor, PAGE);
        for (const { org } of page.items) orgs.add(org);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return orgs;
    },
  };
}
const isThere = ({ status }: PeerAgent): boolean => !AWAY.has(status.toUpperCase());
