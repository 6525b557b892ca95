/** Undo and redo over a reload: the steps as short changes in the session's store of the browser, where each window has its own. */
import { useEffect } from 'react';
import type { Json, WorkflowDefinition } from '../../api/types.js';
import type { DesignerStore, Undoable } from './designer-store.js';
import { loadTextParts, textPartsAreHere } from './text-parts.js';
import { diffText, diffValues, patchText, patchValue, type Patch, type TextPatch } from './value-patch.js';

const IDLE_MS = 700;
/** So much of the browser's store, in characters, an open workflow may take; the oldest steps go first. */
const MAX_CHARS = 1_500_000;
/** One step away from the state next to it: what its definition and its text differ in, and whether the text said it (0: it lagged behind). */
type Step = readonly [readonly Patch[], TextPatch, 0 | 1];
interface Kept {
  /** What the steps lead away from. */
  readonly text: string;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}
const key = (id: string): string => `agentflow.history.${id}`;
type Said = Pick<Undoable, 'definition' | 'text' | 'textOf'>;
/** Steps that were worked out before: only the newest differ from one time to the next. */
const known = new WeakMap<object, { readonly from: WorkflowDefinition; readonly text: string; readonly step: Step }>();
/** The steps of one direction, nearest first. */
function chain(states: readonly Partial<Undoable>[], from: Said): Step[] {
  const steps: Step[] = [];
  let last = from;
  for (const state of states) {
    const { definition, text, textOf } = state;
    if (!definition || text === undefined) break;
    const before = known.get(state);
    const step: Step =
      before && before.from === last.definition && before.text === last.text
        ? before.step
        : [
            diffValues(last.definition as unknown as Json, definition as unknown as Json),
            diffText(last.text, text),
            textOf === definition ? 1 : 0,
          ];
    known.set(state, { from: last.definition, text: last.text, step });
    steps.push(step);
    last = { definition, text, textOf: textOf ?? definition };
  }
  return steps;
}
/** What stands for the definition that a text said when it lagged behind: only that it was another one counts. */
const ANOTHER = {} as WorkflowDefinition;
function unchain(steps: readonly Step[], from: Said): Undoable[] {
  const states: Undoable[] = [];
  let { definition, text } = from;
  for (const [patches, change, said] of steps) {
    definition = patchValue(definition as unknown as Json, patches) as unknown as WorkflowDefinition;
    text = patchText(text, change);
    states.push({ definition, text, textOf: said ? definition : ANOTHER, textProblems: [] });
  }
  return states;
}
/** What is kept of a store, at most `limit` characters: first the nearest steps. */
export function writeHistory(store: DesignerStore, limit = MAX_CHARS): string {
  const state = store.getState();
  const { pastStates, futureStates } = store.temporal.getState();
  let [past, future] = [chain([...pastStates].reverse(), state), chain([...futureStates].reverse(), state)];
  for (;;) {
    const written = JSON.stringify({ text: state.text, past, future } satisfies Kept);
    if (written.length <= limit || past.length + future.length === 0) return written;
    [past, future] = [past.slice(0, Math.floor(past.length * 0.7)), future.slice(0, Math.floor(future.length * 0.7))];
  }
}
/** Takes up kept steps. Nothing happens when they lead away from something else than what is open. */
export function readHistory(store: DesignerStore, written: string): boolean {
  try {
    const state = store.getState();
    const kept = JSON.parse(written) as Kept;
    if (kept.text !== state.text || state.textOf !== state.definition) return false;
    const [past, future] = [unchain(kept.past, state).reverse(), unchain(kept.future, state).reverse()];
    store.temporal.setState({ pastStates: past, futureStates: future });
    return true;
  } catch {
    return false;
  }
}
export function useKeptHistory(store: DesignerStore): void {
  useEffect(() => {
    const { id } = store.getState();
    const kept = sessionStorage.getItem(key(id));
    if (kept !== null && !readHistory(store, kept)) sessionStorage.removeItem(key(id));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (store.getState().textProblems.length) return;
      if (!textPartsAreHere()) return void loadTextParts().then(keep, () => {});
      store.getState().syncText();
      try {
        sessionStorage.setItem(key(id), writeHistory(store));
      } catch {
        sessionStorage.removeItem(key(id));
      }
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.definition === before.definition) return;
      clearTimeout(timer);
      timer = setTimeout(keep, IDLE_MS);
    });
    const onLeave = (): void => {
      if (timer !== undefined) keep();
    };
    window.addEventListener('pagehide', onLeave);
    return () => {
      onLeave();
      unsubscribe();
      window.removeEventListener('pagehide', onLeave);
    };
  }, [store]);
}
