import { AppError, isAppError, type OrgId } from '@agentflow/core';
import { agentVersionId, COLLECTIONS, type AgentDocument, type AgentView, type DocumentStore, type StoredDocument } from '@agentflow/ports';
import { isoTime } from './workflow-view.js';

export const lookUpAgent = async (documents: DocumentStore, org: OrgId, agent: string): Promise<StoredDocument<AgentDocument> | null> =>
  (await documents.get<AgentDocument>(org, COLLECTIONS.agents, agent)) ??
  (await documents.getByUnique<AgentDocument>(org, COLLECTIONS.agents, 'key', agent));

/** By id or key. @throws AppError AGENT_NOT_FOUND */
export async function findAgent(documents: DocumentStore, org: OrgId, agent: string): Promise<StoredDocument<AgentDocument>> {
  const found = await lookUpAgent(documents, org, agent);
  if (found) return found;
  throw new AppError('AGENT_NOT_FOUND', 'no agent has this id or key', { agent: agent.slice(0, 200) });
}
/** Keeps a version for good. The agent's own document is the truth; whoever relies on its version being kept calls this first, so that a crash between the two writes leaves no gap. */
export async function keepVersion(documents: DocumentStore, org: OrgId, agent: AgentDocument): Promise<void> {
  try {
    await documents.put(org, COLLECTIONS.agentVersions, agentVersionId(agent.agentId, agent.version), agent, {
      ifVersion: 'absent',
      index: { agent: agent.agentId, version: agent.version },
    });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'ALREADY_EXISTS') throw error;
  }
}
export function agentView({ value, createdAt, updatedAt }: StoredDocument<AgentDocument>): AgentView {
  const { agentId, by: _by, ...shown } = value;
  return { id: agentId, ...shown, createdAt: isoTime(createdAt), updatedAt: isoTime(updatedAt) };
}
