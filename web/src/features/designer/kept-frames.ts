import { useEffect } from 'react';
import type { DesignerStore } from './designer-store.js';

const MAX = 200;
const key = (id: string): string => `agentflow.open-frames.${id}`;
/** Remembers in this browser which containers are drawn open. */
export function useKeptFrames(store: DesignerStore): void {
  useEffect(() => {
    const { id } = store.getState();
    try {
      const kept = JSON.parse(localStorage.getItem(key(id)) ?? '[]') as unknown;
      if (Array.isArray(kept)) for (const path of kept.slice(0, MAX)) if (typeof path === 'string') store.getState().toggle(path, true);
    } catch {
      // Nothing that can be read is nothing kept.
    }
    return store.subscribe((state, before) => {
      if (state.expanded === before.expanded) return;
      try {
        localStorage.setItem(key(id), JSON.stringify([...state.expanded].slice(-MAX)));
      } catch {
        // A full store must not stop anybody from looking.
      }
    });
  }, [store]);
}
