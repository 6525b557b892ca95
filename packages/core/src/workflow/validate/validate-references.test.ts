import { body, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import type { Problem } from './problem.js';
import { validateDefinition } from './validate.js';

const nodes = createTestCatalog();
const echo = (id: string, args: JsonObject = {}, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: args }, rest);
const code = (id: string, rest = {}) => node(id, 'code', { source: 'export default () => 1' }, rest);
/** Without the warnings about fields that have no effect in this version, which validate-not-enforced.test.ts has. */
const check = (definition: unknown): Problem[] =>
  validateDefinition(definition as Json, { nodes }).filter(({ code }) => code !== 'NOT_ENFORCED_YET');
/** Code, pointer and node of every problem, warnings marked. */
const brief = (problems: readonly Problem[]): readonly string[] =>
  problems.map(
    (each) =>
      `${each.severity === 'warning' ? '(' : ''}${each.code}${each.severity === 'warning' ? ')' : ''} ${each.pointer}${each.nodeId ? ` ${each.nodeId}` : ''}`,
  );
const minimal = workflow([], ['start -> end']);

describe('expressions', () => {
  const messages = (definition: WorkflowDefinition): readonly string[] =>
    check(definition).map((each) => `${each.code} ${each.pointer}: ${each.message}`);

  it('are compiled wherever they stand, and say where they are wrong', () => {
    const definition = workflow(
      [
        echo('a', { x: ['{{ 1 + }}', { y: 'text {{ input. }}' }] }, { mutex: '1 +', join: { when: 'live >' } }),
        node('c', 'condition', { when: '{{ input.x }}' }),
        node('m', 'map', { items: '"abc"', stopWhen: '1' }, { body: body([], ['start -> end']) }),
        node('s', 'switch', { cases: [{ name: 'x', when: '"yes"' }] }),
      ],
      ['start -> a -> c:true -> m -> s:x -> end'],
      { triggers: [{ id: 't', type: 'event', config: { topic: 'x', filter: '1 + 1', dedupe: '{{ }}' }, input: '{{ trigger. }}' }] },
    );
    expect(brief(check(definition))).toEqual([
      'EXPRESSION_INVALID /nodes/1/join/when a',
      'EXPRESSION_INVALID /nodes/1/mutex a',
      'EXPRESSION_INVALID /nodes/1/config/arguments/x/0 a',
      'EXPRESSION_INVALID /nodes/1/config/arguments/x/1/y a',
      'EXPRESSION_INVALID /nodes/2/config/when c',
      'EXPRESSION_TYPE /nodes/3/config/items m',
      'EXPRESSION_TYPE /nodes/3/config/stopWhen m',
      'EXPRESSION_TYPE /nodes/4/config/cases/0/when s',
      'EXPRESSION_INVALID /triggers/0/input',
      'EXPRESSION_INVALID /triggers/0/config/dedupe',
      'EXPRESSION_TYPE /triggers/0/config/filter',
    ]);
    expect(messages(definition).join('\n')).toContain('write it without {{ and }}');
    expect(messages(definition).join('\n')).toContain('must be a list, but "abc" is of type string');
  });

  it('of more than 4 KiB are refused', () => {
    expect(messages(workflow([echo('a', { x: `{{ "${'x'.repeat(4_100)}" }}` })], ['start -> a -> end'])).join()).toContain(
      'longer than 4096 bytes',
    );
  });
});

