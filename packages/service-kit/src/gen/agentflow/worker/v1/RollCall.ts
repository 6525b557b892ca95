// From agentflow/worker/v1/worker.proto


/**
 * Asks for what the worker has from others.
 */
export interface RollCall {
}

/**
 * Asks for what the worker has from others.
 */
export interface RollCall__Output {
}
