import type { BodyDefinition, EdgeDefinition, JoinDefinition, NodeDefinition, WorkflowDefinition } from '@agentflow/core';

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

/**
 * A random sound workflow: layers of nodes of every kind, each reached from an earlier layer and leading on to the end.
 * Joins are such that they fire or are skipped, unless `n` asks for more than comes: that is a failure the engine must name.
 */
export function randomWorkflow(random: Random): WorkflowDefinition {
  return {
    schemaVersion: '1',
    name: 'random',
    ...randomBody(random, 0),
    settings: random(4) === 0 ? { timeoutSeconds: 1 + random(500) } : {},
  };
}
function randomBody(random: Random, depth: number): BodyDefinition {
  const layers = 1 + random(depth === 0 ? 5 : 2);
  const nodes: NodeDefinition[] = [{ id: 'start', type: 'start' }];
  const edges: EdgeDefinition[] = [];
  let previous = ['start'];
  for (let layer = 0; layer < layers; layer++) {
    const current: string[] = [];
    const width = 1 + random(3);
    for (let column = 0; column < width; column++) {
      const node = randomNode(random, `n${layer}_${column}`, depth);
      nodes.push(node);
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
  return { nodes, edges };
}
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

function randomNode(random: Random, id: string, depth: number): NodeDefinition {
  const join = JOINS[random(JOINS.length)] as JoinDefinition;
  const base = { id, join };
  const onError = (['stop', 'continue', 'continue', 'fallback'] as const)[random(4)] as 'stop' | 'continue' | 'fallback';
  const failing = { onError, ...(onError === 'fallback' ? { fallback: { back: true } } : {}) };
  switch (random(depth === 0 ? 10 : 8)) {
    case 0:
      return { ...base, type: 'condition', config: { when: random(2) === 0 ? 'input.n > 5' : 'true' } };
    case 1:
      return {
        ...base,
        type: 'switch',
        config: {
          mode: random(2) === 0 ? 'all' : 'first',
          cases: [
            { name: 'a', when: 'input.n > 3' },
            { name: 'b', when: 'input.n > 6' },
          ],
        },
      };
    case 2:
      return { ...base, type: 'set', config: { values: { n: '{{ input.n + 1 }}' } } };
    case 3:
      return { ...base, type: 'wait', config: { seconds: random(20) } };
    case 4:
      return {
        ...base,
        type: 'human',
        config: { prompt: 'go on?', schema: {}, ...(random(2) === 0 ? { timeoutSeconds: 5 + random(30) } : {}) },
      };
    case 5:
    case 6:
      return {
        ...base,
        type: 'http',
        config: { method: 'POST', url: 'https://x.example' },
        effect: (['at_most_once', 'at_least_once', 'idempotent'] as const)[random(3)] as 'idempotent',
        ...failing,
      };
    case 8:
    case 9: {
      const items = `[${Array.from({ length: random(4) }, (_, i) => i).join(', ')}]`;
      return { ...base, type: 'map', config: { items, concurrency: 1 + random(3) }, body: randomBody(random, depth + 1), ...failing };
    }
    default:
      return {
        ...base,
        type: 'tool',
        config: { tool: 'echo', arguments: {} },
        retry: { maxAttempts: 1 + random(3), initialDelaySeconds: random(3) },
        ...failing,
      };
  }
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
  if (node.type === 'human') return ['out', 'out', 'timeout'];
  return node.type === 'tool' || node.type === 'http' ? ['out', 'out', 'out', 'error'] : ['out'];
}
