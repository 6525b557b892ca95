import type { JsonObject, LiveFrame } from '@agentflow/core';
import type { Colors } from './io.js';

const text = (payload: JsonObject, key: string): string => (typeof payload[key] === 'string' ? (payload[key] as string) : '');
const errorOf = (payload: JsonObject): string => {
  const error = payload['error'];
  if (error === null || typeof error !== 'object' || Array.isArray(error)) return '';
  const { code, message } = error as JsonObject;
  return `${String(code)}: ${String(message)}`;
};
/** Milliseconds as people read them. */
export const duration = (ms: unknown): string =>
  typeof ms !== 'number'
    ? ''
    : ms < 1_000
      ? `${Math.round(ms)} ms`
      : ms < 60_000
        ? `${(ms / 1_000).toFixed(1)} s`
        : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;

/** What a frame says, in a line; `undefined` for those that say nothing by themselves. */
export function frameLine({ type, payload }: LiveFrame, { green, red, yellow, cyan, dim }: Colors): string | undefined {
  const path = text(payload, 'path') || text(payload, 'node_id');
  switch (type) {
    case 'execution_started':
      return `${cyan('▶')} execution ${text(payload, 'execution_id')}`;
    case 'node_completed':
      return ['start', 'end'].includes(text(payload, 'node_type'))
        ? undefined
        : `${green('✔')} ${path} ${dim(duration(payload['duration_ms']))}`.trimEnd();
    case 'node_failed':
      return payload['retryable'] === true
        ? `${yellow('↻')} ${path} will be tried again: ${errorOf(payload)}`
        : `${red('✖')} ${path} ${errorOf(payload)}`;
    case 'node_retrying':
      return `${yellow('↻')} ${path} attempt ${String(payload['attempt'] ?? '')}`.trimEnd();
    case 'node_skipped':
      return dim(`○ ${path} ${payload['cancelled'] === true ? 'cancelled' : 'skipped'}`);
    case 'user_input_required':
      return `${cyan('?')} ${path} waits for an answer: ${text(payload, 'prompt').trim().replace(/\s+/g, ' ')}`;
    case 'log':
      return `${dim('│')} ${path} ${text(payload, 'level')}: ${text(payload, 'message')}`;
    case 'execution_paused':
      return `${yellow('‖')} paused${text(payload, 'reason') === '' ? '' : `: ${text(payload, 'reason')}`}`;
    case 'execution_resumed':
      return `${cyan('▶')} resumed`;
    case 'execution_completed':
      return `${payload['status'] === 'completed' ? green('✔') : red('✖')} ${text(payload, 'status')} ${dim(duration(payload['duration_ms']))}`.trimEnd();
    case 'error':
      return `${red('✖')} ${text(payload, 'message') || errorOf(payload)}`;
    default:
      return undefined; // node_started shows in the spinner, deltas as the model's text
  }
}
