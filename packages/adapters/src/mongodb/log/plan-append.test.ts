import type { PartitionId } from '@agentflow/core';
import { commitOf } from '@agentflow/testkit';
import { toDocument, type CommitDocument } from './log-document.js';
import { placeKey, planAppend } from './plan-append.js';

const P0 = 'master/00' as PartitionId;
const P1 = 'master/01' as PartitionId;
const at = (position: number, more: { partition?: PartitionId; epoch?: number; commitId?: string } = {}): CommitDocument =>
  toDocument(commitOf(more.partition ?? P0, position, `E${position}`, 1, { epoch: 3, commitId: `c${position}`, ...more }));
const plan = (calls: readonly (readonly CommitDocument[])[], position = 4, epoch = 3, stored: readonly CommitDocument[] = []) => {
  const { fresh, refused, gaps } = planAppend(
    calls,
    () => ({ position, epoch }),
    new Map(stored.map((one) => [placeKey(one), one.commitId])),
  );
  return {
    fresh: fresh.map(({ _id }) => `${_id.partition}:${_id.position}`),
    refused: [...refused].flatMap(([call, partitions]) => [...partitions].map((partition) => `${call} ${partition}`)),
    gaps: [...gaps],
  };
};

describe('what of a flush is written', () => {
  it('is what stands right behind the end of its log, in order of calls and partitions', () => {
    expect(plan([[at(5), at(5, { partition: P1 }), at(6)], [at(7)]])).toEqual({
      fresh: ['master/00:5', 'master/00:6', 'master/01:5', 'master/00:7'],
      refused: [],
      gaps: [],
    });
  });
  it('is nothing of a partition whose commits do not all fit, while others of the call go on', () => {
    expect(plan([[at(5), at(5, { commitId: 'clash' }), at(5, { partition: P1 })]])).toEqual({
      fresh: ['master/01:5'],
      refused: [`0 ${P0}`],
      gaps: [],
    });
  });
  it('is nothing behind a gap, which is told: the end may be further by now', () => {
    expect(plan([[at(6)]])).toEqual({ fresh: [], refused: [`0 ${P0}`], gaps: [P0] });
    expect(plan([[at(5)], [at(7)], [at(6)]])).toMatchObject({ fresh: ['master/00:5', 'master/00:6'], refused: [`1 ${P0}`] });
  });
  it('is nothing of a former epoch, even at the right position', () => {
    expect(plan([[at(5, { epoch: 2 })]])).toMatchObject({ fresh: [], refused: [`0 ${P0}`], gaps: [] });
    expect(plan([[at(5, { epoch: 4 })]])).toMatchObject({ fresh: ['master/00:5'], refused: [] });
  });
  it('leaves out repeats, of what is stored and of what stands earlier in the flush, and refuses what only looks like one', () => {
    const stored = [at(3), at(4)];
    expect(plan([[at(3), at(4), at(5)], [at(5)], [at(4)]], 4, 3, stored)).toMatchObject({ fresh: ['master/00:5'], refused: [] });
    expect(plan([[at(4, { commitId: 'other' })], [at(5)], [at(5, { commitId: 'other' })]], 4, 3, stored)).toMatchObject({
      fresh: ['master/00:5'],
      refused: [`0 ${P0}`, `2 ${P0}`],
    });
    expect(plan([[at(2)]], 4, 3, stored).refused).toEqual([`0 ${P0}`]);
  });
});
