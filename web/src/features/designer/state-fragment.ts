/** States of a machine as YAML text, as nodes are: what copy puts on the clipboard and paste takes back, into this machine or another. */
import { produce, type Draft } from 'immer';
import { parse, stringify } from 'yaml';
import type { StateDefinition, WorkflowDefinition } from '../../api/types.js';
import { draftNode, machineAt, pathOf, statesOf, type Point, type Scope } from './definition-edits.js';
import { unfenced } from './fragment.js';
import { isStateName } from './machine-edits.js';

export interface StateFragment {
  readonly states: { readonly [name: string]: StateDefinition };
  /** By path below the machine: `open`, `open/body/ask`. */
  readonly layout?: { readonly nodes?: { readonly [path: string]: Point } };
}
type Way = { target: string };
const MAX_TEXT = 2_000_000;
const MAX_NAME = 64;

/** The chosen states of the machine at `scope` with what is inside them and their places, or `undefined` when there are none. */
export function copyStates(definition: WorkflowDefinition, scope: Scope, names: ReadonlySet<string>): string | undefined {
  const machine = machineAt(definition, scope);
  const chosen = Object.entries(machine ? statesOf(machine) : {}).filter(([name]) => names.has(name));
  if (chosen.length === 0) return undefined;
  const prefix = `${scope.join('/')}/`;
  const places = Object.entries(definition.layout?.nodes ?? {}).filter(
    ([path]) => path.startsWith(prefix) && names.has(path.slice(prefix.length).split('/')[0] ?? ''),
  );
  const fragment: StateFragment = {
    states: Object.fromEntries(chosen),
    layout: { nodes: Object.fromEntries(places.map(([path, at]) => [path.slice(prefix.length), at])) },
  };
  return stringify(fragment, { lineWidth: 0, aliasDuplicateObjects: false });
}
/** Reads clipboard text: states, or a whole statemachine; `undefined` when it is neither. */
export function readStates(text: string): StateFragment | undefined {
  if (text.length > MAX_TEXT || !/\bstates\b/.test(text)) return undefined;
  try {
    const value = parse(unfenced(text), { maxAliasCount: 0, uniqueKeys: true, schema: 'core' }) as {
      states?: unknown;
      config?: { states?: unknown };
      layout?: StateFragment['layout'];
    } | null;
    const states = value?.states ?? value?.config?.states;
    if (typeof states !== 'object' || states === null || Array.isArray(states)) return undefined;
    const entries = Object.entries(states as { [name: string]: unknown });
    const sound = entries.length > 0 && entries.every(([name, state]) => isStateName(name) && isState(state));
    if (!sound) return undefined;
    return { states: states as StateFragment['states'], ...(value?.layout ? { layout: value.layout } : {}) };
  } catch {
    return undefined;
  }
}
const isState = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  (['on', 'after'] as const).every((kind) => {
    const ways = (value as { [kind: string]: unknown })[kind];
    return ways === undefined || (Array.isArray(ways) && ways.every((way) => typeof (way as Partial<Way> | null)?.target === 'string'));
  });

/**
 * Adds states to the machine at `scope` so that their top left corner comes to `at`. Names that are taken get new ones and transitions among the states
 * follow; a transition to a state that the machine does not have is left behind.
 */
export function pasteStates(
  definition: WorkflowDefinition,
  scope: Scope,
  fragment: StateFragment | undefined,
  at: () => Point,
): { definition: WorkflowDefinition; ids: string[] } | undefined {
  const machine = machineAt(definition, scope);
  if (!machine || !fragment) return undefined;
  const there = statesOf(machine);
  const names = new Map<string, string>();
  for (const name of Object.keys(fragment.states))
    names.set(
      name,
      freeName(name, (other) => Object.hasOwn(there, other) || [...names.values()].includes(other)),
    );
  const places = Object.entries(fragment.layout?.nodes ?? {}).filter(
    ([path, point]) => names.has(path.split('/')[0] ?? '') && Number.isFinite(point?.x) && Number.isFinite(point?.y),
  );
  const own = places.filter(([path]) => !path.includes('/')).map(([, point]) => point);
  const [left, top] = own.length ? [Math.min(...own.map((point) => point.x)), Math.min(...own.map((point) => point.y))] : [0, 0];
  const corner = at();
  const next = produce(definition, (draft) => {
    const config = ((draftNode(draft, scope.slice(0, -1), scope.at(-1) ?? '') as Draft<{ config?: object }>).config ??= {}) as {
      initial?: unknown;
      states?: Record<string, unknown>;
    };
    const states = (config.states ??= {});
    const layout = ((draft.layout ??= {}).nodes ??= {});
    Object.entries(fragment.states).forEach(([name, state], index) => {
      const to = names.get(name) ?? name;
      states[to] = leadingTo(state, (target) => names.get(target) ?? (Object.hasOwn(there, target) ? target : undefined));
      if (!fragment.layout?.nodes?.[name])
        layout[pathOf(scope, to)] = { x: Math.round(corner.x + index * 40), y: Math.round(corner.y + index * 40) };
    });
    for (const [path, point] of places) {
      const [first = '', ...rest] = path.split('/');
      const moved = rest.length ? point : { x: Math.round(point.x - left + corner.x), y: Math.round(point.y - top + corner.y) };
      layout[pathOf(scope, [names.get(first) ?? first, ...rest].join('/'))] = { ...moved };
    }
    if (typeof config.initial !== 'string' || !Object.hasOwn(states, config.initial)) config.initial = [...names.values()][0] ?? '';
  });
  return { definition: next, ids: [...names.values()] };
}
/** The state with its transitions led to where `target` says; those that it says nothing of are left out. */
function leadingTo(state: StateDefinition, target: (name: string) => string | undefined): StateDefinition {
  const copy = { ...state } as Record<string, unknown>;
  for (const kind of ['on', 'after'] as const) {
    const ways = (state[kind] as readonly Way[] | undefined)?.flatMap((way) => {
      const to = target(way.target);
      return to === undefined ? [] : [{ ...way, target: to }];
    });
    if (ways?.length) copy[kind] = ways;
    else delete copy[kind];
  }
  return copy as StateDefinition;
}
function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const stem = name.replace(/_\d+$/, '');
  for (let n = 2; ; n++) {
    const tail = `_${n}`;
    const tried = stem.slice(0, MAX_NAME - tail.length) + tail;
    if (!isTaken(tried)) return tried;
  }
}
