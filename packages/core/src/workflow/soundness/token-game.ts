import type { TraceStep } from '../problem.js';
import { handlesOf } from '../handles.js';
import type { Fn } from './decision-diagram.js';
import type { SoundnessEdge, SoundnessGraph, SoundnessNode } from './soundness-graph.js';

/** What is to be seen at a node: a join that can no longer begin, a token that comes after it has begun, or the node waiting in vain. */
export type Goal = 'stuck' | 'surplus' | 'settled';
export interface Game {
  readonly graph: SoundnessGraph;
  /** Whether a function of choices holds for those made. */
  holds(f: Fn): boolean;
  handle(node: SoundnessNode, handle: string): Fn;
}
export interface Played {
  /** Whether the goal was met before the execution ended. */
  readonly met: boolean;
  readonly steps: readonly TraceStep[];
  /** Edges taken into the node. */
  readonly arrived: readonly number[];
}
/** Completed in the decision that begins them; all others take their time, as long as is good for the goal. */
const INLINE: ReadonlySet<string> = new Set([
  'start',
  'end',
  'set',
  'condition',
  'switch',
  'parallel',
  'join',
  'fail',
  'terminate',
  'emit',
]);
/** Orders in which tasks are tried: carefully, as they came, and some at random, because what a join cancels depends on it. */
const ATTEMPTS = 8;
/** Longer traces leave out nodes without a choice. */
const MAX_STEPS = 200;

/**
 * Plays one execution as the engine would: inline work at once and in order, tasks one at a time, those first that lie before the node.
 * `order` names sources of the node in the order in which they shall be decided. `shown` says which nodes the trace is about.
 */
export function play(game: Game, goal: Goal, target: SoundnessNode, order: readonly number[], shown: ReadonlySet<number>): Played {
  const varies = target.rule.kind === 'when' || game.graph.nodes.some(cancels);
  for (let attempt = 0; ; attempt++) {
    const played = playOnce(game, goal, target, order, shown, attempt);
    if (played.met || !varies || attempt + 1 === ATTEMPTS) return played;
  }
}
function playOnce(
  game: Game,
  goal: Goal,
  target: SoundnessNode,
  order: readonly number[],
  shown: ReadonlySet<number>,
  attempt: number,
): Played {
  const { graph } = game;
  const taken = new Uint16Array(graph.nodes.length);
  const dead = new Uint16Array(graph.nodes.length);
  const done = new Uint8Array(graph.nodes.length);
  const ready: number[] = [];
  const tasks = new Set<number>();
  const arrived: number[] = [];
  const steps: (TraceStep & { readonly plain: boolean })[] = [];
  const before = ancestorsOf(graph, target.index);
  const beforeSource = order.map((source) => ancestorsOf(graph, source).add(source));
  let ended = false;
  let met = false;
  let arrivedAtBegin = Number.POSITIVE_INFINITY;
  begin(graph.nodes.find((node) => node.incoming.length === 0) as SoundnessNode);
  for (let at = 0; !ended && !met;) {
    const next = ready[at];
    if (next !== undefined) {
      at++;
      arrive(graph.nodes[next] as SoundnessNode);
      continue;
    }
    const task = pick();
    if (task === undefined) break;
    tasks.delete(task);
    goOn(graph.nodes[task] as SoundnessNode);
  }
  return { met: goal === 'settled' ? !ended : met, steps: shorten(steps), arrived };

  function pick(): number | undefined {
    const due = order.findIndex((source) => !done[source]);
    const wanted = due < 0 || attempt > 1 ? before : (beforeSource[due] as ReadonlySet<number>);
    return best([...tasks].filter((task) => wanted.has(task))) ?? best([...tasks].filter((task) => before.has(task)));
  }
  function best(candidates: readonly number[]): number | undefined {
    if (attempt === 0) return candidates.find((task) => !leadsToCancel(graph, task, target)) ?? candidates[0];
    return attempt === 1 ? candidates[0] : candidates[(Math.imul(attempt, 0x9e3779b1) >>> 5) % Math.max(1, candidates.length)];
  }
  function arrive(node: SoundnessNode): void {
    const isTarget = node === target;
    if (done[node.index] || tasks.has(node.index)) {
      if (isTarget && goal === 'surplus' && (taken[node.index] as number) > arrivedAtBegin) met = true;
      return;
    }
    switch (verdictOf(node, taken[node.index] as number, dead[node.index] as number)) {
      case 'wait':
        return;
      case 'skip':
        return decide(node, []);
      case 'begin':
        return begin(node);
      case 'unreachable':
        if (isTarget && goal === 'stuck') met = true;
        else if (node.onFailure === undefined) ended = true;
        else decide(node, [node.onFailure]);
    }
  }
  function begin(node: SoundnessNode): void {
    if (node === target) arrivedAtBegin = taken[node.index] as number;
    if (INLINE.has(node.model.type)) goOn(node);
    else tasks.add(node.index);
    if (!cancels(node)) return;
    const losers = losersOf(graph, node.index);
    for (const task of [...tasks]) {
      if (!losers.has(task)) continue;
      tasks.delete(task);
      decide(graph.nodes[task] as SoundnessNode, []);
    }
  }
  function goOn(node: SoundnessNode): void {
    if (node.model.type === 'fail' || node.model.type === 'terminate') ended = true;
    const handles = new Set([...handlesOf(node.model), ...node.outgoing.map((edge) => (graph.edges[edge] as SoundnessEdge).handle)]);
    decide(
      node,
      [...handles].filter((handle) => game.holds(game.handle(node, handle))),
    );
  }
  function decide(node: SoundnessNode, handles: readonly string[]): void {
    done[node.index] = 1;
    for (const index of node.outgoing) {
      const edge = graph.edges[index] as SoundnessEdge;
      const counts = handles.includes(edge.handle) ? taken : dead;
      counts[edge.target] = (counts[edge.target] as number) + 1;
      if (counts === taken && edge.target === target.index) arrived.push(index);
      ready.push(edge.target);
    }
    if (!shown.has(node.index)) return;
    const plain = !hasChoice(node);
    for (const handle of handles) {
      const edges = node.outgoing.map((index) => graph.edges[index] as SoundnessEdge).filter((edge) => edge.handle === handle);
      steps.push({ nodeId: node.model.id, handle, edges: edges.map((edge) => edge.model.pointer), plain });
    }
  }
  function hasChoice(node: SoundnessNode): boolean {
    return (
      node.model.type === 'condition' ||
      node.model.type === 'switch' ||
      node.outgoing.some((edge) => (graph.edges[edge] as SoundnessEdge).handle !== 'out')
    );
  }
}

