// From agentflow/execution/v1/coordination.proto


/**
 * It is durable.
 */
export interface DeliverAnswer {
}

/**
 * It is durable.
 */
export interface DeliverAnswer__Output {
}
