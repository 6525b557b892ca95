import type { WorkflowDefinition } from '../../api/types.js';
import { errorsAt, placeProblem } from './problem-places.js';

const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    { id: 'start', type: 'start' },
    {
      id: 'each',
      type: 'map',
      body: {
        nodes: [
          { id: 'start', type: 'start' },
          { id: 'work', type: 'switch' },
        ],
        edges: [],
      },
    },
  ],
  edges: [],
};
const problem = (pointer: string, nodeId?: string) => ({
  pointer,
  code: 'X',
  severity: 'error' as const,
  message: 'm',
  ...(nodeId ? { nodeId } : {}),
});

describe('the place of a problem', () => {
  it('is a field of a node, also inside a body', () => {
    expect(placeProblem(definition, problem('/nodes/1/body/nodes/1/config/cases/0/when'))).toMatchObject({
      scope: ['each'],
      nodeId: 'work',
      path: ['config', 'cases', 0, 'when'],
    });
    expect(placeProblem(definition, problem('/nodes/1/config/items'))).toMatchObject({
      scope: [],
      nodeId: 'each',
      path: ['config', 'items'],
    });
  });
  it('is the node that the problem names when it leads elsewhere', () => {
    expect(placeProblem(definition, problem('/edges/3', 'each'))).toMatchObject({ nodeId: 'each', path: ['edges', 3] });
    expect(placeProblem(definition, problem('')).nodeId).toBeUndefined();
    expect(placeProblem(definition, problem('/nodes/99')).nodeId).toBeUndefined();
  });
  it('stands at the field in the form', () => {
    const placed = [placeProblem(definition, problem('/nodes/1/body/nodes/1/config/cases/0/when'))];
    expect(errorsAt(placed)).toEqual({ cases: { 0: { when: { __errors: ['m'] } } } });
  });
});

it('shows a few problems of a field, however many and long they are', () => {
  const many = Array.from({ length: 10_000 }, () =>
    placeProblem(definition, { ...problem('/nodes/1/config/items'), message: 'x'.repeat(5000) }),
  );
  const { items } = errorsAt(many) as unknown as { items: { __errors: string[] } };
  expect(items.__errors.map((message) => message.length)).toEqual([600, 600, 600, 600, 600]);
});

describe('the place of a problem inside a statemachine', () => {
  const machine: WorkflowDefinition = {
    schemaVersion: '1',
    name: 'x',
    nodes: [
      {
        id: 'order',
        type: 'statemachine',
        config: {
          initial: 'new',
          states: { new: { entry: { nodes: [{ id: 'note', type: 'set' }], edges: [] }, on: [{ event: 'x', target: 'gone' }] } },
        } as never,
      },
    ],
    edges: [],
  };
  it('is a node of a body of a state, or a transition', () => {
    expect(placeProblem(machine, problem('/nodes/0/config/states/new/entry/nodes/0/config/values'))).toMatchObject({
      scope: ['order', 'new', 'entry'],
      nodeId: 'note',
      path: ['config', 'values'],
    });
    expect(placeProblem(machine, problem('/nodes/0/config/states/new/on/0/target'))).toMatchObject({
      scope: [],
      nodeId: 'order',
      path: ['config', 'states', 'new', 'on', 0, 'target'],
    });
  });
});
