import type { TraceStep } from '../validate/problem.js';
import type { SoundnessEdge, SoundnessGraph, SoundnessNode } from './soundness-graph.js';

/** What is to be seen at a node: a join that can no longer begin, a token that comes after it has begun, or the node waiting in vain. */
export type Goal = 'stuck' | 'surplus' | 'settled';
export interface Game {
  readonly graph: SoundnessGraph;
  readonly target: SoundnessNode;
  readonly goal: Goal;
  /** Nodes that lie before the target, or call off one that does: no others are completed. */
  readonly before: ReadonlySet<number>;
  /** Sources of the target in the order in which they shall be decided, where that matters. */
  readonly order: readonly number[];
  /** Nodes that the trace is about. */
  readonly shown: ReadonlySet<number>;
  /** By which handles a node goes on. */
  handles(node: SoundnessNode): readonly string[];
  /** Whether a node does not end by itself, but waits to be called off. */
  isCalledOff(node: SoundnessNode): boolean;
}
export interface Played {
  /** Whether the goal was met before the execution ended. */
  readonly met: boolean;
  readonly steps: readonly TraceStep[];
  /** Edges taken into the target. */
  readonly arrived: readonly number[];
}
/** Completed in the decision that begins them; all others take their time, as long as is good for the goal. */
const INLINE: ReadonlySet<string> = new Set('start end set condition switch parallel join fail terminate emit'.split(' '));
/** Orders in which tasks are tried: carefully, as they came, and some at random, because what is cancelled depends on it. */
const ATTEMPTS = 8;
/** Longer traces leave out nodes without a choice. */
const MAX_STEPS = 200;

/** Plays one execution as the engine would: inline work at once and in order, tasks one at a time. */
export function play(game: Game): Played {
  const cancelling = game.graph.nodes.some((node) => cancelsLosers(node) || node.callsOff.length > 0);
  const varies = cancelling || game.graph.nodes.some(({ rule }) => rule.kind === 'when');
  for (let attempt = 0; ; attempt++) {
    const played = playOnce(game, cancelling, attempt);
    if (played.met || !varies || attempt + 1 === ATTEMPTS) return played;
  }
}

