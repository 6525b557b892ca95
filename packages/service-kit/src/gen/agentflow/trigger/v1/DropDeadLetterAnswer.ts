// From agentflow/trigger/v1/trigger.proto


/**
 * Done.
 */
export interface DropDeadLetterAnswer {
}

/**
 * Done.
 */
export interface DropDeadLetterAnswer__Output {
}
