import { driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import { sharedId } from '../../shared/shared-id.js';
import { signalKey } from '../../shared/shared-commands.js';

const KEY = signalKey('paid', 'o7');
const flow = (timeoutSeconds?: number, edges = ['start -> pay -> end']) =>
  workflow(
    [
      node('pay', 'signal', { name: 'paid', key: '{{ input.order }}', ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) }),
      node('end', 'end', { output: '{{ pay.output }}' }),
    ],
    edges,
  );
const told = (run: ExecutionDriver): readonly string[] => run.messages.map(({ command }) => command.type);
const delivery = (ticket: number) => ({ type: 'DeliverSignal' as const, path: 'pay', ticket, key: KEY, id: 's1', payload: { value: 5 } });

describe('a signal node with a key', () => {
  it('takes its place in the queue of its key, and completes with what it gets', () => {
    const run = driveExecution(flow());
    run.start({ order: 'o7' });
    const claimant = { execution: run.state.id, path: 'pay', ticket: 2 };
    expect(run.messages).toEqual([
      { to: sharedId(run.state.org, 'signal', KEY), command: { type: 'SharedAwait', kind: 'signal', key: KEY, claimant } },
    ]);
    expect(run.state.status).toBe('waiting');
    run.send(delivery(2));
    expect(run.output()).toBe(5);
    expect(run.messages.at(-1)?.command).toEqual({ type: 'SharedTaken', kind: 'signal', key: KEY, claimant, id: 's1' });
    run.checkReplay();
  });
  it('says again that it has it when it is delivered again, and gives back what is not its own', () => {
    const run = driveExecution(flow());
    run.start({ order: 'o7' });
    run.send(delivery(99));
    expect(told(run)).toEqual(['SharedAwait', 'SharedForgo']);
    run.send(delivery(2));
    run.send(delivery(2));
    expect(told(run)).toEqual(['SharedAwait', 'SharedForgo', 'SharedTaken', 'SharedTaken']);
    run.send({ ...delivery(2), id: 'another' });
    expect(told(run).at(-1)).toBe('SharedForgo');
    run.checkReplay();
  });
  it('gives up its place when its time is over, or the execution stops', () => {
    const late = driveExecution(flow(5, ['start -> pay -> end', 'pay:timeout -> end']));
    late.start({ order: 'o7' });
    late.now += 5_000;
    late.send({ type: 'Wake' });
    expect([late.output(), told(late)]).toEqual([null, ['SharedAwait', 'SharedForgo']]);
    late.send(delivery(2));
    expect(told(late).at(-1)).toBe('SharedForgo');
    const stopped = driveExecution(flow());
    stopped.start({ order: 'o7' });
    stopped.send({ type: 'Stop', by: 'me', reason: '' });
    expect(told(stopped)).toEqual(['SharedAwait', 'SharedForgo']);
    late.checkReplay();
    stopped.checkReplay();
  });
  it('takes what comes during a pause, and goes on afterwards', () => {
    const run = driveExecution(flow());
    run.start({ order: 'o7' });
    run.send({ type: 'Pause', by: 'me', reason: '' });
    run.send(delivery(2));
    expect([run.state.status, run.node('pay').status]).toEqual(['paused', 'completed']);
    run.send({ type: 'Resume', by: 'me' });
    expect(run.output()).toBe(5);
    run.checkReplay();
  });
});
