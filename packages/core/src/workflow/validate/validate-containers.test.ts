import { body, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import { compileDefinition } from '../compile/compile.js';
import { bodiesOfNode, mapBodies } from '../definition/definition-bodies.js';
import { diffDefinitions } from '../definition/diff.js';
import type { NodeDefinition, WorkflowDefinition } from '../definition/definition.js';
import { validateDefinition } from './validate.js';

const nodes = createTestCatalog();
const brief = (definition: WorkflowDefinition): readonly string[] =>
  validateDefinition(definition as unknown as Json, { nodes }).map(
    ({ code, severity, pointer, nodeId }) =>
      `${severity === 'warning' ? `(${code})` : code} ${pointer}${nodeId === undefined ? '' : ` ${nodeId}`}`,
  );
const out = (output: Json) => node('end', 'end', { output });
const simple = body([out('{{ last }}')], ['start -> end']);
const held = (output: Json): Json => body([out(output)], ['start -> end']) as unknown as Json;
const looping = (config: JsonObject, inside = simple, rest = {}) =>
  workflow([node('again', 'loop', config, { body: inside, ...rest })], ['start -> again -> end']);
const machine = (config: JsonObject, rest = {}) => workflow([node('order', 'statemachine', config, rest)], ['start -> order -> end']);
const AT = '/nodes/1/config';

describe('loops', () => {
  it('say how often in exactly one way', () => {
    expect(brief(looping({}))).toEqual([`INVALID_CONFIG ${AT} again`]);
    expect(brief(looping({ times: 2, while: 'true' }))).toEqual([`INVALID_CONFIG ${AT} again`]);
    for (const config of [
      { times: 2 },
      { times: '{{ input.n }}' },
      { while: 'last == null' },
      { until: 'last.ok' },
      { items: 'input.list' },
    ] as readonly JsonObject[])
      expect(brief(looping(config))).toEqual([]);
    expect(brief(looping({ times: -1 }))).toEqual([`INVALID_CONFIG ${AT}/times again`]);
    expect(brief(looping({ times: 1, maxIterations: 0 }))).toEqual([`INVALID_CONFIG ${AT}/maxIterations again`]);
  });
  it('need a body, with a start and an end', () => {
    expect(brief(workflow([node('again', 'loop', { times: 1 })], ['start -> again -> end']))).toEqual(['BODY_MISSING /nodes/1 again']);
    expect(brief(looping({ times: 1 }, { nodes: [], edges: [] }))).toEqual([
      'NO_START /nodes/1/body/nodes again',
      'NO_END /nodes/1/body/nodes again',
    ]);
  });
  it.each([
    ['times', '{{ last }}', 'times'],
    ['items', 'item', 'items'],
    ['while', 'item == 1', 'while'],
    ['until', 'event', 'until'],
  ])('show each expression what is known there: %s does not see %s', (field, expression) => {
    expect(brief(looping({ [field]: expression }))).toEqual([`UNKNOWN_REFERENCE ${AT}/${field} again`]);
  });
  it('show breakWhen and continueWhen item, index and last, and the body all of it by the name of the loop too', () => {
    const conditions = { items: '[1]', breakWhen: 'item == index && last == null', continueWhen: 'item > 3' };
    expect(brief(looping(conditions, body([out('{{ again.last }}')], ['start -> end'])))).toEqual([]);
    expect(brief(looping({ times: 1, breakWhen: '"x"' }))).toEqual([`EXPRESSION_TYPE ${AT}/breakWhen again`]);
    expect(brief(looping({ items: '"text"' }))).toEqual([`EXPRESSION_TYPE ${AT}/items again`]);
    expect(brief(looping({ while: 'index' }))).toEqual([]);
    expect(brief(looping({ until: '1 + 1' }))).toEqual([`EXPRESSION_TYPE ${AT}/until again`]);
  });
});

describe('maps', () => {
  const mapping = (config: JsonObject) => workflow([node('each', 'map', config, { body: simple })], ['start -> each -> end']);
  it('may leave out their items when they stay open', () => {
    expect(brief(mapping({}))).toEqual([`INVALID_CONFIG ${AT} each`]);
    expect(brief(mapping({ closeOn: 'enough', addOn: 'more' }))).toEqual([]);
    expect(brief(mapping({ addOn: 'more' }))).toEqual([`INVALID_CONFIG ${AT} each`]);
    expect(brief(mapping({ items: '[1]', addOn: '{{ input.x }}' }))).toEqual([`INVALID_CONFIG ${AT}/addOn each`]);
  });
  it('show stopWhen what runs, what is done and what there is', () => {
    expect(brief(mapping({ items: '[1]', stopWhen: 'live == 0 && dead < total && last == null && index > 0', onStop: 'absorb' }))).toEqual(
      [],
    );
    expect(brief(mapping({ items: 'live' }))).toEqual([`UNKNOWN_REFERENCE ${AT}/items each`]);
  });
});

describe('state machines', () => {
  const two = { a: { on: [{ event: 'go', target: 'b' }] }, b: { final: true } };
  it('name states that exist and can be reached', () => {
    expect(brief(machine({ initial: 'a', states: two }))).toEqual([]);
    expect(brief(machine({ initial: 'c', states: two }))).toEqual([`UNKNOWN_STATE ${AT}/initial order`]);
    const lost = { a: { on: [{ event: 'go', target: 'bb' }], after: [{ seconds: 1, target: 'x' }] }, b: { final: true } };
    expect(brief(machine({ initial: 'a', states: lost }))).toEqual([
      `UNKNOWN_STATE ${AT}/states/a/on/0/target order`,
      `UNKNOWN_STATE ${AT}/states/a/after/0/target order`,
      `UNREACHABLE_STATE ${AT}/states/b order`,
    ]);
  });
  it('warn of states without a way out, of machines without an end, and of transitions that are never taken', () => {
    expect(brief(machine({ initial: 'a', states: { a: {} } }))).toEqual([
      `(NO_WAY_OUT) ${AT}/states/a order`,
      `(NO_FINAL_STATE) ${AT}/states order`,
    ]);
    const on: Json = [
      { event: 'go', target: 'b' },
      { event: 'go', when: 'true', target: 'a' },
      { event: 'error', target: 'b' },
    ];
    expect(brief(machine({ initial: 'a', states: { a: { on }, b: { final: true, on: [{ event: 'done', target: 'a' }] } } }))).toEqual([
      `(UNREACHABLE_TRANSITION) ${AT}/states/a/on/1 order`,
      `(UNREACHABLE_TRANSITION) ${AT}/states/a/on/2 order`,
      `(UNREACHABLE_TRANSITION) ${AT}/states/b/on/0 order`,
    ]);
  });
  it('are checked against their schema, names of states and times included', () => {
    expect(brief(machine({ initial: 'a', states: {} }))).toContain(`INVALID_CONFIG ${AT}/states order`);
    expect(brief(machine({ initial: '1a', states: { '1a': { final: true } } }))[0]).toContain('INVALID_CONFIG');
    const after = [{ seconds: 'soon', target: 'a' }];
    expect(brief(machine({ initial: 'a', states: { a: { final: true, after } } }))).toEqual([
      `INVALID_CONFIG ${AT}/states/a/after/0/seconds order`,
    ]);
    expect(brief(machine({ initial: 'a', states: { a: { final: true, on: [{ event: 'no spaces', target: 'a' }] } } }))).toEqual([
      `INVALID_CONFIG ${AT}/states/a/on/0/event order`,
    ]);
    expect(
      brief(workflow([node('order', 'statemachine', { initial: 'a', states: two }, { body: simple })], ['start -> order -> end'])),
    ).toContain('BODY_NOT_ALLOWED /nodes/1/body order');
  });
  it('have bodies to which all rules of bodies apply, each problem with its place', () => {
    const broken: JsonObject = {
      nodes: [
        { id: 'start', type: 'start' },
        { id: 'x', type: 'nonsense' },
        { id: 'y', type: 'set', config: { values: { v: '{{ later.output }} {{ event.sum }} {{ order.item }}' } } },
        { id: 'end', type: 'end' },
      ],
      edges: [
        { source: 'start', target: 'x' },
        { source: 'start', target: 'end' },
        { source: 'x', target: 'nowhere' },
      ],
    };
    const states = { a: { entry: broken, on: [{ event: 'done', target: 'b' }] }, b: { final: true, body: { nodes: [], edges: [] } } };
    const at = `${AT}/states/a/entry`;
    expect([...brief(machine({ initial: 'a', states }))].sort()).toEqual(
      [
        `DANGLING_EDGE ${at}/edges/2/target`,
        `UNKNOWN_NODE_TYPE ${at}/nodes/1/type x`,
        `UNREACHABLE_NODE ${at}/nodes/2 y`,
        `UNKNOWN_REFERENCE ${at}/nodes/2/config/values/v y`,
        `NO_START ${AT}/states/b/body/nodes order`,
        `NO_END ${AT}/states/b/body/nodes order`,
      ].sort(),
    );
    const [problem] = validateDefinition(
      machine({ initial: 'a', states: { a: { final: true, exit: { nodes: [], edges: [] } } } }) as unknown as Json,
      { nodes },
    );
    expect(problem?.message).toContain('the exit of the state "a" of "order"');
  });
  it('check the shape of what is written in their bodies', () => {
    const odd: JsonObject = {
      nodes: [
        { id: 'start', type: 'start' },
        { id: 'end', type: 'end', odd: 1 },
      ],
      edges: [{ source: 'start', target: 'end' }],
    };
    expect(brief(machine({ initial: 'a', states: { a: { final: true, body: odd } } }))).toEqual([
      `(UNKNOWN_FIELD) ${AT}/states/a/body/nodes/1/odd end`,
    ]);
  });
  it('show event in guards, in times and in bodies at any depth, and nowhere else', () => {
    const each = node('each', 'map', { items: '[1]' }, { body: body([out('{{ event }}')], ['start -> end']) });
    const good = {
      a: {
        body: body([each], ['start -> each -> end']) as unknown as Json,
        on: [{ event: 'go', when: 'event.n > 1 && last == null', target: 'b' }],
        after: [{ seconds: '{{ event.s }}', target: 'b' }],
      },
      b: { final: true },
    };
    expect(brief(machine({ initial: 'a', states: good }))).toEqual([]);
    const bad = { a: { on: [{ event: 'go', when: 'item == 1', target: 'b' }] }, b: { final: true } };
    expect(brief(machine({ initial: 'a', states: bad }))).toEqual([`UNKNOWN_REFERENCE ${AT}/states/a/on/0/when order`]);
    expect(brief(looping({ times: 1 }, body([out('{{ event }}')], ['start -> end'])))).toEqual([
      'UNKNOWN_REFERENCE /nodes/1/body/nodes/1/config/output end',
    ]);
  });
  it('count towards the limits of nodes and of nesting', () => {
    const many = body(
      Array.from({ length: 5_000 }, (_, i) => node(`n${i}`, 'set', { values: {} })),
      [`start -> ${Array.from({ length: 5_000 }, (_, i) => `n${i}`).join(' -> ')} -> end`],
    );
    expect(brief(machine({ initial: 'a', states: { a: { final: true, body: many as unknown as Json } } }))).toContain(
      'TOO_MANY_NODES /nodes',
    );
    let deep = held(1);
    for (let depth = 0; depth < 17; depth++)
      deep = body(
        [node('m', 'statemachine', { initial: 'a', states: { a: { final: true, body: deep } } })],
        ['start -> m -> end'],
      ) as unknown as Json;
    const problems = brief(machine({ initial: 'a', states: { a: { final: true, body: deep } } }));
    expect(problems.some((line) => line.startsWith('NESTED_TOO_DEEP') && line.includes('/config/states/a/body '))).toBe(true);
  });
  it('are not compiled where they could not have passed', () => {
    expect(() => compileDefinition(machine({ initial: 'x', states: two }), nodes)).toThrow('has no state "x"');
    expect(() => compileDefinition(workflow([node('again', 'loop', { times: 1 })], ['start -> again -> end']), nodes)).toThrow(
      'has no body',
    );
    const plan = compileDefinition(machine({ initial: 'a', states: { a: { final: true, body: held(1) } } }), nodes);
    expect(plan.nodesTotal).toBe(5);
  });
  it('differ by what their states hold', () => {
    const before = machine({ initial: 'a', states: { a: { final: true, body: held(1) } } });
    const after = machine({ initial: 'a', states: { a: { final: true, body: held(2), entry: held(3) } } });
    const changes = diffDefinitions(before as unknown as Json, after as unknown as Json);
    expect(changes.map(({ kind, what, subject, pointer }) => `${kind} ${what} ${subject}${pointer}`)).toEqual([
      'changed node order/config/states/a/entry',
      'added node order/a/entry/start',
      'added node order/a/entry/end',
      'changed node order/a/body/end/config/output',
      'added edge order/a/entry/start:out->end',
    ]);
  });
});

describe('the bodies of a node', () => {
  it('are found and changed wherever they lie, and what is no body is left alone', () => {
    const order = { id: 'order', type: 'statemachine', config: { initial: 'a', states: { 'a/b': { entry: held(1), exit: 7 }, c: null } } };
    expect(bodiesOfNode(order as JsonObject).map(({ pointer, role }) => [pointer, role])).toEqual([
      ['/config/states/a~1b/entry', { state: 'a/b', phase: 'entry' }],
    ]);
    const changed = mapBodies(order as unknown as NodeDefinition, (_, role) => ({
      nodes: [{ id: String(role?.phase), type: 'x' }],
      edges: [],
    }));
    expect(changed.config).toEqual({
      initial: 'a',
      states: { 'a/b': { entry: { nodes: [{ id: 'entry', type: 'x' }], edges: [] }, exit: 7 }, c: null },
    });
    const plain = { id: 'a', type: 'set' };
    expect(mapBodies(plain, () => ({ nodes: [], edges: [] }))).toBe(plain);
  });
});
