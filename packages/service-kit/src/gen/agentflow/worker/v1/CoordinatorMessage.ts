// From agentflow/worker/v1/worker.proto

import type { TaskOffer as _agentflow_worker_v1_TaskOffer, TaskOffer__Output as _agentflow_worker_v1_TaskOffer__Output } from '../../../agentflow/worker/v1/TaskOffer.js';
import type { Ack as _agentflow_worker_v1_Ack, Ack__Output as _agentflow_worker_v1_Ack__Output } from '../../../agentflow/worker/v1/Ack.js';
import type { Nack as _agentflow_worker_v1_Nack, Nack__Output as _agentflow_worker_v1_Nack__Output } from '../../../agentflow/worker/v1/Nack.js';
import type { Cancel as _agentflow_worker_v1_Cancel, Cancel__Output as _agentflow_worker_v1_Cancel__Output } from '../../../agentflow/worker/v1/Cancel.js';
import type { Reserved as _agentflow_worker_v1_Reserved, Reserved__Output as _agentflow_worker_v1_Reserved__Output } from '../../../agentflow/worker/v1/Reserved.js';
import type { Cheaper as _agentflow_worker_v1_Cheaper, Cheaper__Output as _agentflow_worker_v1_Cheaper__Output } from '../../../agentflow/worker/v1/Cheaper.js';

/**
 * What a coordinator tells a worker.
 */
export interface CoordinatorMessage {
  /**
   * One attempt to make.
   */
  'task'?: (_agentflow_worker_v1_TaskOffer | null);
  /**
   * A message is durable.
   */
  'ack'?: (_agentflow_worker_v1_Ack | null);
  /**
   * A message was refused for good.
   */
  'nack'?: (_agentflow_worker_v1_Nack | null);
  /**
   * Stop an attempt.
   */
  'cancel'?: (_agentflow_worker_v1_Cancel | null);
  /**
   * A call may be made.
   */
  'reserved'?: (_agentflow_worker_v1_Reserved | null);
  /**
   * A call may go the cheaper way.
   */
  'cheaper'?: (_agentflow_worker_v1_Cheaper | null);
  'message'?: "task"|"ack"|"nack"|"cancel"|"reserved"|"cheaper";
}

/**
 * What a coordinator tells a worker.
 */
export interface CoordinatorMessage__Output {
  /**
   * One attempt to make.
   */
  'task'?: (_agentflow_worker_v1_TaskOffer__Output);
  /**
   * A message is durable.
   */
  'ack'?: (_agentflow_worker_v1_Ack__Output);
  /**
   * A message was refused for good.
   */
  'nack'?: (_agentflow_worker_v1_Nack__Output);
  /**
   * Stop an attempt.
   */
  'cancel'?: (_agentflow_worker_v1_Cancel__Output);
  /**
   * A call may be made.
   */
  'reserved'?: (_agentflow_worker_v1_Reserved__Output);
  /**
   * A call may go the cheaper way.
   */
  'cheaper'?: (_agentflow_worker_v1_Cheaper__Output);
}
