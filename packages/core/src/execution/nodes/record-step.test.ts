import { driveExecution, node, workflow } from '@agentflow/testkit';

const call = workflow([node('a', 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'idempotent' })], ['start -> a -> end']);
const failed = { error: { code: 'HTTP_UNAVAILABLE', message: 'nobody there', retryable: true } } as const;

describe('the record of a call', () => {
  it('that failed gives way to its answer, also when the same attempt was handed out anew', () => {
    const run = driveExecution(call);
    run.start();
    run.step('a', 0, { effect: 'idempotent', response: undefined as never, ...failed });
    expect(run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'worker-lost' })).toEqual([]);
    expect(run.step('a', 0, { effect: 'idempotent', response: { value: 'done' } })).toMatchObject([{ type: 'StepRecorded', path: 'a' }]);
    run.complete('a', 'done');
    expect(run.output()).toBeNull();
    run.checkReplay();
  });
  it('that was answered stays, and the same failure told twice is one', () => {
    const run = driveExecution(call);
    run.start();
    expect(run.step('a', 0, { effect: 'idempotent', response: undefined as never, ...failed })).toHaveLength(1);
    expect(run.step('a', 0, { effect: 'idempotent', response: undefined as never, ...failed })).toEqual([]);
    expect(run.step('a', 0, { effect: 'idempotent', response: { value: 1 } })).toHaveLength(1);
    expect(run.step('a', 0, { effect: 'idempotent', response: { value: 2 } })).toEqual([]);
  });
});
