import assert from 'node:assert/strict';
import { orgId } from '@agentflow/core';
import type { SealedSecret, Sealer, Unsealer } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { rejectsWith } from './assertions.js';

export type Vault = Sealer & Unsealer;
const ORG = orgId('default');
const SECRET = 'sk-very-secret-é😀';
const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0]! ^= 1;
  return bytes.toString('base64');
};
const cases: ContractCase<Vault>[] = [
  {
    name: 'opens what it sealed, also an empty and a long secret',
    async run({ port }) {
      for (const secret of [SECRET, '', 'x'.repeat(100_000)]) {
        assert.equal(port.unseal(ORG, 'C1', 1, port.seal(ORG, 'C1', 1, secret)), secret);
      }
    },
  },
  {
    name: 'shows nothing of the secret, and seals it differently each time',
    async run({ port }) {
      const [first, second] = [port.seal(ORG, 'C1', 1, SECRET), port.seal(ORG, 'C1', 1, SECRET)];
      assert.notEqual(first.nonce, second.nonce);
      assert.notEqual(first.ciphertext, second.ciphertext);
      assert.ok(!JSON.stringify(first).includes('secret'));
      assert.ok(!Buffer.from(first.ciphertext, 'base64').includes('very'));
    },
  },
  {
    name: 'opens a secret only for the org, credential and version it was sealed for',
    async run({ port }) {
      const sealed = port.seal(ORG, 'C1', 1, SECRET);
      const others: [string, string, number][] = [
        ['other', 'C1', 1],
        ['default', 'C2', 1],
        ['default', 'C1', 2],
        ['default"', 'C1', 1],
        ['', 'defaultC1', 1],
      ];
      for (const [org, credential, version] of others) {
        await rejectsWith('CREDENTIAL_NOT_FOUND', () => port.unseal(orgId(org), credential, version, sealed));
      }
    },
  },
  {
    name: 'refuses a sealed text that was changed anywhere, and says nothing of what it holds',
    async run({ port }) {
      const sealed = port.seal(ORG, 'C1', 1, SECRET);
      const changed: SealedSecret[] = [
        { ...sealed, ciphertext: flipped(sealed.ciphertext) },
        { ...sealed, tag: flipped(sealed.tag) },
        { ...sealed, nonce: flipped(sealed.nonce) },
        { ...sealed, tag: sealed.tag.slice(0, 8) },
        { ...sealed, ciphertext: '' },
        { ...sealed, nonce: '' },
        { ...sealed, keyId: 'another' },
        { ...sealed, algorithm: 'none' as 'aes-256-gcm' },
      ];
      for (const one of changed) {
        const error = await rejectsWith('CREDENTIAL_NOT_FOUND', () => port.unseal(ORG, 'C1', 1, one));
        assert.ok(!error.message.includes('secret-') && !JSON.stringify(error.details).includes('sk-'));
      }
    },
  },
];
/** Seals secrets, and opens them where they belong. */
export const vaultContract: Contract<Vault> = { port: 'Vault', cases };
