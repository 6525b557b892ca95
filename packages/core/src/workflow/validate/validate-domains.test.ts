import { body, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import { validateDefinition } from './validate.js';

const check = (definition: unknown) => validateDefinition(definition as Json, { nodes: createTestCatalog() });
const echo = (id: string, rest: object = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, { domain: 'research', ...rest });
const warnings = (definition: unknown) =>
  check(definition).map(({ code, severity, pointer, message }) => [code, severity, pointer, message]);
const stays = (pointer: string, message: string) => ['DOMAIN_NOT_FOLLOWED', 'warning', pointer, message];

describe('nodes that name a domain', () => {
  it('are not spoken of where they run there', () => {
    expect(check(workflow([echo('a'), echo('b', { domain: 'finance' })], ['start -> a -> b -> end']))).toEqual([]);
    const call = node('call', 'subflow', { workflow: 'other', input: {} }, { domain: 'research' });
    expect(check(workflow([call], ['start -> call -> end']))).toEqual([]);
  });
  it.each([
    ['emit', { type: 'com.example.x', data: 1 }, 'it publishes in the name of its execution'],
    ['signal', { name: 'go' }, 'it waits for a signal to its execution'],
    ['terminate', { output: 1 }, 'it ends the whole execution'],
  ])('are named where they act upon the execution: %s', (type, config, why) => {
    const definition = workflow(
      [echo('a'), node('x', type, config, { domain: 'research' })],
      ['start -> a -> end', 'start -> x', ...(type === 'terminate' ? [] : ['x -> end'])],
    );
    expect(warnings(definition)).toEqual([stays('/nodes/2/domain', `x runs in the domain of its execution, not in "research": ${why}`)]);
  });
  it('are named in bodies, and with what in them keeps them', () => {
    const inner = body([node('x', 'emit', { type: 'a.b', data: 1 }), echo('y')], ['start -> x -> y -> end']);
    const each = node('each', 'map', { items: '[1]' }, { body: inner, domain: 'research' });
    expect(warnings(workflow([each], ['start -> each -> end']))).toEqual([
      stays(
        '/nodes/1/domain',
        'each runs in the domain of its execution, not in "research": x in it: it publishes in the name of its execution',
      ),
    ]);
  });
  it('are named where a budget lies around them, their own is no reason', () => {
    const settings = { budget: { calls: 3 } };
    const of = warnings(workflow([echo('a')], ['start -> a -> end'], { settings } as object));
    expect(of.filter(([code]) => code !== 'BUDGET_UNUSED')).toEqual([
      stays('/nodes/1/domain', 'a runs in the domain of its execution, not in "research": a budget around it is kept by its execution'),
    ]);
    const own = warnings(workflow([echo('a', { budget: { calls: 3 } })], ['start -> a -> end']));
    expect(own.map(([code]) => code)).not.toContain('DOMAIN_NOT_FOLLOWED');
  });
  it('are named where they undo what ran elsewhere', () => {
    const undo = (domain: string) => workflow([echo('a', { compensation: 'un' }), echo('un', { domain })], ['start -> a -> end']);
    expect(warnings(undo('research'))).toEqual([]);
    expect(warnings(undo('finance'))).toEqual([
      stays('/nodes/2/domain', 'un runs in the domain of its execution, not in "finance": it undoes a where that ran'),
    ]);
  });
  it('are left alone while the definition has errors', () => {
    const codes = check(workflow([node('x', 'emit', { type: 'a.b', data: 1 }, { domain: 'research' })], ['start -> x -> nowhere'])).map(
      ({ code }) => code,
    );
    expect(codes).not.toContain('DOMAIN_NOT_FOLLOWED');
  });
});
