import type { PlatformReading } from '@agentflow/core';
import type { Coordinator, OrchestratorConfig } from '@agentflow/orchestrator';
import type { Clock, DocumentStore, Readiness } from '@agentflow/ports';
import {
  createDegradationMonitor,
  createResourceReader,
  degradationSettings,
  dependenciesOf,
  type DegradationMonitor,
  type Logger,
} from '@agentflow/service-kit';
import type { AllInOneConfig } from './config.js';

export interface Watch {
  readonly monitor: DegradationMonitor;
  /** What there is to watch, once it is there. */
  of(coordinator: Coordinator, ready: () => Promise<Readiness>): void;
  close(): void;
}
/** The dispatcher's own bound. */
const MAX_QUEUED_TASKS = 200_000;

/** Watches the process and its parts, and decides how far they step back; `AGENTFLOW_DEGRADATION=off` leaves that to operators. */
export function createWatch({
  config,
  orchestration,
  dataDir,
  clock,
  logger,
  documents,
}: {
  readonly config: AllInOneConfig;
  readonly orchestration: OrchestratorConfig;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly documents: DocumentStore;
}): Watch {
  const automatic = config.AGENTFLOW_DEGRADATION === 'auto';
  let coordinator: Coordinator | undefined;
  let ready: () => Promise<Readiness> = () => Promise.resolve({ ready: true, checks: {} });
  const queues = (): { name: string; used: number }[] =>
    coordinator === undefined
      ? []
      : [
          { name: 'commands', used: coordinator.mailboxes.waiting / orchestration.AGENTFLOW_MAX_WAITING_COMMANDS },
          { name: 'tasks', used: coordinator.dispatch.queued / MAX_QUEUED_TASKS },
        ];
  const resources = createResourceReader(dataDir, queues);
  const monitor = createDegradationMonitor({
    clock,
    logger,
    documents,
    settings: degradationSettings(config),
    automatic,
    resources: () => resources.read(),
    dependencies: async (): Promise<PlatformReading['dependencies']> => dependenciesOf(await ready()),
  });
  return {
    monitor,
    of(part, asked) {
      coordinator = part;
      ready = asked;
    },
    close: () => resources.close(),
  };
}
