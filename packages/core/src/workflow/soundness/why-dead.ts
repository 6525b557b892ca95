import { handlesOf } from '../definition/handles.js';
import type { SoundnessEdge, SoundnessNode } from './soundness-graph.js';

/** Why an edge is never taken although its node runs. */
export function whyDead({ model }: SoundnessNode, { handle }: SoundnessEdge): string {
  if (handle === 'timeout' && handlesOf(model).has('timeout'))
    return `it follows "timeout" of "${model.id}", which has no timeoutSeconds and so never times out`;
  if (handle === 'error') return `it follows "error" of "${model.id}", which cannot fail`;
  if (model.type === 'condition' || model.type === 'switch')
    return `it follows "${handle}" of "${model.id}", which that never takes there: its conditions, and those of the way to it, rule it out`;
  return `it follows "${handle}" of "${model.id}", which that never takes`;
}
