/**
 * Every change a person can make to a definition, as pure functions that share what they do not touch. A scope is the list of containers entered,
 * outermost first; behind a statemachine come the name of a state and which of its bodies: `order`, `picking`, `entry`. Alone, `order` is the machine itself.
 */
import { produce, type Draft } from 'immer';
import type {
  BodyDefinition,
  EdgeDefinition,
  Json,
  JsonObject,
  LayoutPlace,
  NodeDefinition,
  StateDefinition,
  WorkflowDefinition,
} from '../../api/types.js';
import { followPath } from './annotations.js';
import { renameReferences } from './rename-references.js';

export type Scope = readonly string[];
export interface Point {
  readonly x: number;
  readonly y: number;
}
type DraftDefinition = Draft<WorkflowDefinition>;
type DraftBody = Draft<BodyDefinition>;

const EMPTY: BodyDefinition = { nodes: [], edges: [] };
const OUT = 'out';
export const handleOf = (edge: EdgeDefinition): string => edge.sourceHandle ?? OUT;
export const edgeKey = (edge: EdgeDefinition): string => `${edge.source}:${handleOf(edge)}->${edge.target}`;
export const pathOf = (scope: Scope, id: string): string => [...scope, id].join('/');

/** The graph inside the containers of `scope`; `undefined` when one of them is gone. */
export function bodyAt(definition: WorkflowDefinition, scope: Scope): BodyDefinition | undefined {
  let body: BodyDefinition | undefined = definition;
  for (let at = 0; at < scope.length; at++) {
    const container: NodeDefinition | undefined = body.nodes.find((node) => node.id === scope[at]);
    if (!container) return undefined;
    if (isMachine(container)) {
      const [state, phase] = [scope[at + 1], scope[at + 2]];
      if (state === undefined) return EMPTY;
      const held: StateDefinition | undefined = statesOf(container)[state];
      if (!held || (phase !== undefined && !isPhase(phase))) return undefined;
      body = (phase === undefined ? undefined : held[phase]) ?? EMPTY;
      at += 2;
    } else body = container.body ?? EMPTY;
  }
  return body;
}
export const isMachine = (node: Pick<NodeDefinition, 'type'>): boolean => node.type === 'statemachine';
export const PHASES = ['entry', 'body', 'exit'] as const;
export type Phase = (typeof PHASES)[number];
const isPhase = (name: string): name is Phase => (PHASES as readonly string[]).includes(name);
/** The states of a statemachine as written; what is not one is left out. */
export function statesOf(node: Pick<NodeDefinition, 'config'>): { readonly [name: string]: StateDefinition } {
  const states = node.config?.['states'];
  if (typeof states !== 'object' || states === null || Array.isArray(states)) return {};
  return Object.fromEntries(
    Object.entries(states as { [name: string]: unknown }).filter(([, state]) => typeof state === 'object' && state !== null),
  ) as { [name: string]: StateDefinition };
}
/** The statemachine that a scope stands at, if it stands at one. */
export function machineAt(definition: WorkflowDefinition, scope: Scope): NodeDefinition | undefined {
  const id = scope.at(-1);
  const node = id === undefined ? undefined : nodeAt(definition, scope.slice(0, -1), id);
  return node && isMachine(node) ? node : undefined;
}
/** The scope one step out: from a body of a state to its machine. */
export function outOf(definition: WorkflowDefinition, scope: Scope): Scope {
  const outer = scope.slice(0, -3);
  return scope.length >= 3 && machineAt(definition, [...outer, scope[scope.length - 3] ?? '']) ? scope.slice(0, -2) : scope.slice(0, -1);
}
/** The scope as a path of an execution has it: the states of machines are not part of it. */
export function runScopeOf(definition: WorkflowDefinition, scope: Scope): Scope {
  const kept: string[] = [];
  for (let at = 0; at < scope.length; at++) {
    kept.push(scope[at] ?? '');
    if (machineAt(definition, scope.slice(0, at + 1))) at += 2;
  }
  return kept;
}
export const nodeAt = (definition: WorkflowDefinition, scope: Scope, id: string): NodeDefinition | undefined =>
  bodyAt(definition, scope)?.nodes.find((node) => node.id === id);

function draftBody(draft: DraftDefinition, scope: Scope): DraftBody {
  let body: DraftBody = draft;
  for (let at = 0; at < scope.length; at++) {
    const container = body.nodes.find((node) => node.id === scope[at]);
    if (!container) throw new Error(`the workflow has no container ${scope.join('/')}`);
    if (isMachine(container)) {
      const [name = '', phase = ''] = scope.slice(at + 1, at + 3);
      const state = ((container.config?.['states'] ?? {}) as unknown as Record<string, Draft<StateDefinition>>)[name];
      if (!state || !isPhase(phase)) throw new Error(`the workflow has no state ${scope.join('/')}`);
      state[phase] ??= { nodes: [], edges: [] };
      body = state[phase];
      at += 2;
    } else {
      container.body ??= { nodes: [], edges: [] };
      body = container.body;
    }
  }
  return body;
}
export const draftNode = (draft: DraftDefinition, scope: Scope, id: string): Draft<NodeDefinition> | undefined =>
  draftBody(draft, scope).nodes.find((node) => node.id === id);
