import { useEffect } from 'react';
import { validateDraft } from '../../api/workflows.js';
import { useDesignerStore } from './designer-store.js';

/** The first change is asked about at once, those that follow at most so often. */
const GAP_MS = 150;
const SOON_MS = 20;
/** Asks the server what is wrong with what is on the screen, a moment after each change. The answer to an older question is not heard. */
export function useValidation(): void {
  const store = useDesignerStore();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | undefined;
    let asked = -GAP_MS;
    const ask = (): void => {
      const { id, textProblems, definition } = store.getState();
      if (textProblems.length) return;
      asked = performance.now();
      asking?.abort();
      asking = new AbortController();
      const { signal } = asking;
      validateDraft(id, definition, signal).then(
        (problems) => signal.aborted || store.getState().setProblems(problems),
        () => {},
      );
    };
    const unsubscribe = store.subscribe((state, before) => {
      // Where nodes lie changes nothing about the graph.
      if (state.definition === before.definition || sameButLayout(state.definition, before.definition)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, Math.max(SOON_MS, asked + GAP_MS - performance.now()));
    });
    ask();
    return () => {
      unsubscribe();
      clearTimeout(timer);
      asking?.abort();
    };
  }, [store]);
}
const sameButLayout = (a: object, b: object): boolean => {
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return (
    a !== b && [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => key === 'layout' || left[key] === right[key])
  );
};
