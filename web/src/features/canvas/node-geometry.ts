import type { NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';

/** Sizes in canvas units, kept here so that drawing, layout and minimap agree. */
export const NODE_WIDTH = 236;
export const HEADER_HEIGHT = 54;
export const HANDLE_ROW_HEIGHT = 24;
export const BODY_ROW_HEIGHT = 30;

/** Types after which nothing follows. */
const ENDS = new Set(['end', 'fail', 'terminate']);

export interface NodeHandles {
  readonly input: boolean;
  /** Shown as rows with their names; a single `out` has no row. */
  readonly outputs: readonly string[];
  /** Whether an edge may leave from `error`. */
  readonly error: boolean;
}
const caseNames = (node: NodeDefinition): string[] => {
  const cases = node.config?.['cases'];
  if (!Array.isArray(cases)) return [];
  const names = cases
    .map((entry) => (entry as { name?: unknown } | null)?.name)
    .filter((name): name is string => typeof name === 'string' && name !== '');
  return [...new Set(names)];
};
/** Which handles a node shows: those of its type, a switch's cases, and those that edges already use. */
export function handlesOf(node: NodeDefinition, descriptor: NodeTypeDescriptor | undefined, used: readonly string[] = []): NodeHandles {
  const input = node.type !== 'start';
  if (ENDS.has(node.type)) return { input, outputs: [], error: false };
  const own = (descriptor?.handles ?? ['out']).filter((handle) => handle !== 'error');
  const outputs = [...new Set([...caseNames(node), ...own])];
  for (const handle of used) if (handle !== 'error' && !outputs.includes(handle)) outputs.push(handle);
  return { input, outputs, error: node.type !== 'start' };
}
/** Height of a node at rest. */
export function nodeHeight(handles: NodeHandles, hasBody: boolean): number {
  const rows = handles.outputs.length > 1 ? handles.outputs.length : 0;
  return HEADER_HEIGHT + rows * HANDLE_ROW_HEIGHT + (rows ? 8 : 0) + (hasBody ? BODY_ROW_HEIGHT : 0);
}
