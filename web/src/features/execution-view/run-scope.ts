/** Where in an execution a graph lies: `each` of the definition is `each[3]` in the execution. */
import type { Scope } from '../designer/definition-edits.js';

/** Which instance of each container is shown, by the container's path in the execution. */
export type Instances = { readonly [path: string]: number };
/** `['each']` with instance 3 is `each[3]/`. */
export function runPrefix(scope: Scope, instances: Instances): string {
  let prefix = '';
  for (const id of scope) prefix += `${id}[${instances[prefix + id] ?? 0}]/`;
  return prefix;
}
/** The way to a node's path: the containers to enter, their instances, and the node. */
export function locate(path: string): { scope: string[]; instances: Instances; id: string } {
  const parts = path.split('/');
  const scope: string[] = [];
  const instances: Record<string, number> = {};
  let prefix = '';
  for (const part of parts.slice(0, -1)) {
    const [, id = part, index = '0'] = /^(.*?)\[(\d+)\]$/.exec(part) ?? [];
    scope.push(id);
    instances[prefix + id] = Number(index);
    prefix += `${part}/`;
  }
  return { scope, instances, id: (parts.at(-1) ?? '').replace(/\[\d+\]$/, '') };
}
/** The same place in another iteration of `container`: `each[3]/ask` at 7 is `each[7]/ask`. What is not inside it stays. */
export function atInstance(path: string, container: string, index: number): string {
  const [open, close] = [`${container}[`, path.indexOf(']', container.length)];
  return path.startsWith(open) && close > 0 ? `${open}${index}${path.slice(close)}` : path;
}
