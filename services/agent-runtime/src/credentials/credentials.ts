import { AppError, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type CredentialDocument, type DocumentStore, type Unsealer } from '@agentflow/ports';
import { isBoundTo } from './is-bound-to.js';

/** A credential opened for one call. Its secret goes into that call and nowhere else. */
export interface OpenCredential {
  readonly key: string;
  readonly type: string;
  readonly secret: string;
  /** @throws AppError CREDENTIAL_HOST unless it is bound to this host and port */
  requireHost(host: string, port: number): void;
}
export interface Credentials {
  /** By key or id. `types`: what it may be used as. @throws AppError CREDENTIAL_NOT_FOUND, CONFIG_INVALID for another type */
  open(org: OrgId, name: string, types: readonly string[]): Promise<OpenCredential>;
}
export function createCredentials({
  documents,
  unsealer,
}: {
  readonly documents: DocumentStore;
  readonly unsealer: Unsealer;
}): Credentials {
  return {
    async open(org, name, types) {
      const found =
        (await documents.get<CredentialDocument>(org, COLLECTIONS.credentials, name)) ??
        (await documents.getByUnique<CredentialDocument>(org, COLLECTIONS.credentials, 'key', name));
      if (!found)
        throw new AppError('CREDENTIAL_NOT_FOUND', 'no credential has this key or id', { credential: name.slice(0, 200), sent: false });
      const { key, type, hosts, version, sealed } = found.value;
      if (!types.includes(type)) {
        throw new AppError('CONFIG_INVALID', `the credential ${key} is of type ${type}; here one of ${types.join(', ')} is needed`, {
          credential: key,
          type,
          sent: false,
        });
      }
      return {
        key,
        type,
        secret: unsealer.unseal(org, found.id, version, sealed),
        requireHost(host, port) {
          if (isBoundTo(hosts, host, port)) return;
          throw new AppError('CREDENTIAL_HOST', `the credential ${key} may not be sent to ${host}:${port}`, {
            credential: key,
            host,
            port,
            sent: false,
          });
        },
      };
    },
  };
}
