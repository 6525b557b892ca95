import type { Decision } from './decider.js';
import { advance } from './containers.js';

/** A container that is active again looks at what there is to do: iterations to begin, an end that was reached. Other nodes: nothing. */
export function resumeContainer(decision: Decision, path: string): void {
  advance(decision, path, true);
}
