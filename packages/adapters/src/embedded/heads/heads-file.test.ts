import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../threads/sqlite.js';
import { openHeadsFile, type TextPage } from './heads-file.js';

const PARTITIONS = ['master/0', 'master/1', 'master/2'];
const headOf = (n: number, status: string): string =>
  JSON.stringify({
    ...{ org: n % 2 ? 'b' : 'a', executionId: `E-${n}`, partition: PARTITIONS[n % 3], version: 1, workflowId: 'w', status },
    ...{ createdAt: n, wakeAt: status === 'waiting' ? 1_000 - n : null, tags: [], rootId: `E-${n}` },
  });

describe('the file of heads', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'agentflow-heads-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('pages through what is open, ended and due in the partitions asked for, also in a file with the indexes of earlier versions', () => {
    const path = join(folder, 'heads.db');
    openHeadsFile({ kind: 'heads', path, durability: 'buffered' }).close();
    const before = openSqlite(path, { synchronous: 'NORMAL', schema: '' });
    before.exec(`CREATE INDEX heads_open ON heads(partition, org, id) WHERE is_open = 1;
      CREATE INDEX heads_ended ON heads(partition, org, id) WHERE is_open = 0;
      CREATE INDEX heads_due ON heads(partition, wake_at) WHERE is_open = 1 AND wake_at IS NOT NULL`);
    before.close();
    rmSync(`${path}.sum`, { force: true });

    const { methods, close } = openHeadsFile({ kind: 'heads', path, durability: 'buffered' });
    const call = methods as unknown as { [name: string]: (...args: unknown[]) => never };
    const texts = Array.from({ length: 60 }, (_, n) => headOf(n, n % 4 < 2 ? 'waiting' : 'completed'));
    call['project']!(texts, [['master/0', 60]]);
    for (const [method, rest] of [
      ['open', [0, 1]],
      ['ended', [2, 3]],
    ] as const) {
      for (const asked of [PARTITIONS, ['master/1'], []]) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: TextPage = call[method]!(asked, cursor, 7);
          seen.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        const wanted = texts.filter((_, n) => (rest as readonly number[]).includes(n % 4) && asked.includes(PARTITIONS[n % 3]!));
        expect(seen.toSorted()).toEqual(wanted.toSorted());
      }
    }
    const due: { executionId: string }[] = call['due']!(['master/0', 'master/2'], 999, 3);
    expect(due.map(({ executionId }) => executionId)).toEqual(['E-57', 'E-56', 'E-53']);
    close();

    const after = openSqlite(path, { synchronous: 'NORMAL', schema: '' });
    const names = after
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name IN ('heads_open', 'heads_ended', 'heads_due')")
      .all();
    expect(names).toEqual([]);
    after.close();
  });
});
