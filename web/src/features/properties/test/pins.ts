/** Values given to a node under test instead of what others would have said; kept per workflow in this browser. */
import type { Json } from '../../../api/types.js';

export type Pins = { readonly [path: string]: Json };
interface Kept {
  readonly pins: Pins;
  readonly input?: Json;
}
const keyOf = (workflow: string): string => `agentflow.pins.${workflow}`;
const LARGEST = 400_000;

export function keptPins(workflow: string, storage: Pick<Storage, 'getItem'> = localStorage): Kept {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(workflow)) ?? 'null') as Kept | null;
    return kept && typeof kept.pins === 'object' && kept.pins !== null ? kept : { pins: {} };
  } catch {
    return { pins: {} };
  }
}
export function keepPins(workflow: string, kept: Kept, storage: Pick<Storage, 'setItem' | 'removeItem'> = localStorage): void {
  try {
    const text = JSON.stringify(kept);
    if (Object.keys(kept.pins).length === 0 && kept.input === undefined) storage.removeItem(keyOf(workflow));
    else if (text.length <= LARGEST) storage.setItem(keyOf(workflow), text);
  } catch {
    // A full store only means that they are not remembered.
  }
}
