/** What an expression at a node may refer to (CONTRACT 1): the roots, and the nodes before it in its own and the outer scopes. */
import type { BodyDefinition, JsonObject, JsonSchema, NodeDefinition, NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { bodyAt, isMachine, machineAt, nodeAt, type Scope } from '../designer/definition-edits.js';

export interface Reference {
  /** What is written, e.g. `classify.output.json.label`. */
  readonly expression: string;
  readonly group: 'input' | 'variables' | 'nodes' | 'container' | 'execution' | 'trigger';
  readonly type: string;
  /** The node whose value it is. */
  readonly nodeId?: string;
  readonly depth: number;
}
const MAX_DEPTH = 4;
const IDENT = /^[A-Za-z_][A-Za-z0-9_]*$/;
const member = (name: string): string => (IDENT.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

/** All nodes from which `id` can be reached. */
export function upstreamOf(body: BodyDefinition, id: string): Set<string> {
  const found = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const edge of body.edges)
      if (edge.target === at && !found.has(edge.source)) {
        found.add(edge.source);
        open.push(edge.source);
      }
  return found;
}
const typeOf = (schema: JsonSchema | undefined): string => {
  if (typeof schema !== 'object') return 'any';
  const type = schema['type'];
  return typeof type === 'string' ? type : Array.isArray(type) ? type.join(' | ') : 'any';
};
/** The members that a schema promises, as paths below `expression`. */
function below(
  schema: JsonSchema | undefined,
  expression: string,
  base: Omit<Reference, 'expression' | 'type' | 'depth'>,
  depth = 0,
): Reference[] {
  const own: Reference = { ...base, expression, type: typeOf(schema), depth };
  if (typeof schema !== 'object' || depth >= MAX_DEPTH) return [own];
  const properties = schema['properties'];
  if (typeof properties !== 'object' || properties === null) return [own];
  return [
    own,
    ...Object.entries(properties as { [name: string]: JsonSchema }).flatMap(([name, child]) =>
      below(child, expression + member(name), base, depth + 1),
    ),
  ];
}
/** The output of a node: what its type promises, with what its own schema adds. */
function outputSchema(node: NodeDefinition, descriptor: NodeTypeDescriptor | undefined): JsonSchema | undefined {
  const promised = descriptor?.outputSchema;
  const own = node.config?.['schema'] as JsonSchema | undefined;
  if (node.type === 'human' && own) return own;
  if (
    own &&
    typeof promised === 'object' &&
    typeof promised['properties'] === 'object' &&
    promised['properties'] !== null &&
    'json' in promised['properties']
  )
    return { ...promised, properties: { ...(promised['properties'] as JsonObject), json: own } } as JsonSchema;
  if (node.type === 'set' && typeof node.config?.['values'] === 'object' && node.config['values'] !== null)
    return { type: 'object', properties: Object.fromEntries(Object.keys(node.config['values']).map((key) => [key, {}])) };
  return promised;
}
/** Every reference that makes sense at node `id` of `scope`, nearest first. */
export function referencesAt(
  definition: WorkflowDefinition,
  scope: Scope,
  id: string,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
): Reference[] {
  const found: Reference[] = [];
  for (let depth = scope.length; depth >= 0; depth--) {
    const here = scope.slice(0, depth);
    const body = bodyAt(definition, here);
    const at = depth === scope.length ? id : scope[depth];
    if (!body || at === undefined) continue;
    const before = upstreamOf(body, at);
    for (const node of body.nodes) {
      if (!before.has(node.id) || node.type === 'start') continue;
      found.push(...below(outputSchema(node, types.get(node.type)), `${node.id}.output`, { group: 'nodes', nodeId: node.id }));
    }
    const container = depth === 0 ? undefined : nodeAt(definition, here.slice(0, -1), here.at(-1) ?? '');
    const nearest = depth === scope.length;
    if (container && !isMachine(container)) {
      const prefix = nearest ? '' : `${container.id}.`;
      found.push(
        { expression: `${prefix}item`, group: 'container', type: 'any', depth: 0 },
        { expression: `${prefix}index`, group: 'container', type: 'integer', depth: 0 },
        ...(nearest ? [{ expression: 'last', group: 'container', type: 'any', depth: 0 } as const] : []),
      );
    } else if (nearest && machineAt(definition, scope.slice(0, -2)))
      found.push({ expression: 'event', group: 'container', type: 'any', depth: 0 });
  }
  found.push(...below(definition.inputs ?? {}, 'input', { group: 'input' }));
  for (const name of Object.keys(definition.variables ?? {}))
    found.push({ expression: `variables${member(name)}`, group: 'variables', type: 'any', depth: 1 });
  for (const name of ['id', 'workflowId', 'revision', 'startedAt'])
    found.push({ expression: `execution.${name}`, group: 'execution', type: 'string', depth: 1 });
  return found;
}