function playOnce(game: Game, cancelling: boolean, attempt: number): Played {
  const { graph, goal, target, order } = game;
  const taken = new Uint16Array(graph.nodes.length);
  const dead = new Uint16Array(graph.nodes.length);
  const done = new Uint8Array(graph.nodes.length);
  /** Nodes behind which a join that cancels has begun. */
  const lost = new Set<number>();
  const ready: number[] = [];
  const begun = new Set<number>();
  /** Of those begun the ones that may be completed. */
  const tasks = new Set<number>();
  const took = new Set<number>();
  const steps: (TraceStep & { readonly plain: boolean })[] = [];
  const beforeSource = attempt > 1 ? [] : order.map((source) => ancestorsOf(graph, source).add(source));
  let ended = false;
  let met = false;
  let picks = attempt;
  let arrivedAtBegin = Number.POSITIVE_INFINITY;
  begin(graph.nodes.find((node) => node.incoming.length === 0) as SoundnessNode);
  for (let at = 0; !ended && !(met && goal === 'stuck');) {
    const next = ready[at];
    if (next !== undefined) {
      at++;
      arrive(graph.nodes[next] as SoundnessNode);
      continue;
    }
    const task = met ? undefined : pick();
    if (task === undefined) break;
    tasks.delete(task);
    goOn(graph.nodes[task] as SoundnessNode);
  }
  const arrived = [...took].filter((edge) => (graph.edges[edge] as SoundnessEdge).target === target.index);
  return { met: !ended && (met || goal === 'settled'), steps: shorten(steps), arrived };

  function pick(): number | undefined {
    const due = order.findIndex((source) => !done[source]);
    const wanted = beforeSource[due] ?? game.before;
    return best(wanted) ?? (wanted === game.before ? undefined : best(game.before));
  }
  function best(wanted: ReadonlySet<number>): number | undefined {
    const candidates: number[] = [];
    for (const task of tasks) {
      if (!wanted.has(task) || game.isCalledOff(graph.nodes[task] as SoundnessNode)) continue;
      if (attempt === 0 ? !cancelling || !mayCancel(graph, task, target) : attempt === 1) return task;
      candidates.push(task);
    }
    return candidates[(Math.imul(attempt === 0 ? 0 : ++picks, 0x9e3779b1) >>> 7) % Math.max(1, candidates.length)];
  }
  function arrive(node: SoundnessNode): void {
    const isTarget = node === target;
    if (done[node.index] || begun.has(node.index)) {
      if (isTarget && goal === 'surplus' && (taken[node.index] as number) > arrivedAtBegin) met = true;
      return;
    }
    if (lost.has(node.index)) return decide(node, []);
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
    begun.add(node.index);
    if (node === target) {
      arrivedAtBegin = taken[node.index] as number;
      // Those that came in the same decision are seen at once: one of them is still too many.
      if (
        goal === 'surplus' &&
        arrivedAtBegin > neededBy(node) &&
        new Set(node.incoming.filter((edge) => took.has(edge)).map((edge) => (graph.edges[edge] as SoundnessEdge).source)).size > 1
      )
        met = true;
    }
    if (INLINE.has(node.model.type)) goOn(node);
    else if (game.before.has(node.index)) tasks.add(node.index);
    if (!cancelsLosers(node)) return;
    for (const index of losersOf(graph, node.index)) {
      lost.add(index);
      if (tasks.delete(index)) decide(graph.nodes[index] as SoundnessNode, []);
    }
  }
  function goOn(node: SoundnessNode): void {
    if (node.model.type === 'fail' || node.model.type === 'terminate') ended = true;
    const handles = game.handles(node);
    decide(node, handles);
    if (!handles.includes('error')) for (const index of node.callsOff) callOff(graph.nodes[index] as SoundnessNode, node.index);
  }
  function callOff(node: SoundnessNode, by: number): void {
    if (done[node.index]) return;
    const waits = node.incoming.some((edge) => took.has(edge) && (graph.edges[edge] as SoundnessEdge).source !== by);
    if (tasks.delete(node.index) || waits) decide(node, []);
  }
  function decide(node: SoundnessNode, handles: readonly string[]): void {
    done[node.index] = 1;
    for (const index of node.outgoing) {
      const edge = graph.edges[index] as SoundnessEdge;
      const counts = handles.includes(edge.handle) ? taken : dead;
      counts[edge.target] = (counts[edge.target] as number) + 1;
      if (counts === taken) took.add(index);
      ready.push(edge.target);
    }
    if (!game.shown.has(node.index)) return;
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

/** So many tokens does a join use, where that is a number. */
function neededBy({ rule }: SoundnessNode): number {
  if (rule.kind === 'any') return 1;
  return rule.kind === 'n' ? rule.n : Number.POSITIVE_INFINITY;
}
const cancelsLosers = ({ rule }: SoundnessNode): boolean => rule.kind === 'first' || (rule.kind === 'n' && rule.cancel === true);

/** Nodes whose every way on leads through the join: cancelled when it begins. */
function losersOf({ nodes, edges }: SoundnessGraph, join: number): ReadonlySet<number> {
  const region = new Set<number>();
  for (let index = join - 1; index >= 0; index--) {
    const targets = (nodes[index] as SoundnessNode).outgoing.map((edge) => (edges[edge] as SoundnessEdge).target);
    if (targets.length > 0 && targets.every((target) => target === join || region.has(target))) region.add(index);
  }
  return region;
}
/** Whether the end of a task may at once begin a join that cancels, other than the target, or calls others off. */
function mayCancel({ nodes, edges }: SoundnessGraph, task: number, except: SoundnessNode): boolean {
  if ((nodes[task] as SoundnessNode).callsOff.length > 0) return true;
  const reached = new Set([task]);
  for (const index of reached) {
    for (const edge of (nodes[index] as SoundnessNode).outgoing) {
      const target = nodes[(edges[edge] as SoundnessEdge).target] as SoundnessNode;
      if (cancelsLosers(target) && target !== except) return true;
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
