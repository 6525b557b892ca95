import { AppError } from '@agentflow/core';
import { COLLECTIONS, type CredentialDocument, type DesignerService } from '@agentflow/ports';
import { checkCredential, secretText } from './check-credential.js';
import { credentialView, findCredential } from './credentials.js';
import type { DesignerDeps } from './designer-deps.js';

/** Replaces the hosts, the secret or both. A new secret is sealed under the next version; hosts alone leave the seal as it is. @throws AppError INVALID_INPUT (problems, none quoting the secret) */
export const updateCredential =
  ({ documents, sealer }: DesignerDeps): DesignerService['updateCredential'] =>
  async ({ org, credential, hosts, secret }) => {
    for (;;) {
      const current = await findCredential(documents, org, credential);
      const { key, type } = current.value;
      const checked = checkCredential({ key, type, hosts: hosts ?? current.value.hosts, ...(secret === undefined ? {} : { secret }) });
      const version = current.value.version + (secret === undefined ? 0 : 1);
      const sealed = secret === undefined ? current.value.sealed : sealer.seal(org, current.id, version, secretText(secret));
      const document: CredentialDocument = { ...current.value, hosts: checked, version, sealed };
      try {
        return credentialView(
          await documents.put(org, COLLECTIONS.credentials, current.id, document, {
            ifVersion: current.version,
            unique: { key },
            index: { key, type },
          }),
        );
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'VERSION_CONFLICT') throw error;
      }
    }
  };
