// From agentflow/workflow/v1/workflow.proto


/**
 * Done.
 */
export interface DeleteCredentialAnswer {
}

/**
 * Done.
 */
export interface DeleteCredentialAnswer__Output {
}
