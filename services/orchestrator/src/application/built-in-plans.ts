import { builtInPlan } from '@agentflow/core';
import type { PlanSource } from '@agentflow/ports';

/** Revisions, and the plans that the engine brings itself: those of shared deciders. */
export const withBuiltInPlans = (plans: PlanSource): PlanSource => ({
  cached: (org, digest) => builtInPlan(digest) ?? plans.cached(org, digest),
  load: async (org, digest) => builtInPlan(digest) ?? plans.load(org, digest),
});
