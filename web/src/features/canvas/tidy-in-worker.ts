import type { Place } from './auto-layout.js';
import { tidy, type TidyRequest } from './tidy.js';

const PATIENCE_MS = 20_000;
/** Lays out in a worker, so that the page stays alive meanwhile; where workers are not to be had, here. @throws Error when it takes too long */
export function tidyInWorker(request: TidyRequest): Promise<Map<string, Place>> {
  let worker: Worker;
  try {
    worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return Promise.resolve(tidy(request));
  }
  return new Promise<Map<string, Place>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the layout takes too long')), PATIENCE_MS);
    worker.onmessage = (event: MessageEvent<[string, Place][]>) => {
      clearTimeout(timer);
      resolve(new Map(event.data));
    };
    worker.onerror = () => {
      clearTimeout(timer);
      resolve(tidy(request));
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
