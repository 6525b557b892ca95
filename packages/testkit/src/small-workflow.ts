import type { EdgeDefinition, JoinDefinition, NodeDefinition, WorkflowDefinition } from '@agentflow/core';
import type { Random } from './random-workflow.js';

const JOINS: readonly JoinDefinition[] = [
  'all',
  'all',
  'any',
  'first',
  { n: 2 },
  { n: 2, cancel: true },
  { n: 3 },
  { n: 1, cancel: false },
  { when: 'live == total' },
  { when: 'live >= 2' },
  { when: 'live > dead' },
  { when: 'live == 1 && dead >= 1' },
  { when: 'live + dead == total' },
];

/** A random graph of a few nodes without any structure, few enough for every choice and every order of events to be tried. */
export function smallWorkflow(random: Random): WorkflowDefinition {
  const pick = <T>(choices: readonly T[]): T => choices[random(choices.length)] as T;
  const nodes: NodeDefinition[] = [{ id: 'start', type: 'start' }];
  const edges: EdgeDefinition[] = [];
  let tasks = 0;
  let decisions = 0;
  const size = 3 + random(5);
  for (let i = 0; i < size; i++) {
    const sources = [
      ...new Set(Array.from({ length: 1 + random(Math.min(3, i + 1)) }, () => pick(nodes.filter((each) => each.type !== 'fail')))),
    ];
    const node = { ...inner(`n${i}`), ...(sources.length > 1 ? { join: pick(JOINS) } : {}) };
    for (const source of sources) edges.push({ source: source.id, sourceHandle: pick(handlesOf(source)), target: node.id });
    nodes.push(node);
  }
  const last = nodes.filter((node) => node.type !== 'fail');
  for (const node of last) {
    for (const handle of new Set(handlesOf(node))) {
      const isUsed = edges.some((edge) => edge.source === node.id && edge.sourceHandle === handle);
      if (!isUsed && handle !== 'error' && random(3) > 0) edges.push({ source: node.id, sourceHandle: handle, target: 'end' });
    }
  }
  if (!edges.some((edge) => edge.target === 'end'))
    edges.push({
      source: (last.at(-1) as NodeDefinition).id,
      sourceHandle: handlesOf(last.at(-1) as NodeDefinition)[0] as string,
      target: 'end',
    });
  nodes.push({ id: 'end', type: 'end' });
  return { schemaVersion: '1', name: 'small', nodes, edges };

  function inner(id: string): NodeDefinition {
    switch (random(9)) {
      case 0:
      case 1:
        if (++decisions > 3) break;
        return { id, type: 'condition', config: { when: `input.${id}` } };
      case 2: {
        if (++decisions > 3) break;
        const cases = ['a', 'b'].map((name) => ({ name, when: `input.${id}_${name}` }));
        return { id, type: 'switch', config: { mode: pick(['first', 'all']), cases } };
      }
      case 3:
        return random(3) === 0 ? { id, type: 'fail', config: { code: 'X', message: 'x' } } : { id, type: 'parallel', config: {} };
      case 4:
        return { id, type: 'join', config: {}, ...(random(4) === 0 ? { onError: 'continue' as const } : {}) };
      default:
        if (++tasks > 3) break;
        return { id, type: 'tool', config: { tool: 'echo', arguments: {} } };
    }
    return { id, type: 'set', config: { values: { x: 1 } } };
  }
  function handlesOf(node: NodeDefinition): readonly string[] {
    if (node.type === 'condition') return ['true', 'false'];
    if (node.type === 'switch') return ['a', 'b', 'default'];
    return node.type === 'tool' ? ['out', 'out', 'out', 'error'] : ['out'];
  }
}