function positions(draft: DraftDefinition): Record<string, Draft<LayoutPlace>> {
  draft.layout ??= {};
  draft.layout.nodes ??= {};
  return draft.layout.nodes;
}
const place = (draft: DraftDefinition, path: string, at: Point): void => {
  const [x, y] = [Math.round(at.x), Math.round(at.y)];
  const known = draft.layout?.nodes?.[path];
  if (known?.x !== x || known.y !== y) positions(draft)[path] = { ...known, x, y };
};

const RESERVED = new Set(
  'input variables global secrets trigger execution item index last error event state session memory agent nodes org env now compensated live dead total true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const ID = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
/** Says why `id` cannot name a node of `body`; `null` when it can. */
export function idProblem(body: BodyDefinition, id: string, current?: string): 'form' | 'reserved' | 'taken' | null {
  if (!ID.test(id)) return 'form';
  if (RESERVED.has(id) || id in Object.prototype) return 'reserved';
  return id !== current && body.nodes.some((node) => node.id === id) ? 'taken' : null;
}
/** An id close to `wanted` that is free in `body` and not in `also`. */
export function freeId(body: BodyDefinition, wanted: string, also: ReadonlySet<string> = new Set()): string {
  const cleaned = wanted.replace(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]+/, '');
  const stem = (ID.test(cleaned) ? cleaned : 'node').slice(0, 56).replace(/_\d+$/, '');
  const free = (id: string): boolean => idProblem(body, id) === null && !also.has(id);
  if (cleaned && free(cleaned)) return cleaned;
  for (let n = 2; ; n++) if (free(`${stem}_${n}`)) return `${stem}_${n}`;
}

export const addNode = (definition: WorkflowDefinition, scope: Scope, node: NodeDefinition, at: Point): WorkflowDefinition =>
  produce(definition, (draft) => {
    draftBody(draft, scope).nodes.push(node as Draft<NodeDefinition>);
    place(draft, pathOf(scope, node.id), at);
  });

const edgeOf = (source: string, handle: string, target: string): EdgeDefinition =>
  handle === OUT ? { source, target } : { source, sourceHandle: handle, target };
/** Whether an edge from `source` to `target` would close a circle. */
export function closesCircle(body: BodyDefinition, source: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [target];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === source) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const edge of body.edges) if (edge.source === at) open.push(edge.target);
  }
  return false;
}
/** Leads an edge elsewhere: from another handle, or to another node. It keeps its place in the list. */
export const reconnect = (
  definition: WorkflowDefinition,
  scope: Scope,
  key: string,
  source: string,
  handle: string,
  target: string,
): WorkflowDefinition =>
  produce(definition, (draft) => {
    const body = draftBody(draft, scope);
    const index = body.edges.findIndex((edge) => edgeKey(edge) === key);
    const edge = edgeOf(source, handle, target);
    if (index < 0) return;
    const twice = body.edges.some((other, at) => at !== index && edgeKey(other) === edgeKey(edge));
    body.edges.splice(index, 1, ...(twice ? [] : [edge]));
  });
/** Says of nodes whether tidying up is to leave them where they are. */
export const pin = (
  definition: WorkflowDefinition,
  scope: Scope,
  places: ReadonlyMap<string, Point>,
  pinned: boolean,
): WorkflowDefinition =>
  produce(definition, (draft) => {
    for (const [id, at] of places) {
      const { pinned: _, ...rest } = draft.layout?.nodes?.[pathOf(scope, id)] ?? { x: Math.round(at.x), y: Math.round(at.y) };
      positions(draft)[pathOf(scope, id)] = pinned ? { ...rest, pinned } : rest;
    }
  });
/** Adds an edge; the same edge twice is one. The caller has asked `closesCircle`. */
export const connect = (definition: WorkflowDefinition, scope: Scope, source: string, handle: string, target: string): WorkflowDefinition =>
  produce(definition, (draft) => {
    const body = draftBody(draft, scope);
    const edge = edgeOf(source, handle, target);
    if (!body.edges.some((other) => edgeKey(other) === edgeKey(edge))) body.edges.push(edge);
  });
