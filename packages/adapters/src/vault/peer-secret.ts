import { hkdfSync } from 'node:crypto';

/** From which the keys are derived that sign messages between agents: the same wherever the master key is, and nothing that gives it away. */
export const peerSecretOf = (masterKey: Uint8Array): string =>
  Buffer.from(hkdfSync('sha256', masterKey, '', 'peer messages', 32)).toString('hex');
