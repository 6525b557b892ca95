import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

describe('making a data folder', () => {
  let root: string;
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'agentflow-folder-'))));
  afterEach(() => rm(root, { recursive: true, force: true }));
  const mode = async (...names: readonly string[]): Promise<string> => ((await stat(join(root, ...names))).mode & 0o777).toString(8);

  it('makes those above it too, all for the owner alone', async () => {
    await makeFolder(join(root, 'a', 'b'));
    expect([await mode('a'), await mode('a', 'b')]).toEqual(['700', '700']);
  });
  it('leaves a folder that is there as it is', async () => {
    await chmod(root, 0o755);
    await makeFolder(root);
    expect(await mode()).toBe('755');
  });
  it('ends with the error of the system where nothing can be made', async () => {
    await makeFolder(join(root, 'a'));
    await expect(makeFolder(join('/dev/null', 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
