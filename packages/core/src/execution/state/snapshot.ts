import { sha256Hex } from '../../canonical.js';
import type { ExecutionId, OrgId } from '../../ids.js';
import type { Json } from '../../json.js';
import { LazyMap } from '../../lazy-collections.js';
import { sharedFromJson, sharedToJson } from '../../shared/shared-state.js';
import type { PhaseState } from '../containers/container-state.js';
import { bodyAt } from '../containers/containers.js';
import { signalsFromJson, signalsToJson } from '../signals/signal-state.js';
import { tiesFromJson, tiesToJson } from '../children/ties.js';
import type { StepRecord } from '../../task/task.js';
import type { BodyPlan, NodePlan, Plan } from '../../workflow/compile/plan.js';
import { budgetToJson, restoreBudget, type BudgetJson } from '../budgets/budget-state.js';
import {
  createLane,
  createNode,
  createScope,
  createState,
  scopeKey,
  splitPath,
  type ExecutionState,
  type NodeState,
  type ScopeState,
} from './state.js';

/** Format of the snapshot's text. */
const FORMAT = 2;
/** State fields that are kept as they are. */
const PLAIN = [
  'seq',
  'workflowId',
  'workflowName',
  'revision',
  'input',
  'variables',
  'trigger',
  'trial',
  'tags',
  'priority',
  'parentId',
  'rootId',
  'depth',
  'parentPath',
  'segment',
  'heard',
  'alone',
  'retryAsked',
  'given',
  'bodyHash',
  'forkedFrom',
  'copying',
  'imported',
  'status',
  'phase',
  'stopping',
  'createdAt',
  'endedAt',
  'output',
  'error',
  'usage',
  'begun',
  'deferred',
  'compensable',
  'owed',
  'compensation',
  'notCompensated',
] as const;
const NODE_PLAIN = [
  'status',
  'attempt',
  'startedAt',
  'endedAt',
  'output',
  'error',
  'usage',
  'human',
  'signal',
  'compensates',
  'child',
  'delegated',
] as const;

/**
 * A folded state as text: `<sha256 of the rest>\n<JSON>`. A cache, never the truth. The keys of values keep their order: the digest under which a large value
 * lies is that of its text, and must come out the same after a restore.
 */
export function writeSnapshot(state: ExecutionState, version: number): string {
  const body = JSON.stringify({
    format: FORMAT,
    version,
    org: state.org,
    id: state.id,
    digest: state.plan.digest,
    state: { ...Object.fromEntries(PLAIN.map((key) => [key, state[key]])), ...(state.traceparent && { traceparent: state.traceparent }) },
    scopes: [...state.past.values(), ...state.scopes.values()].sort(outermostFirst).map((scope) => scopeToJson(scope, state)),
    nodes: [...state.nodes.values()].map(nodeToJson),
    active: [...state.active],
    openTasks: [...state.openTasks],
    blocked: [...state.blocked],
    retrying: [...state.retrying],
    waiting: [...state.waiting],
    suspended: [...state.suspended],
    deferredScopes: [...state.deferredScopes],
    signals: signalsToJson(state.signals),
    timers: [...state.timers.values()].map((timer) => ({ ...timer })),
    ties: tiesToJson(state.ties),
    ...(state.shared && { shared: sharedToJson(state.shared) }),
    ...(state.budget && { budget: budgetToJson(state) }),
  });
  return `${sha256Hex(body)}\n${body}`;
}

/** Why a snapshot is not used: it is refused by name and the state rebuilt from the log. */
export class SnapshotRefused extends Error {}

