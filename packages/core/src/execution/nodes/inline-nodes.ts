import { AppError } from '../../errors/app-error.js';
import type { Json } from '../../json.js';
import { unreachable } from '../../unreachable.js';
import type { CompiledTemplate } from '../../expression/compiled.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { Decision } from '../decider.js';
import { failNode } from '../failure.js';
import { holdIn, valueOf } from '../hold.js';
import { endExecution } from '../lifecycle.js';
import { nodeIn, scopeValues } from '../state/scope-values.js';
import { followNode } from '../settle.js';
import type { ScopeState } from '../state/state.js';

/** Kinds that complete in the decision that begins them. */
type InlinePlan = Exclude<NodePlan, { kind: 'subflow' | 'task' | 'wait' | 'human' | 'map' | 'loop' | 'statemachine' | 'signal' | 'emit' }>;

export function runInline(decision: Decision, scope: ScopeState, plan: InlinePlan, path: string): void {
  const { state } = decision;
  switch (plan.kind) {
    case 'start':
      return complete(decision, path, valueOf(state, scope.item));
    case 'parallel':
      return complete(decision, path, null);
    case 'join':
      return complete(decision, path, takenOutputs(decision, scope, plan));
    case 'end':
      return complete(decision, path, render(decision, scope, plan.output));
    case 'set':
      return complete(decision, path, render(decision, scope, plan.values));
    case 'condition': {
      const met = plan.when.evaluate(scopeValues(state, scope, plan.when.reads));
      if (typeof met !== 'boolean') throw notBoolean('when', plan.when.source, met);
      return complete(decision, path, met, [met ? 'true' : 'false']);
    }
    case 'switch': {
      const handles = switchHandles(decision, scope, plan);
      return complete(decision, path, plan.mode === 'first' ? (handles[0] as string) : [...handles], handles);
    }
    case 'fail': {
      const code = String(render(decision, scope, plan.code));
      const message = String(render(decision, scope, plan.message));
      return failNode(decision, path, { code, message });
    }
    case 'terminate': {
      const output = render(decision, scope, plan.output);
      complete(decision, path, output);
      return endExecution(decision, { then: 'completed', reason: `terminated by ${path}`, output: holdIn(state, output) });
    }
    default:
      return unreachable(plan);
  }
}

export function complete(decision: Decision, path: string, output: Json, handles: readonly string[] = ['out']): void {
  decision.emit({ type: 'NodeCompleted', path, output: holdIn(decision.state, output), handles });
  followNode(decision, path);
}
export function render(decision: Decision, scope: ScopeState, template: CompiledTemplate): Json {
  return template.constant ? template.source : template.render(scopeValues(decision.state, scope, template.reads));
}
export const notBoolean = (field: string, source: string, value: Json): AppError =>
  new AppError('EXPRESSION_FAILED', `\`${field}\` must be true or false, but ${source} is ${JSON.stringify(value)?.slice(0, 200)}`);

function switchHandles(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'switch' }): readonly string[] {
  const chosen: string[] = [];
  for (const { name, when } of plan.cases) {
    const met = when.evaluate(scopeValues(decision.state, scope, when.reads));
    if (typeof met !== 'boolean') throw notBoolean(`cases.${name}.when`, when.source, met);
    if (!met) continue;
    chosen.push(name);
    if (plan.mode === 'first') break;
  }
  return chosen.length > 0 ? chosen : ['default'];
}
/** The outputs of the nodes whose edges were taken, by id. */
function takenOutputs(decision: Decision, scope: ScopeState, plan: NodePlan): Json {
  const outputs: { [id: string]: Json } = {};
  for (const index of plan.incoming) {
    if (scope.edges[index] !== 1) continue;
    const source = scope.body.nodes[(scope.body.edges[index] as { source: number }).source] as NodePlan;
    const node = nodeIn(decision.state, scope, source.id);
    outputs[source.id] = node ? valueOf(decision.state, node.output) : null;
  }
  return outputs;
}
