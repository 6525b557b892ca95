// From agentflow/worker/v1/worker.proto

import type { Hello as _agentflow_worker_v1_Hello, Hello__Output as _agentflow_worker_v1_Hello__Output } from '../../../agentflow/worker/v1/Hello.js';
import type { Grant as _agentflow_worker_v1_Grant, Grant__Output as _agentflow_worker_v1_Grant__Output } from '../../../agentflow/worker/v1/Grant.js';
import type { Heartbeat as _agentflow_worker_v1_Heartbeat, Heartbeat__Output as _agentflow_worker_v1_Heartbeat__Output } from '../../../agentflow/worker/v1/Heartbeat.js';
import type { StepStart as _agentflow_worker_v1_StepStart, StepStart__Output as _agentflow_worker_v1_StepStart__Output } from '../../../agentflow/worker/v1/StepStart.js';
import type { Step as _agentflow_worker_v1_Step, Step__Output as _agentflow_worker_v1_Step__Output } from '../../../agentflow/worker/v1/Step.js';
import type { Result as _agentflow_worker_v1_Result, Result__Output as _agentflow_worker_v1_Result__Output } from '../../../agentflow/worker/v1/Result.js';
import type { Refuse as _agentflow_worker_v1_Refuse, Refuse__Output as _agentflow_worker_v1_Refuse__Output } from '../../../agentflow/worker/v1/Refuse.js';
import type { Delta as _agentflow_worker_v1_Delta, Delta__Output as _agentflow_worker_v1_Delta__Output } from '../../../agentflow/worker/v1/Delta.js';
import type { Log as _agentflow_worker_v1_Log, Log__Output as _agentflow_worker_v1_Log__Output } from '../../../agentflow/worker/v1/Log.js';
import type { Reserve as _agentflow_worker_v1_Reserve, Reserve__Output as _agentflow_worker_v1_Reserve__Output } from '../../../agentflow/worker/v1/Reserve.js';
import type { Offer as _agentflow_worker_v1_Offer, Offer__Output as _agentflow_worker_v1_Offer__Output } from '../../../agentflow/worker/v1/Offer.js';

/**
 * What a worker tells its coordinator.
 */
export interface WorkerMessage {
  /**
   * Who it is and what it still has.
   */
  'hello'?: (_agentflow_worker_v1_Hello | null);
  /**
   * It can take more tasks.
   */
  'grant'?: (_agentflow_worker_v1_Grant | null);
  /**
   * It lives.
   */
  'heartbeat'?: (_agentflow_worker_v1_Heartbeat | null);
  /**
   * It asks leave to begin an `at_most_once` call.
   */
  'stepStart'?: (_agentflow_worker_v1_StepStart | null);
  /**
   * A call ended.
   */
  'step'?: (_agentflow_worker_v1_Step | null);
  /**
   * An attempt ended.
   */
  'result'?: (_agentflow_worker_v1_Result | null);
  /**
   * It will not do a task now.
   */
  'refuse'?: (_agentflow_worker_v1_Refuse | null);
  /**
   * Text as it streams.
   */
  'delta'?: (_agentflow_worker_v1_Delta | null);
  /**
   * A line of a log.
   */
  'log'?: (_agentflow_worker_v1_Log | null);
  /**
   * It asks leave for a call under a budget.
   */
  'reserve'?: (_agentflow_worker_v1_Reserve | null);
  /**
   * What it has from other owners.
   */
  'offer'?: (_agentflow_worker_v1_Offer | null);
  'message'?: "hello"|"grant"|"heartbeat"|"stepStart"|"step"|"result"|"refuse"|"delta"|"log"|"reserve"|"offer";
}

/**
 * What a worker tells its coordinator.
 */
export interface WorkerMessage__Output {
  /**
   * Who it is and what it still has.
   */
  'hello'?: (_agentflow_worker_v1_Hello__Output);
  /**
   * It can take more tasks.
   */
  'grant'?: (_agentflow_worker_v1_Grant__Output);
  /**
   * It lives.
   */
  'heartbeat'?: (_agentflow_worker_v1_Heartbeat__Output);
  /**
   * It asks leave to begin an `at_most_once` call.
   */
  'stepStart'?: (_agentflow_worker_v1_StepStart__Output);
  /**
   * A call ended.
   */
  'step'?: (_agentflow_worker_v1_Step__Output);
  /**
   * An attempt ended.
   */
  'result'?: (_agentflow_worker_v1_Result__Output);
  /**
   * It will not do a task now.
   */
  'refuse'?: (_agentflow_worker_v1_Refuse__Output);
  /**
   * Text as it streams.
   */
  'delta'?: (_agentflow_worker_v1_Delta__Output);
  /**
   * A line of a log.
   */
  'log'?: (_agentflow_worker_v1_Log__Output);
  /**
   * It asks leave for a call under a budget.
   */
  'reserve'?: (_agentflow_worker_v1_Reserve__Output);
  /**
   * What it has from other owners.
   */
  'offer'?: (_agentflow_worker_v1_Offer__Output);
}
