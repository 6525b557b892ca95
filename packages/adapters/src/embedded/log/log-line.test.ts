import { commitOf } from '@agentflow/testkit';
import { partitionId, type Commit } from '@agentflow/core';
import { commitText, packCause } from './commit-text.js';
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

  it('says of a commit what JSON says of it, whatever its fields hold', () => {
    const texts = ['a1', 'a"b', 'a\\b', 'é\u2028', '\ud83d', 'tab\t', ''];
    const numbers = [0, 7, 1795293983207, 1.5, -1, undefined, NaN];
    const rest = [{}, { more: true }, { more: undefined }, { delegated: { id: 'x' } }];
    const commits: Commit[] = [];
    for (const path of texts)
      for (const number of numbers)
        for (const more of rest) {
          const events = [
            { type: 'TaskScheduled', path, attempt: number, ...more, seq: 1 },
            { type: 'TaskScheduled', path, attempt: 1, seq: 2, at: number },
            { type: 'NodeCompleted', path, output: { value: { path, number } }, handles: ['out'], ...more, seq: 3 },
            { type: 'NodeCompleted', path, output: { ref: path }, handles: [path], seq: 4, at: number },
            { type: 'NodeCompleted', path, output: undefined, handles: undefined, seq: number },
            { type: 'NodeSkipped', path, ...more, seq: 5 },
          ] as unknown as Commit['events'];
          const causes = [
            { command: { type: 'EndTask', path, attempt: number, from: 5 }, at: number, id: path, seed: 4507779038460208 },
            { command: { type: 'EndTask', path, attempt: 1, from: 3, ...more }, at: 7, id: 'i', seed: number },
          ] as unknown as Commit['causes'];
          const base = commitOf(partitionId('master', 0), 1, 'E', 1, { causes, events });
          for (const wakeAt of [null, number]) commits.push({ ...base, at: number ?? base.at, wakeAt: wakeAt ?? null });
        }
    for (const commit of commits) {
      const { at, causes, events, messages, wakeAt, imported } = commit;
      const asJson = JSON.stringify({ at, causes: causes.map(packCause), events, messages, wakeAt, imported });
      expect(JSON.parse(commitText(commit))).toEqual(JSON.parse(asJson));
    }
    expect(commits).toHaveLength(texts.length * numbers.length * rest.length * 2);
  });

  it('gives back every kind of cause as it was, field by field', () => {
    const cause = (command: object): Commit['causes'][number] =>
      ({ command, at: 7, id: 'i', seed: 9 }) as unknown as Commit['causes'][number];
    const causes = [
      cause({ type: 'EndTask', path: 'a', attempt: 2, from: 5 }),
      cause({ type: 'EndTask', path: 'a', attempt: 2, from: 5, more: true }),
      cause({ type: 'EndTask', path: 'a', attempt: 2, outcome: { status: 'cancelled' } }),
      cause({ type: 'Wake' }),
    ];
    const commit = commitOf(partitionId('master', 0), 1, 'E', 1, { causes });
    const line = encodeCommit(commit);
    const read = decodeRecord(line);
    expect(JSON.stringify((read as unknown as Commit).causes)).toBe(JSON.stringify(causes));
    expect(line).toContain('["a",2,5,7,"i",9]');
    const before = line.replace('["a",2,5,7,"i",9]', JSON.stringify(causes[0]));
    expect(decodeRecord(before)).toEqual(read); // as lines were written before
  });
});
