// From agentflow/trigger/v1/trigger.proto


/**
 * Done.
 */
export interface SyncAnswer {
}

/**
 * Done.
 */
export interface SyncAnswer__Output {
}
