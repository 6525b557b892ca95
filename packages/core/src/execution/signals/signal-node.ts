import { AppError } from '../../errors/app-error.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { Decision } from '../decider.js';
import { complete, render } from '../nodes/inline-nodes.js';
import { registerForSignal } from './keyed-signal-node.js';
import { holdIn } from '../hold.js';
import { deliverSignals, sizeOf } from './signals.js';
import type { BufferedSignal } from './signal-state.js';
import { followNode } from '../settle.js';
import type { ScopeState } from '../state/state.js';

/** Waits for a signal of this name; one that is kept already is taken at once. */
export function awaitSignal(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'signal' }, path: string): void {
  const timeout = plan.waitSeconds === undefined ? null : render(decision, scope, plan.waitSeconds);
  if (timeout !== null && (typeof timeout !== 'number' || !(timeout >= 0)))
    throw new AppError('EXPRESSION_FAILED', `\`timeoutSeconds\` must be a number of 0 or more, but is ${JSON.stringify(timeout)}`);
  const key = plan.key === undefined ? null : keyText(render(decision, scope, plan.key));
  decision.emit({
    type: 'SignalAwaited',
    path,
    name: plan.signal,
    key,
    expiresAt: timeout === null ? null : Math.ceil(decision.at + timeout * 1000),
  });
  if (key === null) deliverSignals(decision, plan.signal);
  else registerForSignal(decision, path, plan.signal, key);
}
function keyText(value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= 512) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new AppError('EXPRESSION_FAILED', `\`key\` must be text of 1 to 512 characters, but is ${JSON.stringify(value)?.slice(0, 100)}`);
}
export function takeSignal(decision: Decision, path: string, { n, payload }: BufferedSignal): void {
  decision.emit({ type: 'SignalTaken', path, n, size: sizeOf(payload) });
  decision.emit({ type: 'NodeCompleted', path, output: payload, handles: ['out'] });
  followNode(decision, path);
}

/** Tells the outside: the event is published once this is durable, under an id that makes a repeat harmless. */
export function emitEvent(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'emit' }, path: string): void {
  const type = render(decision, scope, plan.eventType);
  if (typeof type !== 'string' || !/^[A-Za-z][A-Za-z0-9._-]{0,199}$/.test(type))
    throw new AppError(
      'EXPRESSION_FAILED',
      `\`type\` must be a name such as com.example.order.paid, but is ${JSON.stringify(type)?.slice(0, 220)}`,
    );
  if (type.startsWith('agentflow.'))
    throw new AppError('EXPRESSION_FAILED', `\`type\` must not begin with "agentflow.": these events are the platform's own (${type})`);
  const data = holdIn(decision.state, render(decision, scope, plan.data));
  decision.emit({ type: 'EventEmitted', path, eventType: type, data });
  complete(decision, path, null);
}
