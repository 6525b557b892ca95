import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rejectsWith } from '@agentflow/testkit';
import { builtFile } from '../threads/built-file.js';
import { acquireFolderLock } from './folder-lock.js';

const HOLDER = `
  const [, folder, lock] = process.argv;
  const { acquireFolderLock } = await import(lock);
  try { await acquireFolderLock(folder); console.log('held'); setInterval(() => undefined, 1000); }
  catch (error) { console.log(error.code); }
`;
function hold(folder: string) {
  const lock = pathToFileURL(builtFile(import.meta.url, './folder-lock.js')).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, folder, lock], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = once(child.stdout.setEncoding('utf8'), 'data').then(([text]) => String(text).trim());
  return { child, said, exited: once(child, 'exit') };
}
describe('the lock of a data folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agentflow-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is held once: a second instance is told which folder, in this process and in another', async () => {
    const lock = await acquireFolderLock(folder);
    const error = await rejectsWith('CONFLICT', acquireFolderLock(folder));
    expect(error.message).toContain(folder);
    const other = hold(folder);
    expect(await other.said).toBe('CONFLICT');
    await other.exited;
    await lock.release();
    await lock.release();
    await (await acquireFolderLock(folder)).release();
  }, 30_000);

  it('ends with the process that held it, however that ends', async () => {
    const holder = hold(folder);
    expect(await holder.said).toBe('held');
    await rejectsWith('CONFLICT', acquireFolderLock(folder));
    holder.child.kill('SIGKILL');
    await holder.exited;
    await (await acquireFolderLock(folder)).release();
  }, 30_000);

  it('says so when the folder cannot be a folder', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'x');
    for (const path of [file, join(file, 'below')]) {
      const error = await rejectsWith('UNAVAILABLE', acquireFolderLock(path));
      expect(error.message).toContain('cannot be written');
      expect(error.message).toContain(path);
    }
  });
});
