import { traceIdIn, type ExecutionState } from '@agentflow/core';

/** What a fault is about, as fields of a log line. */
export interface FaultPlace {
  readonly executionId?: string;
  readonly org?: string;
  readonly trace_id?: string;
}
/** Decisions are made outside of any span: the line names the execution's trace itself. */
export const placeOf = (id: string, state?: Pick<ExecutionState, 'org' | 'traceparent'>): FaultPlace => ({
  executionId: id,
  ...(state && { org: state.org }),
  ...(state && state.traceparent !== null && { trace_id: traceIdIn(state.traceparent) }),
});
