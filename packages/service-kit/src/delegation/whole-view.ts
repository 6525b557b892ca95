import { outerPath, SEGMENT_END, SEGMENT_START, splitPath, type ExecutionView, type NodeView } from '@agentflow/core';

/** How many nodes come with an execution at most. */
const NODES_IN_VIEW = 100;

/** A part of an execution, and how the execution that runs it stands. */
export interface Part {
  readonly path: string;
  readonly view: ExecutionView;
}
/** What stands at `path` in the execution of a segment, as the one around it names it; `entry`: a node of the segment there. */
export const outward = (entry: string, path: string): string => outerPath(splitPath(entry), path);
/** A node that the engine has put around a segment: no one has drawn it. */
export const isFrame = (path: string): boolean => path === SEGMENT_START || path === SEGMENT_END;

/** A part that cannot be read now says so. */
export interface UnreadPart {
  readonly path: string;
  readonly view: null;
}
/** The execution as it would read if all of it ran in one: what its parts wait for and how their nodes stand is its own. */
export function wholeView(view: ExecutionView, all: readonly (Part | UnreadPart)[]): ExecutionView {
  const { onlyDelegated, nodes, ...rest } = view;
  const parts = all.filter((part): part is Part => part.view !== null);
  const unowned = new Set(all.flatMap(({ path, view: part }) => (part === null || part.unowned === true ? [path] : [])));
  const delegated = view.delegated?.map((part) => (unowned.has(part.path) ? { ...part, unowned: true } : part));
  const known = delegated && delegated.length > 0 ? { delegated, ...(onlyDelegated !== undefined && { onlyDelegated }) } : {};
  if (parts.length === 0) return { ...rest, ...known, ...(nodes && { nodes }) };
  const waiting = [
    ...view.waiting,
    ...parts.flatMap(({ path, view: part }) => part.waiting.map((each) => ({ ...each, path: outward(path, each.path) }))),
  ];
  const rests = onlyDelegated === true && view.status === 'running' && view.phase === null;
  const status =
    rests && parts.length === delegated?.length && parts.every((part) => part.view.status === 'waiting') ? 'waiting' : view.status;
  const more = parts.reduce((sum, { view: { nodesTotal } }) => sum + Math.max(0, nodesTotal - 2), 0);
  return { ...rest, ...known, status, waiting, nodesTotal: view.nodesTotal + more, ...(nodes && { nodes: withParts(nodes, parts) }) };
}
function withParts(nodes: readonly NodeView[], parts: readonly Part[]): readonly NodeView[] {
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  for (const { path, view } of parts)
    for (const node of view.nodes ?? [])
      if (!isFrame(node.path)) put(byPath, { ...node, path: outward(path, node.path), delegatedTo: node.delegatedTo ?? view.id });
  return [...byPath.values()].slice(0, NODES_IN_VIEW);
}
const put = (nodes: Map<string, NodeView>, node: NodeView): void => void nodes.set(node.path, node);
