import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orgId } from '@agentflow/core';
import { rejectsWith } from '@agentflow/testkit';
import { createAesVault } from './aes-vault.js';
import { loadMasterKey } from './master-key.js';

describe('the master key', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'agentflow-key-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('is made once, for its owner alone, and read again', async () => {
    const keys = await Promise.all([loadMasterKey({ dataDir }), loadMasterKey({ dataDir }), loadMasterKey({ dataDir, envValue: '' })]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600);
    expect((await loadMasterKey({ dataDir })).equals(keys[0]!)).toBe(true);
  });

  it('is taken from the environment as hex or base64, and then no file is made', async () => {
    const key = Buffer.alloc(32, 9);
    for (const envValue of [key.toString('hex'), key.toString('base64'), ` ${key.toString('base64')}\n`]) {
      expect((await loadMasterKey({ dataDir, envValue })).equals(key)).toBe(true);
    }
    await expect(stat(join(dataDir, 'master.key'))).rejects.toThrow();
  });

  it('is refused in words that do not show it', async () => {
    for (const envValue of ['short', 'z'.repeat(64), Buffer.alloc(16).toString('hex')]) {
      const error = await rejectsWith('CONFIG_INVALID', loadMasterKey({ dataDir, envValue }));
      expect(error.message).not.toContain(envValue);
    }
    await writeFile(join(dataDir, 'master.key'), 'broken');
    await rejectsWith('CONFIG_INVALID', loadMasterKey({ dataDir }));
    expect(await readFile(join(dataDir, 'master.key'), 'utf8')).toBe('broken');
    await rejectsWith('CONFIG_INVALID', () => createAesVault(Buffer.alloc(16)));
  });

  it('opens nothing that another key has sealed', async () => {
    const sealed = createAesVault(Buffer.alloc(32, 1)).seal(orgId('o'), 'c', 1, 'secret');
    await rejectsWith('CREDENTIAL_NOT_FOUND', () => createAesVault(Buffer.alloc(32, 2)).unseal(orgId('o'), 'c', 1, sealed));
  });
});
