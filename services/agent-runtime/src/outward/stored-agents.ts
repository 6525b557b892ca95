import { AppError, type JsonObject, type OrgId } from '@agentflow/core';
import type { StoredAgent } from '@agentflow/nodes';
import { agentVersionId, COLLECTIONS, type AgentDocument, type DocumentStore, type FrozenDocument } from '@agentflow/ports';
import type { Outward } from '../application/outward.js';

/** Agents as the revision pins them: what runs does not change when somebody edits the agent meanwhile. Without a pin, the agent as it is. */
export const createStoredAgents =
  (documents: DocumentStore): Outward['agent'] =>
  async (org, revisionDigest, name) => {
    const pin = await pinOf(documents, org, revisionDigest, name);
    const pinned = pin && (await documents.get<AgentDocument>(org, COLLECTIONS.agentVersions, agentVersionId(pin.id, pin.version)));
    const found =
      pinned ??
      (await documents.get<AgentDocument>(org, COLLECTIONS.agents, name)) ??
      (await documents.getByUnique<AgentDocument>(org, COLLECTIONS.agents, 'key', name));
    if (!found) throw new AppError('AGENT_NOT_FOUND', 'no agent has this key or id', { agent: name.slice(0, 200) });
    const { key, version, model, fallbackModel, instructions, tools, limits, peers } = found.value;
    return {
      key,
      version,
      model,
      ...(fallbackModel !== undefined && { fallbackModel }),
      instructions,
      tools,
      limits,
      ...(peers !== undefined && { peers }),
    } satisfies StoredAgent;
  };

async function pinOf(
  documents: DocumentStore,
  org: OrgId,
  digest: string,
  name: string,
): Promise<{ readonly id: string; readonly version: number } | undefined> {
  const frozen = await documents.get<FrozenDocument>(org, COLLECTIONS.frozen, digest);
  const agents = frozen?.value.pins['agents'] as JsonObject | undefined;
  const pin = agents && Object.hasOwn(agents, name) ? (agents[name] as JsonObject) : undefined;
  return typeof pin?.['id'] === 'string' && typeof pin['version'] === 'number' ? { id: pin['id'], version: pin['version'] } : undefined;
}
