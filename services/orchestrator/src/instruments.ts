import { MASTER_DOMAIN } from '@agentflow/core';
import { createMetricsRegistry, readFigures } from '@agentflow/service-kit';
import { Gauge, type Registry } from 'prom-client';
import type { Coordinator } from './application/coordinator.js';
import type { AttachedOwnership } from './compose-ownership.js';

/** What a coordinator counts, for `/metrics`. With `process: true` the process's own figures are in it. */
export function createOrchestratorRegistry(
  coordinator: Coordinator,
  options: { readonly process?: boolean; readonly ownership?: AttachedOwnership | undefined } = {},
): Registry {
  const registry = createMetricsRegistry('orchestrator', options);
  const { gauge, counter, counters } = readFigures(registry);
  gauge('agentflow_orchestrator_hot_executions', 'Executions in memory', () => coordinator.hot.size);
  gauge('agentflow_orchestrator_commands_waiting', 'Commands that wait to be decided', () => coordinator.mailboxes.waiting);
  gauge('agentflow_orchestrator_commits_pending', 'Commits decided and not yet durable', () => coordinator.log.backlog);
  counter('agentflow_orchestrator_commits_total', 'Commits that became durable', () => coordinator.log.written.commits);
  counter('agentflow_orchestrator_flushes_total', 'Writes of the log that made them durable', () => coordinator.log.written.flushes);
  gauge('agentflow_orchestrator_tasks_running', 'Attempts that a worker has', () => coordinator.dispatch.running);
  const { written } = coordinator.log;
  written.commitTimes.register(
    registry,
    'agentflow_orchestrator_commit_seconds',
    'From the first decision of a commit until it is durable',
  );
  written.flushTimes.register(registry, 'agentflow_orchestrator_flush_seconds', 'A write of the log, of one commit or many');
  new Gauge({
    name: 'agentflow_orchestrator_tasks_queued',
    help: 'Tasks that wait for a worker, by the domain of their executions',
    labelNames: ['domain'],
    registers: [registry],
    collect() {
      this.reset();
      this.set({ domain: MASTER_DOMAIN }, 0);
      for (const [domain, count] of coordinator.dispatch.queuedByDomain()) this.set({ domain }, count);
    },
  });
  gauge('agentflow_orchestrator_worker_slots_free', 'Tasks that connected workers could take now', () => coordinator.dispatch.slots);
  gauge('agentflow_orchestrator_workers', 'Workers connected', () => coordinator.dispatch.workers);
  const { taskCheck } = coordinator;
  counters(
    'agentflow_orchestrator_tasks_missed_total',
    'Open tasks that were not where they were believed to be, and went out again',
    () => [
      [{ place: 'worker' }, taskCheck.counts.notWithWorker],
      [{ place: 'nobody' }, taskCheck.counts.withNobody],
    ],
  );
  gauge('agentflow_orchestrator_timers', 'Executions that wait for a time', () => coordinator.wakeUps.size);
  gauge('agentflow_orchestrator_projection_backlog', 'Executions whose list row is not yet written', () => coordinator.projector.backlog);
  gauge('agentflow_orchestrator_messages_undelivered', 'Messages between executions on their way', () => coordinator.postman.backlog);
  gauge(
    'agentflow_orchestrator_message_delay_seconds',
    'Age of the oldest message between executions that is not delivered',
    () => coordinator.postman.delayMs / 1_000,
  );
  gauge('agentflow_orchestrator_relay_backlog', 'Public events not yet published', () => coordinator.relay.backlog);
  gauge(
    'agentflow_orchestrator_relay_in_log',
    'Public events not yet published that are kept in the log only: more wait than memory is set aside for',
    () => coordinator.relay.inLog,
  );
  gauge(
    'agentflow_orchestrator_relay_delay_seconds',
    'Age of the oldest public event that is not published',
    () => coordinator.relay.delayMs / 1_000,
  );
  gauge(
    'agentflow_orchestrator_projection_delay_seconds',
    'Age of the oldest list row that is not written',
    () => coordinator.projector.delayMs / 1_000,
  );
  gauge('agentflow_orchestrator_partitions_owned', 'Partitions that this process owns', () => coordinator.log.owned().length);
  if (options.ownership) {
    const { counts } = options.ownership.keeper;
    counter(
      'agentflow_orchestrator_partitions_claimed_total',
      'Partitions that this process took, freely or from one that died',
      () => counts.claimed,
    );
    counter(
      'agentflow_orchestrator_partitions_handed_over_total',
      'Partitions that this process gave away in order',
      () => counts.handedOver,
    );
    counter('agentflow_orchestrator_partitions_lost_total', 'Partitions that another process took from this one', () => counts.lost);
    counter('agentflow_orchestrator_lease_renewals_total', 'Renewals of leases that the store answered', () => counts.renewals);
  }
  gauge('agentflow_orchestrator_snapshots_written', 'Snapshots written since the start', () => coordinator.snapshots.written);
  gauge(
    'agentflow_orchestrator_snapshots_refused',
    'Snapshots refused since the start: altered, cut short or of something else',
    () => coordinator.snapshots.refused,
  );
  const { reservations } = coordinator;
  gauge('agentflow_budget_calls_waiting', 'Attempts that wait for leave to make a call under a budget', () => reservations.waiting);
  counter('agentflow_budget_calls_reserved_total', 'Calls that were let go under a budget', () => reservations.counts.reserved);
  counters('agentflow_budget_exceeded_total', 'Calls that would have broken a budget, by what became of them', () =>
    (['fail', 'ask', 'cheaper'] as const).map((action) => [{ action }, reservations.counts[action]]),
  );
  return registry;
}
