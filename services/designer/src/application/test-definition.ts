import { AppError, bodiesOfNode, stepInto, type EdgeDefinition, type Json, type JsonObject, type NodeDefinition } from '@agentflow/core';
import { isObject } from './workflow-view.js';

type Body = { readonly nodes: readonly NodeDefinition[]; readonly edges: readonly EdgeDefinition[] };
/** Nodes that only say where an execution begins, joins or ends. */
const NOT_ALONE: ReadonlySet<string> = new Set(['start', 'end', 'join', 'fail', 'terminate']);
/**
 * The definition that runs one node of a draft alone. `path` is where it stands in the draft (`classify`, `each/approve`), with or without the
 * numbers of iterations. `pins` are outputs of other nodes by their paths: they are given instead of being run. The pin of a container around
 * the node is the `item` that its body sees.
 * @throws AppError NODE_NOT_FOUND, INVALID_INPUT
 */
export function testDefinition(definition: JsonObject, path: string, pins: JsonObject): JsonObject {
  const { triggers: _triggers, layout: _layout, settings: _settings, ...kept } = definition;
  const way = path.replace(/\[\d+\]/g, '');
  return { ...kept, ...(around(definition as unknown as Body, '', way, pins) as unknown as JsonObject) };
}

/** The body at `prefix` with nothing in it but what leads to the node at `way` (what follows the prefix). */
function around(body: Body, prefix: string, way: string, pins: JsonObject): Body {
  const nodes = Array.isArray(body.nodes) ? (body.nodes as readonly NodeDefinition[]) : [];
  const node = nodes.find(({ id }) => id === way) ?? nodes.find(({ id }) => way.startsWith(`${id}/`));
  if (!node) throw new AppError('NODE_NOT_FOUND', `the draft has no node at "${(prefix + way).slice(0, 200)}"`, { path: prefix + way });
  const tested = node.id === way ? alone(node, prefix) : throughItem(node, prefix + node.id, inside(node, prefix, way, pins), pins);
  const pinned = nodes.filter(({ id }) => id !== node.id && Object.hasOwn(pins, prefix + id)).map(({ id }) => pinOf(id, pins[prefix + id]));
  const start = nodes.find(({ type }) => type === 'start') ?? { id: freeId('start', nodes), type: 'start' };
  const end: NodeDefinition = { id: freeId('tested', nodes), type: 'end' };
  const chain = [start, ...pinned, tested];
  const edges: EdgeDefinition[] = chain.slice(1).map(({ id }, index) => ({ source: (chain[index] as NodeDefinition).id, target: id }));
  for (const handle of node.id === way ? handlesOf(body.edges, node.id) : [undefined])
    edges.push({ source: tested.id, ...(handle === undefined ? {} : { sourceHandle: handle }), target: end.id });
  return { nodes: [...chain, end], edges };
}
/** The node without the settings that belong to a whole: compensation, regions and locks need the others, a retry would only delay what one wants to see. */
function alone(node: NodeDefinition, prefix: string): NodeDefinition {
  if (NOT_ALONE.has(node.type))
    throw new AppError('INVALID_INPUT', `a node of type "${node.type}" does nothing by itself: test another`, { path: prefix + node.id });
  const {
    compensation: _c,
    cancels: _r,
    mutex: _m,
    retry: _t,
    join: _j,
    onError: _e,
    fallback: _f,
    domain: _d,
    checkpoint: _p,
    ...kept
  } = node;
  return { ...kept, retry: { maxAttempts: 1 } };
}
/** The body of the container that the rest of the way leads into, cut down likewise. */
function inside(node: NodeDefinition, prefix: string, way: string, pins: JsonObject): Body {
  for (const { role, body } of bodiesOfNode(node as unknown as JsonObject)) {
    const step = `${node.id}/${stepInto(role)}`;
    if (way.startsWith(step)) return around(body as unknown as Body, prefix + step, way.slice(step.length), pins);
  }
  throw new AppError('NODE_NOT_FOUND', `the draft has no node at "${(prefix + way).slice(0, 200)}"`, { path: prefix + way });
}
/** A container with one iteration, whose item is its pin. */
const throughItem = (node: NodeDefinition, path: string, body: Body, pins: JsonObject): NodeDefinition => ({
  id: node.id,
  ...(node.title === undefined ? {} : { title: node.title }),
  type: 'map',
  config: { items: JSON.stringify([pins[path] ?? null]) },
  body,
});
/** JSON is JavaScript (ECMA-262, since 2019): the value stands in the code as it is, and no template is looked for in it. */
const pinOf = (id: string, value: Json | undefined): NodeDefinition => ({
  id,
  type: 'code',
  config: { source: `export default () => (${JSON.stringify(value ?? null)});` },
});
/** The handles by which the draft leaves the node; the usual one where it leaves it by none. */
function handlesOf(edges: unknown, id: string): readonly (string | undefined)[] {
  const all = Array.isArray(edges) ? (edges as readonly Json[]) : [];
  const used = all.flatMap((edge) => (isObject(edge) && edge['source'] === id ? [edge['sourceHandle'] as string | undefined] : []));
  return used.length === 0 ? [undefined] : [...new Set(used)];
}
function freeId(wanted: string, nodes: readonly NodeDefinition[]): string {
  const taken = new Set(nodes.map(({ id }) => id));
  for (let n = 0; ; n++) {
    const id = n === 0 ? wanted : `${wanted}${n}`;
    if (!taken.has(id)) return id;
  }
}
