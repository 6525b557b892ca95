import type { BodyGraph } from '../compile/body-graph.js';
import type { TraceStep } from '../validate/problem.js';
import type { ProblemCode } from '../validate/problem-codes.js';
import type { Report } from '../validate/validate-report.js';
import { arrivalsAt, orderOf } from './conditional-join.js';
import { DecisionDiagram, NEVER, TooManyStates, type Choice, type Fn } from './decision-diagram.js';
import { reportEachRegions } from './each-region.js';
import { writtenJoin } from './join-rule.js';
import { presencesOf, type Presence, type Presences } from './presence.js';
import { ancestorsOf, play, type Goal } from './token-game.js';
import { settlement, soundnessGraph, type SoundnessEdge, type SoundnessGraph, type SoundnessNode } from './soundness-graph.js';
import { whyDead } from './why-dead.js';

/** Steps that the diagram of a body may take, and those of one question asked of it. */
const MAX_STEPS = 400_000;
const STEPS_PER_QUESTION = 60_000;
/** Nodes visited in playing, over all findings. */
const MAX_PLAYED = 500_000;
/** Choices that lead to one finding which are played before it is held to be impossible in time. */
const MAX_CHOICES_PLAYED = 10;
const COMPLETIONS = 4;
/** Problems of one body that are told with a trace; all others without. */
const MAX_TRACES = 50;

/**
 * Soundness of one body (van der Aalst 1997: option to complete, proper completion, no dead transitions), found by following presence through
 * all choices symbolically; each finding is then played as the engine would run it, and told with the choices that lead to it.
 * Errors: JOIN_UNREACHABLE, DEADLOCK, DEAD_NODE, EACH_REGION_ENTERED. Warnings: SURPLUS_TOKEN, DEADLOCK after failures only,
 * DEAD_NODE where only a condition written out makes it so, SOUNDNESS_UNKNOWN where that would take too long.
 */
export function checkSoundness(body: BodyGraph, defaultOnError: string, report: Report, steps = MAX_STEPS): void {
  const graph = soundnessGraph(body, defaultOnError);
  if (!graph) return;
  reportEachRegions(graph, report);
  const diagram = new DecisionDiagram(steps);
  const check = new Check(graph, diagram, presencesOf(graph, diagram, true), report, steps);
  check.run();
  const [unknown] = check.unknown;
  if (unknown === undefined) return;
  const others = check.unknown.size > 1 ? ` and ${check.unknown.size - 1} more` : '';
  report.warning(
    'SOUNDNESS_UNKNOWN',
    unknown.model.pointer,
    `whether all is well at "${unknown.model.id}"${others} could not be found out: the choices before it have too many combinations. Join paths earlier, or move a part into a subflow`,
    unknown.model.id,
  );
}

const NOTHING: ReadonlySet<number> = new Set();
interface Found {
  /** Left out once there are enough of them. */
  readonly trace: readonly TraceStep[] | undefined;
  /** Only when nodes before it fail or time out. */
  readonly afterFailure: boolean;
  /** Only in a race with a node that ends the execution. */
  readonly ending: boolean;
}

class Check {
  private readonly settledBefore;
  /** Where the execution is ended by a node of its own. */
  private readonly ends: Fn;
  /** Nodes of which not all is known. */
  readonly unknown: Set<SoundnessNode>;
  /** Whether nothing depends on the order of events: then what choices allow can happen, and need not be played to be believed. */
  private readonly isTimeless: boolean;
  private traces = 0;
  private played = 0;

  constructor(
    private readonly graph: SoundnessGraph,
    private readonly diagram: DecisionDiagram,
    private readonly presences: Presences,
    private readonly report: Report,
    private readonly steps: number,
  ) {
    this.settledBefore = settlement(graph);
    this.unknown = new Set(presences.unknown);
    const ending = graph.nodes.filter((node) => node.model.type === 'fail' || node.model.type === 'terminate');
    this.ends = this.ask(ending[0], () => diagram.any(ending.map((node) => this.at(node).begins))) ?? NEVER;
    this.isTimeless = !graph.nodes.some(
      ({ rule, callsOff }) =>
        rule.kind === 'first' || rule.kind === 'when' || (rule.kind === 'n' && rule.cancel === true) || callsOff.length > 0,
    );
  }

