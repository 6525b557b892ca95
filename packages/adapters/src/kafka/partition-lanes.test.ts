import { AppError, isAppError } from '@agentflow/core';
import type { BusMessage } from '@agentflow/ports';
import { nextTurn } from '@agentflow/testkit';
import { createPartitionLanes, type LaneDeps } from './partition-lanes.js';

const message = (value: string): BusMessage => ({ key: 'k', headers: {}, value });
interface Sent {
  readonly partition: number;
  readonly values: readonly string[];
  answer(error?: unknown): void;
}
/** A broker that answers when told to. */
function world(options: Partial<LaneDeps> = {}) {
  const sent: Sent[] = [];
  let open = 0;
  let mostOpen = 0;
  const lanes = createPartitionLanes({
    deadlineMs: 10_000,
    onFailedTry: async () => undefined,
    send: (_, partition, messages) =>
      new Promise((resolve, reject) => {
        if (partition === 0) mostOpen = Math.max(mostOpen, ++open);
        const answer = (error?: unknown): void => {
          if (partition === 0) open--;
          if (error === undefined) resolve();
          else reject(error as Error);
        };
        sent.push({ partition, values: messages.map((one) => one.value), answer });
      }),
    ...options,
  });
  const outcome = async (call: Promise<void>): Promise<string> =>
    call.then(
      () => 'durable',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  return { lanes, sent, outcome, mostOpen: () => mostOpen };
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await nextTurn();
};

describe('lanes of partitions', () => {
  it('have one request under way each; what gathers meanwhile leaves together, in order', async () => {
    const { lanes, sent, mostOpen } = world();
    const calls = ['a', 'b', 'c'].map((value) => lanes.publish('t', 0, [message(value)]));
    const other = lanes.publish('t', 1, [message('x')]);
    await until(() => sent.length === 2);
    expect(sent.map((one) => one.values)).toEqual([['a'], ['x']]);
    sent[0]!.answer();
    await until(() => sent.length === 3);
    expect(sent[2]!.values).toEqual(['b', 'c']);
    sent[1]!.answer();
    sent[2]!.answer();
    await Promise.all([...calls, other]);
    expect(mostOpen()).toBe(1);
  });
  it('send the same messages again until they are taken, before anything behind them', async () => {
    const { lanes, sent } = world();
    const first = lanes.publish('t', 0, [message('a')]);
    const second = lanes.publish('t', 0, [message('b')]);
    for (let tries = 1; tries <= 3; tries++) {
      await until(() => sent.length === tries);
      expect(sent.at(-1)!.values).toEqual(['a']);
      sent.at(-1)!.answer(tries < 3 ? new Error('leader gone') : undefined);
    }
    await first;
    await until(() => sent.length === 4);
    sent[3]!.answer();
    await second;
  });
  it('let nothing overtake what was given up', async () => {
    const sent: string[][] = [];
    const { lanes, outcome } = world({
      deadlineMs: 200,
      send: async (_, __, messages) => {
        sent.push(messages.map((one) => one.value));
        throw new Error('leader gone');
      },
    });
    const calls = ['a', 'b', 'c'].map((value) => outcome(lanes.publish('t', 0, [message(value)])));
    expect(await Promise.all(calls)).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE']);
    expect(sent.every((values) => values.join() === 'a')).toBe(true);
  });
  it('answer at the deadline although a request never ends', async () => {
    const { lanes, outcome, sent } = world({ deadlineMs: 30 });
    expect(await outcome(lanes.publish('t', 0, [message('a')]))).toBe('UNAVAILABLE');
    expect(sent).toHaveLength(1);
    sent[0]!.answer();
    await lanes.close();
  });
  it('give up a refused message alone', async () => {
    const { lanes, sent, outcome } = world();
    const refused = outcome(lanes.publish('t', 0, [message('large')]));
    const behind = outcome(lanes.publish('t', 0, [message('b')]));
    await until(() => sent.length === 1);
    sent[0]!.answer(Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' }));
    expect(await refused).toBe('PAYLOAD_TOO_LARGE');
    await until(() => sent.length === 2);
    sent[1]!.answer();
    expect(await behind).toBe('durable');
  });
  it('split what is too much for one request, and are done with the last part', async () => {
    const { lanes, sent } = world();
    let durable = false;
    const large = Array.from({ length: 5 }, (_, i) => message(String(i).repeat(200_000)));
    const call = lanes.publish('t', 0, large).then(() => (durable = true));
    for (let parts = 1; parts <= 3; parts++) {
      await until(() => sent.length === parts);
      expect(durable).toBe(false);
      sent.at(-1)!.answer();
    }
    await call;
    expect(sent.map((one) => one.values.length)).toEqual([2, 2, 1]);
  });
  it('take nothing after the end, and end when the last request has', async () => {
    const { lanes, sent, outcome } = world();
    const call = outcome(lanes.publish('t', 0, [message('a')]));
    await until(() => sent.length === 1);
    let ended = false;
    const closing = lanes.close().then(() => (ended = true));
    await nextTurn();
    expect(ended).toBe(false);
    sent[0]!.answer(new AppError('UNAVAILABLE', 'no'));
    await closing;
    expect(await call).toBe('UNAVAILABLE');
    expect(await outcome(lanes.publish('t', 0, [message('b')]))).toBe('UNAVAILABLE');
  });
});
