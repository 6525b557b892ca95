import { body, createTestCatalog, node, replayTrace, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import { graphOf } from '../compile/body-graph.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import { modelOf } from '../definition/definition-model.js';
import type { Problem } from '../validate/problem.js';
import { Report } from '../validate/validate-report.js';
import { validateDefinition } from '../validate/validate.js';
import { checkSoundness } from './check-soundness.js';

const nodes = createTestCatalog();
const CODES = new Set(['JOIN_UNREACHABLE', 'DEADLOCK', 'DEAD_NODE', 'SURPLUS_TOKEN', 'EACH_REGION_ENTERED', 'SOUNDNESS_UNKNOWN']);
const check = (definition: WorkflowDefinition): Problem[] =>
  validateDefinition(definition as unknown as Json, { nodes }).filter(({ code }) => CODES.has(code));
const brief = (definition: WorkflowDefinition): readonly string[] =>
  check(definition).map(({ code, severity, nodeId }) => `${severity} ${code} ${nodeId}`);
const work = (id: string, rest: JsonObject = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const when = (id: string, condition = `input.${id}`, rest: JsonObject = {}) => node(id, 'condition', { when: condition }, rest);
const switched = (id: string, mode: string, ...conditions: readonly string[]) =>
  node(id, 'switch', { mode, cases: conditions.map((condition, i) => ({ name: 'abcdef'[i] as string, when: condition })) });
const ask = (id: string, config: JsonObject = {}) => node(id, 'human', { prompt: '?', schema: {}, ...config });
const way = (problem: Problem | undefined): string =>
  (problem?.trace ?? []).map(({ nodeId, handle, stands }) => `${nodeId}:${handle ?? stands}`).join(' ');

describe('a join that may not begin', () => {
  const two = (rest: JsonObject = {}) => [when('a'), work('b'), work('j', { join: { n: 2 }, ...rest })];
  const chains = ['start -> a:true -> j -> end', 'start -> b -> j', 'a:false -> end'];

  it('is a deadlock, told with the choices that lead there and where tokens stand', () => {
    const [problem, ...others] = check(workflow(two(), chains));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'DEADLOCK', severity: 'error', pointer: '/nodes/3/join', nodeId: 'j' });
    expect(problem?.message).toContain('1 of its 2 paths arrives and no other can');
    expect(problem?.trace).toEqual([
      { nodeId: 'start', handle: 'out', edges: ['/edges/0', '/edges/3'] },
      { nodeId: 'a', handle: 'false', edges: ['/edges/5'] },
      { nodeId: 'b', handle: 'out', edges: ['/edges/4'] },
      { nodeId: 'j', edges: ['/edges/4'], stands: 'waiting' },
    ]);
  });

  it('is none where the author says how to go on, at the node or for all', () => {
    expect(brief(workflow(two({ onError: 'continue' }), chains))).toEqual([]);
    expect(brief(workflow(two(), [...chains, 'j:error -> end']))).toEqual([]);
    expect(brief(workflow(two(), chains, { settings: { onError: 'continue' } }))).toEqual([]);
    // It never does its work then: that is told all the same.
    expect(
      brief(workflow([when('a'), work('j', { join: { n: 2 }, onError: 'continue' })], ['start -> a:true -> j -> end', 'a:false -> j'])),
    ).toEqual(['error JOIN_UNREACHABLE j']);
  });

  it('is a warning where it takes failures, or a race with the end of the execution', () => {
    const [failing] = check(
      workflow([work('a'), work('b'), work('j', { join: { n: 2 } })], ['start -> a -> j -> end', 'start -> b -> j', 'a:error -> end']),
    );
    expect(failing).toMatchObject({ code: 'DEADLOCK', severity: 'warning' });
    expect(failing?.message).toContain('when nodes before it fail or time out');
    const approvals = workflow(
      [ask('a', { timeoutSeconds: 60 }), ask('b'), work('tell'), work('j', { join: { n: 2 } })],
      ['start -> a -> j -> end', 'start -> b -> j', 'a:timeout -> tell'],
    );
    expect(brief(approvals)).toEqual(['warning DEADLOCK j']);
    const stop = node('stop', 'fail', { code: 'X', message: 'x' });
    const racing = workflow(
      [when('a'), work('b'), work('tell'), stop, work('j', { join: { n: 2 } })],
      ['start -> a:true -> j -> end', 'start -> b -> j', 'a:false -> tell -> stop'],
    );
    expect(check(racing)).toMatchObject([{ code: 'DEADLOCK', severity: 'warning' }]);
    expect(check(racing)[0]?.message).toContain('before another path ends the execution');
    const guarded = workflow(
      [when('a'), work('x'), work('b'), stop, work('j', { join: { n: 2 } })],
      ['start -> a:true -> x -> j -> end', 'start -> b -> j', 'a:false -> stop'],
    );
    expect(brief(guarded)).toEqual([]);
  });

  it('is told beside others, each by a way that leads to it first', () => {
    const definition = workflow(
      [when('a'), when('b'), work('j', { join: { n: 2 } }), work('k', { join: { n: 2 } })],
      ['start -> a:true -> j -> end', 'start -> b:true -> j', 'a:false -> k -> end', 'b:false -> k', 'start -> k'],
    );
    expect(brief(definition)).toEqual(['error DEADLOCK j', 'error DEADLOCK k', 'warning SURPLUS_TOKEN k']);
    for (const problem of check(definition).slice(0, 2)) {
      const { driver } = replayTrace(definition, problem);
      expect(driver.state.error).toMatchObject({ code: 'JOIN_UNREACHABLE', path: problem.nodeId });
    }
  });
});

