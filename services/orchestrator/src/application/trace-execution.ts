import { executionSpanId, ownTraceparent, traceIdIn, type Commit, type ExecutionHead } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import { GEN_AI, GEN_AI_OPERATIONS, isTracing, recordSpan, SPAN, SpanKind } from '@agentflow/service-kit';
import type { LiveExecution, PendingCommit } from './live-execution.js';

/*
 * Called for executions that remember a trace, and for no others. Their spans are told of when they are over: none is held open for as long as an execution takes, and
 * whoever owns it at its end tells of it, also after a crash. All hang on the execution's own span, whose id follows from the execution's.
 */

/** A commit is durable, and with it perhaps the end of the execution. */
export function traceDurable(commit: Commit, { live, causedBy }: PendingCommit, head: ExecutionHead, clock: Clock): void {
  if (!isTracing()) return;
  const { state } = live;
  const { traceparent, id, org } = state;
  if (traceparent === null) return;
  const own = ownTraceparent(state) as string;
  const where = { [SPAN.org]: org, [SPAN.execution]: id };
  const trace = traceIdIn(traceparent);
  recordSpan({
    name: 'commit',
    traceparent: own,
    startedAt: commit.at,
    endedAt: clock.now(),
    // Whoever resumed, answered or signalled did so in a trace of their own.
    links: (causedBy ?? []).filter((cause) => traceIdIn(cause) !== trace),
    attributes: {
      ...where,
      'agentflow.commit.version': commit.version,
      'agentflow.commit.commands': [...new Set(commit.causes.map(({ command }) => command.type))],
      'agentflow.commit.events': commit.events.length,
      'agentflow.commit.messages': commit.messages.length,
      'agentflow.partition': commit.partition,
      'agentflow.epoch': commit.epoch,
    },
  });
  if (head.endedAt === null) return;
  recordSpan({
    name: `${GEN_AI_OPERATIONS.workflow} ${state.workflowName}`,
    spanId: executionSpanId(id),
    traceparent,
    startedAt: state.createdAt,
    endedAt: head.endedAt,
    ...(head.status === 'failed' && { error: head.error?.code ?? 'failed' }),
    attributes: {
      ...where,
      [GEN_AI.operation]: GEN_AI_OPERATIONS.workflow,
      [GEN_AI.workflowName]: state.workflowName,
      [SPAN.workflow]: state.workflowId,
      'agentflow.workflow.revision': String(state.revision),
      [SPAN.status]: head.status,
      'agentflow.nodes': head.nodesTotal,
      [GEN_AI.inputTokens]: head.usage.inputTokens,
      [GEN_AI.outputTokens]: head.usage.outputTokens,
      ...(state.parentId !== null && { 'agentflow.execution.parent_id': state.parentId }),
      ...(state.forkedFrom !== null && { 'agentflow.execution.forked_from': state.forkedFrom.executionId }),
    },
  });
}
/** An attempt leaves for a worker, after it waited from `since` on. @returns what it carries as its trace */
export function traceDispatch({ state }: LiveExecution, path: string, attempt: number, worker: string, since: number, now: number): string {
  const own = ownTraceparent(state) as string;
  if (!isTracing()) return own;
  return recordSpan({
    name: `dispatch ${path}`,
    kind: SpanKind.PRODUCER,
    traceparent: own,
    startedAt: since,
    endedAt: now,
    attributes: {
      [SPAN.org]: state.org,
      [SPAN.execution]: state.id,
      [SPAN.path]: path,
      [SPAN.attempt]: attempt,
      'agentflow.worker.id': worker,
    },
  });
}
