import { hkdfSync } from 'node:crypto';

/** From which the ids of executions that start under a key are derived: the same wherever the master key is, and nothing that gives it away. */
export const startKeySecretOf = (masterKey: Uint8Array): string =>
  Buffer.from(hkdfSync('sha256', masterKey, '', 'start keys', 32)).toString('hex');
