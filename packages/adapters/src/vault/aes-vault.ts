import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError, type OrgId } from '@agentflow/core';
import type { SealedSecret, Sealer, Unsealer } from '@agentflow/ports';

const KEY_BYTES = 32;
const NONCE_BYTES = 12; // NIST SP 800-38D 5.2.1.1
const TAG_BYTES = 16;

/** What the ciphertext is bound to. As JSON, so that no two triples read the same. */
const boundTo = (org: OrgId, credentialId: string, version: number): Buffer => Buffer.from(JSON.stringify([org, credentialId, version]));

/**
 * Seals with AES-256-GCM under one 32-byte master key; org, credential and version are additional data, so a sealed text opens only
 * where it was sealed for. @throws AppError CONFIG_INVALID for a key of another length
 */
export function createAesVault(masterKey: Buffer): Sealer & Unsealer {
  if (masterKey.length !== KEY_BYTES)
    throw new AppError('CONFIG_INVALID', `the master key must have ${KEY_BYTES} bytes, it has ${masterKey.length}`);
  const key = Buffer.from(masterKey);
  const keyId = createHash('sha256').update('agentflow master key\n').update(key).digest('hex').slice(0, 16);
  return {
    seal(org, credentialId, version, secret): SealedSecret {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(org, credentialId, version));
      const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return {
        algorithm: 'aes-256-gcm',
        nonce: nonce.toString('base64'),
        ciphertext: ciphertext.toString('base64'),
        tag: cipher.getAuthTag().toString('base64'),
        keyId,
      };
    },
    unseal(org, credentialId, version, sealed) {
      try {
        if (sealed.algorithm !== 'aes-256-gcm' || sealed.keyId !== keyId) throw new Error('sealed by another key');
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: TAG_BYTES });
        decipher.setAAD(boundTo(org, credentialId, version));
        decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
        return Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new AppError(
          'CREDENTIAL_NOT_FOUND',
          'the stored secret cannot be opened: it was sealed for another credential or by another master key',
          { credentialId },
          { cause },
        );
      }
    },
  };
}
