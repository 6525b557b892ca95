/** Deletions that may still be taken back. Each is committed or undone once; its row stays hidden until the commit has come to its end. */
export interface PendingDeletions {
  begin(id: string, commit: () => Promise<unknown>): void;
  undo(id: string): void;
  commit(id: string): void;
  commitAll(): void;
  hidden(): ReadonlySet<string>;
  subscribe(listener: () => void): () => void;
}
export function createPendingDeletions(): PendingDeletions {
  const waiting = new Map<string, () => Promise<unknown>>();
  const listeners = new Set<() => void>();
  let hidden: ReadonlySet<string> = new Set();
  const show = (next: Iterable<string>): void => {
    hidden = new Set(next);
    for (const listener of listeners) listener();
  };
  const without = (id: string) => [...hidden].filter((each) => each !== id);
  const commit = (id: string): void => {
    const act = waiting.get(id);
    if (!act) return;
    waiting.delete(id);
    void act().finally(() => show(without(id)));
  };
  return {
    begin(id, act) {
      waiting.set(id, act);
      show([...hidden, id]);
    },
    undo(id) {
      if (waiting.delete(id)) show(without(id));
    },
    commit,
    commitAll: () => [...waiting.keys()].forEach(commit),
    hidden: () => hidden,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
