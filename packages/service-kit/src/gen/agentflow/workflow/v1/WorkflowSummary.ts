// From agentflow/workflow/v1/workflow.proto


/**
 * A row of the list of workflows.
 */
export interface WorkflowSummary {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * For people.
   */
  'name'?: (string);
  /**
   * Where the list shows it.
   */
  'folder'?: (string);
  /**
   * Quoted, ready for the header.
   */
  'etag'?: (string);
  /**
   * The released revision.
   */
  'publishedRevision'?: (number);
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
  /**
   * How many things are wrong with the draft.
   */
  'problemCount'?: (number);
  /**
   * Nodes, those in bodies too.
   */
  'nodesTotal'?: (number);
  '_publishedRevision'?: "publishedRevision";
}

/**
 * A row of the list of workflows.
 */
export interface WorkflowSummary__Output {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * For people.
   */
  'name'?: (string);
  /**
   * Where the list shows it.
   */
  'folder'?: (string);
  /**
   * Quoted, ready for the header.
   */
  'etag'?: (string);
  /**
   * The released revision.
   */
  'publishedRevision'?: (number);
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
  /**
   * How many things are wrong with the draft.
   */
  'problemCount'?: (number);
  /**
   * Nodes, those in bodies too.
   */
  'nodesTotal'?: (number);
}
