import { AppError, type OrgId } from '@agentflow/core';
import {
  COLLECTIONS,
  type CredentialDocument,
  type CredentialView,
  type DesignerService,
  type DocumentStore,
  type StoredDocument,
} from '@agentflow/ports';
import { isoTime } from './workflow-view.js';
import type { DesignerDeps } from './designer-deps.js';

/** Everything but the secret, which has no way out of here. */
export const credentialView = ({
  id,
  value: { key, type, hosts, version },
  createdAt,
  updatedAt,
}: StoredDocument<CredentialDocument>): CredentialView => ({
  id,
  key,
  type,
  hosts,
  version,
  createdAt: isoTime(createdAt),
  updatedAt: isoTime(updatedAt),
});
/** By id or key. @throws AppError CREDENTIAL_NOT_FOUND */
export async function findCredential(
  documents: DocumentStore,
  org: OrgId,
  credential: string,
): Promise<StoredDocument<CredentialDocument>> {
  const found =
    (await documents.get<CredentialDocument>(org, COLLECTIONS.credentials, credential)) ??
    (await documents.getByUnique<CredentialDocument>(org, COLLECTIONS.credentials, 'key', credential));
  if (found) return found;
  throw new AppError('CREDENTIAL_NOT_FOUND', 'no credential has this id or key', { credential: credential.slice(0, 200) });
}

export const getCredential =
  ({ documents }: DesignerDeps): DesignerService['getCredential'] =>
  async ({ org, credential }) =>
    credentialView(await findCredential(documents, org, credential));

/** By key. */
export const listCredentials =
  ({ documents }: DesignerDeps): DesignerService['listCredentials'] =>
  async ({ org, page, pageSize }) => {
    const found = await documents.list<CredentialDocument>(org, COLLECTIONS.credentials, {
      orderBy: 'key',
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    return { items: found.items.map(credentialView), page, pageSize, total: found.total };
  };

export const deleteCredential =
  ({ documents }: DesignerDeps): DesignerService['deleteCredential'] =>
  async ({ org, credential }) => {
    await documents.delete(org, COLLECTIONS.credentials, (await findCredential(documents, org, credential)).id);
    return {};
  };