/** The state a snapshot holds, and its version. @throws SnapshotRefused when it was altered, cut short, or is of another execution, revision or format */
export function readSnapshot(
  text: string,
  org: OrgId,
  id: ExecutionId,
  plan: Plan,
): { readonly state: ExecutionState; readonly version: number } {
  const cut = text.indexOf('\n');
  const body = text.slice(cut + 1);
  if (cut !== 64 || sha256Hex(body) !== text.slice(0, cut)) throw new SnapshotRefused('the snapshot does not match its sha256');
  const json = JSON.parse(body) as SnapshotJson;
  if (json.format !== FORMAT) throw new SnapshotRefused(`the snapshot has format ${json.format}, not ${FORMAT}`);
  if (json.org !== org || json.id !== id || json.digest !== plan.digest)
    throw new SnapshotRefused('the snapshot is of another execution or revision');
  const state = createState(org, id, plan);
  Object.assign(state, json.state);
  const phases: PhasesOf = new Map(json.nodes.flatMap((node) => (node.phases ? [[node.path, node.phases] as const] : [])));
  const bodies = new Map<string, BodyPlan>();
  for (const scope of json.scopes) restoreScope(state, scope, phases);
  for (const node of json.nodes) restoreNode(state, node, phases, bodies);
  for (const name of ['active', 'openTasks', 'blocked', 'retrying', 'waiting', 'suspended', 'deferredScopes'] as const)
    for (const path of json[name]) state[name].add(path);
  state.signals = signalsFromJson(json.signals);
  for (const timer of json.timers) state.timers.set(timer);
  restoreBudget(state, json.budget);
  if (json.ties) state.ties = tiesFromJson(json.ties);
  if (json.shared) state.shared = sharedFromJson(json.shared);
  return { state, version: json.version };
}

interface SnapshotJson {
  readonly format: number;
  readonly version: number;
  readonly org: string;
  readonly id: string;
  readonly digest: string;
  readonly state: object;
  readonly scopes: readonly ScopeJson[];
  readonly nodes: readonly NodeJson[];
  readonly active: readonly string[];
  readonly openTasks: readonly string[];
  readonly blocked: readonly string[];
  readonly retrying: readonly string[];
  readonly waiting: readonly string[];
  readonly suspended: readonly string[];
  readonly deferredScopes: readonly string[];
  readonly signals: ReturnType<typeof signalsToJson>;
  readonly timers: readonly Parameters<ExecutionState['timers']['set']>[0][];
  readonly budget?: BudgetJson;
  readonly ties?: Json;
  readonly shared?: Json;
}
type ScopeJson = ReturnType<typeof scopeToJson>;
type NodeJson = ReturnType<typeof nodeToJson>;

