import { AppError, compileDefinition, type CompileOptions, type Json, type NodeCatalog, type OrgId, type Plan } from '@agentflow/core';
import { COLLECTIONS, type DocumentStore, type FrozenDocument, type PlanSource } from '@agentflow/ports';

export interface PlanSourceDeps {
  readonly documents: DocumentStore;
  readonly nodes: NodeCatalog;
  /** Plans kept, least recently used dropped first; 500 where left out. */
  readonly max?: number;
}

/** Plans of frozen revisions by digest: read from the document store and compiled once, however many ask at the same time. */
export function createPlanSource({ documents, nodes, max = 500 }: PlanSourceDeps): PlanSource {
  const plans = new Map<string, Plan>(); // in order of use, oldest first
  const loading = new Map<string, Promise<Plan>>();
  const keyOf = (org: OrgId, digest: string): string => `${org}\n${digest}`; // the same digest in two orgs is two plans: no org learns what another published

  const touch = (key: string): Plan | undefined => {
    const plan = plans.get(key);
    if (plan && plans.size > 1) {
      plans.delete(key);
      plans.set(key, plan);
    }
    return plan;
  };
  const read = async (org: OrgId, digest: string, key: string): Promise<Plan> => {
    const frozen = await documents.get<FrozenDocument>(org, COLLECTIONS.frozen, digest);
    if (!frozen) throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest });
    const { definition, pins } = frozen.value;
    const plan = compileDefinition(definition, nodes, { digest, typeVersions: pinnedTypes(pins.nodeTypes), subflows: pinnedSubflows(pins.subflows) });
    plans.set(key, plan);
    if (plans.size > max) plans.delete(plans.keys().next().value!);
    return plan;
  };
  return {
    cached: (org, digest) => touch(keyOf(org, digest)),
    async load(org, digest) {
      const key = keyOf(org, digest);
      const known = touch(key);
      if (known) return known;
      const underway = loading.get(key);
      if (underway) return underway;
      const promise = read(org, digest, key).finally(() => loading.delete(key));
      loading.set(key, promise);
      return promise;
    },
  };
}
/** What each subflow runs, by `subflowName`, as it was at publish; revisions of before that pinned none. */
const pinnedSubflows = (pins: Json | undefined): NonNullable<CompileOptions['subflows']> =>
  typeof pins === 'object' && pins !== null ? (pins as unknown as NonNullable<CompileOptions['subflows']>) : {};
/** Versions of node types as they were at publish, by type. */
function pinnedTypes(pins: Json | undefined): { readonly [type: string]: number } {
  if (typeof pins !== 'object' || pins === null || Array.isArray(pins)) return {};
  return Object.fromEntries(Object.entries(pins).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
