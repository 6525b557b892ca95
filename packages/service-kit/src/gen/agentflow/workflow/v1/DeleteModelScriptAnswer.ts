// From agentflow/workflow/v1/workflow.proto


/**
 * Done.
 */
export interface DeleteModelScriptAnswer {
}

/**
 * Done.
 */
export interface DeleteModelScriptAnswer__Output {
}
