import { atOnce } from './at-once.js';

/** Work that ends when it is told to. */
function held() {
  const begun: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  const work = (item: number): Promise<void> =>
    new Promise((resolve, reject) => {
      begun.push(item);
      ends.set(item, (error) => (error ? reject(error) : resolve()));
    });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { begun, work, turn, end: (item: number, error?: Error) => (ends.get(item)!(error), turn()) };
}

describe('work that is done several at once', () => {
  it('begins the next when one of them ends, and ends with the last', async () => {
    const { begun, work, end, turn } = held();
    let over = false;
    const all = atOnce([1, 2, 3], 2, work).then(() => (over = true));
    await turn();
    expect(begun).toEqual([1, 2]);
    await end(2);
    expect(begun).toEqual([1, 2, 3]);
    await end(3);
    expect(over).toBe(false);
    await end(1);
    await all;
    expect(over).toBe(true);
  });
  it('begins nothing after an error, lets what had begun end, and throws it', async () => {
    const { begun, work, end, turn } = held();
    const all = atOnce([1, 2, 3, 4], 2, work);
    const failure = expect(all).rejects.toThrow('no disk');
    await turn();
    await end(1, new Error('no disk'));
    await end(2);
    await failure;
    expect(begun).toEqual([1, 2]);
  });
  it('takes what comes in time', async () => {
    const seen: string[] = [];
    async function* pages(): AsyncIterable<string> {
      yield 'a';
      await Promise.resolve();
      yield 'b';
    }
    await atOnce(pages(), 4, async (item) => void seen.push(item));
    expect(seen).toEqual(['a', 'b']);
  });
});
