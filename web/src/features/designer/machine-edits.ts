/** Every change a person can make to the states and transitions of a statemachine. */
import { produce, type Draft } from 'immer';
import type { BodyDefinition, NodeDefinition, StateDefinition, WorkflowDefinition } from '../../api/types.js';
import { followPath } from './annotations.js';
import { draftNode, pathOf, PHASES, statesOf, type Phase, type Point, type Scope } from './definition-edits.js';

type States = Record<string, Draft<StateDefinition>>;
/** One way out of a state: `on[2]` or `after[0]` of it. */
export interface Transition {
  readonly source: string;
  readonly kind: 'on' | 'after';
  readonly index: number;
  readonly target: string;
  readonly event?: string;
  readonly when?: string;
  readonly seconds?: number | string;
}
export const STATE_TYPE = 'state';
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
export const isStateName = (name: string): boolean => NAME.test(name) && !(name in Object.prototype);
const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);

/** The ways out of a state, in the order in which they are looked at. */
export const transitionsOf = (name: string, state: StateDefinition | undefined): Transition[] => [
  ...list(state?.on).map((way, index): Transition => ({ source: name, kind: 'on', index, ...way })),
  ...list(state?.after).map((way, index): Transition => ({ source: name, kind: 'after', index, ...way })),
];
export const transitionHandle = ({ kind, index }: Pick<Transition, 'kind' | 'index'>): string => `${kind}-${index}`;
/** The transition that a drawn edge stands for. */
export function transitionAt(machine: NodeDefinition, source: string, handle: string): Transition | undefined {
  return transitionsOf(source, statesOf(machine)[source]).find((way) => transitionHandle(way) === handle);
}
/** What the canvas draws of a machine: a node for each state, an edge for each transition, whatever it leads to. */
export function drawnMachine(machine: NodeDefinition): BodyDefinition {
  const states = statesOf(machine);
  return {
    nodes: Object.keys(states).map((id) => ({ id, type: STATE_TYPE })),
    edges: Object.entries(states).flatMap(([name, state]) =>
      transitionsOf(name, state)
        .filter((way) => Object.hasOwn(states, way.target))
        .map((way) => ({ source: name, sourceHandle: transitionHandle(way), target: way.target })),
    ),
  };
}
/** Says why a state cannot have this name; `null` when it can. */
export function stateNameProblem(machine: NodeDefinition, name: string, current?: string): 'form' | 'taken' | null {
  if (!isStateName(name)) return 'form';
  return name !== current && Object.hasOwn(statesOf(machine), name) ? 'taken' : null;
}
export function freeStateName(machine: NodeDefinition, stem = 'state'): string {
  for (let n = 1; ; n++) if (stateNameProblem(machine, `${stem}${n}`) === null) return `${stem}${n}`;
}
/** Runs `change` on the states of the machine at `scope`. */
const edit = (
  definition: WorkflowDefinition,
  scope: Scope,
  change: (states: States, config: Record<string, unknown>, draft: Draft<WorkflowDefinition>) => void,
): WorkflowDefinition =>
  produce(definition, (draft) => {
    const machine = draftNode(draft, scope.slice(0, -1), scope.at(-1) ?? '');
    if (!machine) return;
    const config = (machine.config ??= {}) as Record<string, unknown>;
    const states = (config['states'] ??= {}) as States;
    change(states, config, draft);
  });

/** Adds a state at a place; the first one is where the machine begins. With `from`, an event leads there. */
export const addState = (
  definition: WorkflowDefinition,
  scope: Scope,
  name: string,
  at: Point,
  from?: { readonly source: string; readonly event: string },
): WorkflowDefinition =>
  edit(definition, scope, (states, config, draft) => {
    states[name] = {};
    const initial = config['initial'];
    if (typeof initial !== 'string' || !Object.hasOwn(states, initial)) config['initial'] = name;
    ((draft.layout ??= {}).nodes ??= {})[pathOf(scope, name)] = { x: Math.round(at.x), y: Math.round(at.y) };
    const source = from && states[from.source];
    if (source) (source.on ??= []).push({ event: from.event, target: name });
  });
/** Takes states out, with every transition that leads to them and all places inside. */
export const removeStates = (definition: WorkflowDefinition, scope: Scope, names: ReadonlySet<string>): WorkflowDefinition =>
  edit(definition, scope, (states, config, draft) => {
    for (const name of names) delete states[name];
    for (const state of Object.values(states)) {
      if (state.on) state.on = state.on.filter((way) => !names.has(way.target));
      if (state.after) state.after = state.after.filter((way) => !names.has(way.target));
    }
    if (names.has(String(config['initial']))) config['initial'] = Object.keys(states)[0] ?? '';
    const places = draft.layout?.nodes ?? {};
    for (const path of [...names].map((name) => pathOf(scope, name))) {
      for (const key of Object.keys(places)) if (key === path || key.startsWith(`${path}/`)) delete places[key];
      followPath(draft.layout, path, null);
    }
  });
