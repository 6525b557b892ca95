import { createWorld, driveExecution, node, workflow, type ExecutionWorld, type Inhabitant } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import type { WorkflowDefinition } from '../../workflow/definition/definition.js';
import type { SubflowPin } from '../../workflow/compile/plan.js';
import type { ExecutionCommand } from '../events/commands.js';
import { retryOutlook } from '../recovery/retry.js';

const post = (id: string, rest: object = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', retry: { maxAttempts: 1 }, ...rest });
const child = workflow([post('a'), post('b'), node('end', 'end', { output: '{{ input }}' })], ['start -> a -> b -> end']);
const parent = (input: Json = { n: 1 }, rest: object = {}): WorkflowDefinition =>
  workflow(
    [node('call', 'subflow', { workflow: 'child', input }, rest), node('end', 'end', { output: '{{ call.output }}' })],
    ['start -> call -> end'],
  );
const at = (world: ExecutionWorld, label: string): Inhabitant => {
  const found = world.executions().filter((each) => each.label === label);
  return found.at(-1) as Inhabitant;
};
const open = (world: ExecutionWorld): string[] =>
  world.executions().flatMap(({ state, label }) => [...state.openTasks].map((path) => label + path));
function end(world: ExecutionWorld, where: string, failed = false): void {
  const label = where.slice(0, where.lastIndexOf('>') + 1);
  const { state } = at(world, label);
  const path = where.slice(label.length);
  world.send(state.id, {
    type: 'EndTask',
    path,
    attempt: state.nodes.get(path)?.attempt as number,
    outcome: failed
      ? { status: 'failed', error: { code: 'NO', message: 'no', retryable: false } }
      : { status: 'completed', output: { value: where } },
  });
}
const usage = { inputTokens: 5, outputTokens: 7, cost: '0.25' };
function pay(world: ExecutionWorld, label: string, path: string, index = 0): void {
  const { state } = at(world, label);
  const node = state.nodes.get(path);
  world.send(state.id, {
    type: 'RecordStep',
    path,
    attempt: node?.attempt as number,
    step: {
      index,
      generation: node?.task?.generation as number,
      kind: 'http',
      name: 'x.example',
      effect: 'at_least_once',
      requestHash: 'h',
      request: { value: null },
      response: { value: 1 },
      usage,
      attempt: 1,
      startedAt: world.now,
      endedAt: world.now,
    },
  });
}
const order = (world: ExecutionWorld, label: string, command: ExecutionCommand) => world.send(at(world, label).state.id, command);
const again = (world: ExecutionWorld, label = '', more: object = {}) =>
  order(world, label, { type: 'RetryExecution', by: 'ann', confirm: false, ...more });
const status = (world: ExecutionWorld, label: string): string => at(world, label).state.status;
const children = (world: ExecutionWorld): number => world.executions().length - 1;
/** A parent that has failed because `b` of its child has, after the child had paid for two calls. */
function failed(definition = parent(), input: Json = { n: 1 }): ExecutionWorld {
  const world = createWorld({ parent: definition, child }, 'parent');
  world.start(input);
  end(world, 'call>a');
  pay(world, 'call>', 'b');
  end(world, 'call>b', true);
  expect([status(world, ''), status(world, 'call>')]).toEqual(['failed', 'failed']);
  return world;
}

describe('a retry passes down', () => {
  it('to the child that failed: the same one goes on, with the calls it had made and the keys of its effects', () => {
    const world = failed();
    const before = at(world, 'call>').state.id;
    again(world);
    expect(open(world)).toEqual(['call>b']);
    const { state } = at(world, 'call>');
    expect([children(world), state.id, state.nodes.get('b')?.task?.steps.size, state.nodes.get('b')?.task?.generation]).toEqual([
      1,
      before,
      1,
      0,
    ]);
    pay(world, 'call>', 'b', 1);
    end(world, 'call>b');
    const top = at(world, '').state;
    expect([top.status, top.output]).toEqual(['completed', { value: { n: 1 } }]);
    // What it had used before was counted at its first end.
    expect([top.usage, top.nodes.get('call')?.usage]).toEqual([
      { inputTokens: 10, outputTokens: 14, cost: '0.5' },
      { inputTokens: 10, outputTokens: 14, cost: '0.5' },
    ]);
    world.checkReplay();
  });
  it('again and again, to every level, and in the iterations of a map', () => {
    const middle = workflow(
      [
        node(
          'each',
          'map',
          { items: '[1, 2]' },
          {
            body: {
              nodes: [node('start', 'start'), node('call', 'subflow', { workflow: 'child', input: {} }), node('end', 'end')],
              edges: [
                { source: 'start', target: 'call' },
                { source: 'call', target: 'end' },
              ],
            },
          },
        ),
      ],
      ['start -> each -> end'],
    );
    const top = workflow([node('down', 'subflow', { workflow: 'middle', input: {} })], ['start -> down -> end']);
    const world = createWorld({ top, middle, child }, 'top');
    world.start();
    const first = 'down>each[0]/call>';
    const second = 'down>each[1]/call>';
    end(world, `${first}a`);
    end(world, `${second}a`);
    end(world, `${first}b`, true);
    // The other iteration is broken off: its child ends once its call has.
    end(world, `${second}b`, true);
    expect(['', 'down>', first, second].map((label) => status(world, label))).toEqual(['failed', 'failed', 'failed', 'stopped']);
    const ids = world.executions().map(({ state }) => state.id);
    for (let round = 0; round < 3; round++) {
      again(world);
      expect(open(world).sort()).toEqual([`${first}b`, `${second}b`]);
      end(world, `${second}b`, true);
      end(world, `${first}b`, true);
      expect(status(world, '')).toBe('failed');
    }
    again(world);
    end(world, `${first}b`);
    end(world, `${second}b`);
    expect([status(world, ''), world.executions().map(({ state }) => state.id)]).toEqual(['completed', ids]);
    world.checkReplay();
  });
  it('to one that is still being stopped: it goes on as soon as it has ended', () => {
    const world = createWorld({ parent: parent({ n: 1 }, { timeoutSeconds: 5 }), child }, 'parent');
    world.start();
    world.now += 5_000;
    order(world, '', { type: 'Wake' });
    expect([status(world, ''), at(world, 'call>').state.phase]).toEqual(['failed', 'stopping']);
    again(world);
    expect(at(world, 'call>').state).toMatchObject({ phase: 'stopping', retryAsked: true });
    world.checkReplay();
    end(world, 'call>a');
    expect([open(world), at(world, 'call>').state.retryAsked, children(world)]).toEqual([['call>b'], false, 1]);
    end(world, 'call>b');
    expect(status(world, '')).toBe('completed');
    world.checkReplay();
  });
  it('unless that one is stopped again before: then it stays so', () => {
    const world = createWorld({ parent: parent({ n: 1 }, { timeoutSeconds: 5 }), child }, 'parent');
    world.start();
    world.now += 5_000;
    order(world, '', { type: 'Wake' });
    again(world);
    order(world, '', { type: 'Stop', by: 'me', reason: 'enough' });
    end(world, 'call>a');
    expect([status(world, ''), status(world, 'call>'), open(world)]).toEqual(['stopped', 'stopped', []]);
    world.checkReplay();
  });
  it('begins another child where the one there was has undone itself, or is no more, and says so', () => {
    const undone = workflow([post('a', { compensation: 'un' }), post('un'), post('b')], ['start -> a -> b -> end']);
    for (const gone of [false, true]) {
      const world = createWorld({ parent: parent(), child: gone ? child : undone }, 'parent');
      world.start();
      end(world, 'call>a');
      end(world, 'call>b', true);
      if (!gone) end(world, 'call>un');
      const before = at(world, 'call>').state.id;
      if (gone) world.forget(before);
      const said = again(world).map(({ event }) => event);
      expect(open(world)).toEqual(['call>a']);
      expect(at(world, 'call>').state.id).not.toBe(before);
      expect(said.filter(({ type }) => type.startsWith('Child'))).toMatchObject([
        { type: 'ChildRetried', childId: before },
        { type: 'ChildDeclined', childId: before, error: { code: gone ? 'EXECUTION_NOT_FOUND' : 'ALREADY_COMPENSATED' } },
        { type: 'ChildRequested', childId: at(world, 'call>').state.id },
      ]);
      end(world, 'call>a');
      end(world, 'call>b');
      expect(status(world, '')).toBe('completed');
      world.checkReplay();
    }
  });
  it('waits with that other child while the parent is paused, and needs none when it is stopped meanwhile', () => {
    for (const how of ['Pause', 'Stop'] as const) {
      const world = failed();
      world.forget(at(world, 'call>').state.id);
      world.holding = true;
      again(world);
      order(world, '', { type: how, by: 'me', reason: '' });
      world.deliverAll();
      const { state } = at(world, '');
      expect([state.status, children(world)]).toEqual([how === 'Pause' ? 'paused' : 'stopped', 0]);
      world.checkReplay();
      if (how === 'Stop') {
        again(world);
      } else order(world, '', { type: 'Resume', by: 'me' });
      world.deliverAll();
      expect([children(world), open(world)]).toEqual([1, ['call>a']]);
      world.checkReplay();
    }
  });
  it('with another input asks for confirmation where the child would get another one, and then begins another child', () => {
    const world = failed(parent({ n: '{{ input.n }}' }));
    const before = at(world, 'call>').state.id;
    const input = { value: { n: 2 } };
    expect(() => again(world, '', { input })).toThrow('1 recorded call with an effect would be made again (subflow of call)');
    expect(retryOutlook(at(world, '').state, { input: true, plan: undefined })).toMatchObject({ anew: ['call'] });
    again(world, '', { input, confirm: true });
    expect(at(world, 'call>').state.id).not.toBe(before);
    expect(at(world, 'call>').state.input).toEqual({ value: { n: 2 } });
    world.checkReplay();
    for (const definition of [
      parent({ n: '{{ input.same }}' }),
      parent({ n: '{{ size([start.output.m]) }}' }),
      parent({ n: '{{ trigger }}' }),
    ]) {
      const same = failed(definition, { n: 1, m: 0, same: 5 });
      again(same, '', { input: { value: { n: 2, m: 1, same: 5 } } });
      expect([children(same), open(same)]).toEqual([1, ['call>b']]);
    }
    const large = failed(parent({ n: '{{ input.n }}' }));
    expect(() => again(large, '', { input: { ref: 'sha256:0', size: 50_000 } })).toThrow('confirm it');
    const broken = failed(parent({ n: '{{ input.n }}' }));
    expect(() => again(broken, '', { input: { value: 7 } })).toThrow('confirm it');
  });
  it('on another revision keeps the child where that one runs the same, and asks where it runs another', () => {
    const pinned = (revision: number) => ({ workflowId: 'w2', workflowName: 'child', revision, digest: `sha256:${revision}` });
    const calling = (config: object, more: readonly ReturnType<typeof post>[]): WorkflowDefinition =>
      workflow([node('call', 'subflow', { workflow: 'child', input: {}, ...config }), ...more], ['start -> call -> later -> end']);
    const outcome = (before: SubflowPin, config: object, later = false): readonly string[] => {
      const run = driveExecution(calling({}, [post('later')]), 1, { child: before, 'child@4': pinned(4) });
      run.start();
      const childId = run.node('call').child?.id as never;
      run.send({ type: 'EndChild', path: 'call', childId, status: 'failed', error: { code: 'NO', message: 'no' }, usage });
      const plan = run.goOver(calling(config, [post('later', later ? { retry: { maxAttempts: 7 } } : {})]), 'sha256:next');
      return retryOutlook(run.state, { input: false, plan }).anew;
    };
    expect(outcome(pinned(3), {}, true)).toEqual([]);
    expect(outcome(pinned(3), { revision: 4 })).toEqual(['call']);
    expect(outcome('self', {}, true)).toEqual(['call']);
  });
  it('begins one, without asking, where the child could not be started at all', () => {
    const definitions: { [name: string]: WorkflowDefinition } = { parent: parent({ n: '{{ input.n }}' }) };
    const world = createWorld(definitions, 'parent');
    world.holding = true;
    world.start({ n: 1 });
    const { childId, ...rest } = { childId: at(world, '').state.nodes.get('call')?.child?.id as never, usage, path: 'call' };
    const error = { code: 'NOT_PUBLISHED', message: 'nothing is released' };
    order(world, '', { type: 'EndChild', childId, status: 'failed', error, begun: false, ...rest });
    again(world, '', { input: { value: { n: 2 } } });
    const [, fresh] = world.mail;
    expect([fresh?.command.type, fresh?.to === childId]).toEqual(['StartExecution', false]);
    world.checkReplay();
  });
});

describe('a child that a person retries by itself', () => {
  it('does not wake its parent, whose own retry then takes what it gave', () => {
    const world = failed();
    again(world, 'call>');
    end(world, 'call>b');
    expect([status(world, ''), status(world, 'call>')]).toEqual(['failed', 'completed']);
    again(world);
    expect([status(world, ''), children(world)]).toEqual(['completed', 1]);
    world.checkReplay();
  });
  it('is waited for by a parent that is retried while it runs, and is steered by it again', () => {
    const world = failed();
    again(world, 'call>');
    expect(at(world, 'call>').state.alone).toBe(true);
    again(world);
    expect([at(world, 'call>').state.alone, open(world)]).toEqual([false, ['call>b']]);
    order(world, '', { type: 'Pause', by: 'me', reason: '' });
    expect(at(world, 'call>').state.phase).toBe('pausing');
    order(world, '', { type: 'Resume', by: 'me' });
    end(world, 'call>b');
    expect(status(world, '')).toBe('completed');
    world.checkReplay();
  });
  it('hears no more of what its parent said before', () => {
    const world = failed();
    again(world, 'call>');
    const { id } = at(world, 'call>').state;
    const said = world.send(id, { type: 'Stop', by: 'X1', reason: 'late', order: { path: 'call', n: 99 } });
    expect([said, open(world)]).toEqual([[], ['call>b']]);
  });
});

describe('orders to a child', () => {
  it('are followed once, and not when they come late: not a pause after the resume, not a stop after the retry', () => {
    const world = createWorld({ parent: parent(), child }, 'parent');
    world.holding = true;
    world.start({ n: 1 });
    world.deliverAll();
    order(world, '', { type: 'Pause', by: 'me', reason: '' });
    world.deliverAll();
    end(world, 'call>a');
    expect(status(world, 'call>')).toBe('paused');
    order(world, 'call>', { type: 'Resume', by: 'somebody' });
    for (const mail of [...world.delivered]) world.repeat(mail);
    expect(status(world, 'call>')).toBe('running');
    order(world, '', { type: 'Resume', by: 'me' });
    order(world, '', { type: 'Stop', by: 'me', reason: '' });
    world.deliverAll();
    end(world, 'call>b', true);
    world.deliverAll();
    expect([status(world, ''), status(world, 'call>')]).toEqual(['stopped', 'stopped']);
    again(world);
    world.deliverAll();
    expect(status(world, 'call>')).toBe('running');
    for (const mail of [...world.delivered]) world.repeat(mail);
    expect([status(world, ''), status(world, 'call>'), open(world), world.mail]).toEqual(['running', 'running', ['call>b'], []]);
    end(world, 'call>b');
    world.deliver(undefined, 2);
    expect(status(world, '')).toBe('completed');
    world.checkReplay();
  });
});

describe('a subflow that nobody waits for', () => {
  it('and that could not be started is on the record of its parent, also after its end, once', () => {
    const detached = workflow(
      [node('call', 'subflow', { workflow: 'child', input: {}, detached: true }), post('more')],
      ['start -> call -> more -> end'],
    );
    for (const ended of [false, true]) {
      const world = createWorld({ parent: detached, child }, 'parent');
      world.holding = true;
      world.start();
      if (ended) end(world, 'more');
      const childId = at(world, '').state.nodes.get('call')?.child?.id as never;
      const report = { type: 'ReportNotStarted', path: 'call', childId, error: { code: 'NOT_PUBLISHED', message: 'no' } } as const;
      expect(order(world, '', report).map(({ event }) => event)).toMatchObject([{ type: 'ChildNotStarted', path: 'call', childId }]);
      expect(order(world, '', report)).toEqual([]);
      expect(order(world, '', { ...report, path: 'nowhere' })).toEqual([]);
      expect(status(world, '')).toBe(ended ? 'completed' : 'running');
      world.checkReplay();
    }
  });
});