  run(): void {
    for (const node of this.graph.nodes) {
      const presence = this.at(node);
      if (presence.begins === NEVER) this.ask(node, () => this.neverBegins(node, presence));
      else if (presence.stuck !== NEVER && node.onFailure === undefined) this.ask(node, () => this.deadlock(node, presence));
      if (presence.surplus !== NEVER) this.ask(node, () => this.surplus(node, presence));
    }
  }
  /** What takes too long is not answered, and said to be unknown. */
  private ask<T>(about: SoundnessNode | undefined, question: () => T): T | undefined {
    const answer = this.diagram.within(STEPS_PER_QUESTION, () => ({ is: question() }));
    if (!answer && about) this.unknown.add(about);
    return answer?.is;
  }

  private at(node: SoundnessNode): Presence {
    return this.presences.nodes[node.index] as Presence;
  }

  private neverBegins(node: SoundnessNode, { live }: Presence): void {
    const { rule, incoming, model } = node;
    if (live !== NEVER) {
      const trace = (this.search(live, node, 'stuck') ?? this.search(live, node, 'settled'))?.trace;
      return this.tell(
        'error',
        'JOIN_UNREACHABLE',
        node,
        `${waitsFor(node)}: it can never begin${this.mostArriving(node)}`,
        trace,
        joinPointer(node),
      );
    }
    if (rule.kind === 'n' && rule.n > incoming.length)
      return this.tell(
        'error',
        'JOIN_UNREACHABLE',
        node,
        `${waitsFor(node)}: it can never begin${this.mostArriving(node)}`,
        undefined,
        joinPointer(node),
      );
    // What follows a node that never begins follows from that: only the first one is told.
    const cause = incoming.map((edge) => this.graph.edges[edge] as SoundnessEdge).find((edge) => this.goesOn(edge.source));
    if (!cause) return;
    const source = this.graph.nodes[cause.source] as SoundnessNode;
    const reached = this.at(source);
    const trace = this.search(reached.begins, node, 'settled')?.trace;
    const behind = this.deadBehind(node);
    const message = `"${model.id}" can never run: ${whyDead(source, cause)}${behind > 0 ? `. Nor can ${behind} ${behind === 1 ? 'node' : 'nodes'} behind it` : ''}`;
    this.tell(this.isDeadByHandles(node) ? 'error' : 'warning', 'DEAD_NODE', node, message, trace);
  }
  private goesOn(index: number): boolean {
    const { begins, stuck } = this.presences.nodes[index] as Presence;
    return begins !== NEVER || (stuck !== NEVER && (this.graph.nodes[index] as SoundnessNode).onFailure !== undefined);
  }
  private deadBehind(node: SoundnessNode): number {
    const behind = new Set<number>([node.index]);
    for (const index of behind) {
      for (const edge of (this.graph.nodes[index] as SoundnessNode).outgoing) {
        const { target } = this.graph.edges[edge] as SoundnessEdge;
        if ((this.presences.nodes[target] as Presence).live === NEVER) behind.add(target);
      }
    }
    return behind.size - 1;
  }
  private handlesOnly: Presences | undefined;
  /** Whether it is dead even if conditions written out as true or false were open: then it is no stub of the author's. */
  private isDeadByHandles(node: SoundnessNode): boolean {
    this.handlesOnly ??= presencesOf(this.graph, new DecisionDiagram(this.steps), false);
    return (this.handlesOnly.nodes[node.index] as Presence).live === NEVER;
  }
  private mostArriving(node: SoundnessNode): string {
    const { incoming, rule } = node;
    if (rule.kind !== 'n') return '';
    if (rule.n > incoming.length) return `, because only ${incoming.length} ${incoming.length === 1 ? 'edge leads' : 'edges lead'} to it`;
    const exactly = this.diagram.counts(
      incoming.map((edge) => this.presences.taken[edge] as Fn),
      rule.n,
    );
    return `, because of its ${incoming.length} paths at most ${exactly.findLastIndex((where) => where !== NEVER)} can be taken together`;
  }

