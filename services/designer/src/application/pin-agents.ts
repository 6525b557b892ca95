import { AppError, type OrgId } from '@agentflow/core';
import type { RevisionPins } from '@agentflow/ports';
import { keepVersion, lookUpAgent } from './agent-store.js';
import type { DesignerDeps } from './designer-deps.js';

/** The present version of each agent named, each kept for good. @throws AppError DEFINITION_INVALID when one vanished since it was checked */
export async function pinAgents({ documents }: DesignerDeps, org: OrgId, names: readonly string[]): Promise<RevisionPins['agents']> {
  const pins: [string, { id: string; version: number }][] = [];
  for (const name of [...names].sort()) {
    const agent = await lookUpAgent(documents, org, name);
    if (!agent) throw new AppError('DEFINITION_INVALID', `the agent "${name}" has just been deleted`, { agent: name });
    await keepVersion(documents, org, agent.value);
    pins.push([name, { id: agent.id, version: agent.value.version }]);
  }
  return Object.fromEntries(pins);
}
