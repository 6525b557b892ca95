import type { BodyDefinition, NodeDefinition, Problem, WorkflowDefinition } from '../../api/types.js';
import type { Traced } from '../canvas/traced.js';
import { edgeKey, type Scope } from './definition-edits.js';

export interface ProblemTrace extends Traced {
  /** The body that the way leads through. */
  readonly scope: Scope;
}

/** What a problem's trace marks on the canvas; `null` for one without a trace, or whose body is not drawn. */
export function traceOf(definition: WorkflowDefinition, problem: Problem): ProblemTrace | null {
  const { trace } = problem;
  if (!trace || trace.length === 0) return null;
  const found = bodyOf(definition, problem.pointer);
  if (!found) return null;
  const edges = trace.flatMap((step) =>
    step.edges.flatMap((pointer) => found.body.edges[Number(pointer.slice(pointer.lastIndexOf('/') + 1))] ?? []),
  );
  return {
    scope: found.scope,
    nodes: new Set(trace.filter((step) => step.stands === undefined).map((step) => step.nodeId)),
    ends: new Set(trace.filter((step) => step.stands !== undefined).map((step) => step.nodeId)),
    edges: new Set(edges.map(edgeKey)),
  };
}

/** The body that a pointer to a node or an edge, or into one, lies in. */
function bodyOf(definition: WorkflowDefinition, pointer: string): { readonly scope: Scope; readonly body: BodyDefinition } | undefined {
  const parts = pointer.split('/').slice(1);
  const scope: string[] = [];
  let body: BodyDefinition = definition;
  for (let at = 0; parts[at] === 'nodes' && parts[at + 2] === 'body'; at += 3) {
    const node: NodeDefinition | undefined = body.nodes[Number(parts[at + 1])];
    if (!node?.body) return undefined;
    scope.push(node.id);
    body = node.body;
  }
  const [list] = parts.slice(scope.length * 3);
  return list === 'edges' || (list === 'nodes' && !parts.slice(scope.length * 3 + 2).includes('nodes')) ? { scope, body } : undefined;
}