  private deadlock(node: SoundnessNode, { stuck }: Presence): void {
    const found = this.search(stuck, node, 'stuck');
    if (!found) return;
    const { trace, afterFailure, ending } = found;
    const arrived = trace?.at(-1)?.edges.length ?? 'too few';
    const tokens = `${arrived} of its ${node.incoming.length} paths ${arrived === 1 ? 'arrives' : 'arrive'} and no other can`;
    const when = afterFailure ? ', when nodes before it fail or time out,' : ending ? ', before another path ends the execution,' : '';
    const message =
      `${waitsFor(node)}, but ${trace ? 'with the choices shown' : 'with some choices'}${when} ${tokens}: the execution fails there with JOIN_UNREACHABLE. ` +
      'Wait for fewer, use the join "all" (which waits for what can still come), or lead an edge from its handle "error"';
    this.tell(afterFailure || ending ? 'warning' : 'error', 'DEADLOCK', node, message, trace, joinPointer(node));
  }

  private surplus(node: SoundnessNode, { surplus }: Presence): void {
    const found = this.search(surplus, node, 'surplus');
    if (!found || found.ending) return;
    const { rule } = node;
    const way =
      rule.kind === 'n'
        ? 'Say cancel: true to stop what is left, or cancel: false if it shall go on'
        : rule.kind === 'when'
          ? 'Wait for all that can come, or use { n, cancel: true } to stop what is left'
          : 'Use "all" to wait for every path, "first" to cancel the others, "each" to go on for every one, or { n: 1, cancel: false } if they shall go on';
    const begins = rule.kind === 'any' ? 'on the first path that arrives' : 'before all paths have arrived';
    const message = `"${node.model.id}" begins ${begins}, and ${found.trace ? 'with the choices shown' : 'with some choices'} another one comes later: what it did has no use. ${way}`;
    this.tell('warning', 'SURPLUS_TOKEN', node, message, found.trace, joinPointer(node));
  }

  /** The plainest choices first: those that lead to no other end, then without failures, then any at all. */
  private search(where: Fn, node: SoundnessNode, goal: Goal): Found | undefined {
    const open = this.diagram.without(where, this.ends);
    for (const set of new Set([this.diagram.without(open, this.stuckElsewhere(node)), open, where])) {
      for (const avoided of [this.presences.choices.failures, NOTHING]) {
        if (set === where && where !== open && this.traces >= MAX_TRACES) return undefined;
        const found = this.find(set, node, goal, avoided);
        if (found) return { ...found, ending: set === where && where !== open };
      }
    }
    return undefined;
  }
  private deadlocks: readonly { readonly node: SoundnessNode; readonly stuck: Fn }[] | undefined;
  /** Where another join fails the execution. */
  private stuckElsewhere(node: SoundnessNode): Fn {
    this.deadlocks ??= this.graph.nodes
      .filter((each) => each.onFailure === undefined && this.at(each).stuck !== NEVER)
      .map((each) => ({ node: each, stuck: this.at(each).stuck }));
    // Of very many the first ones: the others are told one way or the other.
    const first = this.deadlocks.slice(0, MAX_TRACES);
    if (first.some((each) => each.node === node))
      return this.diagram.any(first.filter((each) => each.node !== node).map((each) => each.stuck));
    return (this.firstDeadlocks ??= this.diagram.any(first.map((each) => each.stuck)));
  }
  private firstDeadlocks: Fn | undefined;

