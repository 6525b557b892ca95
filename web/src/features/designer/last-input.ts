import { fetchExecution, fetchExecutions } from '../../api/executions.js';
import type { Json } from '../../api/types.js';

const key = (workflow: string): string => `agentflow.input.${workflow}`;
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
export function rememberInput(workflow: string, input: Json): void {
  const text = JSON.stringify(input);
  if (text.length > LARGEST) return;
  try {
    localStorage.setItem(key(workflow), text);
  } catch {
    // A full store only means that the next dialog starts empty.
  }
}
/** The input of the workflow's latest execution, whoever started it: where this browser remembers none. */
export async function latestInput(workflow: string): Promise<Json | undefined> {
  const { items } = await fetchExecutions({ workflow, page_size: 1 });
  const latest = items[0];
  if (!latest) return undefined;
  const { input } = await fetchExecution(latest.id);
  const isReference = typeof input === 'object' && input !== null && '$ref' in input;
  return isReference ? undefined : input;
}
