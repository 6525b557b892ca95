// From agentflow/worker/v1/worker.proto

import type { TaskOffer as _agentflow_worker_v1_TaskOffer, TaskOffer__Output as _agentflow_worker_v1_TaskOffer__Output } from '../../../agentflow/worker/v1/TaskOffer.js';
import type { Ack as _agentflow_worker_v1_Ack, Ack__Output as _agentflow_worker_v1_Ack__Output } from '../../../agentflow/worker/v1/Ack.js';
import type { Nack as _agentflow_worker_v1_Nack, Nack__Output as _agentflow_worker_v1_Nack__Output } from '../../../agentflow/worker/v1/Nack.js';
import type { Cancel as _agentflow_worker_v1_Cancel, Cancel__Output as _agentflow_worker_v1_Cancel__Output } from '../../../agentflow/worker/v1/Cancel.js';
import type { Reserved as _agentflow_worker_v1_Reserved, Reserved__Output as _agentflow_worker_v1_Reserved__Output } from '../../../agentflow/worker/v1/Reserved.js';
import type { Cheaper as _agentflow_worker_v1_Cheaper, Cheaper__Output as _agentflow_worker_v1_Cheaper__Output } from '../../../agentflow/worker/v1/Cheaper.js';
import type { Released as _agentflow_worker_v1_Released, Released__Output as _agentflow_worker_v1_Released__Output } from '../../../agentflow/worker/v1/Released.js';
import type { Adopted as _agentflow_worker_v1_Adopted, Adopted__Output as _agentflow_worker_v1_Adopted__Output } from '../../../agentflow/worker/v1/Adopted.js';
import type { RollCall as _agentflow_worker_v1_RollCall, RollCall__Output as _agentflow_worker_v1_RollCall__Output } from '../../../agentflow/worker/v1/RollCall.js';

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
  /**
   * A task has another owner now.
   */
  'released'?: (_agentflow_worker_v1_Released | null);
  /**
   * An offered task is this owner's.
   */
  'adopted'?: (_agentflow_worker_v1_Adopted | null);
  /**
   * The worker is to offer what it has.
   */
  'rollCall'?: (_agentflow_worker_v1_RollCall | null);
  'message'?: "task"|"ack"|"nack"|"cancel"|"reserved"|"cheaper"|"released"|"adopted"|"rollCall";
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
  /**
   * A task has another owner now.
   */
  'released'?: (_agentflow_worker_v1_Released__Output);
  /**
   * An offered task is this owner's.
   */
  'adopted'?: (_agentflow_worker_v1_Adopted__Output);
  /**
   * The worker is to offer what it has.
   */
  'rollCall'?: (_agentflow_worker_v1_RollCall__Output);
}
