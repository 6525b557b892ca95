import { parseDefinition, validateDefinition, type WorkflowDefinition } from '@agentflow/core';
import { exploreTraces, type Scenario } from './explore-traces.js';
import { createTestCatalog } from './node-catalog.js';

/** `expected.json` of a pattern: what its workflow may do, or that it is refused and why. */
export interface PatternExpectation {
  readonly pattern?: number;
  readonly name?: string;
  readonly others?: readonly string[];
  /** Each: from this input and with these happenings, exactly these traces (see `exploreTraces`). */
  readonly cases?: readonly (Scenario & { readonly allowed: readonly string[] })[];
  readonly refused?: { readonly pattern: number; readonly code: string };
}
export interface PatternFiles {
  /** Text of `workflow.yaml`. */
  readonly workflow: string;
  readonly expected: PatternExpectation;
  /** Texts of the workflows that its subflows name. */
  readonly others: { readonly [name: string]: string };
}
export interface PatternVerdict {
  readonly outcome: 'passed' | 'refused' | 'failed';
  /** How many different traces were seen, all told. */
  readonly traces: number;
  /** What is not as it should be, a sentence each. */
  readonly faults: readonly string[];
}

/** Compares all that a workflow can do with all that it may do: a trace too many and a trace too few are faults. */
export function checkPattern({ workflow, expected, others }: PatternFiles): PatternVerdict {
  const { value = null, problems } = parseDefinition(workflow, { format: 'yaml' });
  const found = [...problems, ...validateDefinition(value, { nodes: createTestCatalog() })].filter(({ severity }) => severity === 'error');
  if (expected.refused) {
    const { code, pattern } = expected.refused;
    const named = found.some((problem) => problem.code === code && problem.message.includes(`${pattern}`));
    if (named) return { outcome: 'refused', traces: 0, faults: [] };
    return { outcome: 'failed', traces: 0, faults: [`is not refused as ${code} naming pattern ${pattern}: ${JSON.stringify(found)}`] };
  }
  if (found.length > 0) return { outcome: 'failed', traces: 0, faults: found.map(({ code, message }) => `${code}: ${message}`) };
  const named = Object.fromEntries(
    Object.entries(others).map(([name, text]) => [name, parseDefinition(text, { format: 'yaml' }).value as unknown as WorkflowDefinition]),
  );
  const faults: string[] = [];
  let traces = 0;
  for (const [i, { allowed, ...scenario }] of (expected.cases ?? []).entries()) {
    const seen = exploreTraces(value as unknown as WorkflowDefinition, { ...scenario, others: named });
    traces += seen.size;
    for (const trace of seen) if (!allowed.includes(trace)) faults.push(`case ${i + 1} leaves the trace "${trace}", which is not allowed`);
    for (const trace of allowed) if (!seen.has(trace)) faults.push(`case ${i + 1} never leaves the trace "${trace}"`);
  }
  return { outcome: faults.length === 0 ? 'passed' : 'failed', traces, faults };
}
