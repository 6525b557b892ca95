import { AppError } from '@agentflow/core';
import { COLLECTIONS, type CredentialDocument, type DesignerService } from '@agentflow/ports';
import { checkCredential, secretText } from './check-credential.js';
import { credentialView } from './credentials.js';
import type { DesignerDeps } from './designer-deps.js';
import { withKey } from './keys.js';

/** Seals the secret and keeps it with the hosts it may be sent to. @throws AppError INVALID_INPUT (problems, none quoting the secret), ALREADY_EXISTS (key) */
export const createCredential =
  ({ documents, sealer, ids }: DesignerDeps): DesignerService['createCredential'] =>
  async ({ org, credential, by }) => {
    const { key, type, secret } = credential;
    if (secret === undefined) throw secretMissing();
    const hosts = checkCredential(credential);
    const id = ids.next();
    const document: CredentialDocument = {
      key,
      type,
      hosts,
      version: 1,
      sealed: sealer.seal(org, id, 1, secretText(secret)),
      createdBy: by,
    };
    return credentialView(
      await withKey(key, () =>
        documents.put(org, COLLECTIONS.credentials, id, document, { ifVersion: 'absent', unique: { key }, index: { key, type } }),
      ),
    );
  };
function secretMissing(): AppError {
  const problem = { pointer: '/secret', code: 'SECRET_REQUIRED', severity: 'error', message: 'a credential needs a secret' } as const;
  return new AppError('INVALID_INPUT', problem.message, {}, { problems: [problem] });
}
