import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { rejectsWith } from '@agentflow/testkit';
import { DATA_FORMAT, ensureDataFormat } from './data-format.js';

describe('the format of a data folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agentflow-format-'));
  });
  afterEach(async () => {
    const siblings = (await readdir(dirname(folder))).filter((name) => name.startsWith(basename(folder)));
    for (const name of siblings) await rm(join(dirname(folder), name), { recursive: true, force: true });
  });
  const format = (): Promise<string> => readFile(join(folder, 'format'), 'utf8');

  it('is written into a new folder and accepted again', async () => {
    await ensureDataFormat(folder);
    expect(await format()).toBe(`${DATA_FORMAT}\n`);
    await ensureDataFormat(folder);
  });

  it('is refused when it is newer, or no format at all', async () => {
    await writeFile(join(folder, 'format'), String(DATA_FORMAT + 1));
    const error = await rejectsWith('CONFLICT', ensureDataFormat(folder));
    expect(error.message).toContain(`format ${DATA_FORMAT + 1}`);
    for (const text of ['', 'x', '0', '-1', '1.5', '1e0']) {
      await writeFile(join(folder, 'format'), text);
      await rejectsWith('CONFLICT', ensureDataFormat(folder));
    }
  });

  it('is migrated step by step on data copied aside', async () => {
    await ensureDataFormat(folder, { current: 1 });
    await writeFile(join(folder, 'data'), 'a');
    await writeFile(join(folder, 'lock.db'), '');
    const add = (letter: string) => async (at: string) => writeFile(join(at, 'data'), (await readFile(join(at, 'data'), 'utf8')) + letter);
    await ensureDataFormat(folder, {
      current: 3,
      migrations: new Map([
        [1, add('b')],
        [2, add('c')],
      ]),
    });
    expect([await format(), await readFile(join(folder, 'data'), 'utf8')]).toEqual(['3\n', 'abc']);
    const copy = `${folder}.format-1`;
    expect(await readFile(join(copy, 'data'), 'utf8')).toBe('a');
    expect((await readdir(copy)).sort()).toEqual(['data', 'format']);
  });

  it('goes on after a migration that broke off, and keeps the first copy', async () => {
    await ensureDataFormat(folder, { current: 1 });
    await writeFile(join(folder, 'data'), 'original');
    const breaks = async (at: string): Promise<void> => {
      await writeFile(join(at, 'data'), 'half');
      throw new Error('power cut');
    };
    await expect(ensureDataFormat(folder, { current: 2, migrations: new Map([[1, breaks]]) })).rejects.toThrow('power cut');
    expect(await format()).toBe('1\n');
    await ensureDataFormat(folder, { current: 2, migrations: new Map([[1, async (at) => writeFile(join(at, 'data'), 'whole')]]) });
    expect([await format(), await readFile(`${folder}.format-1/data`, 'utf8')]).toEqual(['2\n', 'original']);
  });

  it('is refused when nothing knows how to migrate it', async () => {
    await ensureDataFormat(folder, { current: 1 });
    await rejectsWith('CONFLICT', ensureDataFormat(folder, { current: 2, migrations: new Map() }));
    expect(await format()).toBe('1\n');
  });
});