/** Gives a state another name; transitions, the beginning and places follow. Its place in the order stays. */
export const renameState = (definition: WorkflowDefinition, scope: Scope, from: string, to: string): WorkflowDefinition =>
  edit(definition, scope, (states, config, draft) => {
    if (!Object.hasOwn(states, from) || from === to) return;
    config['states'] = Object.fromEntries(Object.entries(states).map(([name, state]) => [name === from ? to : name, state]));
    for (const state of Object.values(config['states'] as States))
      for (const way of [...(state.on ?? []), ...(state.after ?? [])]) if (way.target === from) way.target = to;
    if (config['initial'] === from) config['initial'] = to;
    const places = draft.layout?.nodes ?? {};
    const path = pathOf(scope, from);
    for (const [key, at] of Object.entries(places)) {
      if (key !== path && !key.startsWith(`${path}/`)) continue;
      delete places[key];
      places[pathOf(scope, to) + key.slice(path.length)] = at;
    }
    followPath(draft.layout, path, pathOf(scope, to));
  });
export const setInitial = (definition: WorkflowDefinition, scope: Scope, name: string): WorkflowDefinition =>
  edit(definition, scope, (_states, config) => {
    config['initial'] = name;
  });
export const setFinal = (definition: WorkflowDefinition, scope: Scope, name: string, final: boolean): WorkflowDefinition =>
  edit(definition, scope, (states) => {
    const state = states[name];
    if (!state) return;
    if (final) state.final = true;
    else delete state.final;
  });
/** Sets (or with `undefined` takes away) all transitions of one kind. */
export const setTransitions = <K extends 'on' | 'after'>(
  definition: WorkflowDefinition,
  scope: Scope,
  name: string,
  kind: K,
  ways: StateDefinition[K] | undefined,
): WorkflowDefinition =>
  edit(definition, scope, (states) => {
    const state = states[name] as Record<string, unknown> | undefined;
    if (!state) return;
    if (!ways || ways.length === 0) delete state[kind];
    else state[kind] = ways;
  });
export const connectStates = (
  definition: WorkflowDefinition,
  scope: Scope,
  source: string,
  target: string,
  event: string,
): WorkflowDefinition =>
  edit(definition, scope, (states) => {
    const state = states[source];
    if (state) (state.on ??= []).push({ event, target });
  });
/** Takes transitions out, or leads them elsewhere. `ways` are drawn edges: source and handle. */
export const removeTransitions = (
  definition: WorkflowDefinition,
  scope: Scope,
  ways: readonly { readonly source: string; readonly handle: string }[],
): WorkflowDefinition =>
  edit(definition, scope, (states) => {
    for (const [name, state] of Object.entries(states)) {
      const gone = new Set(ways.filter((way) => way.source === name).map((way) => way.handle));
      if (gone.size === 0) continue;
      for (const kind of ['on', 'after'] as const) {
        const kept = state[kind]?.filter((_: unknown, index: number) => !gone.has(transitionHandle({ kind, index })));
        if (kept?.length) (state as Record<string, unknown>)[kind] = kept;
        else delete state[kind];
      }
    }
  });
/** Leads a transition to another state, or lets it begin at another. */
export const reconnectStates = (
  definition: WorkflowDefinition,
  scope: Scope,
  from: { readonly source: string; readonly handle: string },
  source: string,
  target: string,
): WorkflowDefinition =>
  edit(definition, scope, (states) => {
    const [kind, index] = from.handle.split('-') as ['on' | 'after', string];
    const way = states[from.source]?.[kind]?.[Number(index)];
    if (!way) return;
    way.target = target;
    if (source === from.source) return;
    states[from.source]?.[kind]?.splice(Number(index), 1);
    const goal = states[source] as Record<string, unknown[]> | undefined;
    if (goal) (goal[kind] ??= []).push(way);
  });
/** Gives a state a body with nothing between its start and its end, where it has none. */
export const addPhase = (
  definition: WorkflowDefinition,
  scope: Scope,
  name: string,
  phase: Phase,
  body: BodyDefinition,
): WorkflowDefinition =>
  edit(definition, scope, (states) => {
    const state = states[name];
    if (state && !state[phase]) state[phase] = body as Draft<BodyDefinition>;
  });
export const removePhase = (definition: WorkflowDefinition, scope: Scope, name: string, phase: Phase): WorkflowDefinition =>
  edit(definition, scope, (states, _config, draft) => {
    delete states[name]?.[phase];
    const path = [...scope, name, phase].join('/');
    const places = draft.layout?.nodes ?? {};
    for (const key of Object.keys(places)) if (key.startsWith(`${path}/`)) delete places[key];
  });
/** How many nodes each body of a state has. */
export const phaseSizes = (state: StateDefinition | undefined): Readonly<Record<Phase, number>> =>
  Object.fromEntries(PHASES.map((phase) => [phase, state?.[phase]?.nodes?.length ?? 0])) as Record<Phase, number>;