describe('a join with a condition', () => {
  const joined = (condition: string, chains: readonly string[], ...rest: readonly ReturnType<typeof work>[]): WorkflowDefinition =>
    workflow([...rest, work('j', { join: { when: condition } })], chains);
  const parallel = ['start -> a -> j -> end', 'start -> b -> j'];

  it('is followed through all counts that can occur', () => {
    expect(brief(joined('live == total', parallel, work('a'), work('b')))).toEqual([]);
    expect(brief(joined('live + dead == total', parallel, work('a'), work('b')))).toEqual([]);
    expect(brief(joined('live > total', parallel, work('a'), work('b')))).toEqual(['error JOIN_UNREACHABLE j']);
    expect(brief(joined('live == 2', ['start -> c:true -> j -> end', 'c:false -> j'], when('c')))).toEqual(['error JOIN_UNREACHABLE j']);
    expect(brief(joined('live == 1', ['start -> c:true -> j -> end', 'c:false -> j'], when('c')))).toEqual([]);
    expect(brief(joined('live >= 1', parallel, work('a'), work('b')))).toEqual(['warning SURPLUS_TOKEN j']);
  });

  it('may begin or not as paths come in this order or that: told with an order that leads there', () => {
    const definition = joined(
      'live == 1 && dead == 1',
      ['start -> a:true -> x -> j -> end', 'start -> b -> j', 'start -> d -> j', 'a:false -> end'],
      when('a'),
      work('x'),
      work('b'),
      work('d'),
    );
    const problems = check(definition);
    expect(problems.map(({ code }) => code)).toContain('DEADLOCK');
    const { driver } = replayTrace(definition, problems.find(({ code }) => code === 'DEADLOCK') as Problem);
    expect(driver.state.error).toMatchObject({ code: 'JOIN_UNREACHABLE', path: 'j' });
  });

  it('of many edges is followed by numbers, and beyond a hundred and twenty not at all', () => {
    const many = (count: number, condition: string): WorkflowDefinition =>
      joined(
        condition,
        Array.from({ length: count }, (_, i) => `start -> w${i} -> j`).concat('j -> end'),
        ...Array.from({ length: count }, (_, i) => work(`w${i}`)),
      );
    expect(brief(many(20, 'live == total'))).toEqual([]);
    expect(brief(many(20, 'live >= 19'))).toEqual(['warning SURPLUS_TOKEN j']);
    expect(brief(many(20, 'live > 20'))).toEqual(['error JOIN_UNREACHABLE j']);
    expect(brief(many(130, 'live == total'))).toEqual(['warning SOUNDNESS_UNKNOWN j']);
  });

  it('that fails or is no expression says nothing here', () => {
    expect(brief(joined('live / 0 > 1', parallel, work('a'), work('b')))).toEqual(['error JOIN_UNREACHABLE j']);
    expect(brief(joined('live >', parallel, work('a'), work('b')))).toEqual([]);
    expect(brief(workflow([work('a', { join: { when: 3 } as never })], ['start -> a -> end']))).toEqual([]);
  });
});

