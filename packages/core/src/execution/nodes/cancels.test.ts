import { driveExecution, node, workflow } from '@agentflow/testkit';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);

describe('a cancellation region', () => {
  const definition = () =>
    workflow(
      [
        echo('a'),
        echo('b'),
        echo('ab'),
        node('timer', 'wait', { seconds: 60 }),
        echo('other'),
        echo('withdraw', { cancels: ['a', 'b', 'ab', 'timer'] }),
      ],
      ['start -> a -> ab -> end', 'start -> b -> ab', 'start -> timer -> end', 'start -> other -> end', 'start -> withdraw -> end'],
    );

  it('is called off when the node completes: what runs, what waits, and a token at a join; nothing outside it', () => {
    const run = driveExecution(definition());
    run.start();
    run.complete('a');
    run.complete('withdraw');
    expect(Object.fromEntries([...run.state.nodes.values()].map(({ path, status }) => [path, status]))).toMatchObject({
      a: 'completed',
      b: 'cancelled',
      ab: 'cancelled',
      timer: 'cancelled',
      other: 'running',
    });
    expect(run.complete('b')).toEqual([]);
    run.complete('other');
    expect([run.state.status, run.state.timers.size]).toEqual(['completed', 0]);
    run.checkReplay();
  });

  it('leaves alone what has ended, what has not begun, and a call whose outcome must be known', () => {
    const run = driveExecution(
      workflow(
        [echo('pay', { effect: 'at_most_once' }), echo('done'), echo('later'), echo('withdraw', { cancels: ['pay', 'done', 'later'] })],
        ['start -> pay -> end', 'start -> done -> end', 'start -> withdraw -> later -> end'],
      ),
    );
    run.start();
    run.complete('done');
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
    run.complete('withdraw');
    expect([...run.state.openTasks].sort()).toEqual(['later', 'pay']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('is not called off by a failure', () => {
    const run = driveExecution(
      workflow([echo('a'), echo('b', { cancels: ['a'], onError: 'continue' })], ['start -> a -> end', 'start -> b -> end']),
    );
    run.start();
    run.fail('b', { retryable: false });
    expect(run.node('a').status).toBe('running');
  });
});
