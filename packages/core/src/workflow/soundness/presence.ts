import { choicesOf, type Choices } from './choices.js';
import { ALWAYS, NEVER, type DecisionDiagram, type Fn } from './decision-diagram.js';
import { conditionalJoin } from './conditional-join.js';
import { settlement, type SoundnessEdge, type SoundnessGraph, type SoundnessNode } from './soundness-graph.js';

/** What can become of one node, over all choices. */
export interface Presence {
  /** At least one edge into it is taken. */
  readonly live: Fn;
  /** It begins. */
  readonly begins: Fn;
  /** Tokens arrive, but it can no longer begin: `JOIN_UNREACHABLE`. */
  readonly stuck: Fn;
  /** A token arrives after it has begun, and is not used. */
  readonly surplus: Fn;
}
export interface Presences {
  readonly nodes: readonly Presence[];
  /** Where each edge is taken. */
  readonly taken: readonly Fn[];
  readonly choices: Choices;
  /** Where a node is called off by another one, of those that may be. */
  readonly calledOff: ReadonlyMap<number, Fn>;
  /** Nodes whose choices were too many to be followed: they are taken to begin or not. */
  readonly unknown: readonly SoundnessNode[];
}

const ALWAYS_THERE: Presence = { live: ALWAYS, begins: ALWAYS, stuck: NEVER, surplus: NEVER };
/** What one node may take; a well-structured one takes a few dozen. */
const STEPS_PER_NODE = 80_000;

/**
 * Follows the tokens of a body through all choices at once. Dead-path elimination (Leymann and Roller 2000) decides every edge of an acyclic
 * graph, so that a node is a function of its edges; but for `when`, whose verdict may depend on the order of arrival, that order does not
 * matter (all interleavings lead to the same marking, the extreme case of a partial-order reduction): each node is looked at once.
 */
export function presencesOf(graph: SoundnessGraph, diagram: DecisionDiagram, constants: boolean): Presences {
  const choices = choicesOf(graph, diagram, constants);
  const taken: Fn[] = graph.edges.map(() => NEVER);
  const nodes: Presence[] = [];
  const unknown: SoundnessNode[] = [];
  const settledBefore = settlement(graph);
  const mayBeCalledOff = new Set(graph.nodes.flatMap((node) => node.callsOff));
  const calledOff = new Map<number, Fn>();
  for (const node of graph.nodes) {
    const followed = diagram.within(STEPS_PER_NODE, () => {
      nodes[node.index] = node.incoming.length === 0 ? ALWAYS_THERE : unlessCalledOff(node);
      goOn(node);
      return true;
    });
    if (!followed) {
      // From here on it is as if the author had not said when it begins: what follows is followed from that.
      unknown.push(node);
      const open = diagram.is(diagram.newVariable());
      nodes[node.index] = { live: open, begins: open, stuck: NEVER, surplus: NEVER };
      for (const index of node.outgoing) taken[index] = diagram.is(diagram.newVariable());
    }
  }
  return { nodes, taken, choices, calledOff, unknown };

  function goOn(node: SoundnessNode): void {
    const { begins, stuck } = nodes[node.index] as Presence;
    for (const index of node.outgoing) {
      const { handle } = graph.edges[index] as SoundnessEdge;
      const goesOn = diagram.and(begins, choices.handle(node, handle));
      taken[index] = handle === node.onFailure ? diagram.or(goesOn, stuck) : goesOn;
    }
  }
  /** Whether the other comes in time is a matter of time: a choice. */
  function unlessCalledOff(node: SoundnessNode): Presence {
    const presence = meet(node);
    if (!mayBeCalledOff.has(node.index)) return presence;
    const off = diagram.is(diagram.newVariable());
    calledOff.set(node.index, off);
    return { ...presence, begins: diagram.without(presence.begins, off), stuck: diagram.without(presence.stuck, off) };
  }

  function meet(node: SoundnessNode): Presence {
    const { rule } = node;
    const arrivals = node.incoming.map((edge) => taken[edge] as Fn);
    const live = diagram.any(arrivals);
    const begins = { live, begins: live, stuck: NEVER, surplus: NEVER };
    switch (rule.kind) {
      case 'all':
      case 'each':
      case 'first':
        return begins;
      case 'any':
        return { ...begins, surplus: moreThan(node, 1) };
      case 'n': {
        const enough = diagram.atLeast(rule.n, arrivals);
        // Whoever writes `cancel: false` wants the others to go on.
        const surplus = rule.cancel === undefined && rule.n < arrivals.length ? moreThan(node, rule.n) : NEVER;
        return { live, begins: enough, stuck: diagram.without(live, enough), surplus };
      }
      case 'when': {
        const verdict = conditionalJoin({ graph, diagram, taken, settledBefore }, node, rule);
        const order = diagram.is(diagram.newVariable());
        const enough = diagram.or(verdict.surely, diagram.and(verdict.perhaps, order));
        return { live, begins: enough, stuck: diagram.without(live, enough), surplus: verdict.surplus };
      }
    }
  }

  /** Where more than `n` tokens come from more than one node: those of one node arrive together. */
  function moreThan(node: SoundnessNode, n: number): Fn {
    const sources = new Map<number, Fn[]>();
    for (const edge of node.incoming) {
      const { source } = graph.edges[edge] as SoundnessEdge;
      sources.set(source, [...(sources.get(source) ?? []), taken[edge] as Fn]);
    }
    if (sources.size < 2) return NEVER;
    if (sources.size === node.incoming.length || n > 1) {
      const more = diagram.atLeast(n + 1, [...sources.values()].flat());
      if (n === 1) return more;
      return diagram.and(more, fromSeveral(sources));
    }
    return fromSeveral(sources);
  }
  function fromSeveral(sources: ReadonlyMap<number, readonly Fn[]>): Fn {
    const arrived = [...sources.values()].map((each) => diagram.any(each));
    return diagram.atLeast(2, arrived);
  }
}
