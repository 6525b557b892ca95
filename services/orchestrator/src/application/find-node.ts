import { AppError, type ExecutionState } from '@agentflow/core';

/** The path that `name` means in this execution: a path itself, or a bare node id that fits exactly one. @throws AppError NODE_NOT_FOUND, AMBIGUOUS_NODE (details.paths) */
export function pathOf(state: ExecutionState, name: string): string {
  if (state.nodes.has(name)) return name;
  const paths = [...state.nodes.keys()].filter((path) => path.slice(path.lastIndexOf('/') + 1) === name);
  const [only, ...more] = paths;
  if (only === undefined) throw new AppError('NODE_NOT_FOUND', `the execution has not come to a node ${name}`, { path: name });
  if (more.length > 0)
    throw new AppError('AMBIGUOUS_NODE', `${name} stands at ${paths.length} paths: name one of them`, { paths: paths.slice(0, 50) });
  return only;
}
