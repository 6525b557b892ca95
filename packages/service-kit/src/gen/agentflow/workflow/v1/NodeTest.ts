// From agentflow/workflow/v1/workflow.proto


/**
 * One node of a draft, to be run alone.
 */
export interface NodeTest {
  /**
   * Where it stands in the draft.
   */
  'path'?: (string);
  /**
   * Outputs of other nodes by their paths.
   */
  'pinsJson'?: (string);
}

/**
 * One node of a draft, to be run alone.
 */
export interface NodeTest__Output {
  /**
   * Where it stands in the draft.
   */
  'path'?: (string);
  /**
   * Outputs of other nodes by their paths.
   */
  'pinsJson'?: (string);
}
