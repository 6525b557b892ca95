import { canonicalJson } from '../../canonical.js';
import type { Json, JsonObject } from '../../json.js';
import type { NodeDefinition } from './definition.js';
import { bodiesOfNode, mapBodies, stepInto } from './definition-bodies.js';
import { isObject } from './definition-model.js';
import { escapePointer } from '../format/unsafe-keys.js';

/** One difference in what two definitions mean. */
export interface SemanticChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly what: 'node' | 'edge' | 'trigger' | 'variable' | 'input' | 'setting' | 'name';
  /** Path of a node, `source:handle->target` of an edge, name of a variable … */
  readonly subject: string;
  /** JSON Pointer inside the subject; empty for the whole of it. */
  readonly pointer: string;
  /** `null` where there was nothing. A moved node: its path. */
  readonly before: Json;
  readonly after: Json;
}
type What = SemanticChange['what'];

/**
 * What differs between two definitions: nodes by id in whatever body, edges, triggers, variables, inputs, settings, name. Order and layout mean
 * nothing. Drafts may be anything that parses: what has no id is left out.
 */
export function diffDefinitions(before: Json, after: Json): readonly SemanticChange[] {
  const [a, b] = [before, after].map((each) => (isObject(each) ? each : {})) as [JsonObject, JsonObject];
  return [
    ...whole('name', 'name', a['name'], b['name']),
    ...whole('setting', 'description', a['description'], b['description']),
    ...inside('input', 'inputs', a['inputs'], b['inputs']),
    ...members('variable', recordOf(a['variables']), recordOf(b['variables'])),
    ...members('setting', recordOf(a['settings']), recordOf(b['settings'])),
    ...members('trigger', byId(a['triggers']), byId(b['triggers'])),
    ...diffNodes(nodesOf(a, ''), nodesOf(b, '')),
    ...members('edge', edgesOf(a, ''), edgesOf(b, '')),
  ];
}

const recordOf = (value: Json | undefined): ReadonlyMap<string, Json> => new Map(isObject(value) ? Object.entries(value) : []);
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
function byId(value: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(listOf(value).flatMap((each) => (typeof each['id'] === 'string' ? [[each['id'], each] as const] : [])));
}

/** All nodes by path, without their bodies. */
function nodesOf(body: JsonObject, prefix: string): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const [id, node] of byId(body['nodes'])) {
    found.set(`${prefix}${id}`, withoutBodies(node as JsonObject));
    for (const { body: inner, role } of bodiesOfNode(node as JsonObject))
      for (const [path, each] of nodesOf(inner, `${prefix}${id}/${stepInto(role)}`)) found.set(path, each);
  }
  return found;
}

function withoutBodies(node: JsonObject): JsonObject {
  const { body: _body, ...rest } = node;
  const emptied = mapBodies(rest as unknown as NodeDefinition, () => ({ nodes: [], edges: [] }));
  return emptied as unknown as JsonObject;
}

function edgesOf(body: JsonObject, prefix: string): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const edge of listOf(body['edges'])) {
    const { source, sourceHandle, target } = edge;
    if (typeof source !== 'string' || typeof target !== 'string') continue;
    found.set(`${prefix}${source}:${typeof sourceHandle === 'string' ? sourceHandle : 'out'}->${target}`, edge);
  }
  for (const [id, node] of byId(body['nodes'])) {
    for (const { body: inner, role } of bodiesOfNode(node as JsonObject))
      for (const [subject, edge] of edgesOf(inner, `${prefix}${id}/${stepInto(role)}`)) found.set(subject, edge);
  }
  return found;
}

/** Added, removed and changed members of two maps; edges have nothing inside that could change. */
function members(what: What, before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>): SemanticChange[] {
  const changes: SemanticChange[] = [];
  for (const [subject, old] of before)
    if (!after.has(subject)) changes.push({ kind: 'removed', what, subject, pointer: '', before: old, after: null });
  for (const [subject, fresh] of after) {
    const old = before.get(subject);
    if (old === undefined) changes.push({ kind: 'added', what, subject, pointer: '', before: null, after: fresh });
    else if (what !== 'edge') changes.push(...inside(what, subject, old, fresh));
  }
  return changes;
}

/** A node that left one body for another under its id has moved; what else became different is told of its new path. */
function diffNodes(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>): SemanticChange[] {
  const arrived = [...after.keys()].filter((path) => !before.has(path));
  const moves = new Map<string, string>();
  for (const path of before.keys()) {
    if (after.has(path)) continue;
    const to = arrived.find(
      (each) =>
        lastStep(each) === lastStep(path) && typeOf(after.get(each)) === typeOf(before.get(path)) && ![...moves.values()].includes(each),
    );
    if (to !== undefined) moves.set(path, to);
  }
  const settled = new Map([...before].map(([path, node]) => [moves.get(path) ?? path, node]));
  const moved = [...moves].map(([from, to]): SemanticChange => ({
    kind: 'moved',
    what: 'node',
    subject: to,
    pointer: '',
    before: from,
    after: to,
  }));
  return [...moved, ...members('node', settled, after)];
}
const lastStep = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const typeOf = (node: Json | undefined): Json | undefined => (isObject(node) ? node['type'] : undefined);

const whole = (what: What, subject: string, before: Json | undefined, after: Json | undefined): readonly SemanticChange[] =>
  same(before, after) ? [] : [change(what, subject, '', before, after)];

/** One change per place that differs; lists of different length differ as a whole. */
function inside(what: What, subject: string, before: Json | undefined, after: Json | undefined, pointer = ''): readonly SemanticChange[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => inside(what, subject, before[key], after[key], `${pointer}/${escapePointer(key)}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return (before as readonly Json[]).flatMap((item, i) => inside(what, subject, item, (after as readonly Json[])[i], `${pointer}/${i}`));
  }
  return [change(what, subject, pointer, before, after)];
}

const change = (what: What, subject: string, pointer: string, before: Json | undefined, after: Json | undefined): SemanticChange => ({
  kind: 'changed',
  what,
  subject,
  pointer,
  before: before ?? null,
  after: after ?? null,
});

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
