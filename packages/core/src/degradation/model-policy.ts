import type { ModelScript } from '../workflow/definition/model-script.js';

/** What a workflow's settings say of its models for the time the platform has stepped back. */
export interface ModelPolicy {
  /** Stands in from level 1 on, and while the circuit of the model that was asked is open. */
  readonly fallbackModel?: string;
  /** Answers from level 3 on: `scripted/<name>`, or a script of its own. */
  readonly rules?: string | ModelScript;
}
/** `undefined` where the settings say nothing of it; they have passed `validateDefinition`. */
export function modelPolicyOf(settings: { readonly [key: string]: unknown }): ModelPolicy | undefined {
  const { fallbackModel, rules } = settings as { fallbackModel?: string; rules?: string | ModelScript };
  if (fallbackModel === undefined && rules === undefined) return undefined;
  return { ...(fallbackModel !== undefined && { fallbackModel }), ...(rules !== undefined && { rules }) };
}
/** Codes of tasks and answers that are the platform's own fault: what a workflow, its targets or a caller do wrong is not among them. */
const PLATFORM_FAULTS: ReadonlySet<string> = new Set([
  'INTERNAL',
  'UNAVAILABLE',
  'OVERLOADED',
  'OWNERSHIP_LOST',
  'DEADLINE_EXCEEDED',
  'VALUE_CORRUPT',
]);
export const isPlatformFault = (code: string): boolean => PLATFORM_FAULTS.has(code);
