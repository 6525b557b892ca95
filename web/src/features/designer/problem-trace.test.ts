import type { Problem, WorkflowDefinition } from '../../api/types.js';
import { traceOf } from './problem-trace.js';

const body = {
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'c', type: 'condition' },
    { id: 'j', type: 'join' },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'c' },
    { source: 'c', sourceHandle: 'true', target: 'j' },
    { source: 'j', target: 'end' },
  ],
};
const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'w',
  nodes: [...body.nodes, { id: 'm', type: 'map', body }],
  edges: body.edges,
};
const problem = (at: string): Problem => ({
  pointer: `${at}/nodes/2/join`,
  nodeId: 'j',
  code: 'DEADLOCK',
  severity: 'error',
  message: 'it waits',
  trace: [
    { nodeId: 'start', handle: 'out', edges: [`${at}/edges/0`] },
    { nodeId: 'c', handle: 'true', edges: [`${at}/edges/1`] },
    { nodeId: 'j', edges: [`${at}/edges/1`], stands: 'waiting' },
  ],
});

describe('the trace of a problem', () => {
  it.each([
    ['', []],
    ['/nodes/4/body', ['m']],
  ])('marks nodes, edges and where it ends, in the body at "%s"', (at, scope) => {
    expect(traceOf(definition, problem(at))).toEqual({
      scope,
      nodes: new Set(['start', 'c']),
      ends: new Set(['j']),
      edges: new Set(['start:out->c', 'c:true->j']),
    });
  });

  it('is none where there is no trace, or no body to draw it in; edges that are gone are left out', () => {
    expect(traceOf(definition, { ...problem(''), trace: [] })).toBeNull();
    expect(traceOf(definition, problem('/nodes/9/body'))).toBeNull();
    expect(traceOf(definition, problem('/nodes/4/config/states/a/body'))).toBeNull();
    expect(traceOf({ ...definition, edges: [] }, problem(''))?.edges).toEqual(new Set());
  });
});
