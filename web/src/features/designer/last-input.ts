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
