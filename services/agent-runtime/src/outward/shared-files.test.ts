import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjectFolder } from '@agentflow/adapters';
import { rejectsWith } from '@agentflow/testkit';
import { FILE_LIMITS } from './execution-files.js';
import { createSharedFiles } from './shared-files.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('the files of an execution, where workers share them', () => {
  let base: string;
  const worker = (execution = 'e1', org = 'acme') => createSharedFiles(createObjectFolder(base), org, execution);
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'agentflow-shared-files-'));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('shows another worker what one wrote, by folder, and what replaced it', async () => {
    await worker().write('notes/a.md', Buffer.from('first'));
    await worker().write('notes/a.md', Buffer.from('second'));
    await worker().write('b.txt', Buffer.from('b'));
    const long = `${'Verzeichnis/'.repeat(10)}größe-${'x'.repeat(80)}.txt`;
    await worker().write(long, Buffer.from('deep'));
    expect(text(await worker().read('notes/a.md'))).toBe('second');
    expect(text(await worker().read(long))).toBe('deep');
    expect(await worker().list('')).toEqual([
      { path: long, size: 4 },
      { path: 'b.txt', size: 1 },
      { path: 'notes/a.md', size: 6 },
    ]);
    expect(await worker().list('notes')).toEqual([{ path: 'notes/a.md', size: 6 }]);
    expect(await worker().list('note')).toEqual([]);
    await rejectsWith('TOOL_FAILED', worker().read('gone.txt'));
  });

  it('keeps executions and organisations apart, and refuses paths that are not plainly inside', async () => {
    await worker('e1').write('a.txt', Buffer.from('mine'));
    await rejectsWith('TOOL_FAILED', worker('e12').read('a.txt'));
    await rejectsWith('TOOL_FAILED', worker('e1', 'other').read('a.txt'));
    expect(await worker('e12').list('')).toEqual([]);
    for (const path of ['..', '../e12/a.txt', '/etc/passwd', 'a//b', '', '.env', 'a\\b', 'C:/x', 'a\0b']) {
      await rejectsWith('TOOL_FAILED', worker().read(path));
      await rejectsWith('TOOL_FAILED', worker().write(path, Buffer.from('x')));
    }
    for (const id of ['..', 'a/b', '']) expect(() => worker(id)).toThrow('cannot have files');
  });

  it('has no name that is a file and a folder at once', async () => {
    await worker().write('a', Buffer.from('x'));
    await rejectsWith('TOOL_FAILED', worker().write('a/b', Buffer.from('x')));
    await worker().write('c/d', Buffer.from('x'));
    await rejectsWith('TOOL_FAILED', worker().write('c', Buffer.from('x')));
  });

  it('keeps to its quota', async () => {
    await rejectsWith('TOOL_FAILED', worker().write('big', Buffer.alloc(FILE_LIMITS.fileBytes + 1)));
    for (let i = 0; i < 10; i++) await worker().write(`f${i}`, Buffer.alloc(FILE_LIMITS.fileBytes));
    await rejectsWith('TOOL_FAILED', worker().write('one-more', Buffer.from('x')));
    await worker().write('f0', Buffer.from('smaller'));
    await worker().write('one-more', Buffer.from('x'));
  });
});
