import { body, driveExecution, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import type { BindingValue } from '../../task/task.js';
import { bindings } from './scope-values.js';

const echo = (id: string) => node(id, 'tool', { tool: 'echo', arguments: {} });
const out = (output: Json) => node('end', 'end', { output });
const seen = (run: ReturnType<typeof driveExecution>, path: string, ...roots: string[]): readonly BindingValue[] => {
  const { scope } = run.node(path);
  const found = bindings(
    run.state,
    scope,
    roots.map((root) => ({ root, path: [] })),
  );
  return roots.map((root) => found[root] as BindingValue);
};
const value = (json: Json): BindingValue => ({ kind: 'value', held: { value: json } });

describe('what a node sees', () => {
  it('in an iteration: its item, its number, what the one before gave, and the nodes around it', () => {
    const inside = body([echo('work'), out('{{ work.output }}')], ['start -> work -> end']);
    const run = driveExecution(
      workflow(
        [echo('before'), node('again', 'loop', { items: 'input.list' }, { body: inside }), out('{{ again.output }}')],
        ['start -> before -> again -> end'],
      ),
    );
    run.start({ list: ['a', 'b'] });
    run.complete('before', 'b4');
    expect(seen(run, 'again[0]/work', 'item', 'index', 'last')).toEqual([value('a'), value(0), value(null)]);
    run.complete('again[0]/work', 7);
    expect(seen(run, 'again[1]/work', 'item', 'index', 'last')).toEqual([value('b'), value(1), value(7)]);
    expect(seen(run, 'again[1]/work', 'again', 'before', 'end', 'input')).toEqual([
      { kind: 'container', item: { value: 'b' }, index: 1, last: { value: 7 } },
      expect.objectContaining({ kind: 'node', output: { value: 'b4' }, status: 'completed' }),
      { kind: 'node', output: { value: null }, error: null, status: 'pending', usage: null },
      value({ list: ['a', 'b'] }),
    ]);
  });
  it('in a state of a machine: the event that led there, from any depth; elsewhere none', () => {
    const loop = node('twice', 'loop', { times: 2 }, { body: body([echo('work'), out(null)], ['start -> work -> end']) });
    const busy = body([loop, out(null)], ['start -> twice -> end']) as unknown as Json;
    const states = { idle: { on: [{ event: 'go', target: 'busy' }] }, busy: { body: busy, on: [{ event: 'done', target: 'idle' }] } };
    const machine = node('order', 'statemachine', { initial: 'idle', states } as never);
    const run = driveExecution(workflow([echo('beside'), machine], ['start -> order', 'start -> beside']));
    run.start();
    run.send({ type: 'SendSignal', name: 'go', id: 's1', payload: { value: { by: 'ann' } }, by: 'test' });
    const path = [...run.state.openTasks].find((one) => one.endsWith('/work')) as string;
    expect(seen(run, path, 'event')).toEqual([value({ by: 'ann' })]);
    expect(seen(run, 'beside', 'event', 'compensated', 'nobody')).toEqual([value(null), value(null), value(null)]);
  });
  it('of the execution: who it is, what started it, and the variables with their defaults', () => {
    const run = driveExecution({ ...workflow([echo('work')], ['start -> work']), variables: { a: 1, b: 2 } } as never);
    run.start({}, { variables: { b: 3 }, trigger: { type: 'webhook' }, revision: 'draft' });
    expect(seen(run, 'work', 'variables', 'trigger', 'execution')).toEqual([
      value({ a: 1, b: 3 }),
      value({ type: 'webhook' }),
      value({ id: 'X1', workflowId: 'w1', revision: 0, startedAt: '1970-01-01T00:16:40.000Z' }),
    ]);
  });
});
