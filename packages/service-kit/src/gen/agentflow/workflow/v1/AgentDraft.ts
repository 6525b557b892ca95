// From agentflow/workflow/v1/workflow.proto

import type { StringList as _agentflow_common_v1_StringList, StringList__Output as _agentflow_common_v1_StringList__Output } from '../../../agentflow/common/v1/StringList.js';

/**
 * What an agent is to be.
 */
export interface AgentDraft {
  /**
   * `<provider>/<name>`.
   */
  'model'?: (string);
  /**
   * What it is told first.
   */
  'instructions'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * E.g. `react`.
   */
  'kind'?: (string);
  /**
   * Tools it may call.
   */
  'tools'?: (_agentflow_common_v1_StringList | null);
  /**
   * What it can be asked for.
   */
  'capabilities'?: (_agentflow_common_v1_StringList | null);
  /**
   * Iterations, time and money, an object.
   */
  'limitsJson'?: (string);
  /**
   * Stands in for the model while the platform is degraded or it cannot be reached.
   */
  'fallbackModel'?: (string);
  /**
   * Whom it may address (keys of agents, `capability:<word>` or `*`), and how far: an object. Left out: no other agent.
   */
  'peersJson'?: (string);
  '_kind'?: "kind";
  '_fallbackModel'?: "fallbackModel";
  '_peersJson'?: "peersJson";
}

/**
 * What an agent is to be.
 */
export interface AgentDraft__Output {
  /**
   * `<provider>/<name>`.
   */
  'model'?: (string);
  /**
   * What it is told first.
   */
  'instructions'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * E.g. `react`.
   */
  'kind'?: (string);
  /**
   * Tools it may call.
   */
  'tools'?: (_agentflow_common_v1_StringList__Output);
  /**
   * What it can be asked for.
   */
  'capabilities'?: (_agentflow_common_v1_StringList__Output);
  /**
   * Iterations, time and money, an object.
   */
  'limitsJson'?: (string);
  /**
   * Stands in for the model while the platform is degraded or it cannot be reached.
   */
  'fallbackModel'?: (string);
  /**
   * Whom it may address (keys of agents, `capability:<word>` or `*`), and how far: an object. Left out: no other agent.
   */
  'peersJson'?: (string);
}
