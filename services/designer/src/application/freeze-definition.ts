import { bodiesOfNode, isAppError, type JsonObject, type OrgId } from '@agentflow/core';
import { COLLECTIONS } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { Pinned } from './pin-definition.js';

/** Puts what runs under its digest. What is there already is the same: the digest covers all of it that matters to a run. The domains of its nodes are made known first: nobody would serve them. */
export async function freezeDefinition({ documents, nameDomains }: DesignerDeps, org: OrgId, { digest, frozen }: Pinned): Promise<void> {
  const domains = nameDomains ? domainsOf(frozen.definition as unknown as JsonObject) : new Set<string>();
  if (domains.size > 0) await nameDomains?.([...domains]);
  try {
    await documents.put(org, COLLECTIONS.frozen, digest, frozen, { ifVersion: 'absent' });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'ALREADY_EXISTS') throw error;
  }
}
function domainsOf(body: JsonObject, found = new Set<string>()): ReadonlySet<string> {
  for (const node of (body['nodes'] ?? []) as readonly JsonObject[]) {
    if (typeof node['domain'] === 'string') found.add(node['domain']);
    for (const inner of bodiesOfNode(node)) domainsOf(inner.body, found);
  }
  return found;
}
