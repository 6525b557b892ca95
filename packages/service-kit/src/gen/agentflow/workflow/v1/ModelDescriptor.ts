// From agentflow/workflow/v1/workflow.proto

import type { ModelPrice as _agentflow_workflow_v1_ModelPrice, ModelPrice__Output as _agentflow_workflow_v1_ModelPrice__Output } from '../../../agentflow/workflow/v1/ModelPrice.js';

/**
 * A model.
 */
export interface ModelDescriptor {
  /**
   * `<provider>/<name>`.
   */
  'name'?: (string);
  /**
   * Its provider.
   */
  'provider'?: (string);
  /**
   * For people.
   */
  'title'?: (string);
  /**
   * Whether it can be called as things are.
   */
  'available'?: (boolean);
  /**
   * Whether text comes as it is made.
   */
  'streams'?: (boolean);
  /**
   * Whether it calls tools.
   */
  'tools'?: (boolean);
  /**
   * What it costs; null when unknown.
   */
  'price'?: (_agentflow_workflow_v1_ModelPrice | null);
}

/**
 * A model.
 */
export interface ModelDescriptor__Output {
  /**
   * `<provider>/<name>`.
   */
  'name'?: (string);
  /**
   * Its provider.
   */
  'provider'?: (string);
  /**
   * For people.
   */
  'title'?: (string);
  /**
   * Whether it can be called as things are.
   */
  'available'?: (boolean);
  /**
   * Whether text comes as it is made.
   */
  'streams'?: (boolean);
  /**
   * Whether it calls tools.
   */
  'tools'?: (boolean);
  /**
   * What it costs; null when unknown.
   */
  'price'?: (_agentflow_workflow_v1_ModelPrice__Output);
}
