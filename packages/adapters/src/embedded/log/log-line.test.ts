import { commitOf } from '@agentflow/testkit';
import { partitionId } from '@agentflow/core';
import { readHeads } from './line-heads.js';
import { decodeRecord, encodeCommit } from './log-line.js';

describe('a line of the log', () => {
  it('is found again by its bytes, whatever stands around it', () => {
    const texts = ['plain', 'é', '😀😀', '漢\u2028\n\t', '\ud83d', ''];
    const commits = texts.map((reason, i) =>
      commitOf(partitionId('master', i), i + 1, `E-${i}`, i + 1, { events: [{ type: 'ExecutionStopped', reason, seq: 1 }] }),
    );
    const text = commits.map(encodeCommit).join('\n');
    const bytes = Buffer.from(text);
    const heads = readHeads(text);
    expect(heads).toHaveLength(texts.length);
    heads.forEach((head, i) => {
      const commit = commits[i]!;
      expect([head.partition, head.position, head.executionId, head.version, head.epoch, head.commitId, head.org]).toEqual([
        commit.partition,
        commit.position,
        commit.executionId,
        commit.version,
        commit.epoch,
        commit.commitId,
        commit.org,
      ]);
      expect(decodeRecord(text.slice(head.start, head.end))).toEqual({ kind: 'commit', ...commit });
      expect(decodeRecord(bytes.subarray(head.offset, head.offset + head.length).toString())).toEqual({ kind: 'commit', ...commit });
    });
  });
});
