import type { Coordinator } from '@agentflow/orchestrator';
import { createMetricsRegistry, renderMetrics } from '@agentflow/service-kit';
import { Gauge, type Registry } from 'prom-client';

/** One text of all services' metrics: the process's own, the coordinator's queues, and what the services count. */
export function createPlatformMetrics(coordinator: Coordinator, registries: readonly Registry[]): () => Promise<string> {
  const registry = createMetricsRegistry('orchestrator', { process: true });
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  };
  gauge('agentflow_orchestrator_hot_executions', 'Executions in memory', () => coordinator.hot.size);
  gauge('agentflow_orchestrator_commands_waiting', 'Commands that wait to be decided', () => coordinator.mailboxes.waiting);
  gauge('agentflow_orchestrator_commits_pending', 'Commits decided and not yet durable', () => coordinator.log.backlog);
  gauge('agentflow_orchestrator_tasks_running', 'Attempts that a worker has', () => coordinator.dispatch.running);
  gauge('agentflow_orchestrator_tasks_queued', 'Tasks that wait for a worker', () => coordinator.dispatch.queued);
  gauge('agentflow_orchestrator_workers', 'Workers connected', () => coordinator.dispatch.workers);
  gauge('agentflow_orchestrator_timers', 'Executions that wait for a time', () => coordinator.wakeUps.size);
  gauge('agentflow_orchestrator_projection_backlog', 'Executions whose list row is not yet written', () => coordinator.projector.backlog);
  gauge('agentflow_orchestrator_relay_backlog', 'Public events not yet published', () => coordinator.relay.backlog);
  gauge('agentflow_orchestrator_snapshots_written', 'Snapshots written since the start', () => coordinator.snapshots.written);
  gauge(
    'agentflow_orchestrator_snapshots_refused',
    'Snapshots refused since the start: altered, cut short or of something else',
    () => coordinator.snapshots.refused,
  );
  return () => renderMetrics([registry, ...registries]);
}