describe('a token of no use', () => {
  const parallel = ['start -> a -> j -> end', 'start -> b -> j'];
  it.each<readonly [Json, readonly string[]]>([
    ['any', ['warning SURPLUS_TOKEN j']],
    [{ n: 1 }, ['warning SURPLUS_TOKEN j']],
    ['all', []],
    ['first', []],
    ['each', []],
    [{ n: 1, cancel: true }, []],
    [{ n: 1, cancel: false }, []],
    [{ n: 2 }, []],
  ])('is told where the author does not say that it may come: %j', (join, expected) => {
    expect(brief(workflow([work('a'), work('b'), work('j', { join })], parallel))).toEqual(expected);
  });

  it('does not come where one way excludes the other, or both are of one node', () => {
    expect(brief(workflow([when('c'), work('j', { join: 'any' })], ['start -> c:true -> j -> end', 'c:false -> j']))).toEqual([]);
    expect(
      brief(
        workflow(
          [switched('s', 'all', 'input.a', 'input.b'), work('j', { join: 'any' })],
          ['start -> s:a -> j -> end', 's:b -> j', 's:default -> j'],
        ),
      ),
    ).toEqual([]);
    expect(
      brief(
        workflow(
          [switched('s', 'all', 'input.a', 'input.b'), work('x'), work('j', { join: 'any' })],
          ['start -> s:a -> j -> end', 's:b -> x -> j'],
        ),
      ),
    ).toEqual(['warning SURPLUS_TOKEN j']);
    expect(
      brief(
        workflow(
          [switched('s', 'all', 'input.a', 'input.b', 'true'), work('x'), work('j', { join: { n: 2 } })],
          ['start -> s:a -> j -> end', 's:b -> j', 's:c -> x -> j', 's:c -> j'],
        ),
      ),
    ).toEqual(['warning SURPLUS_TOKEN j']);
  });

  it('is known by what conditions compare, not by their number', () => {
    const both = (left: string, right: string): readonly string[] =>
      brief(
        workflow(
          [when('c', left), when('d', right), work('j', { join: 'any' })],
          ['start -> c:true -> j -> end', 'start -> d:true -> j', 'c:false -> end', 'd:false -> end'],
        ),
      );
    const surplus = ['warning SURPLUS_TOKEN j'];
    expect(both('input.kind == "a"', 'input.kind == "b"')).toEqual([]);
    expect(both('"a" == input.kind', 'input.kind != "a"')).toEqual([]);
    expect(both('input.n > 5', 'input.n <= 5')).toEqual([]);
    expect(both('input.n < 5', 'input.n > 6')).toEqual([]);
    expect(both('5 > input.n', 'input.n == 5')).toEqual([]);
    expect(both('input.n >= 5', 'input.n == -1')).toEqual([]);
    expect(both('input.x', '!input.x')).toEqual([]);
    expect(both('input.x && input.y', '!(input.x || input.z)')).toEqual([]);
    expect(both('size(input.list) > 2', '!(size(input.list) > 2)')).toEqual([]);
    expect(both('input.n > 5', 'input.n > 6')).toEqual(surplus);
    expect(both('input.n == 5', 'input.n <= 5')).toEqual(surplus);
    expect(both('input.kind == "a"', 'input.other == "b"')).toEqual(surplus);
    expect(both('input.kind < "b"', 'input.kind > "c"')).toEqual(surplus);
    expect(both('c.status == "x"', 'c.status != "x"')).toEqual(surplus);
    expect(both('input.', 'input.x')).toEqual(surplus);
    expect(both('input.n == 1 && false', 'input.n')).toEqual([]);
    expect(both('5', 'input.n > -"a"')).toEqual(surplus);
    expect(both('input.n > 4 || input.n == null', 'input.n < 3.5 && input.n != 2')).toEqual(surplus);
    expect(both(`${'!'.repeat(61)}input.a`, 'input.a')).toEqual(surplus);
    expect(both('input.n <= 5 && !(input.n < 5)', 'input.n == 5')).toEqual(surplus);
  });

  it('is known by results of nodes that are settled before both conditions', () => {
    const both = (join: Json) =>
      brief(
        workflow(
          [work('x'), work('y', { join }), when('c', 'x.output.ok'), when('d', '!x.output.ok'), work('j', { join: 'any' })],
          ['start -> x -> y -> c:true -> j -> end', 'start -> y', 'y -> d:true -> j', 'c:false -> end', 'd:false -> end'],
        ),
      );
    expect(both('all')).toEqual([]);
    // Here one may look before x has ended, the other after.
    expect(both('any')).toEqual(['warning SURPLUS_TOKEN y', 'warning SURPLUS_TOKEN j']);
  });
});

