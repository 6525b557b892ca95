// From agentflow/workflow/v1/workflow.proto


/**
 * Done.
 */
export interface DeleteAgentAnswer {
}

/**
 * Done.
 */
export interface DeleteAgentAnswer__Output {
}
