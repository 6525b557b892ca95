// From agentflow/worker/v1/worker.proto


/**
 * A sign of life.
 */
export interface Heartbeat {
}

/**
 * A sign of life.
 */
export interface Heartbeat__Output {
}