describe('references', () => {
  const refer = (expression: string, rest: Partial<WorkflowDefinition> = {}): readonly string[] =>
    check(
      workflow(
        [
          code('before'),
          echo('here', { x: `{{ ${expression} }}` }),
          code('after'),
          code('beside'),
          node('each', 'map', { items: '[1]' }, { body: body([code('inner')], ['start -> inner -> end']) }),
        ],
        ['start -> before -> here -> after -> each -> end', 'start -> beside -> end'],
        rest,
      ),
    ).map((each) => each.message);

  it.each([
    ['before.output.x'],
    ['before.status == "completed" ? before.error : before.usage'],
    ['start.output'],
    ['input.a.b'],
    ['input'],
    ['variables'],
    ['trigger.body.text'],
    ['execution.id'],
    ['execution.startedAt'],
    ['execution'],
  ])('%s can be read', (expression) => expect(refer(expression)).toEqual([]));

  it.each([
    ['after.output', '"after" does not lie before "here": only nodes upstream can be read'],
    ['beside.output', 'does not lie before'],
    ['here.output', '"here" refers to its own result'],
    ['end.output', 'does not lie before'],
    ['before', '"before" is a node: read one of its fields, such as before.output'],
    ['before.json.x', 'Did you mean before.output.json?'],
    ['befor.output', 'there is nothing called "befor": did you mean "before"?'],
    ['Before.output', 'did you mean "before"?'],
    ['unrelated.output', 'there is nothing called "unrelated"'],
    ['inner.output', '"inner" lies inside the body of "each": from outside read each.output'],
    ['item', 'only inside the body of a container'],
    ['index', 'only inside the body of a container'],
    ['last', 'only inside the body of a container'],
    ['secrets.key', 'name a credential in a node instead'],
    ['env.HOME', 'never visible'],
    ['now', 'execution.startedAt'],
    ['compensated.output', 'only a node that compensates'],
    ['event', 'state machine'],
    ['live', 'condition of a join'],
    ['execution.org', 'execution has no field "org": it has id, workflowId, revision, startedAt'],
  ])('%s cannot be read, and it says why', (expression, sentence) => {
    const found = refer(expression);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
  });

  it.each([
    ['input.mial', 'input declares no "mial": did you mean "mail"?'],
    ['variables.pagr', 'variables declares no "pagr": did you mean "pager"?'],
    ['trigger.boddy', 'trigger declares no "boddy": did you mean "body"?'],
  ])('%s is a warning', (expression, sentence) => {
    const definition = workflow([echo('here', { x: `{{ ${expression} }}` })], ['start -> here -> end'], {
      inputs: { type: 'object', properties: { mail: {} } },
      variables: { pager: 1 },
    });
    expect(check(definition)).toMatchObject([{ code: 'UNKNOWN_FIELD', severity: 'warning', message: sentence }]);
  });

  it('to inputs are left open where the schema leaves them open', () => {
    for (const inputs of [
      true,
      { type: 'object' },
      { properties: { a: {} }, additionalProperties: true },
      { properties: { a: {} }, allOf: [{}] },
    ])
      expect(refer('input.b', { inputs: inputs as never })).toEqual([]);
    expect(refer('input.b', { inputs: { properties: { a: {} }, additionalProperties: false } })).toHaveLength(1);
  });

  it('inside a body see what lies around it, the item, and their own neighbours', () => {
    const inside = (expression: string): readonly string[] =>
      check(
        workflow(
          [
            code('before'),
            node(
              'each',
              'map',
              { items: 'before.output' },
              {
                body: body(
                  [
                    echo('x', { v: `{{ ${expression} }}` }),
                    node(
                      'nested',
                      'map',
                      { items: '[1]' },
                      { body: body([echo('y', { v: `{{ ${expression} }}` })], ['start -> y -> end']) },
                    ),
                  ],
                  ['start -> x -> nested -> end'],
                ),
              },
            ),
            code('after'),
          ],
          ['start -> before -> each -> after -> end'],
        ),
      ).map((each) => each.message);
    for (const good of ['item.a', 'index + 1', 'last', 'each.item', 'each.index', 'each.last', 'before.output', 'start.output'])
      expect(inside(good)).toEqual([]);
    expect(inside('after.output')).toEqual([
      '"after" does not lie before "each": only nodes upstream can be read',
      '"after" does not lie before "each": only nodes upstream can be read',
    ]);
    expect(inside('each.output')[0]).toBe('"each" has no field "output" inside its body: it has item, index, last');
    expect(inside('each')[0]).toBe('"each" is a node: read one of its fields, such as each.item');
    expect(inside('nested.item')).toEqual(['"nested" does not lie before "x": only nodes upstream can be read']);
  });

  it('of join conditions are live, dead and total; of triggers only trigger', () => {
    expect(brief(check(workflow([code('a', { join: { when: 'live > input.n' } })], ['start -> a -> end'])))).toEqual([
      'UNKNOWN_REFERENCE /nodes/1/join/when a',
    ]);
    expect(
      brief(
        check({
          ...minimal,
          triggers: [{ id: 't', type: 'event', config: { topic: 'x', filter: 'input.x' }, input: '{{ start.output + trigger.event }}' }],
        }),
      ),
    ).toEqual(['UNKNOWN_REFERENCE /triggers/0/input', 'UNKNOWN_REFERENCE /triggers/0/config/filter']);
  });

  it('of a compensation see what lies before the node it undoes, and that node', () => {
    const undo = (expression: string): readonly string[] =>
      brief(
        check(
          workflow(
            [code('before'), code('act', { compensation: 'undo' }), echo('undo', { x: `{{ ${expression} }}` }), code('after')],
            ['start -> before -> act -> after -> end'],
          ),
        ),
      );
    expect(undo('compensated.output.id + before.output + act.output')).toEqual([]);
    expect(undo('after.output')).toEqual(['NOT_UPSTREAM /nodes/3/config/arguments/x undo']);
  });

  it('are not judged on a cycle, where nothing lies before anything', () => {
    expect(brief(check(workflow([echo('a', { x: '{{ b.output }}' }), code('b')], ['start -> a -> b -> a', 'b:error -> end'])))).toEqual([
      'CYCLE /nodes/1 a',
    ]);
  });
});
