import { isRef, type Held, type Json } from '../../json.js';
import type { Read, Scope } from '../../expression/compiled.js';
import type { BindingValue } from '../../task/task.js';
import { NeedValues } from '../hold.js';
import type { SegmentSeed } from '../children/segment-state.js';
import { pathIn, splitPath, type ExecutionState, type NodeState, type ScopeState } from './state.js';

/** The values that `reads` refer to, seen from `scope`. @throws NeedValues naming all that have to be loaded first */
export function scopeValues(state: ExecutionState, scope: ScopeState, reads: readonly Read[], extra?: Scope): Scope {
  const values: { [root: string]: unknown } = {};
  const missing = new Set<string>();
  const take = (held: Held, needed: boolean): Json => {
    if (!isRef(held)) return held.value;
    const loaded = state.loaded.get(held.ref);
    if (loaded !== undefined) return loaded;
    if (needed) missing.add(held.ref);
    return null;
  };
  for (const read of reads) {
    const { root } = read;
    if (extra !== undefined && Object.hasOwn(extra, root)) {
      values[root] = extra[root];
      continue;
    }
    const binding = bindingOf(state, scope, root);
    const field = read.path[0];
    const wants = (name: string): boolean => field === undefined || field === name;
    if (binding.kind === 'value') {
      values[root] = take(binding.held, true);
    } else if (binding.kind === 'node') {
      values[root] = { output: take(binding.output, wants('output')), error: binding.error, status: binding.status, usage: binding.usage };
    } else if (binding.kind === 'compensated') {
      values[root] = { input: take(binding.input, wants('input')), output: take(binding.output, wants('output')) };
    } else {
      values[root] = { item: take(binding.item, wants('item')), index: binding.index, last: take(binding.last, wants('last')) };
    }
  }
  if (missing.size > 0) throw new NeedValues([...missing]);
  return values;
}

/** What a task's templates need, as references: the worker loads what lies in the object store. */
export function bindings(
  state: ExecutionState,
  scope: ScopeState,
  reads: readonly Read[],
  compensates?: { readonly input: Held; readonly output: Held } | null,
): { readonly [root: string]: BindingValue } {
  const values: { [root: string]: BindingValue } = {};
  for (const { root } of reads) {
    if (Object.hasOwn(values, root)) continue;
    values[root] =
      root === 'compensated' && compensates
        ? { kind: 'compensated', input: compensates.input, output: compensates.output }
        : bindingOf(state, scope, root);
  }
  return values;
}

const plain = (value: Json): BindingValue => ({ kind: 'value', held: { value } });

function bindingOf(state: ExecutionState, scope: ScopeState, root: string): BindingValue {
  return (state.segment && handedOver(state.segment.values, scope, root)) ?? ownBinding(state, scope, root);
}
/** In a segment's execution, what it was given of what lies outside; `undefined`: it has that itself. */
function handedOver(values: SegmentSeed['values'], scope: ScopeState, root: string): BindingValue | undefined {
  if (!Object.hasOwn(values, root)) return undefined;
  switch (root) {
    case 'item':
    case 'index':
    case 'last':
      if (scope.parent !== null) return undefined;
      break;
    case 'event':
      if (machineAround(scope)) return undefined;
      break;
    default:
      for (let at: ScopeState | null = scope; at !== null; at = at.parent)
        if (at.body.byId.has(root) || (at.parent !== null && pathIn(at.parent, root) === at.container)) return undefined;
  }
  return values[root];
}
function ownBinding(state: ExecutionState, scope: ScopeState, root: string): BindingValue {
  switch (root) {
    case 'input':
      return { kind: 'value', held: state.input };
    case 'variables':
      return plain({ ...state.plan.variables, ...state.variables });
    case 'trigger':
      return plain(state.trigger);
    case 'execution':
      return plain({
        id: state.id,
        workflowId: state.workflowId,
        revision: state.revision === 'draft' ? 0 : state.revision,
        startedAt: new Date(state.createdAt).toISOString(),
      });
    case 'compensated': {
      const undo = state.compensation === null ? undefined : state.nodes.get(state.compensation)?.compensates;
      return undo ? { kind: 'compensated', input: undo.input, output: undo.output } : plain(null);
    }
    case 'item':
      return { kind: 'value', held: scope.item };
    case 'index':
      return plain(scope.index);
    case 'event':
      return { kind: 'value', held: eventOf(scope) };
    case 'last':
      return { kind: 'value', held: lastOf(state, scope) };
    default:
      return namedBinding(state, scope, root);
  }
}
/** A node of this body or one around it; a container seen from inside is its current iteration. */
function namedBinding(state: ExecutionState, scope: ScopeState, root: string): BindingValue {
  for (let at: ScopeState | null = scope; at !== null; at = at.parent) {
    const plan = at.body.byId.get(root);
    if (plan) return nodeBinding(nodeIn(state, at, root));
    if (at.parent !== null && pathIn(at.parent, root) === at.container) {
      return { kind: 'container', item: at.item, index: at.index, last: lastOf(state, at) };
    }
  }
  return plain(null);
}
/** The node `id` as seen from a scope: in its own lane, else in those that this one was opened in. */
export function nodeIn(state: ExecutionState, scope: ScopeState, id: string): NodeState | undefined {
  const own = state.nodes.get(pathIn(scope, id));
  if (own || scope.suffix === '') return own;
  for (let suffix = outer(scope.suffix); ; suffix = outer(suffix)) {
    const found = state.nodes.get(scope.prefix + id + suffix);
    if (found || suffix === '') return found;
  }
}
const outer = (suffix: string): string => suffix.slice(0, suffix.lastIndexOf('['));
function nodeBinding(node: NodeState | undefined): BindingValue {
  if (!node) return { kind: 'node', output: { value: null }, error: null, status: 'pending', usage: null };
  return { kind: 'node', output: node.output, error: node.error as Json, status: node.status, usage: node.usage as unknown as Json };
}
/** What led the innermost statemachine around to where it is: the item of its bodies. */
const eventOf = (scope: ScopeState): Held => machineAround(scope)?.item ?? { value: null };
/** The body of the innermost statemachine around. */
function machineAround(scope: ScopeState): ScopeState | undefined {
  for (let at: ScopeState = scope; at.parent !== null; at = at.parent) {
    const { id } = splitPath(at.container as string);
    if (at.parent.body.byId.get(id)?.kind === 'statemachine') return at;
  }
  return undefined;
}
/** The output of the iteration before, where it is known. */
function lastOf(state: ExecutionState, scope: ScopeState): Held {
  if (scope.last) return scope.last;
  const outputs = scope.container === null ? undefined : state.nodes.get(scope.container)?.map?.outputs;
  return outputs?.[scope.index - 1] ?? { value: null };
}
