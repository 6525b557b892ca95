import type { Decision } from './decider.js';
import { continueMap } from './map-node.js';
import { isUnderWay } from './recovery-state.js';

/** A container that is active again looks at what there is to do: iterations to begin, an end that was reached. Other nodes: nothing. */
export function resumeContainer(decision: Decision, path: string): void {
  const node = decision.state.nodes.get(path);
  if (!node || !isUnderWay(node)) return;
  if (node.map) continueMap(decision, path);
}
