import { useEffect, useState } from 'react';
import type { ExecutionView } from '../../api/types.js';
import type { ExecutionStore } from './execution-store.js';

export interface Following {
  readonly store: ExecutionStore;
  readonly view: ExecutionView | null;
  readonly error: Error | null;
  /** Whether events arrive; `false` while the browser tries to reach the server again. */
  readonly connected: boolean;
  refresh(): void;
}
/** Follows one execution. What does so comes when it is needed: most visits to a workflow show none. */
export function useFollow(id: string | undefined): Following | null {
  const [following, setFollowing] = useState<Following | null>(null);
  const [broken, setBroken] = useState<Error | null>(null);
  useEffect(() => {
    if (id === undefined) {
      setFollowing(null);
      return;
    }
    let stop: (() => void) | undefined;
    let gone = false;
    import('./follow-execution.js').then(
      ({ follow }) => {
        if (!gone) stop = follow(id, setFollowing);
      },
      (error: Error) => gone || setBroken(error),
    );
    return () => {
      gone = true;
      stop?.();
      setFollowing(null);
    };
  }, [id]);
  // The page's own notice says that it could not be fetched, and how to go on.
  if (broken) throw broken;
  return following;
}
