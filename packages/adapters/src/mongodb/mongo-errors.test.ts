import { AppError } from '@agentflow/core';
import { clashOf, isDuplicateKey, isPassing, toAppError } from './mongo-errors.js';

const error = (fields: object): Error => Object.assign(new Error('mongodb://user:password@host said no'), fields);
const labelled = (label: string): Error => error({ name: 'MongoServerError', hasErrorLabel: (asked: string) => asked === label });

describe("MongoDB's errors in the platform's words", () => {
  it.each([
    ['a lost connection', error({ name: 'MongoNetworkError' })],
    ['a late answer', error({ name: 'MongoNetworkTimeoutError' })],
    ['no server', error({ name: 'MongooseServerSelectionError' })],
    ['an emptied pool', error({ name: 'MongoPoolClearedError' })],
    ['a full pool', error({ name: 'MongoWaitQueueTimeoutError' })],
    ['another primary', error({ name: 'MongoServerError', code: 10107 })],
    ['a stop of the server', error({ name: 'MongoServerError', code: 11600 })],
    ['too long on the server', error({ name: 'MongoServerError', code: 50, codeName: 'MaxTimeMSExpired' })],
    ['not on a majority in time', error({ name: 'MongoWriteConcernError', code: 64 })],
    ['a full disk', error({ name: 'MongoServerError', code: 14031 })],
    ['what the driver calls retryable', labelled('RetryableWriteError')],
  ])('%s is UNAVAILABLE and may be retried', (_, cause) => {
    const told = toAppError(cause, 'writing');
    expect([told.code, told.retryable, told.cause]).toEqual(['UNAVAILABLE', true, cause]);
    expect(isPassing(cause) && isPassing(told)).toBe(true);
  });
  it.each([
    ['the server with its code', error({ name: 'MongoServerError', code: 10334, codeName: 'BSONObjectTooLarge' })],
    [
      'the server in words',
      Object.assign(new Error('object to insert too large. size in bytes: 17825792, max size: 16777216'), { code: 2 }),
    ],
    ['the driver', Object.assign(new Error('Document is larger than the maximum size 16777216'), { name: 'MongoInvalidArgumentError' })],
    ['a buffer', new RangeError('The value of "offset" is out of range.')],
  ])('too large, as %s says it, is PAYLOAD_TOO_LARGE', (_, cause) => {
    expect(toAppError(cause, 'writing')).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', retryable: false });
  });
  it('wrong credentials are not retried, anything else is INTERNAL, and what is ours stays', () => {
    expect(toAppError(error({ code: 18, codeName: 'AuthenticationFailed' }), 'connecting')).toMatchObject({
      code: 'UNAVAILABLE',
      retryable: false,
    });
    expect(toAppError(error({ code: 9, codeName: 'FailedToParse' }), 'writing')).toMatchObject({
      code: 'INTERNAL',
      details: { mongo: 'FailedToParse' },
    });
    const ours = new AppError('NOT_FOUND', 'x');
    expect(toAppError(ours, 'reading')).toBe(ours);
  });
  it('never tells what the server said: only the cause does', () => {
    for (const fields of [{ code: 18 }, { code: 9 }, { name: 'MongoNetworkError' }]) {
      const { message, details } = toAppError(error(fields), 'connecting');
      expect(message + JSON.stringify(details)).not.toContain('password');
    }
  });
  it('a taken key is told with its index', () => {
    const taken = error({ code: 11000, keyValue: { unique: 'a' } });
    expect([isDuplicateKey(taken), isDuplicateKey(error({ code: 1 })), clashOf(taken), clashOf(error({}))]).toEqual([
      true,
      false,
      { unique: 'a' },
      {},
    ]);
  });
});
