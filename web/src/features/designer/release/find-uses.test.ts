import type { WorkflowDefinition } from '../../../api/types.js';
import { usesOf } from './find-uses.js';

const call = (id: string, workflow: unknown, revision?: unknown) => ({ id, type: 'subflow', config: { workflow, revision } });

it('finds the calls of a workflow by id or key, also inside containers and states', () => {
  const definition = {
    nodes: [
      call('a', 'billing'),
      call('b', 'other'),
      {
        id: 'each',
        type: 'map',
        body: { nodes: [call('c', '01ABC', 3), { id: 'again', type: 'loop', body: { nodes: [call('d', 'billing', 'latest')] } }] },
      },
      { id: 'm', type: 'statemachine', config: { states: { idle: { body: { nodes: [call('e', 'billing')] } }, done: { final: true } } } },
    ],
  } as unknown as WorkflowDefinition;
  expect(usesOf(definition, new Set(['billing', '01ABC']))).toEqual([
    { path: 'a', revision: null },
    { path: 'each/c', revision: 3 },
    { path: 'each/again/d', revision: 'latest' },
    { path: 'm/idle/body/e', revision: null },
  ]);
});
it('reads past what is no workflow at all', () => {
  const odd = { nodes: [null, 3, { type: 'subflow' }, { type: 'subflow', config: { workflow: {} } }, { id: 'x', body: 'none' }] };
  expect(usesOf(odd as unknown as WorkflowDefinition, new Set(['x']))).toEqual([]);
});
