import { Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { canonicalJson } from '../../canonical.js';
import type { Json, JsonObject } from '../../json.js';
import { isObject } from '../definition/definition-model.js';
import { parseDefinition } from './parse.js';

const PRINT = { lineWidth: 0, flowCollectionPadding: true } as const;

/** A definition as YAML: block style, edges and positions on one line each. */
export function toYaml(definition: Json): string {
  const document = new Document(definition, { aliasDuplicateObjects: false, version: '1.2' });
  for (const path of [['edges'], ['layout', 'nodes'], ['layout', 'notes'], ['layout', 'frames']]) {
    const list = document.getIn(path);
    if (!isSeq(list) && !isMap(list)) continue;
    for (const item of list.items) {
      const member: unknown = isNode(item) ? item : (item as { readonly value: unknown }).value;
      if (isMap(member)) member.flow = true;
    }
  }
  return document.toString(PRINT);
}

/**
 * The YAML text of `definition` that keeps what people wrote into `previous`: comments, order and style of everything that is still there. Nodes and
 * triggers are recognised by their id, edges by their ends, other list items by position. Where that cannot be done faithfully, it is `toYaml`.
 */
export function updateYaml(previous: string, definition: Json): string {
  const before = parseDefinition(previous, { format: 'yaml' }).value;
  if (before === undefined) return toYaml(definition);
  if (canonicalJson(before) === canonicalJson(definition)) return previous;
  const document = parseDocument(previous, { stringKeys: true, logLevel: 'silent', version: '1.2', resolveKnownTags: false });
  keepPadding(document, previous);
  document.contents = synchronise(document, document.contents, definition) as typeof document.contents;
  dropUnusedAnchors(document);
  const text = document.toString(PRINT);
  const { value } = parseDefinition(text, { format: 'yaml' });
  return value !== undefined && canonicalJson(value) === canonicalJson(definition) ? text : toYaml(definition);
}

/** `[a]` stays `[a]`, `{ a: 1 }` stays `{ a: 1 }`: the library knows one habit for both. */
function keepPadding(document: Document, text: string): void {
  visit(document, {
    Collection(_key, node) {
      if (!node.flow || !node.range || /\s/.test(text[node.range[0] + 1] ?? ' ')) return;
      const print = node.toString.bind(node) as (context?: object, ...rest: unknown[]) => string;
      node.toString = (context?: object, ...rest: unknown[]): string => print({ ...context, flowCollectionPadding: '' }, ...rest);
    },
  });
}

/** `node` changed to say `value`; a new node where the kind of value is another. */
function synchronise(document: Document, node: Node | null, value: Json): Node {
  if (isAlias(node) && canonicalJson((node.resolve(document)?.toJS(document) ?? null) as Json) === canonicalJson(value)) return node;
  if (isMap(node) && isObject(value)) return synchroniseMap(document, node as YAMLMap<unknown, Node | null>, value);
  if (isSeq(node) && Array.isArray(value)) return synchroniseList(document, node as YAMLSeq<Node>, value as readonly Json[]);
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    if (node.value !== value) {
      node.value = value;
      delete node.source;
    }
    return node;
  }
  const fresh = document.createNode(value, { aliasDuplicateObjects: false });
  if (isNode(node)) [fresh.commentBefore, fresh.comment, fresh.spaceBefore] = [node.commentBefore, node.comment, node.spaceBefore];
  return fresh;
}

function synchroniseMap(document: Document, map: YAMLMap<unknown, Node | null>, value: JsonObject): Node {
  map.items = map.items.filter((pair) => Object.hasOwn(value, keyOf(pair.key)));
  const known = new Map(map.items.map((pair) => [keyOf(pair.key), pair]));
  for (const [key, member] of Object.entries(value)) {
    const pair = known.get(key);
    if (pair) pair.value = synchronise(document, pair.value, member);
    else map.add(document.createPair(key, member, { aliasDuplicateObjects: false }) as never);
  }
  return map;
}
const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

function synchroniseList(document: Document, list: YAMLSeq<Node>, value: readonly Json[]): Node {
  const left = new Map<string, Node[]>();
  list.items.forEach((item, i) => {
    const identity = identify((isNode(item) ? item.toJS(document) : item) as Json, i);
    left.set(identity, [...(left.get(identity) ?? []), item]);
  });
  list.items = value.map((item, i) => synchronise(document, left.get(identify(item, i))?.shift() ?? null, item));
  return list;
}

/** By what a list item is recognised again. */
function identify(item: Json, index: number): string {
  if (isObject(item)) {
    const { id, source, sourceHandle, target, name } = item;
    if (typeof id === 'string') return `id ${id}`;
    if (typeof source === 'string' && typeof target === 'string') return `edge ${source} ${String(sourceHandle ?? 'out')} ${target}`;
    if (typeof name === 'string') return `name ${name}`;
  }
  return typeof item === 'string' ? `text ${item}` : `at ${index}`;
}

/** An anchor that nothing repeats any more says nothing. */
function dropUnusedAnchors(document: Document): void {
  const used = new Set<string>();
  visit(document, { Alias: (_key, alias) => void used.add(alias.source) });
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node) && 'anchor' in node && node.anchor !== undefined && !used.has(node.anchor)) delete node.anchor;
    },
  });
}
