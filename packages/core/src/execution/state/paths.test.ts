import { body, driveExecution, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import { designPath, phasesOn, planOf } from './paths.js';
import { planFit } from '../recovery/plan-fit.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';

const echo = (id: string) => node(id, 'tool', { tool: 'echo', arguments: {} });
const held = (...nodes: readonly ReturnType<typeof node>[]): Json =>
  body(nodes, [`start -> ${nodes.map(({ id }) => id).join(' -> ')} -> end`]) as unknown as Json;
const definition = (last: ReturnType<typeof node>) => {
  const each = node('each', 'map', { items: '[1, 2]' }, { body: body([echo('same')], ['start -> same -> end']) });
  const states = {
    a: { entry: held(node('same', 'set', { values: {} })), body: held(each), on: [{ event: 'done', target: 'b' }] },
    b: { final: true, body: held(last) },
  };
  return workflow([node('order', 'statemachine', { initial: 'a', states })], ['start -> order -> end']);
};

describe('paths through a state machine', () => {
  const run = driveExecution(definition(echo('same')));
  run.start();
  run.complete('order[1]/each[1]/same');
  run.complete('order[1]/each[0]/same');

  it('lead to a place in the definition and to a plan, once it is known what each body was', () => {
    const places = ['order', 'order[0]/same', 'order[1]/each', 'order[1]/each[1]/same', 'order[2]/same'];
    expect(places.map((path) => designPath(run.state, path))).toEqual([
      'order',
      'order/a/entry/same',
      'order/a/body/each',
      'order/a/body/each/same',
      'order/b/body/same',
    ]);
    expect(places.map((path) => planOf(run.plan, path, phasesOn(run.state, path))?.type)).toEqual([
      'statemachine',
      'set',
      'map',
      'tool',
      'tool',
    ]);
    expect(phasesOn(run.state, 'order')).toBeUndefined();
    expect(planOf(run.plan, 'order[0]/same')).toBeUndefined();
    expect(planOf(run.plan, 'nowhere[0]/same')).toBeUndefined();
  });
  it('do so after a snapshot, when the bodies themselves are gone', () => {
    const { state } = readSnapshot(writeSnapshot(run.state, 1), run.state.org, run.state.id, run.plan);
    expect([...state.nodes.keys()].map((path) => designPath(state, path))).toEqual(
      [...run.state.nodes.keys()].map((path) => designPath(run.state, path)),
    );
    expect(state.nodes.get('order[0]/same')?.plan.type).toBe('set');
  });
  it('keep nodes of one id apart when another revision is tried on', () => {
    run.fail('order[2]/same', { retryable: false });
    const other = driveExecution(definition(node('same', 'http', { method: 'GET', url: 'https://x.example' }))).plan;
    const fit = planFit(run.state, other);
    expect(fit.fits).toBe(false);
    expect(fit.changes.map(({ path, change }) => `${path} ${change}`)).toContain('order/b/body/same type');
    expect(fit.changes.some(({ path }) => path === 'order/a/entry/same')).toBe(false);
  });
});