const cancels = ({ rule }: SoundnessNode): boolean => rule.kind === 'first' || (rule.kind === 'n' && rule.cancel === true);

/** Nodes whose every way on leads through the join: cancelled when it begins. */
function losersOf({ nodes, edges }: SoundnessGraph, join: number): ReadonlySet<number> {
  const region = new Set<number>();
  for (let index = join - 1; index >= 0; index--) {
    const targets = (nodes[index] as SoundnessNode).outgoing.map((edge) => (edges[edge] as SoundnessEdge).target);
    if (targets.length > 0 && targets.every((target) => target === join || region.has(target))) region.add(index);
  }
  return region;
}
/** Whether the end of a task may at once begin a join, other than the one looked at, that cancels. */
function leadsToCancel({ nodes, edges }: SoundnessGraph, task: number, except: SoundnessNode): boolean {
  const reached = new Set([task]);
  for (const index of reached) {
    for (const edge of (nodes[index] as SoundnessNode).outgoing) {
      const target = nodes[(edges[edge] as SoundnessEdge).target] as SoundnessNode;
      if (cancels(target) && target !== except) return true;
      if (INLINE.has(target.model.type)) reached.add(target.index);
    }
  }
  return false;
}

function verdictOf({ rule, incoming }: SoundnessNode, taken: number, dead: number): 'begin' | 'skip' | 'wait' | 'unreachable' {
  const pending = incoming.length - taken - dead;
  if (dead === incoming.length) return 'skip';
  switch (rule.kind) {
    case 'all':
      return pending === 0 ? 'begin' : 'wait';
    case 'any':
    case 'first':
    case 'each':
      return taken > 0 ? 'begin' : 'wait';
    case 'n':
      if (taken >= rule.n) return 'begin';
      return taken > 0 && taken + pending < rule.n ? 'unreachable' : 'wait';
    case 'when':
      if (taken > 0 && rule.begins(taken, dead, incoming.length)) return 'begin';
      return pending === 0 ? 'unreachable' : 'wait';
  }
}

export function ancestorsOf({ nodes, edges }: SoundnessGraph, index: number): Set<number> {
  const found = new Set<number>();
  const open = [index];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const edge of (nodes[next] as SoundnessNode).incoming) {
      const { source } = edges[edge] as SoundnessEdge;
      if (found.has(source)) continue;
      found.add(source);
      open.push(source);
    }
  }
  return found;
}

function shorten(steps: readonly (TraceStep & { readonly plain: boolean })[]): readonly TraceStep[] {
  const kept = steps.length > MAX_STEPS ? steps.filter((step) => !step.plain).slice(-MAX_STEPS) : steps;
  return kept.map(({ plain: _, ...step }) => step);
}
