import {
  mapBodies,
  type BodyDefinition,
  type EdgeDefinition,
  type JoinDefinition,
  type NodeDefinition,
  type WorkflowDefinition,
} from '@agentflow/core';

/** A generator of whole numbers below `limit`, the same for the same seed (mulberry32). */
export type Random = (limit: number) => number;
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

export interface RandomWorkflowOptions {
  /** Layers of the workflow's own graph at most; 5 where left out. Bodies have two. */
  readonly layers?: number;
  /** Nodes of a layer at most; 3 where left out. */
  readonly width?: number;
  /** Types to draw from, by name of `RANDOM_NODES`; all where left out. */
  readonly types?: readonly string[];
}
interface Shape {
  readonly layers: number;
  readonly width: number;
  readonly types: readonly string[];
}
/**
 * A random sound workflow: layers of nodes of every kind, each reached from an earlier layer and leading on to the end.
 * Joins are such that they fire or are skipped, unless `n` asks for more than comes: that is a failure the engine must name.
 */
export function randomWorkflow(random: Random, { layers = 5, width = 3, types = ALONE }: RandomWorkflowOptions = {}): WorkflowDefinition {
  return {
    schemaVersion: '1',
    name: 'random',
    ...randomBody(random, 0, { layers, width, types }),
    settings: random(4) === 0 ? { timeoutSeconds: 1 + random(500) } : {},
  };
}
function randomBody(random: Random, depth: number, shape: Shape): BodyDefinition {
  const layers = 1 + random(depth === 0 ? shape.layers : 2);
  const nodes: NodeDefinition[] = [{ id: 'start', type: 'start' }];
  const edges: EdgeDefinition[] = [];
  const undos: NodeDefinition[] = [];
  let previous = ['start'];
  for (let layer = 0; layer < layers; layer++) {
    const current: string[] = [];
    const width = 1 + random(shape.width);
    for (let column = 0; column < width; column++) {
      const node = randomNode(random, `n${layer}_${column}`, depth, shape);
      nodes.push(node);
      if (node.compensation !== undefined) undos.push(undoOf(node.compensation));
      current.push(node.id);
    }
    // Every node has a predecessor, every former node a successor.
    for (const id of current) connect(random, nodes, edges, previous[random(previous.length)] as string, id);
    for (const id of previous)
      if (!edges.some((edge) => edge.source === id)) connect(random, nodes, edges, id, current[random(current.length)] as string);
    if (random(3) === 0)
      connect(random, nodes, edges, previous[random(previous.length)] as string, current[random(current.length)] as string);
    previous = [...current, ...(random(3) === 0 ? [previous[random(previous.length)] as string] : [])];
  }
  nodes.push({ id: 'end', type: 'end', config: { output: { at: 'end' } } });
  for (const node of nodes)
    if (node.id !== 'end' && (previous.includes(node.id) || !edges.some((edge) => edge.source === node.id)))
      connect(random, nodes, edges, node.id, 'end');
  return { nodes: [...nodes, ...undos], edges };
}
/** The same workflow with some of its nodes, in bodies too, in domains of their own: `percent` of them, in runs of neighbours more often than one by one. */
export function withDomains(
  definition: WorkflowDefinition,
  random: Random,
  percent: number,
  domains = ['research', 'finance'],
): WorkflowDefinition {
  let current: string | undefined;
  const placed = (node: NodeDefinition): NodeDefinition => {
    // A neighbour in the list is mostly a neighbour in the graph.
    if (random(100) < 40) current = random(100) < percent ? (domains[random(domains.length)] as string) : undefined;
    const domain = current;
    const inside = mapBodies(node, (body) => ({ ...body, nodes: body.nodes.map(placed) }));
    const isFrame = node.type === 'start' || node.type === 'end';
    return domain === undefined || isFrame ? inside : { ...inside, domain };
  };
  return { ...definition, nodes: definition.nodes.map(placed) };
}
/** A compensation stands beside the graph: nothing leads to it. */
const undoOf = (id: string): NodeDefinition => ({
  id,
  type: 'http',
  config: { method: 'DELETE', url: `https://idempotent.example/${id}` },
  effect: 'idempotent',
});
const JOINS: readonly JoinDefinition[] = [
  'all',
  'all',
  'all',
  'all',
  'all',
  'all',
  'any',
  'any',
  'first',
  'first',
  { n: 1, cancel: true },
  { n: 2 },
  { when: 'live >= 1' },
];