describe('a node that never runs', () => {
  it('is told where the way to it begins to be impossible, with how many lie behind', () => {
    const [problem, ...others] = check(
      workflow([ask('q'), work('late'), work('later')], ['start -> q -> end', 'q:timeout -> late -> later -> end']),
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'DEAD_NODE', severity: 'error', nodeId: 'late' });
    expect(problem?.message).toBe(
      '"late" can never run: it follows "timeout" of "q", which has no timeoutSeconds and so never times out. Nor can 1 node behind it',
    );
    expect(way(problem)).toBe('start:out q:out late:never');
    expect(brief(workflow([ask('q', { timeoutSeconds: 5 }), work('late')], ['start -> q -> end', 'q:timeout -> late -> end']))).toEqual([]);
  });

  it('is known by conditions that contradict each other; by one written out it is only a warning', () => {
    const nested = (outer: string, inner: string) =>
      brief(
        workflow(
          [when('c', outer), when('d', inner), work('x')],
          ['start -> c:true -> d:true -> end', 'd:false -> x -> end', 'c:false -> end'],
        ),
      );
    expect(nested('input.k == "a"', 'input.k == "a"')).toEqual(['error DEAD_NODE x']);
    expect(nested('input.n > 6', 'input.n > 5')).toEqual(['error DEAD_NODE x']);
    expect(nested('input.n > 6', 'input.n > 7')).toEqual([]);
    expect(nested('input.k', 'true')).toEqual(['warning DEAD_NODE x']);
    expect(
      brief(
        workflow([switched('s', 'first', 'input.a', 'input.a'), work('x')], ['start -> s:a -> end', 's:b -> x -> end', 's:default -> end']),
      ),
    ).toEqual(['error DEAD_NODE x']);
    expect(brief(workflow([switched('s', 'first', 'true', 'input.a'), work('x')], ['start -> s:a -> end', 's:b -> x -> end']))).toEqual([
      'warning DEAD_NODE x',
    ]);
  });

  it('follows a failure that cannot be', () => {
    const after = (first: ReturnType<typeof work>) => brief(workflow([first, work('x')], ['start -> p -> end', 'p:error -> x -> end']));
    expect(after(node('p', 'parallel', {}))).toEqual(['error DEAD_NODE x']);
    expect(after(work('p'))).toEqual([]);
    const fixed = workflow([when('c', 'true'), work('x')], ['start -> c:true -> end', 'c:error -> x -> end', 'c:false -> end']);
    expect(brief(fixed)).toEqual(['warning DEAD_NODE x']);
    expect(
      brief(workflow([when('c', 'input.c', { onError: 'continue' }), work('x')], ['start -> c:true -> end', 'c:false -> x -> end'])),
    ).toEqual([]);
    expect(
      brief(
        workflow([when('c', 'true', { onError: 'continue', mutex: '"k"' }), work('x')], ['start -> c:true -> end', 'c:false -> x -> end']),
      ),
    ).toEqual([]);
  });

  it('is not told twice where a join that never begins lies before it', () => {
    expect(
      brief(workflow([when('c'), work('j', { join: { n: 2 } }), work('x')], ['start -> c:true -> j -> x -> end', 'c:false -> j'])),
    ).toEqual(['error JOIN_UNREACHABLE j']);
    expect(brief(workflow([ask('q'), work('x', { join: { n: 2 } })], ['start -> q -> end', 'q:timeout -> x -> end']))).toEqual([
      'error JOIN_UNREACHABLE x',
    ]);
  });
});

