import type { OrgId } from '@agentflow/core';

/** A sealed secret: AES-256-GCM, bound to org, credential id and version (as additional data), so that rows cannot be swapped. */
export interface SealedSecret {
  readonly algorithm: 'aes-256-gcm';
  /** Base64. */
  readonly nonce: string;
  readonly ciphertext: string;
  readonly tag: string;
  /** Which master key sealed it. */
  readonly keyId: string;
}
export interface Sealer {
  seal(org: OrgId, credentialId: string, version: number, secret: string): SealedSecret;
}
/** Only the agent runtime gets one (and the webhook door, for the trigger's own secret). */
export interface Unsealer {
  /** @throws AppError CREDENTIAL_NOT_FOUND when the text was not sealed for these, or by another key */
  unseal(org: OrgId, credentialId: string, version: number, sealed: SealedSecret): string;
}
