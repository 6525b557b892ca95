/** A piece of a graph as YAML text: what copy puts on the clipboard, in a chat or in a repository, and paste takes back. */
import { produce } from 'immer';
import { parse, stringify } from 'yaml';
import type { EdgeDefinition, Json, NodeDefinition, WorkflowDefinition } from '../../api/types.js';
import { bodyAt, freeId, pathOf, type Point, type Scope } from './definition-edits.js';
import { renameReferences } from './rename-references.js';

export interface Fragment {
  readonly nodes: readonly NodeDefinition[];
  readonly edges: readonly EdgeDefinition[];
  readonly layout?: { readonly nodes?: { readonly [path: string]: Point } };
}
/** The chosen nodes of a scope with the edges between them and their places, or `undefined` when there are none. `start` stays where it is. */
export function copyFragment(definition: WorkflowDefinition, scope: Scope, ids: ReadonlySet<string>): string | undefined {
  const body = bodyAt(definition, scope);
  const nodes = body?.nodes.filter((node) => ids.has(node.id) && node.type !== 'start') ?? [];
  if (!body || nodes.length === 0) return undefined;
  const chosen = new Set(nodes.map((node) => node.id));
  const prefix = scope.length ? `${scope.join('/')}/` : '';
  const places = Object.entries(definition.layout?.nodes ?? {}).filter(
    ([path]) => path.startsWith(prefix) && chosen.has(path.slice(prefix.length).split('/')[0] ?? ''),
  );
  const fragment: Fragment = {
    nodes,
    edges: body.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
    layout: { nodes: Object.fromEntries(places.map(([path, at]) => [path.slice(prefix.length), at])) },
  };
  return stringify(fragment, { lineWidth: 0, aliasDuplicateObjects: false });
}
/** Text between the fences of Markdown, as it comes out of chats and pages. */
export const unfenced = (text: string): string => /^\s*```[a-z]*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text;
/** A whole workflow, a piece of one, a list of nodes, or a node alone. */
const asFragment = (value: unknown): unknown =>
  Array.isArray(value)
    ? { nodes: value }
    : typeof value === 'object' && value !== null && 'id' in value && 'type' in value
      ? { nodes: [value] }
      : value;
/** Reads clipboard text; `undefined` when it is not a piece of a graph. */
export function readFragment(text: string): Fragment | undefined {
  if (text.length > 2_000_000 || !/\b(nodes|type)\b/.test(text)) return undefined;
  try {
    const value = asFragment(parse(unfenced(text), { maxAliasCount: 0, uniqueKeys: true, schema: 'core' })) as Partial<Fragment> | null;
    if (typeof value !== 'object' || value === null || !Array.isArray(value.nodes) || value.nodes.length === 0) return undefined;
    if (!value.nodes.every((node) => typeof node?.id === 'string' && typeof node.type === 'string')) return undefined;
    const edges = Array.isArray(value.edges)
      ? value.edges.filter((e) => typeof e?.source === 'string' && typeof e.target === 'string')
      : [];
    return { nodes: value.nodes, edges, ...(value.layout ? { layout: value.layout } : {}) };
  } catch {
    return undefined;
  }
}
/** Adds a fragment to a scope so that its top left corner comes to `at`. Ids that are taken get new ones and what refers to them inside the fragment follows. */
export function pasteFragment(
  definition: WorkflowDefinition,
  scope: Scope,
  fragment: Fragment,
  at: Point,
): { definition: WorkflowDefinition; ids: string[] } {
  const body = bodyAt(definition, scope);
  if (!body) return { definition, ids: [] };
  const nodes = fragment.nodes.filter((node) => node.type !== 'start' || !body.nodes.some((other) => other.type === 'start'));
  const names = new Map<string, string>();
  for (const node of nodes) names.set(node.id, freeId(body, node.id, new Set(names.values())));
  const changed = new Map([...names].filter(([from, to]) => from !== to));
  const places = Object.entries(fragment.layout?.nodes ?? {}).filter(([path]) => names.has(path.split('/')[0] ?? ''));
  const own = places.filter(([path]) => !path.includes('/')).map(([, point]) => point);
  const left = own.length ? Math.min(...own.map((p) => p.x)) : 0;
  const top = own.length ? Math.min(...own.map((p) => p.y)) : 0;
  const next = produce(definition, (draft) => {
    let target: { nodes: unknown[]; edges: unknown[] } = draft as never;
    for (const id of scope)
      target = (target.nodes as { id: string; body?: { nodes: unknown[]; edges: unknown[] } }[]).find((n) => n.id === id)?.body ?? target;
    draft.layout ??= {};
    draft.layout.nodes ??= {};
    nodes.forEach((node, index) => {
      const id = names.get(node.id) ?? node.id;
      const copy = { ...(renameReferences(node as unknown as Json, changed) as unknown as NodeDefinition), id } as Record<string, unknown>;
      const compensation = node.compensation === undefined ? undefined : names.get(node.compensation);
      if (compensation) copy['compensation'] = compensation;
      else delete copy['compensation'];
      target.nodes.push(copy);
      const path = pathOf(scope, id);
      if (draft.layout?.nodes && !fragment.layout?.nodes?.[node.id])
        draft.layout.nodes[path] = { x: at.x + index * 40, y: at.y + index * 40 };
    });
    for (const [path, point] of places) {
      const [first = '', ...rest] = path.split('/');
      const moved = rest.length ? point : { x: Math.round(point.x - left + at.x), y: Math.round(point.y - top + at.y) };
      if (draft.layout?.nodes) draft.layout.nodes[pathOf(scope, [names.get(first) ?? first, ...rest].join('/'))] = { ...moved };
    }
    for (const edge of fragment.edges) {
      const source = names.get(edge.source);
      const goal = names.get(edge.target);
      if (source && goal) target.edges.push({ ...edge, source, target: goal });
    }
  });
  return { definition: next, ids: [...names.values()] };
}
