import { GEN_AI, GEN_AI_OPERATIONS, inSpan, isTracing, SPAN, SpanKind } from '@agentflow/service-kit';
import type { WorkMessage } from './peer-message.js';

/** An agent's work for another one, under the call that asked for it, where that is traced. */
export function inPeerSpan<T>(message: WorkMessage, work: () => Promise<T>): Promise<T> {
  const { traceparent, agent, org, executionId, path } = message;
  if (traceparent === undefined || !isTracing()) return work();
  const attributes = {
    [GEN_AI.operation]: GEN_AI_OPERATIONS.agent,
    [GEN_AI.agentName]: agent,
    [SPAN.org]: org,
    [SPAN.execution]: executionId,
    [SPAN.path]: path,
  };
  return inSpan(`${GEN_AI_OPERATIONS.agent} ${agent}`, { kind: SpanKind.CONSUMER, traceparent, attributes }, work);
}
