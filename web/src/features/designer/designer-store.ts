import { useContext, createContext } from 'react';
import { temporal, type TemporalState } from 'zundo';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { BodyDefinition, NodeDefinition, Problem, WorkflowDefinition } from '../../api/types.js';
import { isAnnotation } from './annotations.js';
import { bodyAt, machineAt, pathOf, type Scope } from './definition-edits.js';
import { drawnMachine } from './machine-edits.js';
import type { ProblemTrace } from './problem-trace.js';
import { parseText, patchText } from './text-parts.js';
import type { TextProblem } from './yaml-document.js';

export const UNDO_STEPS = 200;
/** Changes under the same burst key closer than this are one undo step, e.g. the letters typed into a field. */
export const BURST_MS = 1200;

/**
 * I1 `text` says what `textOf` says, unless `textProblems` has entries: then the text is ahead and does not parse.
 * I2 After edits of the graph `text` lags behind until `syncText`: writing all of it for each letter typed would be felt.
 * I3 Only `definition` and `text` are undone; scope and selection are the person's place, not the document's.
 */
export interface DesignerState {
  readonly id: string;
  readonly definition: WorkflowDefinition;
  readonly text: string;
  readonly textOf: WorkflowDefinition;
  readonly textProblems: readonly TextProblem[];
  /** What the server has. */
  readonly savedText: string;
  readonly etag: string;
  /** The body that the canvas shows. */
  readonly root: Scope;
  /** The body that the person works in: `root`, or one that is drawn inside a frame of it. Selected ids are of this one. */
  readonly scope: Scope;
  /** Paths of containers drawn with what is inside. */
  readonly expanded: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** The way to the problem that the person looks at, until they look at something else. */
  readonly trace: ProblemTrace | null;
  /** Applies a pure edit. `burst` groups repeated edits of one thing into one undo step. */
  edit(change: (definition: WorkflowDefinition) => WorkflowDefinition, burst?: string): void;
  editText(text: string): void;
  /** Brings the text up to the definition and answers it. Wants `loadTextParts`, as do `editText` and `reload`. */
  syncText(): string;
  select(nodes: ReadonlySet<string>, edges?: ReadonlySet<string>): void;
  enter(scope: Scope): void;
  /** Selects in a body that is drawn already, without going there. */
  focus(scope: Scope, nodes: ReadonlySet<string>, edges?: ReadonlySet<string>): void;
  /** Draws a container with what is inside, or closes it. */
  toggle(path: string, open?: boolean): void;
  setProblems(problems: readonly Problem[]): void;
  showTrace(trace: ProblemTrace | null): void;
  saved(text: string, etag: string): void;
  /** Another version takes the place of this one, e.g. the one somebody else saved. */
  reload(text: string, etag: string): void;
}
export type Undoable = Pick<DesignerState, 'definition' | 'text' | 'textOf' | 'textProblems'>;
export type DesignerStore = StoreApi<DesignerState> & { readonly temporal: StoreApi<TemporalState<Undoable>> };

