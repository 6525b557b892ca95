import { createPendingDeletions } from './pending-deletions.js';

const setUp = () => {
  const pending = createPendingDeletions();
  const done: string[] = [];
  let finish: () => void = () => undefined;
  const begin = (id: string): void =>
    pending.begin(id, () => {
      done.push(id);
      return new Promise<void>((resolve) => (finish = resolve));
    });
  return { pending, done, begin, finish: () => finish() };
};
describe('deletions that can be taken back', () => {
  it('hide their row at once and do nothing yet', () => {
    const { pending, done, begin } = setUp();
    begin('a');
    expect([...pending.hidden()]).toEqual(['a']);
    expect(done).toEqual([]);
  });
  it('show the row again when taken back, and cannot be committed any more', () => {
    const { pending, done, begin } = setUp();
    begin('a');
    pending.undo('a');
    pending.commit('a');
    expect([...pending.hidden()]).toEqual([]);
    expect(done).toEqual([]);
  });
  it('are done once, and the row stays away until the server has answered', async () => {
    const { pending, done, begin, finish } = setUp();
    begin('a');
    pending.commit('a');
    pending.commit('a');
    pending.undo('a');
    expect(done).toEqual(['a']);
    expect([...pending.hidden()]).toEqual(['a']);
    const shown = new Promise<void>((resolve) => pending.subscribe(resolve));
    finish();
    await shown;
    expect([...pending.hidden()]).toEqual([]);
  });
  it('are all done when the page is left', () => {
    const { pending, done, begin } = setUp();
    begin('a');
    begin('b');
    pending.undo('a');
    pending.commitAll();
    expect(done).toEqual(['b']);
  });
});
