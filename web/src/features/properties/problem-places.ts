/** Finds out to which node and which field of it a problem's JSON Pointer leads. */
import type { ErrorSchema } from '@rjsf/utils';
import type { NodeDefinition, Problem, WorkflowDefinition } from '../../api/types.js';
import { isMachine, statesOf, type Phase, type Scope } from '../designer/definition-edits.js';
import { problemSentence } from '../../shared/i18n/explain.js';

export interface PlacedProblem {
  readonly problem: Problem;
  readonly scope: Scope;
  readonly nodeId: string | undefined;
  /** Names below the node, e.g. `config`, `cases`, 0, `when`. */
  readonly path: readonly (string | number)[];
}
const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

export function placeProblem(definition: WorkflowDefinition, problem: Problem): PlacedProblem {
  const parts = problem.pointer.split('/').slice(1).map(unescape);
  const scope: string[] = [];
  let nodes: readonly NodeDefinition[] = definition.nodes;
  let found: NodeDefinition | undefined;
  let at = 0;
  while (parts[at] === 'nodes' && parts[at + 1] !== undefined) {
    const node: NodeDefinition | undefined = nodes[Number(parts[at + 1])];
    if (!node) break;
    if (found) scope.push(found.id);
    found = node;
    at += 2;
    const [where, , state = '', phase = ''] = parts.slice(at);
    if (where === 'config' && isMachine(node) && parts[at + 4] === 'nodes') {
      const body = statesOf(node)[state]?.[phase as Phase];
      if (!body?.nodes?.[Number(parts[at + 5])]) break;
      scope.push(node.id, state, phase);
      found = undefined;
      at += 4;
      nodes = body.nodes;
      continue;
    }
    if (where !== 'body' || parts[at + 1] !== 'nodes') break;
    at += 1;
    nodes = node.body?.nodes ?? [];
  }
  const path = parts.slice(at).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  // Problems of edges and joins name their node without leading into it.
  return { problem, scope, nodeId: found?.id ?? problem.nodeId?.split('/').at(-1), path };
}
/** A form shows the first few problems of a field, and of each what can be read: the list of problems has them all. */
const MOST_AT_FIELD = 5;
export const MAX_MESSAGE = 600;
/** The problems below `config` as the form library wants them: at the field, or the nearest one that it draws. */
export function errorsAt(problems: readonly PlacedProblem[]): ErrorSchema {
  const root: Record<string, unknown> = {};
  for (const { problem, path } of problems) {
    if (path[0] !== 'config') continue;
    let at = root;
    for (const part of path.slice(1, 4)) at = (at[part] ??= {}) as Record<string, unknown>;
    const list = (at['__errors'] ??= []) as string[];
    if (list.length < MOST_AT_FIELD) list.push(problemSentence(problem).slice(0, MAX_MESSAGE));
  }
  return root as ErrorSchema;
}
