// From agentflow/workflow/v1/workflow.proto


/**
 * Done.
 */
export interface DeleteWorkflowAnswer {
}

/**
 * Done.
 */
export interface DeleteWorkflowAnswer__Output {
}
