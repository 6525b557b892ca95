import { canonicalJson, nextFireTime, type JsonObject } from '@agentflow/core';
import type { Clock, IdSource, TriggerService } from '@agentflow/ports';
import type { ScheduleLoop } from './schedule-loop.js';
import { parseTriggers, scheduleConfig, type DeclaredTrigger, type TriggerDocument } from './trigger-document.js';
import { makeHookId, triggerKey, type TriggerRepository } from './trigger-repository.js';

export interface SyncDeps {
  readonly repository: TriggerRepository;
  readonly loop: Pick<ScheduleLoop, 'set'>;
  readonly clock: Clock;
  readonly ids: IdSource;
}
type SyncRequest = Parameters<TriggerService['sync']>[0];

/**
 * Makes a workflow's triggers those of its released revision. All is checked before anything is written; then each trigger is one atomic write, new ones first and
 * those no longer declared last; a sync that broke off is completed by the next. Syncs of one workflow follow each other.
 * A trigger keeps its hook's address for as long as the workflow exists, its planned instant while its schedule is the same, and a person's switch while the definition's own is the same.
 */
export function createSync({ repository, loop, clock, ids }: SyncDeps): TriggerService['sync'] {
  const queues = new Map<string, Promise<unknown>>();

  const sync = async (request: SyncRequest): Promise<Record<string, never>> => {
    const { org, workflowId, revision } = request;
    const declared = revision === null ? [] : parseTriggers(request.triggers ?? []);
    const before = await repository.ofWorkflow(org, workflowId);
    const kept = new Set<string>();
    for (const trigger of declared) {
      const id = triggerKey(workflowId, trigger.id);
      kept.add(id);
      const stored = await repository.upsert(org, id, (current) => merge(request, trigger, current));
      loop.set(org, id, stored.value.nextFireAt);
    }
    for (const { id } of before) {
      if (kept.has(id)) continue;
      loop.set(org, id, null);
      if (revision === null) await repository.remove(org, id);
      else await repository.update(org, id, (current) => ({ ...current, revision: null, nextFireAt: null }));
    }
    return {};
  };
  const merge = (request: SyncRequest, trigger: DeclaredTrigger, current: TriggerDocument | undefined): TriggerDocument => {
    const enabled = current?.revision != null && current.declared === trigger.enabled ? current.enabled : trigger.enabled;
    const config = trigger.config as JsonObject;
    return {
      triggerId: trigger.id,
      workflowId: request.workflowId,
      workflowName: request.workflowName,
      revision: request.revision,
      digest: request.digest ?? '',
      type: trigger.type,
      declared: trigger.enabled,
      enabled,
      config,
      input: trigger.input as TriggerDocument['input'],
      hookId: current?.hookId ?? (trigger.type === 'webhook' ? makeHookId(request.org, ids.secret()) : null),
      nextFireAt: trigger.type === 'schedule' && enabled ? planned(config, current, clock.now()) : null,
      lastFire: current?.lastFire ?? null,
    };
  };
  return (request) => {
    const key = `${request.org}\n${request.workflowId}`;
    const turn = (queues.get(key) ?? Promise.resolve()).then(
      () => sync(request),
      () => sync(request),
    );
    queues.set(key, turn);
    return turn.finally(() => queues.get(key) === turn && queues.delete(key));
  };
}
/** The next instant: as planned while the schedule is the same (an instant that is due must not be lost to a publish), else the first after `now`. */
export function planned(config: JsonObject, current: TriggerDocument | undefined, now: number): number | null {
  const { cron, timeZone } = scheduleConfig(config);
  if (current?.nextFireAt != null && current.type === 'schedule' && canonicalJson(pick(current.config)) === canonicalJson(pick(config)))
    return current.nextFireAt;
  return nextFireTime(cron, timeZone, now);
}
const pick = (config: JsonObject): JsonObject => {
  const { cron, timeZone } = scheduleConfig(config);
  return { cron, timeZone };
};
