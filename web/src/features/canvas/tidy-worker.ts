/// <reference lib="webworker" />
import { tidy, type TidyRequest } from './tidy.js';

self.onmessage = (event: MessageEvent<TidyRequest>): void => {
  self.postMessage([...tidy(event.data)]);
};
