import { canonicalJson } from '../../canonical.js';
import type { Json } from '../../json.js';
import type { BodyPlan, NodePlan, Plan } from '../../workflow/compile/plan.js';
import { bodiesOf } from '../state/plan-bodies.js';
import { designPath } from '../state/paths.js';
import { isUnderWay } from './recovery-state.js';
import type { ExecutionState, NodeState } from '../state/state.js';

/** One thing that is otherwise in the other revision, and what that means for an execution that goes over to it. */
export interface PlanChange {
  /** Where the node stands in the definition, e.g. `each/approve`. */
  readonly path: string;
  readonly nodeId: string;
  readonly change: 'added' | 'removed' | 'type' | 'edges' | 'config';
  readonly effect: string;
}
export interface PlanFit {
  readonly fits: boolean;
  readonly changes: readonly PlanChange[];
  /** Why it does not fit, a sentence each. */
  readonly problems: readonly string[];
}
/** How far a node of the definition has come, over all its instances. */
type Progress = 'not begun' | 'begun' | 'goes on' | 'ended';

/**
 * Whether an execution can go on under another revision: what has begun must be the same nodes, types and edges in both; what has not, and
 * the configuration of what begins again, may differ. Says all differences at once.
 */
export function planFit(state: ExecutionState, plan: Plan): PlanFit {
  const changes: PlanChange[] = [];
  const problems: string[] = [];
  const progress = progressOf(state);
  compare(state.plan.root, plan.root, '');
  return { fits: problems.length === 0, changes, problems };

  function compare(from: BodyPlan, to: BodyPlan, prefix: string): void {
    for (const id of new Set([...from.byId.keys(), ...to.byId.keys()])) {
      const path = prefix + id;
      const come = progress.get(path) ?? 'not begun';
      const [before, after] = [from.byId.get(id), to.byId.get(id)];
      const say = (change: PlanChange['change'], effect: string): void => void changes.push({ path, nodeId: id, change, effect });
      const refuse = (change: PlanChange['change'], problem: string): void => {
        say(change, `does not fit: ${problem}`);
        problems.push(`${path}: ${problem}`);
      };
      if (!before) say('added', 'runs where its edges lead to it');
      else if (!after) {
        if (come === 'not begun') say('removed', 'has not begun and will not');
        else refuse('removed', 'it has begun and the revision no longer has it');
      } else compareNode(before, after, from, to, path, come, say, refuse);
    }
  }
  function compareNode(
    before: NodePlan,
    after: NodePlan,
    from: BodyPlan,
    to: BodyPlan,
    path: string,
    come: Progress,
    say: (change: PlanChange['change'], effect: string) => void,
    refuse: (change: PlanChange['change'], problem: string) => void,
  ): void {
    if (before.type !== after.type) {
      if (come === 'not begun') return say('type', `will run as ${after.type}`);
      return refuse('type', `it has begun as ${before.type} and is ${after.type} there`);
    }
    const leaving = textOf(edgesFrom(before, from)) !== textOf(edgesFrom(after, to));
    const arriving = textOf(edgesTo(before, from)) !== textOf(edgesTo(after, to));
    if (arriving && come !== 'not begun') refuse('edges', 'it has begun, and other edges lead to it there');
    else if (leaving && come === 'ended') refuse('edges', 'it has ended, and other edges leave it there');
    else if (leaving || arriving) say('edges', 'its edges are followed as the new revision has them');
    if (!sameJson(before, after)) say('config', CONFIG_EFFECTS[come]);
    const inside = new Map(bodiesOf(after));
    for (const [name, body] of bodiesOf(before)) {
      const other = inside.get(name);
      if (other) compare(body, other, name === 'body' ? `${path}/` : `${path}/${name.replace('.', '/')}/`);
      else if (come !== 'not begun') refuse('removed', `it has begun, and its ${name} is gone there`);
    }
  }
}
const CONFIG_EFFECTS: { readonly [come in Progress]: string } = {
  'not begun': 'will run with the new configuration',
  begun: 'begins again with the new configuration; recorded calls are asked for again',
  'goes on': 'goes on: what it had evaluated stays',
  ended: 'has run with the former configuration; its result stays',
};
function sameJson(a: NodePlan, b: NodePlan): boolean {
  const shown = ({ rawConfig, retry, timeoutSeconds, onError, fallback, effect, join, typeVersion }: NodePlan): string =>
    canonicalJson({
      rawConfig,
      retry,
      timeoutSeconds: timeoutSeconds ?? null,
      onError,
      fallback: fallback ?? null,
      effect,
      join: join.kind,
      typeVersion,
    } as unknown as Json);
  return shown(a) === shown(b);
}
const idAt = (body: BodyPlan, index: number): string => (body.nodes[index] as NodePlan).id;
const edgesFrom = (node: NodePlan, body: BodyPlan): readonly string[] =>
  node.outgoing.map((index) => `${body.edges[index]?.handle} ${idAt(body, body.edges[index]?.target as number)}`).sort();
const edgesTo = (node: NodePlan, body: BodyPlan): readonly string[] =>
  node.incoming.map((index) => `${body.edges[index]?.handle} ${idAt(body, body.edges[index]?.source as number)}`).sort();
const textOf = (list: readonly string[]): string => list.join('\n');

function progressOf(state: ExecutionState): ReadonlyMap<string, Progress> {
  const progress = new Map<string, Progress>();
  const rank: readonly Progress[] = ['not begun', 'begun', 'goes on', 'ended'];
  for (const node of state.nodes.values()) {
    const path = designPath(state, node.path);
    const come = progressOfNode(state, node);
    if (rank.indexOf(come) > rank.indexOf(progress.get(path) ?? 'not begun')) progress.set(path, come);
  }
  return progress;
}
function progressOfNode(state: ExecutionState, node: NodeState): Progress {
  if (!state.suspended.has(node.path) && !state.active.has(node.path)) return 'ended';
  return isUnderWay(node) ? 'goes on' : 'begun';
}