interface Made {
  readonly random: Random;
  /** The node's id and join. */
  readonly base: Pick<NodeDefinition, 'id' | 'join'>;
  /** What the definition makes of a failure. */
  readonly failing: Pick<NodeDefinition, 'onError' | 'fallback'>;
  /** A body for a container, one level deeper. */
  body(): BodyDefinition;
}
interface RandomNode {
  /** How often it is drawn, against the others. */
  readonly weight: number;
  /** Holds a body: drawn at the top level only. */
  readonly container?: true;
  /** Takes more than one execution to come to an end (others, senders of signals): drawn only where it is asked for by name. */
  readonly needsOthers?: true;
  make(made: Made): NodeDefinition;
}
/** Where calls of each effect class go: the address says what the call is, so that whoever plays the target knows. */
const HOSTS = { at_most_once: 'once', at_least_once: 'repeatable', idempotent: 'idempotent' } as const;

/** Every node type that random workflows may hold: one entry each. */
export const RANDOM_NODES: { readonly [name: string]: RandomNode } = {
  condition: {
    weight: 2,
    make: ({ random, base }) => ({ ...base, type: 'condition', config: { when: random(2) === 0 ? 'input.n > 5' : 'true' } }),
  },
  switch: {
    weight: 2,
    make: ({ random, base }) => ({
      ...base,
      type: 'switch',
      config: {
        mode: random(2) === 0 ? 'all' : 'first',
        cases: [
          { name: 'a', when: 'input.n > 3' },
          { name: 'b', when: 'input.n > 6' },
        ],
      },
    }),
  },
  set: { weight: 2, make: ({ base }) => ({ ...base, type: 'set', config: { values: { n: '{{ input.n + 1 }}' } } }) },
  wait: { weight: 2, make: ({ random, base }) => ({ ...base, type: 'wait', config: { seconds: random(20) } }) },
  human: {
    weight: 2,
    make: ({ random, base }) => ({
      ...base,
      type: 'human',
      config: { prompt: 'go on?', schema: {}, ...(random(2) === 0 ? { timeoutSeconds: 5 + random(30) } : {}) },
    }),
  },
  http: {
    weight: 4,
    make({ random, base, failing }) {
      const effect = (['at_most_once', 'at_least_once', 'idempotent'] as const)[random(3)] as keyof typeof HOSTS;
      const how = ['', '', '', '', '', '?status=flaky', '?status=400', '?large=1'][random(8)] as string;
      return {
        ...base,
        type: 'http',
        config: { method: 'POST', url: `https://${HOSTS[effect]}.example/${base.id}${how}` },
        effect,
        ...(random(4) === 0 ? { timeoutSeconds: 1 + random(5) } : {}),
        ...failing,
      };
    },
  },
  llm: { weight: 1, make: ({ base, failing }) => ({ ...base, type: 'llm', config: { model: 'sim/plain', prompt: 'and?' }, ...failing }) },
  tool: {
    weight: 2,
    make: ({ random, base, failing }) => ({
      ...base,
      type: 'tool',
      config: { tool: 'echo', arguments: {} },
      retry: { maxAttempts: 1 + random(3), initialDelaySeconds: random(3) },
      ...failing,
    }),
  },
  map: {
    weight: 4,
    container: true,
    make({ random, base, failing, body }) {
      const items = `[${Array.from({ length: random(4) }, (_, i) => i).join(', ')}]`;
      const stop = { stopWhen: random(2) === 0 ? 'dead >= 2' : 'index == 1', onStop: random(2) === 0 ? 'absorb' : 'cancel' };
      const config = { items, concurrency: 1 + random(3), ...(random(3) === 0 ? stop : {}), ...(random(4) === 0 ? { addOn: 'more' } : {}) };
      return { ...base, type: 'map', config, body: body(), ...failing };
    },
  },
  loop: {
    weight: 3,
    container: true,
    make({ random, base, failing, body }) {
      const config = [
        { times: random(4) },
        { items: '[1, 2, 3]', continueWhen: 'item == 2', breakWhen: 'index == 2 && last != null' },
        { while: 'index < input.n', maxIterations: 1 + random(3) },
        { until: 'index >= 1 || input.n > 7', maxIterations: 2 },
      ][random(4)] as NonNullable<NodeDefinition['config']>;
      return { ...base, type: 'loop', config, body: body(), ...failing };
    },
  },
  signal: {
    weight: 2,
    needsOthers: true,
    make: ({ random, base }) => ({
      ...base,
      type: 'signal',
      config: { name: 'word', ...(random(2) === 0 ? { timeoutSeconds: 5 + random(30) } : {}) },
    }),
  },
  emit: {
    weight: 1,
    needsOthers: true,
    make: ({ base }) => ({ ...base, type: 'emit', config: { type: 'com.example.happened', data: { n: '{{ input.n }}' } } }),
  },
  subflow: {
    weight: 3,
    needsOthers: true,
    make: ({ random, base, failing }) => ({
      ...base,
      type: 'subflow',
      config: { workflow: 'child', input: { n: '{{ input.n }}' }, ...(random(4) === 0 ? { detached: true } : {}) },
      ...failing,
    }),
  },
  'critical section': {
    weight: 2,
    needsOthers: true,
    make: ({ base, failing }) => ({
      ...base,
      type: 'http',
      config: { method: 'POST', url: `https://repeatable.example/${base.id}?critical=1` },
      effect: 'at_least_once',
      mutex: "'one'",
      ...failing,
    }),
  },
  'call with an undo': {
    weight: 2,
    needsOthers: true,
    make({ random, base, failing }) {
      const effect = random(2) === 0 ? 'idempotent' : 'at_most_once';
      const config = { method: 'POST', url: `https://${HOSTS[effect]}.example/${base.id}` };
      return { ...base, type: 'http', config, effect, compensation: `undo_${base.id}`, ...failing };
    },
  },
  'model on a budget': {
    weight: 1,
    needsOthers: true,
    make: ({ random, base, failing }) => ({
      ...base,
      type: 'llm',
      config: { model: 'sim/plain', prompt: 'and?' },
      budget: { calls: 1, onExceeded: random(2) === 0 ? 'fail' : 'cheaper' },
      ...failing,
    }),
  },
  statemachine: {
    weight: 3,
    container: true,
    make: ({ random, base, failing, body }) => ({ ...base, type: 'statemachine', config: randomMachine(random, body), ...failing }),
  },
};
const ALONE = Object.keys(RANDOM_NODES).filter((name) => !RANDOM_NODES[name]?.needsOthers);
/** Some states that time always leads on from, so that the machine comes to its end without anybody's help; signals and results get there sooner. */
function randomMachine(random: Random, body: () => BodyDefinition): NonNullable<NodeDefinition['config']> {
  const held = (chance: number, phase: string) => (random(chance) === 0 ? { [phase]: body() } : {});
  const names = ['one', 'two', 'three'].slice(0, 1 + random(3));
  const states = names.map((name, at) => {
    const next = names[at + 1] ?? 'last';
    const on = [
      { event: 'go', when: random(2) === 0 ? 'event > 4' : 'true', target: next },
      { event: 'back', target: names[random(at + 1)] as string },
      ...(random(2) === 0 ? [{ event: 'done', target: next }] : []),
      ...(random(2) === 0 ? [{ event: 'error', target: random(2) === 0 ? name : 'last' }] : []),
    ];
    return [name, { ...held(3, 'entry'), ...held(1, 'body'), ...held(3, 'exit'), on, after: [{ seconds: 1 + random(20), target: next }] }];
  });
  return {
    initial: 'one',
    states: { ...Object.fromEntries(states), last: { final: true, ...held(2, 'body') } },
    maxVisits: 12,
  } as unknown as NonNullable<NodeDefinition['config']>;
}
function randomNode(random: Random, id: string, depth: number, shape: Shape): NodeDefinition {
  const base = { id, join: JOINS[random(JOINS.length)] as JoinDefinition };
  const onError = (['stop', 'continue', 'continue', 'fallback'] as const)[random(4)] as 'stop' | 'continue' | 'fallback';
  const failing = { onError, ...(onError === 'fallback' ? { fallback: { back: true } } : {}) };
  const makers = shape.types.map((name) => RANDOM_NODES[name] as RandomNode).filter((maker) => depth === 0 || !maker.container);
  let drawn = random(makers.reduce((sum, maker) => sum + maker.weight, 0));
  const maker = makers.find(({ weight }) => (drawn -= weight) < 0) as RandomNode;
  return maker.make({ random, base, failing, body: () => randomBody(random, depth + 1, shape) });
}
function connect(random: Random, nodes: readonly NodeDefinition[], edges: EdgeDefinition[], source: string, target: string): void {
  const handles = handlesOf(nodes.find((node) => node.id === source) as NodeDefinition);
  const sourceHandle = handles[random(handles.length)] as string;
  if (edges.some((edge) => edge.source === source && edge.target === target && edge.sourceHandle === sourceHandle)) return;
  edges.push({ source, sourceHandle, target });
}
function handlesOf(node: NodeDefinition): readonly string[] {
  if (node.type === 'condition') return ['true', 'false'];
  if (node.type === 'switch') return ['a', 'b', 'default'];
  if (node.type === 'human' || node.type === 'signal') return ['out', 'out', 'timeout'];
  return node.type === 'tool' || node.type === 'http' || node.type === 'llm' ? ['out', 'out', 'out', 'error'] : ['out'];
}
