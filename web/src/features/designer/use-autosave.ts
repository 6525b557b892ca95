import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isApiError } from '../../api/client.js';
import { fetchDraft, saveDraft, workflowKeys } from '../../api/workflows.js';
import { isDirty, useDesignerStore } from './designer-store.js';
import { dropDraft, keepDraft } from './local-draft.js';
import { loadTextParts, textPartsAreHere } from './text-parts.js';

const IDLE_MS = 1500;
/** A crash of the browser loses what was done in this time. */
const KEEP_MS = 400;
export type SaveStatus = 'saved' | 'dirty' | 'saving' | 'failed' | 'conflict' | 'unreadable';
export interface Conflict {
  readonly text: string;
  readonly etag: string;
  readonly updatedAt: string;
}
export interface Saving {
  readonly status: SaveStatus;
  readonly error: Error | null;
  /** What somebody else saved in between. */
  readonly conflict: Conflict | null;
  /** Saves now; answers whether everything is saved. */
  flush(): Promise<boolean>;
  takeTheirs(): void;
  keepMine(): void;
}
/** Saves the draft a moment after the last change, one request at a time, and never over what somebody else saved. */
export function useAutosave(): Saving {
  const store = useDesignerStore();
  const client = useQueryClient();
  const [status, setStatus] = useState<SaveStatus>(() => (isDirty(store.getState()) ? 'dirty' : 'saved'));
  const [error, setError] = useState<Error | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const blocked = useRef(false);
  const keeping = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async (): Promise<boolean> => {
    const { id, etag, textProblems } = store.getState();
    if (!isDirty(store.getState())) return true;
    if (textProblems.length > 0) {
      setStatus('unreadable');
      return false;
    }
    setStatus('saving');
    try {
      await loadTextParts();
      const text = store.getState().syncText();
      const saved = await saveDraft(id, text, etag);
      store.getState().saved(text, saved.etag);
      setError(null);
      if (isDirty(store.getState())) setStatus('dirty');
      else {
        dropDraft(id);
        setStatus('saved');
      }
      void client.invalidateQueries({ queryKey: workflowKeys.all });
      return true;
    } catch (problem) {
      if (isApiError(problem) && problem.status === 412) {
        blocked.current = true;
        const theirs = await fetchDraft(id);
        if (theirs.yaml === store.getState().savedText && theirs.etag !== etag) {
          // Only its place changed, as when it was moved to another folder: there is nothing to merge.
          blocked.current = false;
          store.getState().saved(theirs.yaml, theirs.etag);
          return await save();
        }
        setConflict({ text: theirs.yaml, etag: theirs.etag, updatedAt: theirs.workflow.updatedAt });
        setStatus('conflict');
      } else {
        setError(problem as Error);
        setStatus('failed');
      }
      return false;
    }
  }, [store, client]);
  const keep = useCallback((): void => {
    if (!textPartsAreHere()) return void loadTextParts().then(keep, () => {});
    const text = store.getState().syncText();
    if (isDirty(store.getState())) keepDraft(store.getState().id, { text, etag: store.getState().etag });
  }, [store]);
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    while (running.current) await running.current;
    if (blocked.current) return false;
    running.current = save();
    const done = await running.current;
    running.current = null;
    return done && (isDirty(store.getState()) ? flush() : true);
  }, [save, store]);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.definition === before.definition && state.text === before.text && state.savedText === before.savedText) return;
        if (!isDirty(state)) {
          clearTimeout(timer.current);
          if (!running.current) setStatus('saved');
          return;
        }
        if (state.definition === before.definition && state.textProblems === before.textProblems) return;
        clearTimeout(keeping.current);
        keeping.current = setTimeout(keep, KEEP_MS);
        if (blocked.current) return;
        setStatus(state.textProblems.length ? 'unreadable' : 'dirty');
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void flush(), IDLE_MS);
      }),
    [store, flush, keep],
  );
  useEffect(() => {
    // What came back from this browser's store has changed nothing yet, and still wants saving.
    if (isDirty(store.getState())) timer.current = setTimeout(() => void flush(), IDLE_MS);
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (isDirty(store.getState())) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      clearTimeout(timer.current);
      clearTimeout(keeping.current);
      if (blocked.current) keep();
      if (isDirty(store.getState()) && !blocked.current) void flush();
    };
  }, [store, flush, keep]);
  const settle = useCallback(() => {
    blocked.current = false;
    setConflict(null);
  }, []);
  return {
    status,
    error,
    conflict,
    flush,
    takeTheirs: () => {
      if (!conflict) return;
      settle();
      store.getState().reload(conflict.text, conflict.etag);
      dropDraft(store.getState().id);
      setStatus('saved');
    },
    keepMine: () => {
      if (!conflict) return;
      settle();
      store.getState().saved(conflict.text, conflict.etag);
      void flush();
    },
  };
}
