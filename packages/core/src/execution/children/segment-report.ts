import { sha256Hex } from '../../canonical.js';
import type { Held } from '../../json.js';
import { isRef } from '../../json.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import { SEGMENT_END, SEGMENT_START } from '../../workflow/segments/segment-plan.js';
import { budgetAfter, utf8Length } from '../hold.js';
import type { ExecutionState, NodeState, ScopeState } from '../state/state.js';
import { outerPath, type SegmentEnd, type SegmentNodeEnd } from './segment-state.js';

/** So many bytes of outputs go with the end of a segment; what is more lies in the object store, so that the end fits a commit. */
const INLINE_BYTES = 256 * 1024;
/** A reference is as long as that itself. */
const WORTH_A_REFERENCE = 256;

/** What the execution of a segment tells of its nodes now that it has ended; `undefined`: it is none. */
export function segmentEnd(state: ExecutionState): SegmentEnd | undefined {
  const { segment: seed } = state;
  if (seed === null) return undefined;
  const path = state.error?.path;
  const origin = path === null || path === undefined ? undefined : outerPath(seed, path);
  const undone = [...state.nodes.values()].filter(({ status }) => status === 'compensated').map((node) => outerPath(seed, node.path));
  return {
    ...(state.status === 'completed' && { nodes: nodeEnds(state) }),
    ...(origin !== undefined && state.status === 'failed' && { origin }),
    ...(undone.length > 0 && { undone }),
  };
}
function nodeEnds(state: ExecutionState): readonly SegmentNodeEnd[] {
  const scope = state.nodes.get(SEGMENT_START)?.scope as ScopeState;
  const ends: SegmentNodeEnd[] = [];
  let left = INLINE_BYTES;
  for (const plan of state.plan.root.nodes) {
    const node = state.nodes.get(plan.id);
    if (!node || plan.id === SEGMENT_START || plan.id === SEGMENT_END || plan.detached) continue;
    let { output } = node;
    if (!isRef(output)) {
      const after = budgetAfter(output.value, left);
      if (after < 0 && budgetAfter(output.value, WORTH_A_REFERENCE) < 0) output = byReference(state, output);
      else left = after;
    }
    ends.push(nodeEnd(node, scope, output));
  }
  return ends;
}
function nodeEnd(node: NodeState, scope: ScopeState, output: Held): SegmentNodeEnd {
  const { plan, status, error, attempt, startedAt, endedAt, usage } = node;
  return {
    id: plan.id,
    status: status === 'failed' || status === 'skipped' || status === 'cancelled' ? status : 'completed',
    output,
    handles: takenHandles(plan, scope),
    ...(error && { error }),
    attempt,
    startedAt: startedAt ?? 0,
    endedAt: endedAt ?? 0,
    usage,
  };
}
const takenHandles = ({ byHandle }: NodePlan, { edges }: ScopeState): readonly string[] =>
  [...byHandle].filter(([, leaving]) => leaving.some((edge) => edges[edge] === 1)).map(([handle]) => handle);
function byReference(state: ExecutionState, held: { readonly value: Parameters<typeof budgetAfter>[0] }): Held {
  const text = JSON.stringify(held.value);
  const ref = `sha256:${sha256Hex(text)}`;
  state.blobs.set(ref, text);
  return { ref, size: utf8Length(text) };
}
