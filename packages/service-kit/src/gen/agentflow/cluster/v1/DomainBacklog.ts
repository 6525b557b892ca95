// From agentflow/cluster/v1/cluster.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What waits.
 */
export interface DomainBacklog {
  /**
   * Tasks without a worker.
   */
  'queuedTasks'?: (number | string | Long);
  /**
   * Commands to be decided.
   */
  'waitingCommands'?: (number | string | Long);
  /**
   * Events and messages not on their way yet.
   */
  'outbox'?: (number | string | Long);
  /**
   * Of the oldest of them, milliseconds.
   */
  'outboxDelayMs'?: (number | string | Long);
  /**
   * Commands of other domains in the bus.
   */
  'busLag'?: (number | string | Long);
}

/**
 * What waits.
 */
export interface DomainBacklog__Output {
  /**
   * Tasks without a worker.
   */
  'queuedTasks'?: (number);
  /**
   * Commands to be decided.
   */
  'waitingCommands'?: (number);
  /**
   * Events and messages not on their way yet.
   */
  'outbox'?: (number);
  /**
   * Of the oldest of them, milliseconds.
   */
  'outboxDelayMs'?: (number);
  /**
   * Commands of other domains in the bus.
   */
  'busLag'?: (number);
}
