// From agentflow/worker/v1/worker.proto

import type { Held as _agentflow_worker_v1_Held, Held__Output as _agentflow_worker_v1_Held__Output } from '../../../agentflow/worker/v1/Held.js';

/**
 * A root that a template reads.
 */
export interface BindingValue {
  /**
   * `value`, `node`, `container` or `compensated`.
   */
  'kind'?: (string);
  /**
   * Of a value.
   */
  'held'?: (_agentflow_worker_v1_Held | null);
  /**
   * Of a node.
   */
  'output'?: (_agentflow_worker_v1_Held | null);
  /**
   * Of a node: null, or code and message.
   */
  'errorJson'?: (string);
  /**
   * Of a node.
   */
  'status'?: (string);
  /**
   * Of a node: tokens and cost, or null.
   */
  'usageJson'?: (string);
  /**
   * Of a container.
   */
  'item'?: (_agentflow_worker_v1_Held | null);
  /**
   * Of a container.
   */
  'index'?: (number);
  /**
   * Of a container: the previous iteration's output.
   */
  'last'?: (_agentflow_worker_v1_Held | null);
  /**
   * Of what is compensated: what it worked with.
   */
  'input'?: (_agentflow_worker_v1_Held | null);
  '_status'?: "status";
  '_index'?: "index";
}

/**
 * A root that a template reads.
 */
export interface BindingValue__Output {
  /**
   * `value`, `node`, `container` or `compensated`.
   */
  'kind'?: (string);
  /**
   * Of a value.
   */
  'held'?: (_agentflow_worker_v1_Held__Output);
  /**
   * Of a node.
   */
  'output'?: (_agentflow_worker_v1_Held__Output);
  /**
   * Of a node: null, or code and message.
   */
  'errorJson'?: (string);
  /**
   * Of a node.
   */
  'status'?: (string);
  /**
   * Of a node: tokens and cost, or null.
   */
  'usageJson'?: (string);
  /**
   * Of a container.
   */
  'item'?: (_agentflow_worker_v1_Held__Output);
  /**
   * Of a container.
   */
  'index'?: (number);
  /**
   * Of a container: the previous iteration's output.
   */
  'last'?: (_agentflow_worker_v1_Held__Output);
  /**
   * Of what is compensated: what it worked with.
   */
  'input'?: (_agentflow_worker_v1_Held__Output);
}
