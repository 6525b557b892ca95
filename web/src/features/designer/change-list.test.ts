import type { WorkflowDefinition } from '../../api/types.js';
import { changeList } from './change-list.js';

const a: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'end', type: 'end' },
  ],
  edges: [{ source: 'start', target: 'end' }],
  layout: { nodes: { start: { x: 0, y: 0 } } },
};

describe('the list of changes', () => {
  it('names what was added, changed and removed', () => {
    const b: WorkflowDefinition = {
      ...a,
      name: 'y',
      nodes: [
        { id: 'start', type: 'start', title: 'S' },
        { id: 'ask', type: 'llm' },
      ],
      edges: [{ source: 'start', target: 'ask' }],
    };
    expect(changeList(a, b)).toEqual([
      { kind: 'changed', subject: 'start' },
      { kind: 'added', subject: 'ask' },
      { kind: 'removed', subject: 'end' },
      { kind: 'added', subject: 'start:out->ask' },
      { kind: 'removed', subject: 'start:out->end' },
      { kind: 'changed', subject: 'name' },
    ]);
  });
  it('does not count where nodes lie', () => expect(changeList(a, { ...a, layout: {} })).toEqual([]));
});
