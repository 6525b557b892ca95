import { AppError, executionId, orgId, partitionId, type Commit, type ExecutionMessage } from '@agentflow/core';
import { createFakeClock } from '@agentflow/testkit';
import { createPostman, type Parcel } from './postman.js';

const partition = partitionId('master', 1);
const message = (to: string, by: string): ExecutionMessage => ({ to: executionId(to), command: { type: 'Resume', by } });
const commit = (position: number, ...messages: ExecutionMessage[]): Commit => ({
  org: orgId('default'),
  executionId: executionId('from'),
  version: position,
  partition,
  position,
  epoch: 1,
  commitId: `c${position}`,
  at: 5,
  causes: [],
  events: [],
  messages,
  wakeAt: null,
});
const turns = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
};
function world(answer: (parcel: Parcel, tries: number) => void | Promise<void> = () => undefined) {
  const clock = createFakeClock();
  const handed: string[] = [];
  const faults: string[] = [];
  const tries = new Map<string, number>();
  const postman = createPostman({
    needsPreparing: ({ message: { command } }) => 'by' in command && command.by.startsWith('slow'),
    prepare: async (parcel) => {
      await new Promise(setImmediate);
      handed.push(`prepared ${nameOf(parcel)}`);
      return parcel.message;
    },
    hand: async (parcel) => {
      const name = nameOf(parcel);
      const count = (tries.get(name) ?? 0) + 1;
      tries.set(name, count);
      await answer(parcel, count);
      handed.push(name);
    },
    clock,
    onFault: (error, parcel) => faults.push(`${nameOf(parcel)}: ${(error as Error).message}`),
  });
  return { clock, postman, handed, faults, tries };
}
const nameOf = ({ message: { to, command } }: Parcel): string => `${to} ${'by' in command ? command.by : ''}`;

describe('the postman', () => {
  it('delivers nothing before it is started, then all that gathered, in order for each receiver', async () => {
    const { postman, handed } = world();
    postman.note(commit(1, message('a', '1'), message('b', '2')));
    postman.note(commit(2, message('a', 'slow 3'), message('a', '4')));
    await turns();
    expect([handed, postman.backlog]).toEqual([[], 4]);
    postman.start();
    await postman.settled();
    expect(handed.filter((name) => name.includes('a '))).toEqual(['a 1', 'prepared a slow 3', 'a slow 3', 'a 4']);
    expect(handed).toContain('b 2');
    expect(postman.backlog).toBe(0);
  });
  it('holds cursors back before the first commit with an undelivered message', async () => {
    let release = (): void => undefined;
    const { postman } = world(({ message: { to } }) => (to === 'b' ? new Promise<void>((resolve) => (release = resolve)) : undefined));
    postman.start();
    postman.note(commit(4, message('a', '1')));
    postman.note(commit(7, message('a', '2'), message('b', '3')));
    postman.note(commit(9, message('a', '4')));
    await turns();
    expect([postman.reached(partition, 3), postman.reached(partition, 20), postman.reached(partitionId('master', 2), 20)]).toEqual([
      3, 6, 20,
    ]);
    release();
    await postman.settled();
    expect(postman.reached(partition, 20)).toBe(20);
  });
  it('offers again, ever more slowly, what is refused for now, and lets nothing overtake it', async () => {
    const { postman, handed, clock, tries, faults } = world((_parcel, count) => {
      if (count < 4) throw new AppError('UNAVAILABLE', 'not now');
    });
    postman.start();
    postman.note(commit(1, message('a', '1')));
    await turns();
    postman.note(commit(2, message('a', '2')));
    expect(tries.get('a 1')).toBe(1);
    for (const pause of [100, 200, 400]) {
      await clock.advance(pause - 1);
      await turns();
      expect(handed).toEqual([]);
      await clock.advance(1);
      await turns();
    }
    expect(handed[0]).toBe('a 1');
    await clock.advance(60_000);
    await turns();
    await clock.advance(60_000);
    await postman.settled();
    expect([handed, faults]).toEqual([['a 1', 'a 2'], []]);
  });
  it('drops aloud what can never be delivered, quietly what an ended execution no longer needs, and gives up on the unforeseen in the end', async () => {
    const { postman, clock, faults, tries } = world(({ message: { to } }) => {
      if (to === 'gone') throw new AppError('EXECUTION_NOT_FOUND', 'no such execution');
      if (to === 'ended') throw new AppError('EXECUTION_ENDED', 'it is over');
      if (to === 'broken') throw new Error('a bug');
    });
    postman.start();
    postman.note(commit(1, message('gone', '1'), message('ended', '2'), message('broken', '3')));
    await turns();
    expect(faults).toEqual(['gone 1: no such execution']);
    for (let i = 0; i < 20 && postman.backlog > 0; i++) {
      await clock.advance(20_000);
      await turns();
    }
    expect([faults[1], tries.get('broken 3'), postman.backlog]).toEqual(['broken 3: a bug', 8, 0]);
  });
  it('tries nothing again once it is stopped, and keeps the cursors where they are', async () => {
    const { postman, clock, tries } = world(() => {
      throw new AppError('UNAVAILABLE', 'not now');
    });
    postman.start();
    postman.note(commit(5, message('a', '1')));
    await turns();
    postman.stop();
    await postman.settled();
    await clock.advance(60_000);
    await turns();
    expect([tries.get('a 1'), postman.reached(partition, 9)]).toEqual([1, 4]);
  });
});
