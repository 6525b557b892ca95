import { AppError } from '@agentflow/core';
import { agentVersionId, COLLECTIONS, type AgentDocument, type DesignerService } from '@agentflow/ports';
import { agentView, findAgent, keepVersion } from './agent-store.js';
import type { DesignerDeps } from './designer-deps.js';

/** The present version, or an earlier one. @throws AppError AGENT_NOT_FOUND */
export const getAgent =
  ({ documents }: DesignerDeps): DesignerService['getAgent'] =>
  async ({ org, agent, version }) => {
    const current = await findAgent(documents, org, agent);
    if (version === undefined || version === current.value.version) return agentView(current);
    const kept = await documents.get<AgentDocument>(org, COLLECTIONS.agentVersions, agentVersionId(current.id, version));
    if (kept) return agentView(kept);
    throw new AppError('AGENT_NOT_FOUND', `the agent has no version ${version}`, { agent: current.id, version });
  };

/** Present versions, by key. */
export const listAgents =
  ({ documents }: DesignerDeps): DesignerService['listAgents'] =>
  async ({ org, page, pageSize }) => {
    const found = await documents.list<AgentDocument>(org, COLLECTIONS.agents, {
      orderBy: 'key',
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    return { items: found.items.map(agentView), page, pageSize, total: found.total };
  };

/** All versions, newest first. */
export const listAgentVersions =
  ({ documents }: DesignerDeps): DesignerService['agentVersions'] =>
  async ({ org, agent, page, pageSize }) => {
    const current = await findAgent(documents, org, agent);
    await keepVersion(documents, org, current.value);
    const found = await documents.list<AgentDocument>(org, COLLECTIONS.agentVersions, {
      where: { agent: current.id },
      orderBy: 'version',
      descending: true,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    return { items: found.items.map(agentView), page, pageSize, total: found.total };
  };
