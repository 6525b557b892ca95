import { driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import { domainOf, executionId, orgId, type ExecutionId } from '../../ids.js';
import { childIdOf } from '../../shared/shared-id.js';
import type { SubflowPin } from '../../workflow/compile/plan.js';
import { readSnapshot, writeSnapshot } from '../state/snapshot.js';
import type { EndChild } from './tie-commands.js';

const PIN: SubflowPin = { workflowId: 'w2', workflowName: 'the other', revision: 3, digest: 'sha256:other' };
const flow = (more: object = {}, extra: Parameters<typeof workflow>[0] = [], edges = ['start -> call -> end']) =>
  workflow(
    [
      node('call', 'subflow', { workflow: 'other', input: { n: '{{ input.n }}' }, ...more }),
      ...extra,
      node('end', 'end', { output: '{{ call.output }}' }),
    ],
    edges,
  );
const drive = (definition = flow(), pin: SubflowPin | undefined = PIN): ExecutionDriver =>
  driveExecution(definition, 1_000_000, pin === undefined ? {} : { other: pin });
const usage = { inputTokens: 5, outputTokens: 7, cost: '0.25' };
const childOf = (run: ExecutionDriver, path = 'call'): ExecutionId => run.node(path).child?.id as ExecutionId;
const end = (run: ExecutionDriver, more: Partial<EndChild> = {}, path = 'call'): EndChild => ({
  type: 'EndChild',
  path,
  childId: childOf(run, path),
  status: 'completed',
  output: { value: { done: true } },
  usage,
  ...more,
});
const told = (run: ExecutionDriver): readonly string[] => run.messages.map(({ to, command }) => `${to} ${command.type}`);

describe('a subflow', () => {
  it('asks for a child under an id of its own, waits for its end and goes on with its output and its usage', () => {
    const run = drive();
    run.start({ n: 4 });
    const childId = childOf(run);
    expect(childId).toBe(childIdOf(run.state.org, run.state.id, 'call', 2));
    expect(childId).toMatch(/^C[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(run.messages).toEqual([
      {
        to: childId,
        command: expect.objectContaining({
          type: 'StartExecution',
          workflowId: 'w2',
          workflowName: 'the other',
          revision: 3,
          digest: 'sha256:other',
          input: { value: { n: 4 } },
          parentId: run.state.id,
          rootId: run.state.rootId,
          parentPath: 'call',
          depth: 1,
        }),
      },
    ]);
    expect([run.state.status, run.node('call').status]).toEqual(['running', 'running']);
    run.send(end(run));
    expect(run.output()).toEqual({ done: true });
    expect([run.state.usage, run.node('call').usage]).toEqual([usage, usage]);
    expect(run.send(end(run))).toEqual([]);
    run.checkReplay();
  });
  it.each([
    ['failed', { code: 'MODEL_REFUSED', message: 'no' }, 'MODEL_REFUSED'],
    ['stopped', { code: 'SUBFLOW_STOPPED', message: 'the subflow was stopped: by me' }, 'SUBFLOW_STOPPED'],
  ] as const)('fails with the error of a child that %s, and is not tried again', (status, error, code) => {
    const run = drive();
    run.start({ n: 1 });
    run.send({ type: 'EndChild', path: 'call', childId: childOf(run), status, error, usage });
    expect([run.state.status, run.state.error]).toEqual(['failed', { ...error, code, path: 'call' }]);
    expect(run.state.usage).toEqual(usage);
    run.checkReplay();
  });
  it('takes the error edge when the child fails', () => {
    const run = drive(flow({}, [node('other', 'set', { values: { a: 1 } })], ['start -> call -> end', 'call:error -> other -> end']));
    run.start({ n: 1 });
    run.send(end(run, { status: 'failed', error: { code: 'X', message: 'no' } }));
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('starts a detached one and goes on at once', () => {
    const run = drive(flow({ detached: true }));
    run.start({ n: 1 });
    expect(run.output()).toEqual({ executionId: childOf(run) });
    expect(run.messages[0]?.command).not.toHaveProperty('parentPath');
    expect(run.send({ type: 'EndChild', path: 'call', childId: childOf(run), status: 'completed', usage })).toEqual([]);
    run.checkReplay();
  });
  it('runs its own revision when it names itself, and leaves `latest` to be found when it starts', () => {
    const self = drive(flow(), 'self');
    self.start({ n: 1 });
    expect(self.messages[0]?.command).toMatchObject({ digest: 'sha256:test', workflowId: 'w1', revision: 1 });
    const latest = drive(flow({ revision: 'latest' }));
    latest.start({ n: 1 });
    expect(latest.messages[0]?.command).toMatchObject({ digest: '', workflowId: 'other' });
    expect(latest.events.find(({ type }) => type === 'ChildRequested')).toMatchObject({ revision: 'latest', digest: null });
    self.checkReplay();
    latest.checkReplay();
  });
  it('refuses to go deeper than 16', () => {
    const run = drive();
    run.start({ n: 1 }, { depth: 16, parentId: 'p', parentPath: 'x' });
    expect(run.state.error).toMatchObject({ code: 'SUBFLOW_DEPTH', path: 'call' });
    expect(run.messages.map(({ command }) => command.type)).toEqual(['EndChild']);
    run.checkReplay();
  });
  it('tells the child of a pause, of the resume and of a stop, and ends only after it', () => {
    const run = drive();
    run.start({ n: 1 });
    run.send({ type: 'Pause', by: 'me', reason: 'lunch' });
    run.send({ type: 'Resume', by: 'me' });
    run.send({ type: 'Stop', by: 'me', reason: 'enough' });
    const child = childOf(run);
    expect(told(run)).toEqual([`${child} StartExecution`, `${child} Pause`, `${child} Resume`, `${child} Stop`]);
    expect([run.state.status, run.state.phase, run.node('call').status]).toEqual(['running', 'stopping', 'running']);
    run.send(end(run, { status: 'stopped', error: { code: 'SUBFLOW_STOPPED', message: 'x' } }));
    expect([run.state.status, run.node('call').status]).toEqual(['stopped', 'cancelled']);
    run.checkReplay();
  });
  it('fails where a child ended without saying why, gives null where it gave nothing, and comes back whole from a snapshot', () => {
    const failed = drive();
    failed.start({ n: 1 });
    const { output: _, ...bare } = end(failed);
    failed.send({ ...bare, status: 'failed' });
    expect(failed.state.error).toMatchObject({ code: 'INTERNAL', path: 'call' });
    const empty = drive();
    empty.start({ n: 1 });
    const text = writeSnapshot(empty.state, 1);
    const { state } = readSnapshot(text, empty.state.org, empty.state.id, empty.plan);
    expect([state.ties, state.nodes.get('call')?.child]).toEqual([empty.state.ties, empty.node('call').child]);
    empty.send({ ...bare, childId: childOf(empty) });
    expect(empty.output()).toBeNull();
    expect(empty.send({ ...bare, childId: childOf(empty) })).toEqual([]);
  });
  it('tells the child to stop when its parent runs out of time, and ends with it', () => {
    const run = drive({ ...flow(), settings: { timeoutSeconds: 10 } });
    run.start({ n: 1 });
    run.now += 10_000;
    run.send({ type: 'Wake' });
    expect([run.state.phase, told(run).at(-1)]).toEqual(['stopping', `${childOf(run)} Stop`]);
    run.send(end(run, { status: 'stopped' }));
    expect(run.state.error?.code).toBe('EXECUTION_TIMED_OUT');
    run.checkReplay();
  });
  it('records what a child completed while its parent was stopping, or paused', () => {
    const stopping = drive();
    stopping.start({ n: 1 });
    stopping.send({ type: 'Stop', by: 'me', reason: 'enough' });
    stopping.send(end(stopping));
    expect([stopping.state.status, stopping.node('call').status]).toEqual(['stopped', 'completed']);
    const paused = drive();
    paused.start({ n: 1 });
    paused.send({ type: 'Pause', by: 'me', reason: '' });
    paused.send(end(paused));
    expect([paused.state.status, paused.node('call').status]).toEqual(['paused', 'completed']);
    paused.send({ type: 'Resume', by: 'me' });
    expect(paused.output()).toEqual({ done: true });
    stopping.checkReplay();
    paused.checkReplay();
  });
  it('stops the child of a loser, and that of a node that ran out of time', () => {
    const race = drive(
      flow(
        {},
        [node('quick', 'http', { method: 'GET', url: 'https://x.example' }), { ...node('first', 'join'), join: 'first' }],
        ['start -> call -> first -> end', 'start -> quick -> first'],
      ),
    );
    race.start({ n: 1 });
    race.complete('quick');
    expect(told(race).at(-1)).toBe(`${childOf(race)} Stop`);
    expect(race.node('call').status).toBe('cancelled');
    const slow = drive({ ...flow(), nodes: flow().nodes.map((one) => (one.id === 'call' ? { ...one, timeoutSeconds: 5 } : one)) });
    slow.start({ n: 1 });
    slow.now += 5_000;
    slow.send({ type: 'Wake' });
    expect(slow.state.error).toMatchObject({ code: 'TIMED_OUT', path: 'call' });
    expect(told(slow).at(-1)).toBe(`${childOf(slow)} Stop`);
    race.checkReplay();
    slow.checkReplay();
  });
  it('reports its own end to the parent that waits, once, whatever the end', () => {
    const ends = ['completed', 'failed', 'stopped'].map((how) => {
      const run = driveExecution(workflow([node('work', 'http', { method: 'GET', url: 'https://x.example' })], ['start -> work -> end']));
      run.start({}, { depth: 1, parentId: 'P', parentPath: 'call' });
      if (how === 'completed') run.complete('work', 1);
      else if (how === 'failed') run.fail('work', { retryable: false });
      else run.send({ type: 'Stop', by: 'me', reason: 'enough' });
      run.checkReplay();
      return run.messages.map(({ to, command }) => [to, command]);
    });
    expect(ends).toEqual([
      [['P', expect.objectContaining({ type: 'EndChild', path: 'call', status: 'completed', output: { value: null } })]],
      [['P', expect.objectContaining({ status: 'failed', error: { code: 'TOOL_FAILED', message: 'it broke' } })]],
      [
        [
          'P',
          expect.objectContaining({ status: 'stopped', error: { code: 'SUBFLOW_STOPPED', message: 'the subflow was stopped: enough' } }),
        ],
      ],
    ]);
  });
});

describe('a subflow with a domain', () => {
  it('starts its child at home there; one without lives where its parent does', () => {
    const child = (domain: string | undefined, id: string) => {
      const calls = node('call', 'subflow', { workflow: 'other', input: {} }, domain === undefined ? {} : { domain });
      const run = driveExecution(workflow([calls], ['start -> call -> end']), 1_000_000, { other: PIN }, { id: executionId(id) });
      run.start({ n: 1 });
      run.checkReplay();
      return childOf(run);
    };
    const there = (id: string) => domainOf(child('research', id));
    expect([there('X1'), there('X1.finance'), there('X1.research')]).toEqual(['research', 'research', 'research']);
    const [home, away] = [child(undefined, 'X1'), child(undefined, 'X1.finance')];
    expect([domainOf(home), domainOf(away), domainOf(child('master', 'X1.finance'))]).toEqual(['master', 'finance', 'master']);
    expect(home).toBe(childIdOf(orgId('default'), executionId('X1'), 'call', 2));
  });
});
