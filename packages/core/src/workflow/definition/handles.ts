import { isObject, type NodeModel } from './definition-model.js';

export const RESERVED_HANDLES: ReadonlySet<string> = new Set(['out', 'error', 'timeout', 'true', 'false', 'default']);

/** From which handles edges may leave a node: its type's own, the names of a switch's cases, and `error` of everything that can fail. */
export function handlesOf(node: NodeModel): ReadonlySet<string> {
  const { descriptor } = node;
  if (!descriptor || descriptor.handles.length === 0) return new Set();
  const canFail = node.type !== 'start';
  return new Set([...caseNames(node), ...descriptor.handles, ...(canFail ? ['error'] : [])]);
}

export function caseNames(node: NodeModel): readonly string[] {
  const { cases } = node.config;
  if (node.type !== 'switch' || !Array.isArray(cases)) return [];
  return (cases as readonly unknown[]).flatMap((each) => (isObject(each) && typeof each['name'] === 'string' ? [each['name']] : []));
}
