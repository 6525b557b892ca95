// From agentflow/trigger/v1/trigger.proto

import type { LastFire as _agentflow_trigger_v1_LastFire, LastFire__Output as _agentflow_trigger_v1_LastFire__Output } from '../../../agentflow/trigger/v1/LastFire.js';

/**
 * A trigger of a released revision.
 */
export interface TriggerView {
  /**
   * `<workflowId>.<triggerId>`.
   */
  'id'?: (string);
  /**
   * Of the definition.
   */
  'triggerId'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name.
   */
  'workflowName'?: (string);
  /**
   * The released revision.
   */
  'revision'?: (number);
  /**
   * `schedule`, `webhook` or `event`.
   */
  'type'?: (string);
  /**
   * Whether it fires.
   */
  'enabled'?: (boolean);
  /**
   * As written in the definition, an object.
   */
  'configJson'?: (string);
  /**
   * Webhooks: the unguessable part of the address.
   */
  'hookId'?: (string);
  /**
   * Webhooks: the address.
   */
  'hookUrl'?: (string);
  /**
   * Schedules: the next planned instant.
   */
  'nextFireAt'?: (string);
  /**
   * The latest fire.
   */
  'lastFire'?: (_agentflow_trigger_v1_LastFire | null);
  '_hookId'?: "hookId";
  '_hookUrl'?: "hookUrl";
  '_nextFireAt'?: "nextFireAt";
}

/**
 * A trigger of a released revision.
 */
export interface TriggerView__Output {
  /**
   * `<workflowId>.<triggerId>`.
   */
  'id'?: (string);
  /**
   * Of the definition.
   */
  'triggerId'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name.
   */
  'workflowName'?: (string);
  /**
   * The released revision.
   */
  'revision'?: (number);
  /**
   * `schedule`, `webhook` or `event`.
   */
  'type'?: (string);
  /**
   * Whether it fires.
   */
  'enabled'?: (boolean);
  /**
   * As written in the definition, an object.
   */
  'configJson'?: (string);
  /**
   * Webhooks: the unguessable part of the address.
   */
  'hookId'?: (string);
  /**
   * Webhooks: the address.
   */
  'hookUrl'?: (string);
  /**
   * Schedules: the next planned instant.
   */
  'nextFireAt'?: (string);
  /**
   * The latest fire.
   */
  'lastFire'?: (_agentflow_trigger_v1_LastFire__Output);
}
