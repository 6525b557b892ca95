import { COLLECTIONS, type DesignerService } from '@agentflow/ports';
import { findAgent, keepVersion } from './agent-store.js';
import type { DesignerDeps } from './designer-deps.js';

/** Takes the agent out of the registry. Its versions stay for the revisions that were published with them. */
export const deleteAgent =
  ({ documents }: DesignerDeps): DesignerService['deleteAgent'] =>
  async ({ org, agent }) => {
    const current = await findAgent(documents, org, agent);
    await keepVersion(documents, org, current.value);
    await documents.delete(org, COLLECTIONS.agents, current.id);
    return {};
  };
