import { isAppError, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type CredentialDocument, type DocumentStore, type Unsealer } from '@agentflow/ports';

/** How callers of a hook prove themselves, opened for one check. */
export interface HookSecret {
  readonly type: 'standard-webhooks' | 'bearer';
  readonly secret: string;
}
/** Opens the credential a hook names, by key or id. `null`, for whatever reason it cannot be used: the door stays shut. */
export const createSecretSource =
  ({ documents, unsealer }: { readonly documents: DocumentStore; readonly unsealer: Unsealer }) =>
  async (org: OrgId, credential: string): Promise<HookSecret | null> => {
    const { credentials } = COLLECTIONS;
    const stored =
      (await documents.getByUnique<CredentialDocument>(org, credentials, 'key', credential)) ??
      (await documents.get<CredentialDocument>(org, credentials, credential));
    if (!stored) return null;
    const { type, version, sealed } = stored.value;
    if (type !== 'standard-webhooks' && type !== 'bearer') return null;
    try {
      const secret = textOf(unsealer.unseal(org, stored.id, version, sealed));
      return secret === '' ? null : { type, secret };
    } catch (error) {
      if (isAppError(error)) return null;
      throw error;
    }
  };
/** A secret is text, or the JSON text of an object with one of these. */
function textOf(secret: string): string {
  if (!secret.startsWith('{')) return secret;
  try {
    const object = JSON.parse(secret) as { secret?: unknown; token?: unknown };
    const text = object.secret ?? object.token;
    return typeof text === 'string' ? text : '';
  } catch {
    return secret;
  }
}
