import type { Commit, ExecutionId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';

/** What a watcher of an execution hears: durable commits, and text as it streams. */
export type LiveNews =
  | { readonly kind: 'commit'; readonly commit: Commit }
  | { readonly kind: 'delta'; readonly path: string; readonly index: number; readonly text: string }
  | { readonly kind: 'log'; readonly path: string; readonly level: string; readonly message: string; readonly at: number }
  /** The execution goes on in another process: watch it there. */
  | { readonly kind: 'moved' };
export interface LiveHub {
  subscribe(id: ExecutionId, hear: (news: LiveNews) => void): () => void;
  commit(commit: Commit): void;
  /** Text of a running step; told to watchers in portions of 30 ms. */
  delta(id: ExecutionId, path: string, index: number, text: string): void;
  log(id: ExecutionId, path: string, level: string, message: string): void;
  stepEnded(id: ExecutionId, path: string, index: number): void;
  /** The text so far of steps that run now. */
  textSoFar(id: ExecutionId): readonly { readonly path: string; readonly index: number; readonly text: string }[];
  ended(id: ExecutionId): void;
  /** Executions whose ids `is` says are another process's now: their watchers are told. */
  moved(is: (id: ExecutionId) => boolean): void;
}
const PORTION_MS = 30;
/** Text kept for late watchers, per step, in UTF-16 units. */
const MAX_TEXT = 200_000;

export function createLiveHub(clock: Clock): LiveHub {
  const watchers = new Map<ExecutionId, Set<(news: LiveNews) => void>>();
  const texts = new Map<ExecutionId, Map<string, { path: string; index: number; text: string; told: number }>>();
  let armed = false;
  const fresh = new Set<ExecutionId>();

  function tell(id: ExecutionId, news: LiveNews): void {
    const hearing = watchers.get(id);
    if (hearing) for (const hear of [...hearing]) hear(news);
  }
  function flush(): void {
    armed = false;
    for (const id of fresh) tellText(id);
    fresh.clear();
  }
  function tellText(id: ExecutionId): void {
    for (const entry of texts.get(id)?.values() ?? []) {
      if (entry.told === entry.text.length) continue;
      const text = entry.text.slice(entry.told);
      entry.told = entry.text.length;
      tell(id, { kind: 'delta', path: entry.path, index: entry.index, text });
    }
  }
  return {
    subscribe(id, hear) {
      let hearing = watchers.get(id);
      if (!hearing) watchers.set(id, (hearing = new Set()));
      hearing.add(hear);
      return () => {
        hearing.delete(hear);
        if (hearing.size === 0 && watchers.get(id) === hearing) watchers.delete(id);
      };
    },
    commit(commit) {
      if (!watchers.has(commit.executionId)) return;
      tellText(commit.executionId);
      tell(commit.executionId, { kind: 'commit', commit });
    },
    delta(id, path, index, text) {
      let steps = texts.get(id);
      if (!steps) texts.set(id, (steps = new Map()));
      const key = `${path}#${index}`;
      let entry = steps.get(key);
      if (!entry) steps.set(key, (entry = { path, index, text: '', told: 0 }));
      if (entry.text.length < MAX_TEXT) entry.text += text;
      fresh.add(id);
      if (armed) return;
      armed = true;
      clock.after(PORTION_MS, flush);
    },
    log(id, path, level, message) {
      if (watchers.has(id)) tell(id, { kind: 'log', path, level, message, at: clock.now() });
    },
    stepEnded(id, path, index) {
      const steps = texts.get(id);
      if (!steps) return;
      tellText(id);
      steps.delete(`${path}#${index}`);
      if (steps.size === 0) texts.delete(id);
    },
    textSoFar: (id) => [...(texts.get(id)?.values() ?? [])].map(({ path, index, text }) => ({ path, index, text })),
    ended: (id) => void texts.delete(id),
    moved(is) {
      for (const id of [...watchers.keys()]) if (is(id)) tell(id, { kind: 'moved' });
      for (const id of [...texts.keys()]) if (is(id)) texts.delete(id);
    },
  };
}
