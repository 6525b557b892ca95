// From agentflow/workflow/v1/workflow.proto


/**
 * An agent.
 */
export interface AgentView {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * E.g. `react`.
   */
  'kind'?: (string);
  /**
   * `<provider>/<name>`.
   */
  'model'?: (string);
  /**
   * What it is told first.
   */
  'instructions'?: (string);
  /**
   * Tools it may call.
   */
  'tools'?: (string)[];
  /**
   * What it can be asked for.
   */
  'capabilities'?: (string)[];
  /**
   * Iterations, time and money, an object.
   */
  'limitsJson'?: (string);
  /**
   * 1..n.
   */
  'version'?: (number);
  /**
   * Of its life.
   */
  'status'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
  /**
   * Stands in for the model while the platform is degraded or it cannot be reached.
   */
  'fallbackModel'?: (string);
  /**
   * Whom it may address (keys of agents, `capability:<word>` or `*`), and how far: an object. Left out: no other agent.
   */
  'peersJson'?: (string);
  '_fallbackModel'?: "fallbackModel";
  '_peersJson'?: "peersJson";
}

/**
 * An agent.
 */
export interface AgentView__Output {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * E.g. `react`.
   */
  'kind'?: (string);
  /**
   * `<provider>/<name>`.
   */
  'model'?: (string);
  /**
   * What it is told first.
   */
  'instructions'?: (string);
  /**
   * Tools it may call.
   */
  'tools'?: (string)[];
  /**
   * What it can be asked for.
   */
  'capabilities'?: (string)[];
  /**
   * Iterations, time and money, an object.
   */
  'limitsJson'?: (string);
  /**
   * 1..n.
   */
  'version'?: (number);
  /**
   * Of its life.
   */
  'status'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
  /**
   * Stands in for the model while the platform is degraded or it cannot be reached.
   */
  'fallbackModel'?: (string);
  /**
   * Whom it may address (keys of agents, `capability:<word>` or `*`), and how far: an object. Left out: no other agent.
   */
  'peersJson'?: (string);
}
