import { executionId, partitionOf } from '../ids.js';
import { retryDelayMs } from '../task/retry-policy.js';
import { AppError, isAppError } from './app-error.js';
import { ERROR_CODES, isErrorCode } from './codes.js';
import { fromGrpc, toGrpc } from './to-grpc.js';
import { toHttp } from './to-http.js';

const problem = { pointer: '/input', code: 'TYPE', severity: 'error', message: 'must be text' } as const;

describe('errors', () => {
  it('know by their code whether they may be repeated, unless told otherwise', () => {
    expect(new AppError('OVERLOADED', 'later').retryable).toBe(true);
    expect(new AppError('OVERLOADED', 'never', {}, { retryable: false }).retryable).toBe(false);
    expect(isAppError(new Error('x'))).toBe(false);
    expect(isErrorCode('toString')).toBe(false);
  });
  it('become problems of HTTP, and keep what is not for others to themselves', () => {
    const error = new AppError(
      'INVALID_INPUT',
      'wrong',
      { a: 1 },
      { problems: [problem], retryAfterSeconds: 3, cause: new Error('secret') },
    );
    expect(toHttp(error)).toEqual({
      type: 'urn:agentflow:error:invalid_input',
      title: 'INVALID_INPUT',
      status: 422,
      detail: 'wrong',
      code: 'INVALID_INPUT',
      errors: [problem],
      retryAfterSeconds: 3,
    });
    expect(JSON.stringify(toHttp(new Error('password=hunter2')))).not.toContain('hunter2');
    expect(toHttp('what').status).toBe(500);
  });
  it('travel over gRPC and come out the same', () => {
    const error = new AppError('VERSION_CONFLICT', 'stale', { etag: '"1"' }, { problems: [problem], retryAfterSeconds: 2 });
    const { status, message, payload } = toGrpc(error);
    expect(status).toBe(ERROR_CODES.VERSION_CONFLICT.grpc);
    const back = fromGrpc(status, message, payload);
    expect(back).toMatchObject({
      code: 'VERSION_CONFLICT',
      message: 'stale',
      details: { etag: '"1"' },
      problems: [problem],
      retryAfterSeconds: 2,
      retryable: false,
    });
    expect(fromGrpc(13, 'x', JSON.stringify({ code: 'NEWER', details: {}, problems: [], retryable: true }))).toMatchObject({
      code: 'INTERNAL',
      retryAfterSeconds: undefined,
    });
    expect(fromGrpc(14, 'gone', undefined).code).toBe('UNAVAILABLE');
    expect(fromGrpc(4, 'late', undefined).code).toBe('DEADLINE_EXCEEDED');
    expect(toGrpc(new Error('password=hunter2')).message).not.toContain('hunter2');
  });
});

describe('partitions', () => {
  it('take executions evenly and always the same one', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 6_400; i++) {
      const partition = partitionOf('master', executionId(`01J${i.toString(36).padStart(8, '0')}`));
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    expect(counts.size).toBe(64);
    expect(Math.max(...counts.values())).toBeLessThan(250);
    expect(partitionOf('master', executionId('X1'))).toBe(partitionOf('master', executionId('X1')));
  });
});

describe('back-off', () => {
  it('doubles under full jitter up to its ceiling, or stays fixed', () => {
    const policy = { maxAttempts: 9, initialDelayMs: 100, maxDelayMs: 1_000, backoff: 'exponential' } as const;
    expect([1, 2, 3, 9].map((attempt) => retryDelayMs(policy, attempt, 0.999999))).toEqual([100, 200, 400, 1_000]);
    expect(retryDelayMs(policy, 3, 0)).toBe(0);
    expect(retryDelayMs({ ...policy, backoff: 'fixed', initialDelayMs: 5_000 }, 4, 0.5)).toBe(1_000);
  });
});
