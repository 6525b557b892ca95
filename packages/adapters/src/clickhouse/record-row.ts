import { AppError } from '@agentflow/core';
import type { MetricRecord } from '@agentflow/ports';

const DECIMAL = /^-?\d{1,12}(?:\.\d+)?$/;
const FRACTION_DIGITS = 12;

/** A record as the table takes it. @throws AppError BAD_REQUEST naming what no column can hold */
export function rowOf(record: MetricRecord): { readonly [column: string]: unknown } {
  const { id, org, kind, at, executionId, workflowId, path, nodeType, model, status, trial, extra, cost, revision } = record;
  if (typeof cost !== 'string' || !DECIMAL.test(cost))
    throw new AppError('BAD_REQUEST', 'a cost must be a decimal string', { id, cost: String(cost) });
  const whole = (name: string, value: number): number => {
    if (!Number.isSafeInteger(value) || value < 0) throw wrong(id, name, 'a whole number from 0 on');
    return value;
  };
  if (!Number.isFinite(record.durationMs)) throw wrong(id, 'durationMs', 'a number');
  if (!Number.isInteger(at) || at < 0 || at > MOST_AT) throw wrong(id, 'at', 'a time in milliseconds');
  return {
    org,
    kind,
    id,
    at: new Date(at).toISOString().slice(0, -1).replace('T', ' '),
    execution_id: executionId,
    workflow_id: workflowId,
    revision: revision ?? '',
    path: path ?? '',
    node_type: nodeType ?? '',
    model: model ?? '',
    status,
    duration_ms: record.durationMs,
    input_tokens: whole('inputTokens', record.inputTokens),
    output_tokens: whole('outputTokens', record.outputTokens),
    cost: cutTo(cost),
    trial,
    extra: extra === undefined ? '' : JSON.stringify(extra),
  };
}
/** The last instant of the year 2299, where the column ends. */
const MOST_AT = Date.UTC(2299, 11, 31, 23, 59, 59, 999);
/** Digits beyond the column's are cut off, never rounded up: sums never say more than was spent. */
function cutTo(cost: string): string {
  const dot = cost.indexOf('.');
  return dot < 0 ? cost : cost.slice(0, dot + 1 + FRACTION_DIGITS);
}
const wrong = (id: string, name: string, what: string): AppError => new AppError('BAD_REQUEST', `${name} must be ${what}`, { id, name });
