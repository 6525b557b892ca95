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
  /** Also a single handle has a row. */
  readonly listed?: boolean;
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
/** From where a further transition of a state is drawn. */
export const NEW_WAY = 'new';
/** A state has a row for each of its transitions, and one for the next. */
export const stateHandles = (ways: readonly string[]): NodeHandles => ({
  input: true,
  outputs: [...ways.filter((way) => way !== NEW_WAY), NEW_WAY],
  error: false,
  listed: true,
});
/** Whether each handle has a row with its name. */
export const hasRows = (handles: NodeHandles): boolean => handles.listed === true || handles.outputs.length > 1;
/** Height of a node at rest. */
export function nodeHeight(handles: NodeHandles, hasBody: boolean): number {
  const rows = hasRows(handles) ? handles.outputs.length : 0;
  return HEADER_HEIGHT + rows * HANDLE_ROW_HEIGHT + (rows ? 8 : 0) + (hasBody ? BODY_ROW_HEIGHT : 0);
}

const HANDLE = 11;
const OUTSIDE = 3;
interface Bound {
  readonly id: string;
  readonly position: 'left' | 'right' | 'bottom';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** Where the handles of a node lie: what the library would measure, for nodes that are not on the screen and so cannot be measured. */
export function handleBounds(handles: NodeHandles, width: number, height: number): { source: Bound[]; target: Bound[] } {
  const at = (id: string, position: Bound['position'], middle: number): Bound => ({
    id,
    position,
    x: position === 'left' ? -OUTSIDE : position === 'right' ? width - HANDLE + OUTSIDE : width / 2 - HANDLE / 2,
    y: position === 'bottom' ? height - HANDLE + OUTSIDE : middle - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  });
  const rows = hasRows(handles);
  const source = handles.outputs.map((id, row) =>
    at(id, 'right', rows ? HEADER_HEIGHT + HANDLE_ROW_HEIGHT * (row + 0.5) : HEADER_HEIGHT / 2),
  );
  if (handles.error) source.push(at('error', 'bottom', 0));
  return { source, target: handles.input ? [at('in', 'left', HEADER_HEIGHT / 2)] : [] };
}