const NONE: ReadonlySet<string> = new Set();
/** A store for one open workflow. @param now epoch milliseconds, for telling bursts apart */
export function createDesignerStore(
  start: {
    readonly id: string;
    readonly text: string;
    readonly savedText: string;
    readonly etag: string;
    readonly definition: WorkflowDefinition;
  },
  now: () => number = Date.now,
): DesignerStore {
  let burst: { key: string; at: number } | null = null;
  let continues = false;
  /** Says whether the edit about to be made goes on with the last one. */
  const mark = (key: string | undefined): void => {
    const at = now();
    continues = key !== undefined && burst !== null && burst.key === key && at - burst.at < BURST_MS;
    burst = key === undefined ? null : { key, at };
  };
  return createStore<DesignerState>()(
    temporal(
      (set, get) => ({
        ...start,
        textOf: start.definition,
        textProblems: [],
        root: [],
        scope: [],
        expanded: NONE,
        selected: NONE,
        selectedEdges: NONE,
        problems: [],
        trace: null,
        edit: (change, key) => {
          const definition = change(get().definition);
          if (definition === get().definition) return;
          mark(key);
          set({ definition, textProblems: [], trace: null });
        },
        syncText: () => {
          const { definition, text, textOf, textProblems } = get();
          if (textOf === definition || textProblems.length > 0) return text;
          const written = patchText(text, definition);
          set({ text: written, textOf: definition });
          return written;
        },
        editText: (text) => {
          const parsed = parseText(text);
          mark('text');
          if ('problems' in parsed) set({ text, textProblems: parsed.problems });
          else
            set({ text, textOf: parsed.definition, textProblems: [], definition: parsed.definition, ...placeIn(parsed.definition, get()) });
        },
        select: (nodes, edges = NONE) => {
          const state = get();
          if (same(nodes, state.selected) && same(edges, state.selectedEdges)) return;
          set({ selected: nodes, selectedEdges: edges, trace: null });
        },
        enter: (scope) => set({ root: scope, scope, selected: NONE, selectedEdges: NONE, trace: null }),
        focus: (scope, nodes, edges = NONE) => {
          const state = get();
          if (scope.join('/') === state.scope.join('/')) return state.select(nodes, edges);
          const drawn = state.root.every((id, index) => scope[index] === id);
          set({ root: drawn ? state.root : scope, scope, selected: nodes, selectedEdges: edges, trace: null });
        },
        toggle: (path, open) => {
          const state = get();
          const expanded = new Set(state.expanded);
          if (open ?? !expanded.has(path)) expanded.add(path);
          else expanded.delete(path);
          const inside = `${state.scope.join('/')}/`.startsWith(`${path}/`) && state.root.length < path.split('/').length;
          const outer = path.split('/');
          set({
            expanded,
            ...(inside && !expanded.has(path)
              ? { scope: outer.slice(0, -1), selected: new Set([outer.at(-1) ?? '']), selectedEdges: NONE }
              : {}),
          });
        },
        setProblems: (problems) => set({ problems }),
        showTrace: (trace) => set({ trace }),
        saved: (savedText, etag) => set({ savedText, etag }),
        reload: (text, etag) => {
          const parsed = parseText(text);
          mark(undefined);
          if ('definition' in parsed)
            set({
              text,
              textOf: parsed.definition,
              savedText: text,
              etag,
              definition: parsed.definition,
              textProblems: [],
              ...placeIn(parsed.definition, get()),
            });
        },
      }),
      {
        limit: UNDO_STEPS,
        partialize: ({ definition, text, textOf, textProblems }): Undoable => ({ definition, text, textOf, textProblems }),
        equality: (past, current) => past.definition === current.definition && past.textProblems === current.textProblems,
        handleSet: (handle) =>
          ((...args: Parameters<typeof handle>) => {
            if (continues) return;
            handle(...args);
          }) as typeof handle,
      },
    ),
  );
}
/** Where the person is, as far as it still exists in `definition`. */
function placeIn(definition: WorkflowDefinition, state: Pick<DesignerState, 'scope' | 'selected'>): Partial<DesignerState> {
  const body = bodyAt(definition, state.scope);
  if (!body) return { root: [], scope: [], selected: NONE, selectedEdges: NONE };
  const states = drawnAt(definition, state.scope);
  const there = new Set([...state.selected].filter((id) => isAnnotation(id) || states.nodes.some((node) => node.id === id)));
  return there.size === state.selected.size ? {} : { selected: there };
}
const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((id) => b.has(id));

export const isDirty = (state: DesignerState): boolean => state.textOf !== state.definition || state.text !== state.savedText;
const NO_BODY: BodyDefinition = { nodes: [], edges: [] };
export const selectBody = (state: DesignerState) => bodyAt(state.definition, state.scope) ?? NO_BODY;
const machines = new WeakMap<NodeDefinition, BodyDefinition>();
/** What is drawn of a scope: a body's nodes, or a machine's states. The same object while nothing changed. */
export function drawnAt(definition: WorkflowDefinition, scope: Scope): BodyDefinition {
  const machine = machineAt(definition, scope);
  if (!machine) return bodyAt(definition, scope) ?? NO_BODY;
  let drawn = machines.get(machine);
  if (!drawn) machines.set(machine, (drawn = drawnMachine(machine)));
  return drawn;
}
/** The one chosen node, if it is one. */
export const selectOnly = (state: DesignerState): string | undefined => (state.selected.size === 1 ? [...state.selected][0] : undefined);
export const selectOnlyPath = (state: DesignerState): string | undefined => {
  const id = selectOnly(state);
  return id === undefined ? undefined : pathOf(state.scope, id);
};

export const DesignerContext = createContext<DesignerStore | null>(null);
export function useDesignerStore(): DesignerStore {
  const store = useContext(DesignerContext);
  if (!store) throw new Error('no workflow is open here');
  return store;
}
export const useDesigner = <T>(selector: (state: DesignerState) => T): T => useStore(useDesignerStore(), selector);
export const useHistoryDepth = <T>(selector: (state: TemporalState<Undoable>) => T): T => useStore(useDesignerStore().temporal, selector);
