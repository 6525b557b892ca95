import { useEffect, useState } from 'react';

type Engine = typeof import('./expression-engine.js');
let engine: Engine | null = null;
let loading: Promise<Engine> | null = null;
export const loadEngine = (): Promise<Engine> =>
  (loading ??= import('./expression-engine.js').then(
    (module) => (engine = module),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  ));
/** The expression engine, once it is there. */
export function useEngine(): Engine | null {
  const [ready, setReady] = useState<Engine | null>(engine);
  useEffect(() => {
    if (ready) return;
    let gone = false;
    loadEngine().then(
      (module) => gone || setReady(module),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [ready]);
  return ready;
}
