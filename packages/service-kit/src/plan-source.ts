import {
  AppError,
  compileDefinition,
  parseSegmentDigest,
  segmentPlan,
  type CompileOptions,
  type Json,
  type NodeCatalog,
  type OrgId,
  type Plan,
} from '@agentflow/core';
import { COLLECTIONS, type DocumentStore, type FrozenDocument, type PlanSource } from '@agentflow/ports';

export interface PlanSourceDeps {
  readonly documents: DocumentStore;
  readonly nodes: NodeCatalog;
  /** Plans kept, least recently used dropped first; 500 where left out. */
  readonly max?: number;
}

/** Plans of frozen revisions by digest: read from the document store and compiled once, however many ask at the same time. */
export function createPlanSource({ documents, nodes, max = 500 }: PlanSourceDeps): PlanSource {
  const plans = new Map<string, { readonly plan: Plan; used: number }>();
  let uses = 0;
  /** The plan asked for last: tasks of one execution, and executions of one workflow, follow each other. */
  let last: { readonly org: OrgId; readonly digest: string; readonly plan: Plan } | undefined;
  const loading = new Map<string, Promise<Plan>>();
  const keyOf = (org: OrgId, digest: string): string => `${org}\n${digest}`; // the same digest in two orgs is two plans: no org learns what another published

  const touch = (org: OrgId, digest: string): Plan | undefined => {
    if (last?.digest === digest && last.org === org) return last.plan;
    const entry = plans.get(keyOf(org, digest));
    if (!entry) return undefined;
    entry.used = ++uses;
    last = { org, digest, plan: entry.plan };
    return entry.plan;
  };
  const dropOldest = (): void => {
    let oldest: string | undefined;
    let used = Number.POSITIVE_INFINITY;
    for (const [key, entry] of plans) if (entry.used < used && entry.plan !== last?.plan) [oldest, used] = [key, entry.used];
    if (oldest !== undefined) plans.delete(oldest);
  };
  const keep = (key: string, plan: Plan): Plan => {
    plans.set(key, { plan, used: ++uses });
    if (plans.size > max) dropOldest();
    return plan;
  };
  const read = async (org: OrgId, digest: string, key: string): Promise<Plan> => {
    const segment = parseSegmentDigest(digest);
    if (segment) {
      const plan = segmentPlan(await load(org, segment.revision), digest);
      if (!plan) throw new AppError('REVISION_NOT_FOUND', 'the revision has no such segment', { digest });
      return keep(key, plan);
    }
    const frozen = await documents.get<FrozenDocument>(org, COLLECTIONS.frozen, digest);
    if (!frozen) throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest });
    const { definition, pins } = frozen.value;
    const plan = compileDefinition(definition, nodes, {
      digest,
      typeVersions: pinnedTypes(pins.nodeTypes),
      subflows: pinnedSubflows(pins.subflows),
    });
    return keep(key, plan);
  };
  const load: PlanSource['load'] = async (org, digest) => {
    const key = keyOf(org, digest);
    const known = touch(org, digest);
    if (known) return known;
    const underway = loading.get(key);
    if (underway) return underway;
    const promise = read(org, digest, key).finally(() => loading.delete(key));
    loading.set(key, promise);
    return promise;
  };
  return { cached: touch, load };
}
/** What each subflow runs, by `subflowName`, as it was at publish; revisions of before that pinned none. */
const pinnedSubflows = (pins: Json | undefined): NonNullable<CompileOptions['subflows']> =>
  typeof pins === 'object' && pins !== null ? (pins as unknown as NonNullable<CompileOptions['subflows']>) : {};
/** Versions of node types as they were at publish, by type. */
function pinnedTypes(pins: Json | undefined): { readonly [type: string]: number } {
  if (typeof pins !== 'object' || pins === null || Array.isArray(pins)) return {};
  return Object.fromEntries(Object.entries(pins).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
