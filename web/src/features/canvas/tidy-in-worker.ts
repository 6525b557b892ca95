import type { Place } from './auto-layout.js';
import type { TidyRequest } from './tidy.js';

const PATIENCE_MS = 20_000;
const tidyHere = async (request: TidyRequest): Promise<Map<string, Place>> => (await import('./tidy.js')).tidy(request);
/** Lays out in a worker, so that the page stays alive meanwhile; where workers are not to be had, here. @throws Error when it takes too long */
export function tidyInWorker(request: TidyRequest): Promise<Map<string, Place>> {
  let worker: Worker;
  try {
    worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return tidyHere(request);
  }
  return new Promise<Map<string, Place>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the layout takes too long')), PATIENCE_MS);
    worker.onmessage = (event: MessageEvent<[string, Place][]>) => {
      clearTimeout(timer);
      resolve(new Map(event.data));
    };
    worker.onerror = () => {
      clearTimeout(timer);
      resolve(tidyHere(request));
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
