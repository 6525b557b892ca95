import {
  AppError,
  chooseRevision,
  compileTemplate,
  createSchemaCheck,
  startSample,
  type CompiledTemplate,
  type JsonObject,
  type JsonSchema,
  type OrgId,
  type SchemaCheck,
} from '@agentflow/core';
import type { ExecutionService, FrozenRevision, IdSource, StartAnswer, StartRequest } from '@agentflow/ports';
import { inSpan, isTracing, SPAN, type SpanOptions } from '@agentflow/service-kit';
import { boundedCache } from './bounded-cache.js';
import type { TriggerDocument } from './trigger-document.js';

/** Which frozen revision a fire runs: the designer's `freeze`. */
export type Freeze = (org: OrgId, workflow: string, revision: number) => Promise<FrozenRevision>;

export interface FireRequest extends Pick<StartRequest, 'org' | 'startKey' | 'bodyHash' | 'waitMs' | 'by'> {
  readonly document: TriggerDocument;
  /** What templates and the execution see as `trigger`. Carries no secret: it is recorded. */
  readonly trigger: JsonObject;
  /** W3C trace that the fire goes on with; `null`: it begins one, left out: it belongs to whatever goes on. */
  readonly traceparent?: string | null;
}
export type FireTrigger = (request: FireRequest) => Promise<StartAnswer>;

/**
 * Starts one execution of a trigger's revision: renders its input over `trigger`, checks it against the workflow's `inputs`, starts it under the start key.
 * @throws AppError NOT_FOUND (no released revision), EXPRESSION_FAILED, INVALID_INPUT (problems), and what the orchestrator answers
 */
export function createFireTrigger({
  executions,
  freeze,
  ids,
}: {
  readonly executions: Pick<ExecutionService, 'start'>;
  readonly freeze: Freeze;
  readonly ids: IdSource;
}): FireTrigger {
  const templates = boundedCache<CompiledTemplate>(1_000);
  const checks = boundedCache<SchemaCheck>(1_000);
  const fire: FireTrigger = async ({ org, document, trigger, startKey, bodyHash, waitMs, by }) => {
    const { workflowId, revision, digest, triggerId } = document;
    if (revision === null) throw new AppError('NOT_FOUND', 'no released revision declares this trigger', { trigger: triggerId });
    // What the trigger says is of the released revision; a canary beside it runs its share of the fires, too.
    const released = await freeze(org, workflowId, revision);
    const freshId = released.canary && !startKey ? ids.next() : undefined;
    const frozen = chooseRevision(released, freshId ?? (startKey ? startSample(startKey) : ''));
    const input = templates(`${org}\n${digest}\n${workflowId}\n${triggerId}`, () => compileTemplate(document.input)).render({ trigger });
    const problems = checks(`${org}\n${frozen.digest}`, () => createSchemaCheck(frozen.inputs as JsonSchema))(input);
    if (problems.length > 0)
      throw new AppError('INVALID_INPUT', 'what the trigger makes of this does not fit the inputs of the workflow', {}, { problems });
    return executions.start({
      org,
      workflowId,
      workflowName: frozen.workflowName,
      revision: frozen.revision,
      digest: frozen.digest,
      input,
      variables: {},
      trigger,
      priority: 0,
      tags: [],
      trial: false,
      by,
      ...(startKey === undefined ? {} : { startKey }),
      ...(freshId === undefined ? {} : { executionId: freshId }),
      ...(bodyHash === undefined ? {} : { bodyHash }),
      ...(waitMs === undefined ? {} : { waitMs }),
    });
  };
  return (request) => (isTracing() ? inSpan(`fire_trigger ${request.document.type}`, spanOf(request), () => fire(request)) : fire(request));
}
const spanOf = ({ org, document, traceparent }: FireRequest): SpanOptions => ({
  ...(typeof traceparent === 'string' ? { traceparent } : { root: traceparent === null }),
  attributes: { [SPAN.org]: org, [SPAN.workflow]: document.workflowId, 'agentflow.trigger.id': document.triggerId },
});
