import { driveExecution, node, workflow } from '@agentflow/testkit';
import { idempotencyKeyOf } from '../../task/idempotency-key.js';
import { EffectLedger } from './effect-ledger.js';

const call = (id: string, effect: string, rest = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: effect as 'none', ...rest });
const ledgerOf = (run: ReturnType<typeof driveExecution>) => {
  const ledger = new EffectLedger(run.state.org, run.state.id);
  for (const event of run.events) ledger.note(event, run.now);
  return ledger.rows();
};

describe('the effect ledger', () => {
  it('tells of each call with an effect under which key it left and what became of it', () => {
    const run = driveExecution(
      workflow(
        [call('a', 'idempotent', { compensation: 'undo' }), call('b', 'at_least_once'), call('undo', 'idempotent')],
        ['start -> a -> b -> end'],
      ),
    );
    run.start();
    run.step('a', 0, { effect: 'idempotent', name: 'x.example' });
    run.step('a', 1, { effect: 'read' });
    run.complete('a');
    const { response: _, ...failing } = { response: 0, error: { code: 'HTTP_STATUS', message: '500', retryable: true } };
    run.step('b', 0, { effect: 'at_least_once', ...failing });
    run.fail('b', { retryable: false });
    run.step('undo', 0, { effect: 'idempotent' });
    run.complete('undo');
    expect(ledgerOf(run).map(({ path, index, status, error }) => [path, index, status, error?.code ?? null])).toEqual([
      ['a', 0, 'undone', null],
      ['b', 0, 'failed', 'HTTP_STATUS'],
      ['undo', 0, 'done', null],
    ]);
    expect(ledgerOf(run)[0]?.idempotencyKey).toBe(idempotencyKeyOf(run.state.org, run.state.id, 'a', 0, 0));
  });

  it.each([
    ['done', 'done'],
    ['not_done', 'not_done'],
    ['repeat', 'repeated'],
    ['compensate', 'undone'],
  ] as const)('keeps what a person said of an unknown outcome: %s', (resolution, status) => {
    const run = driveExecution(
      workflow([call('a', 'at_most_once', { compensation: 'undo' }), call('undo', 'idempotent')], ['start -> a -> end']),
    );
    run.start();
    run.send({ type: 'StartEffect', path: 'a', attempt: 1, index: 0, name: 'x.example', key: 'k', requestHash: 'h' });
    expect(ledgerOf(run)).toMatchObject([{ status: 'started', idempotencyKey: 'k' }]);
    run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'worker-lost' });
    expect(ledgerOf(run)).toMatchObject([{ status: 'uncertain', error: { code: 'UNKNOWN_OUTCOME', message: 'the worker was lost' } }]);
    run.send({ type: 'ResolveUncertain', path: 'a', resolution, by: 'ann' });
    if (resolution === 'repeat') {
      run.send({ type: 'StartEffect', path: 'a', attempt: 2, index: 0, name: 'x.example', key: 'k2', requestHash: 'h' });
      expect(ledgerOf(run)[1]).toMatchObject({ generation: 1, status: 'started', idempotencyKey: 'k2' });
    }
    if (resolution === 'compensate') run.complete('undo');
    expect(ledgerOf(run)[0]).toMatchObject({ status, resolvedBy: 'ann', idempotencyKey: 'k' });
  });
});
