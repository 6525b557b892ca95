import { AppError } from '../errors/app-error.js';
import { executionId, orgId } from '../ids.js';
import { sharedId } from '../shared/shared-id.js';
import type { ExecutionMessage } from './commit.js';
import { undeliverable } from './undeliverable.js';
import { NO_USAGE } from './views.js';

const org = orgId('default');
const [from, to] = [executionId('from'), executionId('to')];
const answer = (command: object, error: unknown = new AppError('EXECUTION_NOT_FOUND', 'gone')) =>
  undeliverable({ to, command } as ExecutionMessage, from, error, org);
const claimant = { execution: to, path: 'a', ticket: 3 };

describe('a message that can never be delivered', () => {
  it('fails the node that waits for a subflow, by the code of what went wrong', () => {
    const start = { type: 'StartExecution', parentPath: 'call' };
    const failed = { type: 'EndChild', path: 'call', childId: to, status: 'failed', usage: NO_USAGE };
    expect(answer(start, new AppError('NOT_PUBLISHED', 'nothing is released'))).toEqual({
      to: from,
      command: { ...failed, error: { code: 'NOT_PUBLISHED', message: 'nothing is released' } },
    });
    expect(answer(start, new Error('a bug'))?.command).toEqual({
      ...failed,
      error: { code: 'INTERNAL', message: 'the subflow could not start' },
    });
    expect(answer({ type: 'StartExecution' })).toBeNull();
  });
  it('still tells that a subflow has ended when only its output is lost', () => {
    const end = { type: 'EndChild', path: 'call', childId: from, status: 'completed', usage: NO_USAGE };
    const output = { ref: 'sha256:0', size: 40_000 };
    const lost = new AppError('VALUE_CORRUPT', 'it does not match its digest');
    expect(answer({ ...end, output }, lost)).toEqual({
      to,
      command: { ...end, status: 'failed', error: { code: 'VALUE_CORRUPT', message: 'it does not match its digest' } },
    });
    expect([answer({ ...end, output }), answer(end, lost), answer({ ...end, output }, new Error('a bug'))]).toEqual([null, null, null]);
  });
  it('gives back what a shared decider gave to an execution that is no more', () => {
    expect(answer({ type: 'MutexGranted', path: 'a', ticket: 3, key: 'k' })).toEqual({
      to: sharedId(org, 'mutex', 'k'),
      command: { type: 'SharedRelease', kind: 'mutex', key: 'k', claimant },
    });
    expect(answer({ type: 'DeliverSignal', path: 'a', ticket: 3, key: 'k', id: 's' })).toEqual({
      to: sharedId(org, 'signal', 'k'),
      command: { type: 'SharedForgo', kind: 'signal', key: 'k', claimant },
    });
  });
  it('is dropped where nobody waits for it', () => {
    expect(answer({ type: 'Stop', by: 'x', reason: '' })).toBeNull();
  });
});
