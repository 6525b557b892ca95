import { compileExpression } from '@agentflow/core';
import type { Json, WorkflowDefinition } from '../../../api/types.js';
import { readPath, valuesAt, type LastRun } from './last-values.js';

const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  variables: { pager: 'p' },
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'ask', type: 'llm' },
    { id: 'each', type: 'map', config: { items: 'input.list' }, body: { nodes: [{ id: 'one', type: 'set' }], edges: [] } },
  ],
  edges: [],
};
const node = (path: string, output: Json) => ({ path, id: path, output, error: null, status: 'completed', usage: null });
const run = {
  execution: { id: 'e1', workflowId: 'w', revision: 1, startedAt: 'then', input: { list: [{ name: 'a' }, { name: 'b' }] }, trigger: null },
  nodes: new Map(
    [node('ask', { 'odd-key': [7] }), node('each[1]/one', 'second'), node('big', { $ref: 'sha256:1', size: 5 })].map((n) => [n.path, n]),
  ),
} as unknown as LastRun;
const evaluate = (expression: string, values: object): Json => compileExpression(expression).evaluate(values as never);

describe('the last values', () => {
  it('are those an expression at the node would see', () => {
    const values = valuesAt(definition, ['each'], run, { each: 1 }, evaluate);
    expect(values).toMatchObject({ item: { name: 'b' }, index: 1, variables: { pager: 'p' }, one: { output: 'second' } });
    expect(readPath(values, 'each.item.name')).toBe('b');
    expect(readPath(values, 'ask.output["odd-key"][0]')).toBe(7);
    expect(readPath(values, 'execution.id')).toBe('e1');
  });
  it('are unknown without an execution, or where something else was asked', () => {
    expect(valuesAt(definition, [], null, {}, evaluate)).toEqual({ variables: { pager: 'p' } });
    const values = valuesAt(definition, [], run, {}, evaluate);
    expect(readPath(values, 'ask.output.nothing')).toBeUndefined();
    expect(readPath(values, 'ask.output + 1')).toBeUndefined();
    expect(readPath(values, 'constructor')).toBeUndefined();
  });
});