/** Puts `node` into the middle of an edge. */
export const spliceNode = (
  definition: WorkflowDefinition,
  scope: Scope,
  key: string,
  node: NodeDefinition,
  handle: string,
  at: Point,
): WorkflowDefinition =>
  produce(addNode(definition, scope, node, at), (draft) => {
    const body = draftBody(draft, scope);
    const index = body.edges.findIndex((edge) => edgeKey(edge) === key);
    const edge = body.edges[index];
    if (!edge) return;
    body.edges.splice(index, 1, edgeOf(edge.source, handleOf(edge), node.id), edgeOf(node.id, handle, edge.target));
  });
/** Takes nodes and edges out; edges of the nodes and the positions of all that was inside go with them. */
export const remove = (
  definition: WorkflowDefinition,
  scope: Scope,
  ids: ReadonlySet<string>,
  edges: ReadonlySet<string> = new Set(),
): WorkflowDefinition =>
  produce(definition, (draft) => {
    const body = draftBody(draft, scope);
    body.nodes = body.nodes.filter((node) => !ids.has(node.id));
    body.edges = body.edges.filter((edge) => !ids.has(edge.source) && !ids.has(edge.target) && !edges.has(edgeKey(edge)));
    for (const node of body.nodes) if (node.compensation !== undefined && ids.has(node.compensation)) delete node.compensation;
    const places = draft.layout?.nodes;
    if (!places) return;
    for (const id of ids) {
      const path = pathOf(scope, id);
      for (const key of Object.keys(places)) if (key === path || key.startsWith(`${path}/`)) delete places[key];
      followPath(draft.layout, path, null);
    }
  });
export const move = (definition: WorkflowDefinition, scope: Scope, places: ReadonlyMap<string, Point>): WorkflowDefinition =>
  produce(definition, (draft) => {
    for (const [id, at] of places) place(draft, pathOf(scope, id), at);
  });

type Settable = Exclude<keyof NodeDefinition, 'id' | 'type' | 'body'>;
/** Sets or (with `undefined`) drops one member of a node. */
export const setNode = <K extends Settable>(
  definition: WorkflowDefinition,
  scope: Scope,
  id: string,
  member: K,
  value: NodeDefinition[K] | undefined,
): WorkflowDefinition =>
  produce(definition, (draft) => {
    const node = draftNode(draft, scope, id) as Record<string, unknown> | undefined;
    if (!node) return;
    if (value === undefined || value === '') delete node[member];
    else node[member] = value;
  });
type Member = Exclude<keyof WorkflowDefinition, 'schemaVersion' | 'nodes' | 'edges'>;
export const setWorkflow = <K extends Member>(
  definition: WorkflowDefinition,
  member: K,
  value: WorkflowDefinition[K] | undefined,
): WorkflowDefinition =>
  produce(definition, (draft) => {
    const target = draft as Record<string, unknown>;
    if (value === undefined) delete target[member];
    else target[member] = value;
  });

/** Gives a node another id, and every edge, compensation, place and expression in its scope follows. */
export const renameNode = (definition: WorkflowDefinition, scope: Scope, from: string, to: string): WorkflowDefinition =>
  from === to
    ? definition
    : produce(definition, (draft) => {
        const body = draftBody(draft, scope);
        const names = new Map([[from, to]]);
        for (const node of body.nodes) {
          if (node.id === from) node.id = to;
          if (node.compensation === from) node.compensation = to;
          if (node.config) node.config = renameReferences(node.config as Json, names) as Draft<JsonObject>;
          if (node.mutex) node.mutex = renameReferences(node.mutex, names) as string;
          if (node.fallback !== undefined) node.fallback = renameReferences(node.fallback as Json, names) as Draft<Json>;
          if (node.body) node.body.nodes = renameReferences(node.body.nodes as unknown as Json, names) as unknown as DraftBody['nodes'];
        }
        for (const edge of body.edges) {
          if (edge.source === from) edge.source = to;
          if (edge.target === from) edge.target = to;
        }
        const places = draft.layout?.nodes;
        if (!places) return;
        const path = pathOf(scope, from);
        for (const key of Object.keys(places)) {
          if (key !== path && !key.startsWith(`${path}/`)) continue;
          const at = places[key];
          delete places[key];
          if (at) places[pathOf(scope, to) + key.slice(path.length)] = at;
        }
        followPath(draft.layout, path, pathOf(scope, to));
      });
/** When a switch case gets another name its edge goes along; when it goes, so does the edge. */
export const renameHandle = (
  definition: WorkflowDefinition,
  scope: Scope,
  source: string,
  from: string,
  to: string | undefined,
): WorkflowDefinition =>
  produce(definition, (draft) => {
    const body = draftBody(draft, scope);
    if (to === undefined) body.edges = body.edges.filter((edge) => edge.source !== source || handleOf(edge) !== from);
    else for (const edge of body.edges) if (edge.source === source && handleOf(edge) === from) edge.sourceHandle = to;
  });