  /** Choices for which `where` holds, played to the goal at `node`; others where the order of events does not allow it with the first ones. */
  private find(where: Fn, node: SoundnessNode, goal: Goal, avoided: ReadonlySet<number>): Omit<Found, 'ending'> | undefined {
    let left = where;
    for (let i = 0; i < MAX_CHOICES_PLAYED; i++) {
      const choice = this.diagram.satisfy(left, avoided);
      if (!choice) return undefined;
      if (this.traces >= MAX_TRACES && this.isTimeless) return { trace: undefined, afterFailure: this.hasFailure(choice.truths) };
      for (const truths of this.completions(choice, node, avoided)) {
        const trace = this.playOut({ ...choice, truths }, node, goal);
        if (trace) return { trace, afterFailure: this.hasFailure(truths) };
      }
      left = this.diagram.without(left, this.diagram.conjunction(choice));
    }
    return undefined;
  }
  private hasFailure(truths: ReadonlySet<number>): boolean {
    return [...truths].some((variable) => this.presences.choices.failures.has(variable));
  }
  /** What is left open by a choice may still decide who comes first: false, then true, then some of both. */
  private *completions({ truths, decided }: Choice, node: SoundnessNode, avoided: ReadonlySet<number>): Generator<ReadonlySet<number>> {
    yield truths;
    const before = this.before(node);
    const open = [...this.presences.choices.owners].filter(
      ([variable, owner]) => !decided.has(variable) && !avoided.has(variable) && before.has(owner),
    );
    if (open.length === 0) return;
    for (let i = 0; i < COMPLETIONS; i++) {
      yield new Set([
        ...truths,
        ...open.filter((_, at) => i === 0 || Math.imul(at + 1, 0x9e3779b1 + i * 0x85ebca6b) < 0).map(([variable]) => variable),
      ]);
    }
  }
  private playOut(choice: Choice, target: SoundnessNode, goal: Goal): readonly TraceStep[] | undefined {
    const { diagram, graph, presences } = this;
    this.played += graph.nodes.length;
    if (this.played > MAX_PLAYED) throw new TooManyStates();
    const holds = (f: Fn): boolean => diagram.holds(f, choice.truths);
    const before = this.before(target);
    const shown = new Set(before);
    for (const variable of choice.decided) {
      const owner = presences.choices.owners.get(variable);
      if (owner !== undefined) shown.add(owner);
    }
    const { steps, arrived, met } = play({
      graph,
      target,
      goal,
      before,
      shown,
      order: this.orderFor(holds, target, goal),
      handles: (node) => presences.choices.handlesOf(node).filter((handle) => holds(presences.choices.handle(node, handle))),
      isCalledOff: (node) => holds(presences.calledOff.get(node.index) ?? NEVER),
    });
    if (!met) return undefined;
    const edges = arrived.map((edge) => (graph.edges[edge] as SoundnessEdge).model.pointer);
    const stands = goal === 'surplus' ? 'late' : edges.length > 0 ? 'waiting' : 'never';
    return [...steps, { nodeId: target.model.id, edges: stands === 'late' ? edges.slice(-1) : edges, stands }];
  }
  private readonly ancestors = new Map<number, ReadonlySet<number>>();
  private before(node: SoundnessNode): ReadonlySet<number> {
    let before = this.ancestors.get(node.index) as Set<number> | undefined;
    if (before) return before;
    before = ancestorsOf(this.graph, node.index);
    for (const { index, callsOff } of this.graph.nodes) {
      if (before.has(index) || !callsOff.some((each) => each === node.index || before?.has(each))) continue;
      for (const each of ancestorsOf(this.graph, index).add(index)) before.add(each);
    }
    this.ancestors.clear();
    this.ancestors.set(node.index, before);
    return before;
  }
  /** In which order paths must arrive, where that decides. */
  private orderFor(holds: (f: Fn) => boolean, node: SoundnessNode, goal: Goal): readonly number[] {
    if (node.rule.kind !== 'when' || goal === 'settled') return [];
    const arrivals = arrivalsAt(this.graph, node, (edge) => holds(this.presences.taken[edge] as Fn));
    return orderOf(goal, arrivals, this.settledBefore, node.rule, node.incoming.length) ?? [];
  }

  private tell(
    severity: 'error' | 'warning',
    code: ProblemCode,
    { model }: SoundnessNode,
    message: string,
    trace: readonly TraceStep[] | undefined,
    pointer = model.pointer,
  ): void {
    const shown = trace !== undefined && this.traces++ < MAX_TRACES ? { trace } : {};
    this.report.add({ severity, code, pointer, message, nodeId: model.id, ...shown });
  }
}

const joinPointer = ({ model }: SoundnessNode): string => (writtenJoin(model) as { readonly pointer: string }).pointer;

function waitsFor({ rule, model }: SoundnessNode): string {
  if (rule.kind === 'n') return `"${model.id}" waits for ${rule.n} paths`;
  return `"${model.id}" waits until ${rule.kind === 'when' ? rule.source.slice(0, 200) : 'it can begin'}`;
}
