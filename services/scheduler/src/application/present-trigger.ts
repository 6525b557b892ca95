import type { TriggerView } from '@agentflow/ports';
import type { LastFire } from './trigger-document.js';
import type { StoredTrigger } from './trigger-repository.js';

/** A trigger as the API shows it. */
export function presentTrigger({ id, value }: StoredTrigger, baseUrl: string, recent: LastFire | undefined): TriggerView {
  const hookId = value.type === 'webhook' ? value.hookId : null;
  return {
    id,
    triggerId: value.triggerId,
    workflowId: value.workflowId,
    workflowName: value.workflowName,
    revision: value.revision ?? 0,
    type: value.type,
    enabled: value.enabled,
    config: value.config,
    hookId,
    hookUrl: hookId === null ? null : `${baseUrl.replace(/\/$/, '')}/hooks/${encodeURIComponent(hookId)}`,
    nextFireAt: value.nextFireAt === null ? null : new Date(value.nextFireAt).toISOString(),
    lastFire: recent ?? value.lastFire,
  };
}
