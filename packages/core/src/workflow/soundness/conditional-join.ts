import { ALWAYS, NEVER, TooManyStates, type DecisionDiagram, type Fn } from './decision-diagram.js';
import type { JoinRule } from './join-rule.js';
import type { SoundnessEdge, SoundnessGraph, SoundnessNode } from './soundness-graph.js';

type WhenRule = JoinRule & { readonly kind: 'when' };
/** What a join `when` does over all choices and orders of arrival. */
export interface ConditionalVerdict {
  /** It begins whatever the order. */
  readonly surely: Fn;
  /** It begins in some order. */
  readonly perhaps: Fn;
  /** In some order a token arrives after it has begun. */
  readonly surplus: Fn;
}
interface Context {
  readonly graph: SoundnessGraph;
  readonly diagram: DecisionDiagram;
  readonly taken: readonly Fn[];
  settledBefore(earlier: number, later: number): boolean;
}
/** Up to so many edges every combination is looked at. */
const MAX_ENUMERATED = 8;
const MAX_COUNTED = 120;

/** @throws TooManyStates where there are too many edges to count */
export function conditionalJoin(context: Context, node: SoundnessNode, rule: WhenRule): ConditionalVerdict {
  if (node.incoming.length <= MAX_ENUMERATED) return enumerated(context, node, rule);
  if (node.incoming.length > MAX_COUNTED) throw new TooManyStates();
  return counted(context, node, rule);
}

function enumerated({ graph, diagram, taken, settledBefore }: Context, node: SoundnessNode, rule: WhenRule): ConditionalVerdict {
  let [surely, perhaps, surplus] = [NEVER, NEVER, NEVER];
  const { incoming } = node;
  const total = incoming.length;
  const visit = (at: number, vector: readonly boolean[], where: Fn): void => {
    if (where === NEVER) return;
    if (at < total) {
      const arrives = taken[incoming[at] as number] as Fn;
      visit(at + 1, [...vector, true], diagram.and(where, arrives));
      visit(at + 1, [...vector, false], diagram.without(where, arrives));
      return;
    }
    const live = vector.filter((each) => each).length;
    if (live === 0) return;
    if (rule.begins(live, total - live, total)) surely = diagram.or(surely, where);
    const arrivals = arrivalsAt(graph, node, (edge) => vector[incoming.indexOf(edge)] as boolean);
    const counts = countsOnTheWay(arrivals, settledBefore).filter((each) => each.live > 0 && rule.begins(each.live, each.dead, total));
    if (counts.length > 0) perhaps = diagram.or(perhaps, where);
    if (counts.some((each) => each.live < live)) surplus = diagram.or(surplus, where);
  };
  visit(0, [], ALWAYS);
  return { surely, perhaps, surplus };
}

/** The counts that a join may see, in any order of arrival that causality allows. What arrives in one decision may be seen at once. */
function countsOnTheWay(
  arrivals: readonly Arrival[],
  settledBefore: Context['settledBefore'],
): readonly { readonly live: number; readonly dead: number }[] {
  const before = arrivals.map((a) => arrivals.reduce((set, b, i) => (settledBefore(b.source, a.source) ? set | (1 << i) : set), 0));
  const found: { live: number; dead: number }[] = [];
  for (let set = 1; set < 1 << arrivals.length; set++) {
    const members = arrivals.filter((_, i) => set & (1 << i));
    if (arrivals.some((_, i) => set & (1 << i) && ((before[i] as number) & ~set) !== 0)) continue;
    found.push({ live: sum(members, 'live'), dead: sum(members, 'dead') });
  }
  return found;
}
const sum = (arrivals: readonly Arrival[], key: 'live' | 'dead'): number => arrivals.reduce((n, each) => n + each[key], 0);

/** What one node brings to a join: all its edges are decided at once. */
export interface Arrival {
  readonly source: number;
  readonly live: number;
  readonly dead: number;
}
export function arrivalsAt(graph: SoundnessGraph, node: SoundnessNode, isTaken: (edge: number) => boolean): readonly Arrival[] {
  const bySource = new Map<number, { source: number; live: number; dead: number }>();
  for (const edge of node.incoming) {
    const { source } = graph.edges[edge] as SoundnessEdge;
    const arrival = bySource.get(source) ?? { source, live: 0, dead: 0 };
    if (isTaken(edge)) arrival.live++;
    else arrival.dead++;
    bySource.set(source, arrival);
  }
  return [...bySource.values()];
}

/**
 * An order of the sources in which the join never begins (`stuck`), or begins before the last token (`surplus`); `undefined` where there is none
 * or it is not worth the search. Sets of arrivals that were met before are not looked at again.
 */
export function orderOf(
  goal: 'stuck' | 'surplus',
  arrivals: readonly Arrival[],
  settledBefore: Context['settledBefore'],
  rule: WhenRule,
  total: number,
): readonly number[] | undefined {
  if (arrivals.length > MAX_ENUMERATED) return undefined;
  const before = arrivals.map((a) => arrivals.flatMap((b, i) => (settledBefore(b.source, a.source) ? [i] : [])));
  const seen = new Set<number>();
  const visit = (set: number, order: readonly number[]): readonly number[] | undefined => {
    if (seen.has(set)) return undefined;
    seen.add(set);
    const arrived = arrivals.filter((_, i) => set & (1 << i));
    const rest = arrivals.filter((_, i) => !(set & (1 << i)));
    const live = sum(arrived, 'live');
    if (live > 0 && rule.begins(live, sum(arrived, 'dead'), total)) return goal === 'surplus' && sum(rest, 'live') > 0 ? order : undefined;
    if (rest.length === 0) return goal === 'stuck' ? order : undefined;
    for (const [i, arrival] of arrivals.entries()) {
      if (set & (1 << i) || !(before[i] as number[]).every((j) => set & (1 << j))) continue;
      const found = visit(set | (1 << i), [...order, arrival.source]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(0, []);
}

/** Of many edges only the numbers are followed, as if they came in any order. */
function counted({ diagram, taken }: Context, node: SoundnessNode, rule: WhenRule): ConditionalVerdict {
  const total = node.incoming.length;
  const exactly = diagram.counts(node.incoming.map((edge) => taken[edge] as Fn));
  let [surely, perhaps, surplus] = [NEVER, NEVER, NEVER];
  // Fewest live tokens with which it begins when at most so many edges are dead.
  let fewest = Number.POSITIVE_INFINITY;
  for (let dead = 0; dead < total; dead++) {
    for (let live = 1; live < fewest && live + dead <= total; live++) if (rule.begins(live, dead, total)) fewest = live;
    const live = total - dead;
    const where = exactly[live] as Fn;
    if (rule.begins(live, dead, total)) surely = diagram.or(surely, where);
    if (fewest <= live) perhaps = diagram.or(perhaps, where);
    if (fewest < live) surplus = diagram.or(surplus, where);
  }
  return { surely, perhaps, surplus };
}