describe('the region of a join each', () => {
  it('is entered through the join only', () => {
    const inside = [work('a'), work('b'), work('e', { join: 'each' }), work('x')];
    expect(brief(workflow(inside, ['start -> a -> e -> x -> end', 'start -> b -> e']))).toEqual([]);
    const [problem] = check(workflow([...inside, work('c')], ['start -> a -> e -> x -> end', 'start -> b -> e', 'start -> c -> x']));
    expect(problem).toMatchObject({ code: 'EACH_REGION_ENTERED', severity: 'error', pointer: '/edges/7', nodeId: 'x' });
    expect(way(problem)).toBe('c:out x:waiting');
  });
});

describe('cancellation', () => {
  it('takes away tokens: what is called off leads nowhere, and a join that loses does not fail', () => {
    const region = workflow(
      [work('a'), work('b'), work('j', { join: { n: 2 } }), work('off', { cancels: ['a'] })],
      ['start -> a -> j -> end', 'start -> b -> j', 'start -> off -> end'],
    );
    expect(brief(region)).toEqual(['error DEADLOCK j']);
    const { driver } = replayTrace(region, check(region)[0] as Problem);
    expect(driver.state.error).toMatchObject({ code: 'JOIN_UNREACHABLE', path: 'j' });
    const losing = workflow(
      [work('a'), work('b'), work('c'), work('j', { join: { n: 2 } }), work('f', { join: 'first' })],
      ['start -> a -> j -> f -> end', 'start -> b -> j', 'start -> c -> f'],
    );
    expect(brief(losing)).toEqual([]);
  });

  it('leaves alone the token that the node itself brought', () => {
    const own = workflow(
      [work('off', { cancels: ['j'] }), work('b'), work('j', { join: { n: 2 } })],
      ['start -> off -> j -> end', 'start -> b -> j'],
    );
    expect(brief(own)).toEqual([]);
  });

  it('calls off a join that waits, and everything at once', () => {
    const waiting = workflow(
      [work('a'), work('b'), work('j'), work('off', { cancels: ['j', 'b'] }), work('k', { join: { n: 2 } })],
      ['start -> a -> j -> k -> end', 'start -> b -> j', 'start -> off -> k'],
    );
    expect(brief(waiting)).toEqual(['error DEADLOCK k']);
    const { driver } = replayTrace(waiting, check(waiting)[0] as Problem);
    expect(driver.state.error).toMatchObject({ code: 'JOIN_UNREACHABLE', path: 'k' });
  });
});

