import { AppError } from '../../errors/app-error.js';
import { executionId, orgId } from '../../ids.js';
import { sharedId } from '../../shared/shared-id.js';
import type { ExecutionMessage } from '../events/commit.js';
import { undeliverable } from './undeliverable.js';
import { NO_USAGE } from '../views/views.js';

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
      command: { ...failed, begun: false, error: { code: 'NOT_PUBLISHED', message: 'nothing is released' } },
    });
    expect(answer(start, new Error('a bug'))?.command).toEqual({
      ...failed,
      error: { code: 'INTERNAL', message: 'the subflow could not start' },
    });
    expect(answer({ type: 'StartExecution' })).toBeNull();
  });
  it('puts a subflow that nobody waits for, and that cannot start, on record', () => {
    const error = { code: 'NOT_PUBLISHED', message: 'nothing is released' };
    const trigger = { type: 'subflow', id: 'call' };
    expect(answer({ type: 'StartExecution', trigger }, new AppError('NOT_PUBLISHED', 'nothing is released'))).toEqual({
      to: from,
      command: { type: 'ReportNotStarted', path: 'call', childId: to, error },
    });
    expect(answer({ type: 'StartExecution', trigger: { type: 'webhook', id: 'x' } })).toBeNull();
  });
  it('begins another subflow where the one to be retried is no more, and fails the node where nobody knows what became of it', () => {
    const retry = { type: 'RetryExecution', order: { path: 'call', n: 9 } };
    expect(answer(retry)?.command).toEqual({
      type: 'DeclineRetry',
      path: 'call',
      childId: to,
      n: 9,
      error: { code: 'EXECUTION_NOT_FOUND', message: 'gone' },
    });
    expect(answer(retry, new Error('a bug'))?.command).toMatchObject({
      type: 'EndChild',
      status: 'failed',
      n: 9,
      error: { code: 'INTERNAL' },
    });
    expect(answer({ type: 'RetryExecution' })).toBeNull();
  });
  it('counts a subflow that is no more as not undone', () => {
    expect(answer({ type: 'Compensate', order: { path: 'call', n: 9 } })?.command).toMatchObject({
      type: 'EndChild',
      path: 'call',
      status: 'failed',
      n: 9,
      error: { code: 'EXECUTION_NOT_FOUND' },
    });
    expect(answer({ type: 'Compensate' })).toBeNull();
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
