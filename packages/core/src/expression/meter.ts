import { ExpressionFault } from './expression-fault.js';
import { MAX_EXPRESSION_WORK, MAX_TEXT_LENGTH } from './limits.js';

/** What is left of an evaluation's allowance (`MAX_EXPRESSION_WORK`). */
export interface Meter {
  left: number;
}
export const createMeter = (): Meter => ({ left: MAX_EXPRESSION_WORK });

/** @throws ExpressionFault when the allowance is used up; it stays used up, so that an operator which swallows errors cannot go on */
export function charge(meter: Meter, units: number): void {
  meter.left -= units;
  if (meter.left < 0) throw new ExpressionFault(`it takes too much work (over ${MAX_EXPRESSION_WORK} steps): use a code node`);
}

/** What handling a value costs: its length for lists, a 32nd of it for text. Deep values cost as they are walked. */
export function costOf(value: unknown): number {
  if (typeof value === 'string') {
    if (value.length > MAX_TEXT_LENGTH) throw new ExpressionFault(`it builds a text of over ${MAX_TEXT_LENGTH} characters`);
    return value.length >>> 5;
  }
  return Array.isArray(value) ? value.length : 0;
}

/** Charges a unit for every value inside, as a deep comparison walks them. */
export function chargeDeep(meter: Meter, value: unknown): void {
  charge(meter, 1 + (typeof value === 'string' ? costOf(value) : 0));
  if (Array.isArray(value)) for (const item of value) chargeDeep(meter, item);
  else if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) chargeDeep(meter, (value as Record<string, unknown>)[key]);
}

/** How often `part` occurs in `text`, as splitting sees it. */
export function occurrences(text: string, part: string): number {
  if (part === '') return text.length;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