describe('bodies and large graphs', () => {
  it('are looked at each for itself', () => {
    const inner = body(
      [when('a'), work('b'), work('j', { join: { n: 2 } })],
      ['start -> a:true -> j -> end', 'start -> b -> j', 'a:false -> end'],
    );
    const [problem] = check(workflow([node('m', 'map', { items: '[1]' }, { body: inner })], ['start -> m -> end']));
    expect(problem).toMatchObject({ code: 'DEADLOCK', pointer: '/nodes/1/body/nodes/3/join', nodeId: 'j' });
    expect(problem?.trace?.[0]).toEqual({ nodeId: 'start', handle: 'out', edges: ['/nodes/1/body/edges/0', '/nodes/1/body/edges/3'] });
    const fixed = body(
      [when('x', 'm.index > 1'), when('y', 'm.index <= 1'), work('j', { join: 'any' })],
      ['start -> x:true -> j -> end', 'start -> y:true -> j', 'x:false -> end', 'y:false -> end'],
    );
    expect(brief(workflow([node('m', 'map', { items: '[1]' }, { body: fixed })], ['start -> m -> end']))).toEqual([]);
  });

  it('without a start, or with a cycle, are left to others', () => {
    expect(brief({ schemaVersion: '1', name: 'x', nodes: [work('j', { join: { n: 3 } })], edges: [] })).toEqual([]);
    expect(brief(workflow([work('a', { join: { n: 3 } })], ['start -> a -> a', 'a -> end']))).toEqual([]);
    expect(brief(workflow([work('a'), work('lost', { join: { n: 3 } })], ['start -> a -> end', 'lost -> end']))).toEqual([]);
    expect(brief(workflow([work('a'), work('x')], ['start -> a:nonsense -> x -> end', 'a -> end']))).toEqual([]);
  });

  const ladder = (rungs: number, join: Json): WorkflowDefinition => {
    const steps = Array.from({ length: rungs }, (_, i) => [when(`c${i}`), work(`a${i}`), work(`b${i}`), work(`j${i}`, { join })]).flat();
    const chains = Array.from({ length: rungs }, (_, i) => [
      `${i === 0 ? 'start' : `j${i - 1}`} -> c${i}:true -> a${i} -> j${i}`,
      `c${i}:false -> b${i} -> j${i}`,
    ]).flat();
    return workflow(steps, [...chains, `j${rungs - 1} -> end`]);
  };
  it('of 5,000 nodes and 1,200 decisions are followed to the end, within a small part of the steps allowed', () => {
    const found = (definition: WorkflowDefinition, steps: number): readonly string[] => {
      const report = new Report(() => undefined);
      checkSoundness(graphOf(modelOf(definition as unknown as JsonObject, nodes).root), 'stop', report, steps);
      return report.problems().map(({ code, nodeId }) => `${code} ${nodeId}`);
    };
    expect(found(ladder(1_200, 'any'), 60_000)).toEqual([]);
    const deadlocks = ladder(120, { n: 2 });
    expect(found(deadlocks, 400_000)).toEqual(['JOIN_UNREACHABLE j0']);
  });

  it('with very many problems tell the first fifty with their way, and all of them', () => {
    const parallel = Array.from({ length: 80 }, (_, i) => [work(`a${i}`), work(`b${i}`), work(`j${i}`, { join: 'any' })]).flat();
    const chains = Array.from({ length: 80 }, (_, i) => [
      `${i === 0 ? 'start' : `j${i - 1}`} -> a${i} -> j${i}`,
      `${i === 0 ? 'start' : `j${i - 1}`} -> b${i} -> j${i}`,
    ]).flat();
    const problems = check(workflow(parallel, [...chains, 'j79 -> end']));
    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: 80 }, () => 'SURPLUS_TOKEN'));
    expect(problems.filter(({ trace }) => trace)).toHaveLength(50);
    expect(problems.at(-1)?.message).toContain('with some choices');
  });

  it('that are too tangled are said to be unknown, once', () => {
    const count = 60;
    const tangled = Array.from({ length: count }, (_, i) =>
      when(`n${i}`, `input.n${i}`, { join: ['all', 'any', { n: 2 }][i % 3] as Json }),
    );
    const chains = tangled.flatMap((_, i) =>
      [1, 7, 11].map((step) => `${i < step ? 'start' : `n${i - step}${i % 2 ? ':true' : ':false'}`} -> n${i}`),
    );
    const report = new Report(() => undefined);
    const definition = workflow(tangled, [...new Set(chains), `n${count - 1}:true -> end`]);
    checkSoundness(graphOf(modelOf(definition as unknown as JsonObject, nodes).root), 'stop', report, 2_000);
    expect(report.problems().filter(({ code }) => code === 'SOUNDNESS_UNKNOWN')).toHaveLength(1);
  });
});
