import { useContext, createContext } from 'react';
import { temporal, type TemporalState } from 'zundo';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { Problem, WorkflowDefinition } from '../../api/types.js';
import { bodyAt, pathOf, type Scope } from './definition-edits.js';
import type { ProblemTrace } from './problem-trace.js';
import { parseText, patchText, type TextProblem } from './yaml-document.js';

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
  readonly scope: Scope;
  readonly selected: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** The way to the problem that the person looks at, until they look at something else. */
  readonly trace: ProblemTrace | null;
  /** Applies a pure edit. `burst` groups repeated edits of one thing into one undo step. */
  edit(change: (definition: WorkflowDefinition) => WorkflowDefinition, burst?: string): void;
  editText(text: string): void;
  /** Brings the text up to the definition and answers it. */
  syncText(): string;
  select(nodes: ReadonlySet<string>, edges?: ReadonlySet<string>): void;
  enter(scope: Scope): void;
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
        scope: [],
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
        enter: (scope) => set({ scope, selected: NONE, selectedEdges: NONE, trace: null }),
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
  if (!body) return { scope: [], selected: NONE, selectedEdges: NONE };
  const there = new Set([...state.selected].filter((id) => body.nodes.some((node) => node.id === id)));
  return there.size === state.selected.size ? {} : { selected: there };
}
const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((id) => b.has(id));

export const isDirty = (state: DesignerState): boolean => state.textOf !== state.definition || state.text !== state.savedText;
export const selectBody = (state: DesignerState) => bodyAt(state.definition, state.scope) ?? { nodes: [], edges: [] };
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
