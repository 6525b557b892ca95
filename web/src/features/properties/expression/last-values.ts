/** The values of an execution as an expression at a node would see them. */
import {
  isValueRef,
  type ExecutionView,
  type Json,
  type NodeDefinition,
  type NodeView,
  type WorkflowDefinition,
} from '../../../api/types.js';
import { bodyAt, isMachine, nodeAt, runScopeOf, type Scope } from '../../designer/definition-edits.js';
import { runPrefix, type Instances } from '../../execution-view/run-scope.js';

export interface LastRun {
  readonly execution: ExecutionView;
  readonly nodes: ReadonlyMap<string, NodeView>;
}
/** A value that is kept elsewhere for its size is not known here. */
const known = (value: Json | undefined): Json | undefined => (value === undefined || isValueRef(value) ? undefined : value);
const nodeValue = (node: NodeView): Record<string, Json> => ({
  ...(known(node.output) === undefined ? {} : { output: node.output }),
  error: (node.error ?? null) as Json,
  status: node.status,
  usage: (node.usage ?? null) as unknown as Json,
});
export type Values = { readonly [root: string]: Json };
/** Evaluates an expression with values; `undefined` when it cannot be. */
export type Evaluate = (expression: string, values: Values) => Json | undefined;

/** Every root that an expression in `scope` can read, as far as it is known. */
export function valuesAt(
  definition: WorkflowDefinition,
  scope: Scope,
  run: LastRun | null,
  instances: Instances,
  evaluate: Evaluate,
): Values {
  const values: Record<string, Json> = { variables: definition.variables ?? {} };
  if (!run) return values;
  const { execution } = run;
  const input = known(execution.input);
  if (input !== undefined) values['input'] = input;
  values['trigger'] = (execution.trigger ?? null) as Json;
  values['execution'] = {
    id: execution.id,
    workflowId: execution.workflowId,
    revision: execution.revision,
    startedAt: execution.startedAt,
  };
  for (let depth = 0; depth <= scope.length; depth++) {
    const here = scope.slice(0, depth);
    const prefix = runPrefix(runScopeOf(definition, here), instances);
    for (const node of bodyAt(definition, here)?.nodes ?? []) {
      const ran = run.nodes.get(prefix + node.id);
      if (ran) values[node.id] = { ...(values[node.id] as object | undefined), ...nodeValue(ran) };
    }
    const inner = scope[depth];
    const container = inner === undefined ? undefined : nodeAt(definition, here, inner);
    if (container && !isMachine(container)) enter(values, container, instances[prefix + container.id] ?? 0, evaluate);
  }
  return values;
}
/** `item` and `index` of the body about to be entered. */
function enter(values: Record<string, Json>, container: NodeDefinition, index: number, evaluate: Evaluate): void {
  delete values['item'];
  delete values['last'];
  values['index'] = index;
  const items = container.config?.['items'];
  const list = typeof items === 'string' ? evaluate(items, values) : undefined;
  const item = Array.isArray(list) ? (list as readonly Json[])[index] : undefined;
  if (item !== undefined) values['item'] = item;
  const outer = values[container.id];
  values[container.id] = { ...(typeof outer === 'object' ? outer : {}), index, ...(item === undefined ? {} : { item }) };
}
/** Reads a path such as `ask.output.json["odd-key"]` or `item.list[0]`. */
export function readPath(values: Values, path: string): unknown {
  const steps = [...path.matchAll(/(?:^|\.)([A-Za-z_]\w*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g)];
  if (steps.map(([text]) => text).join('') !== path) return undefined;
  let at: unknown = values;
  for (const [, name, index, quoted] of steps) {
    const key = name ?? index ?? (JSON.parse(`"${quoted}"`) as string);
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return isValueRef(at) ? undefined : at;
}
