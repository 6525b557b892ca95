import { AppError } from '@agentflow/core';
import { COLLECTIONS, type AgentDocument, type DesignerService } from '@agentflow/ports';
import { agentView, findAgent, keepVersion } from './agent-store.js';
import { checkAgent } from './check-agent.js';
import type { DesignerDeps } from './designer-deps.js';
import { withKey } from './keys.js';

/** The next version; the versions before it stay as they are. @throws AppError VERSION_CONFLICT when `ifMatch` is not the present version, INVALID_INPUT (problems), ALREADY_EXISTS (key) */
export const updateAgent =
  (deps: DesignerDeps): DesignerService['updateAgent'] =>
  async ({ org, agent, draft, ifMatch, by }) => {
    const { documents } = deps;
    const content = await checkAgent(deps, org, draft);
    for (;;) {
      const current = await findAgent(documents, org, agent);
      if (ifMatch !== undefined && ifMatch !== current.value.version) throw conflict(ifMatch, current.value.version);
      await keepVersion(documents, org, current.value); // in case a crash came between its two writes
      const next: AgentDocument = { agentId: current.id, ...content, version: current.value.version + 1, status: current.value.status, by };
      try {
        const options = { ifVersion: current.version, unique: { key: content.key }, index: { key: content.key } };
        const stored = await withKey(content.key, () => documents.put(org, COLLECTIONS.agents, current.id, next, options));
        await keepVersion(documents, org, next);
        return agentView(stored);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'VERSION_CONFLICT') throw error;
      }
    }
  };
const conflict = (ifMatch: number, version: number): AppError =>
  new AppError('VERSION_CONFLICT', `the agent is at version ${version} now, not at ${ifMatch}; read it again and repeat the change`, {
    version,
  });