/** A scope's parent, and what a lane was opened in, come before it. */
const outermostFirst = (a: ScopeState, b: ScopeState): number => a.prefix.length - b.prefix.length || a.suffix.length - b.suffix.length;
function scopeToJson(scope: ScopeState, state: ExecutionState) {
  const past = state.past.get(scopeKey(scope)) === scope;
  const { kept } = scope;
  const { prefix, suffix, container, index, item, open, ends } = scope;
  const lanes = scope.lanes ? [...scope.lanes] : null;
  return {
    past,
    kept,
    prefix,
    suffix,
    lanes,
    container,
    index,
    item,
    last: scope.last,
    released: scope.released && [...scope.released],
    absorbed: scope.absorbed,
    calledOff: scope.calledOff,
    open,
    ends,
    edges: [...scope.edges],
    taken: [...scope.taken],
    dead: [...scope.dead],
  };
}
function nodeToJson(node: NodeState) {
  return {
    path: node.path,
    ...(Object.fromEntries(NODE_PLAIN.map((key) => [key, node[key]])) as unknown as Pick<NodeState, (typeof NODE_PLAIN)[number]>),
    task: node.task && { ...node.task, steps: [...node.task.steps.values()] as StepRecord[] },
    map: node.map && {
      ...node.map,
      outputs: Array.from(node.map.outputs, (held) => held ?? null),
      running: [...node.map.running],
      additions: [...node.map.additions],
    },
    ...(node.loop && { loop: node.loop }),
    ...(node.machine && { machine: node.machine }),
    ...(node.phases && { phases: node.phases }),
  };
}
/** Scopes come outermost first: the order in which they were opened. */
function restoreScope(state: ExecutionState, json: ScopeJson, phases: PhasesOf): void {
  const scope = json.suffix === '' ? restoreBase(state, json, phases) : restoreLane(state, json);
  if (json.lanes) scope.lanes = new Map(json.lanes);
  json.edges.forEach((count, at) => (scope.edges[at] = count));
  json.taken.forEach((count, at) => (scope.taken[at] = count));
  json.dead.forEach((count, at) => (scope.dead[at] = count));
  scope.open = json.open;
  scope.released = json.released && new Set(json.released);
  scope.absorbed = json.absorbed;
  scope.calledOff = json.calledOff;
  scope.ends.push(...json.ends);
  scope.kept = json.kept;
  (json.past ? state.past : state.scopes).set(scopeKey(scope), scope);
}
function restoreBase(state: ExecutionState, json: ScopeJson, phases: PhasesOf): ScopeState {
  const parent = json.container === null ? null : scopeAround(state, json.container);
  return createScope(bodyIn(state, json.prefix, phases), json.prefix, json.container, parent, json.index, json.item, json.last);
}
function restoreLane(state: ExecutionState, { prefix, suffix }: ScopeJson): ScopeState {
  const bracket = suffix.lastIndexOf('[');
  return createLane(scopeOf(state, prefix + suffix.slice(0, bracket)), Number(suffix.slice(bracket + 1, -1)));
}
function scopeAround(state: ExecutionState, container: string): ScopeState {
  const { prefix, suffix } = splitPath(container);
  return scopeOf(state, prefix + suffix);
}
function restoreNode(state: ExecutionState, json: NodeJson, phases: PhasesOf, bodies: Map<string, BodyPlan>): void {
  const { prefix, id, suffix } = splitPath(json.path);
  let body = bodies.get(prefix);
  if (!body) bodies.set(prefix, (body = bodyIn(state, prefix, phases)));
  const plan = body.byId.get(id) as NodePlan;
  // The scope of a node that ended with its iteration is gone: an empty one stands in for it.
  // A compensation runs in the scope of what it undoes, whatever stands behind its id.
  const undone = json.compensates ? state.nodes.get(json.compensates.of)?.scope : undefined;
  const key = prefix + suffix;
  const scope = undone ?? state.scopes.get(key) ?? state.past.get(key) ?? createScope(body, prefix, null, null, 0, { value: null });
  const node = createNode(json.path, plan, scope);
  for (const key of NODE_PLAIN) (node as unknown as Record<string, unknown>)[key] = json[key] ?? null;
  node.task = json.task && { ...json.task, steps: new LazyMap(json.task.steps.map((step) => [step.index, step])) };
  node.map = json.map && {
    ...json.map,
    outputs: json.map.outputs.map((held) => held ?? undefined),
    running: new Set(json.map.running),
    additions: new Set(json.map.additions),
  };
  node.loop = json.loop ?? null;
  node.machine = json.machine ?? null;
  node.phases = json.phases ?? null;
  state.nodes.set(node.path, node);
}
function scopeOf(state: ExecutionState, prefix: string): ScopeState {
  const scope = state.scopes.get(prefix) ?? state.past.get(prefix);
  if (!scope) throw new SnapshotRefused(`the snapshot lacks the scope ${prefix}`);
  return scope;
}
type PhasesOf = ReadonlyMap<string, readonly PhaseState[]>;
/** The body that the paths under `prefix` lie in. */
function bodyIn(state: ExecutionState, prefix: string, phases: PhasesOf): BodyPlan {
  const body = bodyAt(state.plan, prefix, (machine, index) => phases.get(machine)?.[index]);
  if (!body) throw new SnapshotRefused(`the plan has no body for ${prefix}`);
  return body;
}
