import { COLLECTIONS, type AgentDocument, type DesignerService } from '@agentflow/ports';
import { agentView, keepVersion } from './agent-store.js';
import { checkAgent } from './check-agent.js';
import type { DesignerDeps } from './designer-deps.js';
import { withKey } from './keys.js';

/** Version 1 of a new agent. @throws AppError INVALID_INPUT (problems), ALREADY_EXISTS (key) */
export const registerAgent =
  (deps: DesignerDeps): DesignerService['createAgent'] =>
  async ({ org, agent, by }) => {
    const content = await checkAgent(deps, org, agent);
    const agentId = deps.ids.next();
    const document: AgentDocument = { agentId, ...content, version: 1, status: 'active', by };
    const stored = await withKey(content.key, (key) =>
      deps.documents.put(org, COLLECTIONS.agents, agentId, document, { ifVersion: 'absent', unique: { key }, index: { key } }),
    );
    await keepVersion(deps.documents, org, document);
    return agentView(stored);
  };
