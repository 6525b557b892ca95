import type { Json, Task, TaskOutcome } from '@agentflow/core';
import type { StepCall } from '@agentflow/nodes';
import { failSpan, GEN_AI, GEN_AI_OPERATIONS, inSpan, isTracing, openSpan, SPAN, SpanKind, type Span } from '@agentflow/service-kit';
import { isUnderWay, type ExecuteTask, type UnderWay } from './execute-task.js';
import type { LiveCall } from './record-step.js';

/** Tasks that somebody traces run in a span of their own, under the one that dispatched them; the others cost a look at `trace`. */
export const tracedExecute =
  (execute: ExecuteTask): ExecuteTask =>
  (task, link) => {
    if (task.trace === null || !isTracing()) return execute(task, link);
    return openSpan(nameOf(task), { kind: SpanKind.CONSUMER, traceparent: task.trace, attributes: attributesOf(task) }, (span) => {
      const result = execute(task, link);
      if (isUnderWay(result)) return followed(result, span);
      end(span, result);
      return result;
    });
  };
const nameOf = ({ nodeType, nodeId, path }: Task): string =>
  nodeType === 'agent' ? `${GEN_AI_OPERATIONS.agent} ${nodeId}` : `attempt ${path}`;
const attributesOf = (task: Task) => ({
  [SPAN.org]: task.org,
  [SPAN.execution]: task.executionId,
  [SPAN.workflow]: task.workflowId,
  [SPAN.path]: task.path,
  [SPAN.nodeType]: task.nodeType,
  [SPAN.attempt]: task.attempt,
  ...(task.nodeType === 'agent' && {
    [GEN_AI.operation]: GEN_AI_OPERATIONS.agent,
    [GEN_AI.agentName]: task.nodeId,
    [GEN_AI.conversation]: task.executionId,
  }),
});
function followed({ outcome, cancel }: UnderWay, span: Span): UnderWay {
  return {
    outcome: outcome.then((settled) => {
      end(span, settled);
      return settled;
    }),
    cancel,
  };
}
function end(span: Span, outcome: TaskOutcome): void {
  span.setAttribute(SPAN.status, outcome.status);
  if (outcome.status === 'failed') failSpan(span, outcome.error.code);
  if (outcome.status !== 'cancelled' && outcome.usage) {
    span.setAttributes({ [GEN_AI.inputTokens]: outcome.usage.inputTokens, [GEN_AI.outputTokens]: outcome.usage.outputTokens });
  }
  span.end();
}

/** A call that is made now, and not taken from the record. Models and HTTP calls have spans of their own where they leave the process. */
export function inStepSpan(call: StepCall, given: LiveCall, live: (call: LiveCall) => Promise<Json>): Promise<Json> {
  if (call.kind === 'model' || call.kind === 'http') return live(given);
  const isTool = call.kind === 'tool';
  const attributes = {
    'agentflow.step.index': given.index,
    'agentflow.step.kind': call.kind,
    'agentflow.step.effect': call.effect,
    ...(isTool && { [GEN_AI.operation]: GEN_AI_OPERATIONS.tool, [GEN_AI.toolName]: call.name, [GEN_AI.toolType]: 'function' }),
  };
  return inSpan(isTool ? `${GEN_AI_OPERATIONS.tool} ${call.name}` : `${call.kind} ${call.name}`, { attributes }, () => live(given));
}
