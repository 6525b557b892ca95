import { link, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rejectsWith } from '@agentflow/testkit';
import { createExecutionFiles, FILE_LIMITS } from './execution-files.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('the files of an execution', () => {
  let base: string;
  let names = 0;
  const files = (execution = 'e1') => createExecutionFiles(join(base, 'files'), 'acme', execution, () => `tmp${names++}`);
  const folder = () => join(base, 'files', 'acme', 'e1');
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'agentflow-files-'));
    await mkdir(join(base, 'files', 'acme', 'e12'), { recursive: true });
    await writeFile(join(base, 'files', 'acme', 'e12', 'secret.txt'), 'CANARY');
    await writeFile(join(base, 'secret.txt'), 'CANARY');
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('reads back what was written, lists it by folder, and replaces it', async () => {
    const mine = files();
    expect(await mine.list('')).toEqual([]);
    await mine.write('b.txt', Buffer.from('b'));
    await mine.write('notes/a.md', Buffer.from('first'));
    await mine.write('notes/a.md', Buffer.from('second'));
    expect(text(await mine.read('notes/a.md'))).toBe('second');
    expect(await mine.list('')).toEqual([
      { path: 'b.txt', size: 1 },
      { path: 'notes/a.md', size: 6 },
    ]);
    expect(await mine.list('notes')).toEqual([{ path: 'notes/a.md', size: 6 }]);
    expect(await mine.list('nothing')).toEqual([]);
    await rejectsWith('TOOL_FAILED', mine.read('gone.txt'));
    await rejectsWith('TOOL_FAILED', mine.read('notes'));
  });

  it('refuses every path that is not plainly inside', async () => {
    const up = [
      '..',
      '../',
      '../secret.txt',
      '../e12/secret.txt',
      '../../../secret.txt',
      'a/../../e12/secret.txt',
      './a',
      'a/./b',
      'a//b',
      '/etc/passwd',
      '//etc/passwd',
      '',
      '.',
      '/',
      'a/',
      '/a',
    ];
    const odd = [
      '.env',
      '.git/config',
      'a/.hidden',
      '..\\secret.txt',
      'a\\b',
      'C:\\x',
      'C:/x',
      'a\0b',
      'file:///etc/passwd',
      '....//secret.txt',
      '..;/secret.txt',
      'x'.repeat(129),
      Array(17).fill('d').join('/'),
    ];
    const encoded = [
      '%2e%2e/secret.txt',
      '..%2fsecret.txt',
      '%2e%2e%2fsecret.txt',
      '..%c0%afsecret.txt',
      '\u002e\u002e/secret.txt',
      '\uff0e\uff0e/secret.txt',
      '..\u2215secret.txt',
      '\u2025/secret.txt',
    ];
    const depths = Array.from({ length: 40 }, (_, i) => `${'../'.repeat(i + 1)}etc/passwd`);
    const prefixed = Array.from({ length: 40 }, (_, i) => `${'d/'.repeat(i % 8)}${'../'.repeat((i % 8) + 1 + (i >> 3))}e12/secret.txt`);
    const paths = [
      ...up,
      ...odd,
      ...encoded,
      ...depths,
      ...prefixed,
      ...[...up, ...depths].map((path) => `notes/${path}`).filter((path) => path.includes('..')),
    ];
    let kept = 0;
    for (const path of paths) {
      const seen = await files()
        .read(path)
        .then(text, () => 'refused');
      if (seen === 'refused') kept++;
      expect(seen).toBe('refused');
      if (!encoded.includes(path) && path !== '..;/secret.txt') await rejectsWith('TOOL_FAILED', files().write(path, Buffer.from('x')));
    }
    console.log(`traversal paths tried: ${paths.length}, kept out: ${kept}`);
    expect(await readFile(join(base, 'secret.txt'), 'utf8')).toBe('CANARY');
    expect((await files('e12').list('')).map(({ path }) => path)).toEqual(['secret.txt']);
  });

  it('follows no link, whether to a file, a folder, a sibling or through one in the middle', async () => {
    const mine = files();
    await mine.write('real/x.txt', Buffer.from('x'));
    await symlink(join(base, 'secret.txt'), join(folder(), 'link.txt'));
    await symlink(base, join(folder(), 'out'));
    await symlink(join(base, 'files', 'acme', 'e12'), join(folder(), 'sibling'));
    await symlink(join(folder(), 'real'), join(folder(), 'inside'));
    for (const path of ['link.txt', 'out/secret.txt', 'sibling/secret.txt', 'inside/x.txt'])
      await rejectsWith('TOOL_FAILED', mine.read(path));
    for (const path of ['out/new.txt', 'sibling/new.txt', 'out/deep/new.txt'])
      await rejectsWith('TOOL_FAILED', mine.write(path, Buffer.from('x')));
    for (const path of ['out', 'sibling']) await rejectsWith('TOOL_FAILED', mine.list(path));
    expect(await mine.list('')).toEqual([{ path: 'real/x.txt', size: 1 }]);
    await mine.write('link.txt', Buffer.from('mine now')); // replaces the link itself
    expect(text(await mine.read('link.txt'))).toBe('mine now');
    expect(await readFile(join(base, 'secret.txt'), 'utf8')).toBe('CANARY');
  });

  it('reads no file that has another name elsewhere', async () => {
    await files().write('a.txt', Buffer.from('a'));
    await link(join(base, 'secret.txt'), join(folder(), 'hard.txt'));
    await rejectsWith('TOOL_FAILED', files().read('hard.txt'));
  });

  it('has no folder for an id that is a path', () => {
    for (const id of ['..', '../e12', 'a/b', '', '.hidden', 'a\0']) expect(() => files(id)).toThrow('cannot have files');
    expect(() => createExecutionFiles(base, '..', 'e1', () => 't')).toThrow('cannot have files');
  });

  it('keeps to its quota', async () => {
    await rejectsWith('TOOL_FAILED', files().write('big', Buffer.alloc(FILE_LIMITS.fileBytes + 1)));
    for (let i = 0; i < 10; i++) await files().write(`f${i}`, Buffer.alloc(FILE_LIMITS.fileBytes));
    await rejectsWith('TOOL_FAILED', files().write('one-more', Buffer.from('x')));
    await files().write('f0', Buffer.from('smaller'));
    await files().write('one-more', Buffer.from('x'));
  });
});
