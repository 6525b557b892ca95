declare const brand: unique symbol;
type Brand<T, B> = T & { readonly [brand]: B };
/** A tenant. Every repository call takes one: there is no unscoped query. */
export type OrgId = Brand<string, 'OrgId'>;
export type ExecutionId = Brand<string, 'ExecutionId'>;
/** `<domain>/<00..63>`: one log with one owner. */
export type PartitionId = Brand<string, 'PartitionId'>;
export const orgId = (text: string): OrgId => text as OrgId;
export const executionId = (text: string): ExecutionId => text as ExecutionId;
export const PARTITIONS_PER_DOMAIN = 64;
export const partitionId = (domain: string, index: number): PartitionId => `${domain}/${String(index).padStart(2, '0')}` as PartitionId;
/** FNV-1a over the id's UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/): which of a domain's partitions holds an execution. */
export function partitionOf(domain: string, id: ExecutionId): PartitionId {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return partitionId(domain, (hash >>> 0) % PARTITIONS_PER_DOMAIN);
}
/** Where root executions live, and everything that names no domain. */
export const MASTER_DOMAIN = 'master';
/** The domain that an execution is at home in: what follows the last dot of its id; without one, the master's. */
export function domainOf(id: ExecutionId): string {
  const dot = id.lastIndexOf('.');
  return dot < 0 ? MASTER_DOMAIN : id.slice(dot + 1);
}
/** An id at home in `domain`: the same id for the master's. */
export const idIn = (domain: string, id: ExecutionId): ExecutionId => (domain === MASTER_DOMAIN ? id : executionId(`${id}.${domain}`));
