import { fetchExecution, fetchExecutions } from '../../api/executions.js';
import { isValueRef, type ExecutionSummary, type Json } from '../../api/types.js';
import { withInput, type KeptInput } from './kept-inputs.js';

const key = (workflow: string): string => `agentflow.input.${workflow}`;
const severalKey = (workflow: string): string => `agentflow.inputs.${workflow}`;
const LARGEST = 200_000;
/** The input this workflow was last started with from this browser, or the one its template brought. */
export function lastInput(workflow: string): Json | undefined {
  try {
    const text = localStorage.getItem(key(workflow));
    return text === null ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
/** Inputs of this workflow that this browser started it with, newest first, each once. */
export function keptInputs(workflow: string): readonly KeptInput[] {
  try {
    const kept = JSON.parse(localStorage.getItem(severalKey(workflow)) ?? '[]') as unknown;
    return Array.isArray(kept) ? (kept as KeptInput[]).filter((one) => typeof one?.at === 'number' && 'input' in one) : [];
  } catch {
    return [];
  }
}
export function rememberInput(workflow: string, input: Json): void {
  const text = JSON.stringify(input);
  if (text.length > LARGEST) return;
  try {
    localStorage.setItem(key(workflow), text);
    localStorage.setItem(severalKey(workflow), JSON.stringify(withInput(keptInputs(workflow), input, Date.now())));
  } catch {
    // A full store only means that the next dialog starts empty.
  }
}
/** The input of the workflow's latest execution, whoever started it: where this browser remembers none. */
export async function latestInput(workflow: string): Promise<Json | undefined> {
  const { items } = await fetchExecutions({ workflow, page_size: 1 });
  const latest = items[0];
  return latest && inputOf(latest);
}
/** What an execution was started with; `undefined` where it is too large to be offered. */
export async function inputOf({ id }: Pick<ExecutionSummary, 'id'>): Promise<Json | undefined> {
  const { input } = await fetchExecution(id);
  return isValueRef(input) ? undefined : input;
}
