/**
 * The definition as text and as a value, kept the same in both directions.
 * I1 A change of the value rewrites only the nodes of the text that changed: comments and order elsewhere stay.
 * I2 Text that does not parse never becomes a value; its errors carry line and column.
 */
import { Document, isMap, isPair, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json, WorkflowDefinition } from '../../api/types.js';

export interface TextProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}
export type ParsedText = { readonly definition: WorkflowDefinition } | { readonly problems: readonly TextProblem[] };
const OPTIONS = { schema: 'core', uniqueKeys: true, strict: true } as const;
const WRITE = { lineWidth: 0, flowCollectionPadding: true } as const;

/** Reads a definition from YAML (or JSON). Only its coarse shape is checked here: the rest is the server's to say. */
export function parseText(text: string): ParsedText {
  const document = parseDocument(text, OPTIONS);
  const broken = document.errors.map((error) => ({
    message: (error.message.split('\n')[0] ?? error.message).replace(/ at line \d+, column \d+:?$/, ''),
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
  }));
  if (broken.length) return { problems: broken };
  const value = document.toJS({ maxAliasCount: 20 }) as Partial<WorkflowDefinition> | null;
  const at = (message: string): ParsedText => ({ problems: [{ message, line: 1, column: 1 }] });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return at('the document must be a mapping with nodes and edges');
  if (!Array.isArray(value.nodes)) return at('nodes must be a list');
  if (value.edges !== undefined && !Array.isArray(value.edges)) return at('edges must be a list');
  const bad = badNode(value.nodes, 'nodes');
  if (bad !== undefined) return at(bad);
  if (typeof value.name !== 'string') return at('the workflow needs a name');
  return { definition: { ...value, edges: value.edges ?? [] } as WorkflowDefinition };
}
/** What keeps nodes from being drawn: one without id or type, or a body that is no graph. */
function badNode(nodes: readonly unknown[], where: string): string | undefined {
  for (const [index, node] of nodes.entries()) {
    const { id, type, body } = (node ?? {}) as { readonly id?: unknown; readonly type?: unknown; readonly body?: unknown };
    if (typeof id !== 'string' || typeof type !== 'string') return `${where}[${index}] needs an id and a type`;
    if (body === undefined) continue;
    const graph = (body ?? {}) as { readonly nodes?: unknown; readonly edges?: unknown };
    if (!Array.isArray(graph.nodes) || !Array.isArray(graph.edges)) return `the body of ${where}[${index}] needs lists of nodes and edges`;
    const inner = badNode(graph.nodes, `${where}[${index}].body.nodes`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The text of a definition that has none yet. */
export const writeText = (definition: WorkflowDefinition): string =>
  new Document(definition, { aliasDuplicateObjects: false }).toString(WRITE);

/** Brings `text` to say `definition`, touching only what differs (I1). Text that does not parse is written anew. */
export function patchText(text: string, definition: WorkflowDefinition): string {
  const document = parseDocument(text, OPTIONS);
  if (document.errors.length || !isMap(document.contents) || text.includes('<<:') || /(^|\s)[&*][A-Za-z]/.test(text))
    return writeText(definition);
  patchMap(document, document.contents, definition as unknown as Record<string, Json>);
  return document.toString(WRITE);
}

const keyOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key);
const fresh = (document: Document, value: Json): Node => document.createNode(value, { aliasDuplicateObjects: false });

function patched(document: Document, node: unknown, value: Json): Node {
  if (isMap(node) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    patchMap(document, node, value as Record<string, Json>);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    patchSeq(document, node, value as readonly Json[]);
    return node;
  }
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    if (node.value !== value) {
      const multiline = typeof value === 'string' && value.includes('\n');
      if (typeof node.value !== typeof value || multiline !== (typeof node.value === 'string' && node.value.includes('\n')))
        delete node.type;
      node.value = value;
      delete node.source;
      delete node.format;
    }
    return node;
  }
  const replacement = fresh(document, value);
  if (node && typeof node === 'object' && 'comment' in node && isScalar(replacement)) replacement.comment = (node as Node).comment ?? null;
  return replacement;
}
function patchMap(document: Document, map: YAMLMap, value: Record<string, Json>): void {
  map.items = map.items.filter((pair) => Object.hasOwn(value, keyOf(pair)) && value[keyOf(pair)] !== undefined);
  const known = new Map(map.items.map((pair) => [keyOf(pair), pair]));
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue;
    const pair = known.get(key);
    if (pair) pair.value = patched(document, pair.value, child);
    else map.items.push(document.createPair(key, child) as Pair<unknown, unknown>);
  }
  reorder(map, Object.keys(value));
}
/** Names that stand in another order than they should are put into it: the fields of a schema are asked for in theirs. */
function reorder(map: YAMLMap, wanted: readonly string[]): void {
  const names = map.items.map(keyOf);
  const place = new Map(wanted.map((name, index) => [name, index]));
  // Compared as an object holds them: what looks like a number comes first there, wherever it was written.
  const held = Object.keys(Object.fromEntries(names.map((name) => [name, 0])));
  if (held.every((name, index) => name === wanted[index])) return;
  map.items.sort((a, b) => (place.get(keyOf(a)) ?? 0) - (place.get(keyOf(b)) ?? 0));
}
const ROUTE = ['source', 'sourceHandle', 'target'] as const;
/** What makes a list's item the same one after a change: its id or name, or what an edge joins. */
function identity(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const item = value as Record<string, unknown>;
  if (typeof item['id'] === 'string') return `id ${item['id']}`;
  if (typeof item['source'] === 'string' && typeof item['target'] === 'string')
    return `edge ${ROUTE.map((part) => String(item[part] ?? '')).join(' ')}`;
  return typeof item['name'] === 'string' ? `name ${item['name']}` : undefined;
}
function patchSeq(document: Document, seq: YAMLSeq, value: readonly Json[]): void {
  const byIdentity = new Map<string, unknown>();
  for (const item of seq.items) {
    const key = isMap(item) ? identity(item.toJSON()) : undefined;
    if (key !== undefined) byIdentity.set(key, item);
  }
  const used = new Set<unknown>();
  const old = seq.items;
  seq.items = value.map((child, index) => {
    const key = identity(child);
    const same = key === undefined ? undefined : byIdentity.get(key);
    if (same !== undefined && !used.has(same)) {
      used.add(same);
      return patched(document, same, child);
    }
    const there = old[index];
    // An item that kept its place but not its id was renamed: its comments go along.
    const renamed = there !== undefined && !used.has(there) && !isPair(there) && (key === undefined || !stillThere(there, value));
    if (!renamed) return fresh(document, child);
    used.add(there);
    return patched(document, there, child);
  });
}
const stillThere = (item: unknown, value: readonly Json[]): boolean => {
  const key = isMap(item) ? identity(item.toJSON()) : undefined;
  return key !== undefined && value.some((child) => identity(child) === key);
};
