// From agentflow/cluster/v1/cluster.proto


/**
 * Asks for everything.
 */
export interface OverviewRequest {
}

/**
 * Asks for everything.
 */
export interface OverviewRequest__Output {
}
