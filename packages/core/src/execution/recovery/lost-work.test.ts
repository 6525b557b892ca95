import { driveExecution, node, workflow } from '@agentflow/testkit';

const work = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);

describe('work on the way to a join that has begun without it', () => {
  it('does not fail the execution where its own join can no longer begin', () => {
    const run = driveExecution(
      workflow(
        [work('a'), work('b'), work('c'), work('both', { join: { n: 2 } }), work('fast', { join: 'first' })],
        ['start -> a -> both -> fast -> end', 'start -> b -> both', 'start -> c -> fast'],
      ),
    );
    run.start();
    run.complete('a');
    // c begins the join and cancels b: of the two that `both` waits for one is there, and no other can come.
    run.complete('c');
    expect(run.state.nodes.get('both')?.status).toBe('skipped');
    expect(run.node('b').status).toBe('cancelled');
    run.complete('fast');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('does not begin what would wait for the rest no longer', () => {
    const run = driveExecution(
      workflow(
        [work('a'), work('b'), work('c'), work('both'), work('fast', { join: { n: 1, cancel: true } })],
        ['start -> a -> both -> fast -> end', 'start -> b -> both', 'start -> c -> fast'],
      ),
    );
    run.start();
    run.complete('a');
    run.complete('c');
    expect(run.state.nodes.get('both')?.status).toBe('skipped');
    run.complete('fast');
    expect(run.state.status).toBe('completed');
  });

  it('does not follow a call whose outcome had to be known', () => {
    const run = driveExecution(
      workflow(
        [work('pay', { effect: 'at_most_once' }), work('after'), work('c'), work('fast', { join: 'first' })],
        ['start -> pay -> after -> fast -> end', 'start -> c -> fast'],
      ),
    );
    run.start();
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'pay', key: 'k', requestHash: 'h' });
    run.complete('c');
    run.step('pay', 0, { effect: 'at_most_once' });
    run.complete('pay');
    expect(run.node('pay').status).toBe('completed');
    expect(run.state.nodes.get('after')?.status).toBe('skipped');
    run.complete('fast');
    expect(run.state.status).toBe('completed');
  });
});
