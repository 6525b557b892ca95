import { isRef, type BindingValue, type Held, type HeldRef, type Json, type Read, type Scope, type Task } from '@agentflow/core';
import type { ValueStore } from './value-store.js';

type Values = { [root: string]: unknown };
type Bindings = Task['bindings'];

/** What the templates of a node read, as CEL sees it. Answers at once when nothing has to be loaded. @throws AppError VALUE_NOT_FOUND, VALUE_CORRUPT */
export function scopeOf(task: Task, reads: readonly Read[], values: ValueStore): Scope | Promise<Scope> {
  const missing = new Map<string, HeldRef>();
  const scope = fill(task.bindings, reads, (held) => void missing.set(held.ref, held));
  return missing.size === 0 ? scope : load(task, reads, values, missing);
}
async function load(task: Task, reads: readonly Read[], values: ValueStore, missing: ReadonlyMap<string, HeldRef>): Promise<Scope> {
  const loaded = new Map<string, Json>();
  await Promise.all([...missing.values()].map(async (held) => loaded.set(held.ref, await values.load(task.org, task.executionId, held))));
  return fill(task.bindings, reads, () => undefined, loaded);
}
function fill(bindings: Bindings, reads: readonly Read[], miss: (held: HeldRef) => void, loaded?: ReadonlyMap<string, Json>): Scope {
  const scope: Values = {};
  const take = (held: Held, needed: boolean): Json => {
    if (!isRef(held)) return held.value;
    const known = loaded?.get(held.ref);
    if (known !== undefined) return known;
    if (needed) miss(held);
    return null;
  };
  // Several reads of one root may need different fields of it.
  for (const { root } of reads) {
    if (Object.hasOwn(scope, root)) continue;
    const binding: BindingValue | undefined = Object.hasOwn(bindings, root) ? bindings[root] : undefined;
    if (binding === undefined) scope[root] = null;
    else if (binding.kind === 'value') scope[root] = take(binding.held, true);
    else if (binding.kind === 'node') {
      scope[root] = {
        output: take(binding.output, wants(reads, root, 'output')),
        error: binding.error,
        status: binding.status,
        usage: binding.usage,
      };
    } else if (binding.kind === 'compensated') {
      scope[root] = { input: take(binding.input, wants(reads, root, 'input')), output: take(binding.output, wants(reads, root, 'output')) };
    } else {
      scope[root] = {
        item: take(binding.item, wants(reads, root, 'item')),
        index: binding.index,
        last: take(binding.last, wants(reads, root, 'last')),
      };
    }
  }
  return scope;
}
const wants = (reads: readonly Read[], root: string, field: string): boolean =>
  reads.some((read) => read.root === root && (read.path[0] === undefined || read.path[0] === field));
