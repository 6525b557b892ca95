import { domainOf, MASTER_DOMAIN, type ExecutionState, type NodePlan } from '@agentflow/core';

/** What a worker can do: the node types and the domains that it named in its greeting. */
export interface Abilities {
  /** `kind` as `kindOf` gives it. */
  readonly can: (kind: string) => boolean;
}
export const ANYTHING: Abilities = { can: () => true };

const DOMAIN = 'domain:';
const types = new WeakMap<NodePlan, string>();
/** Made once per node of a plan: every task that leaves is asked for it. */
function typeOf(plan: NodePlan): string {
  let type = types.get(plan);
  if (type === undefined) types.set(plan, (type = `${plan.type}@${plan.typeVersion}`));
  return type;
}
/** What a worker must be able to do for the task at `path`: its domain, and its node type with version, e.g. `research/agent@1`. */
export function kindOf(state: ExecutionState, path: string): string {
  const plan = state.nodes.get(path)?.plan;
  const type = plan === undefined ? '' : typeOf(plan);
  const domain = domainOf(state.id);
  return domain === MASTER_DOMAIN ? type : `${domain}/${type}`;
}
/**
 * Reads a greeting: `agent@1` is a node type, `domain:research` a domain that it serves (`domain:*`: all), anything else says more about it than is
 * asked here. A worker that names no node type can do all, one that names no domain serves all.
 */
export function abilitiesOf(capabilities: readonly string[]): Abilities {
  const types = new Set(capabilities.filter((name) => /^[^:]+@\d+$/.test(name)));
  const domains = new Set(capabilities.filter((name) => name.startsWith(DOMAIN)).map((name) => name.slice(DOMAIN.length)));
  const everywhere = domains.size === 0 || domains.has('*');
  if (types.size === 0 && everywhere) return ANYTHING;
  const known = new Map<string, boolean>();
  return {
    can(kind) {
      const before = known.get(kind);
      if (before !== undefined) return before;
      const slash = kind.indexOf('/');
      const domain = slash < 0 ? MASTER_DOMAIN : kind.slice(0, slash);
      const able = (everywhere || domains.has(domain)) && (types.size === 0 || types.has(kind.slice(slash + 1)));
      known.set(kind, able);
      return able;
    },
  };
}
