import type { Environment } from '@marcbachmann/cel-js';
import { findUnsafeKeys } from '../workflow/format/unsafe-keys.js';
import { ExpressionFault } from './expression-fault.js';
import { matchesPattern } from './pattern.js';
import { toJson } from './to-json.js';

type Scalar = number | bigint;
const isNumber = (value: unknown): value is Scalar => typeof value === 'number' || typeof value === 'bigint';

/** What authors may call beyond CEL itself. Pure: no clock, no randomness, nothing that leaves the process. */
export function registerFunctions(env: Environment): void {
  const add = (signature: string, handler: (...args: never[]) => unknown): void => {
    env.registerFunction(signature, handler as (...args: unknown[]) => unknown, { async: false } as never);
  };
  for (const [name, change] of [
    ['lower', (text: string) => text.toLowerCase()],
    ['upper', (text: string) => text.toUpperCase()],
  ] as const) {
    add(`${name}(string): string`, change);
    add(`string.${name}(): string`, change);
  }
  add('trim(string): string', (text: string) => text.trim());
  add('split(string, string): list<string>', (text: string, separator: string) => text.split(separator));
  add('join(list, string): string', (list: readonly unknown[], separator: string) => list.map(asText).join(separator));
  add('join(list): string', (list: readonly unknown[]) => list.map(asText).join(''));
  add('replace(string, string, string): string', (text: string, from: string, to: string) => text.split(from).join(to));
  add('string.replace(string, string): string', (text: string, from: string, to: string) => text.split(from).join(to));
  add('re(string, string): bool', matchesPattern);
  add('json(dyn): string', (value: unknown) => JSON.stringify(toJson(value)));
  add('parseJson(string): dyn', parseJsonValue);
  add('keys(map): list<string>', (map: object) => Object.keys(map));
  add('values(map): list', (map: object) => Object.values(map));
  add('sum(list): dyn', sum);
  add('min(list): dyn', (list: readonly unknown[]) => extreme('min', list));
  add('max(list): dyn', (list: readonly unknown[]) => extreme('max', list));
  add('min(dyn, dyn): dyn', (a: unknown, b: unknown) => extreme('min', [a, b]));
  add('max(dyn, dyn): dyn', (a: unknown, b: unknown) => extreme('max', [a, b]));
  for (const name of ['abs', 'round', 'floor', 'ceil'] as const) {
    add(`${name}(double): double`, (value: number) => Math[name](value));
    add(`${name}(int): int`, (value: bigint) => (name === 'abs' && value < 0n ? -value : value));
  }
  registerNumberPositions(add);
  add('string(google.protobuf.Timestamp): string', (time: Date) => time.toISOString());
  add('string(google.protobuf.Duration): string', (duration: object) => String(duration));
}

/** Positions that come from data are JSON numbers: CEL's own string functions take integers only. */
function registerNumberPositions(add: (signature: string, handler: (...args: never[]) => unknown) => void): void {
  const position = (value: Scalar): number => {
    if (Number.isInteger(Number(value)) && Number(value) >= 0) return Number(value);
    throw new ExpressionFault(`${value} is no position in a text`);
  };
  const cut = (text: string, from: Scalar, to: Scalar): string => {
    const [start, end] = [position(from), position(to)];
    if (start > end || end > text.length)
      throw new ExpressionFault(`substring(${start}, ${end}) is out of range: the text has ${text.length} characters`);
    return text.slice(start, end);
  };
  add('string.substring(double): string', (text: string, from: number) => cut(text, from, text.length));
  add('string.substring(double, double): string', cut);
  add('string.substring(double, int): string', cut);
  add('string.substring(int, double): string', cut);
  add('timestamp(double): google.protobuf.Timestamp', (seconds: number) => {
    const time = new Date(seconds * 1000);
    if (Number.isNaN(time.getTime())) throw new ExpressionFault(`timestamp(${seconds}) is out of range`);
    return time;
  });
}

function parseJsonValue(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ExpressionFault(`parseJson: the text is no JSON: ${(cause as Error).message}`);
  }
  const unsafe = findUnsafeKeys(value)[0];
  if (unsafe !== undefined) throw new ExpressionFault(`parseJson: the key at ${unsafe} is not allowed`);
  return value;
}

function asText(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'object') return JSON.stringify(toJson(value));
  return String(toJson(value));
}

function sum(list: readonly unknown[]): Scalar {
  let whole = 0n;
  let real = 0;
  let isReal = false;
  for (const item of list) {
    if (typeof item === 'bigint') whole += item;
    else if (typeof item === 'number') [real, isReal] = [real + item, true];
    else throw new ExpressionFault('sum: the list must hold numbers only');
  }
  return isReal ? real + Number(whole) : whole;
}

function extreme(which: 'min' | 'max', values: readonly unknown[]): Scalar | string {
  const [first, ...others] = values;
  if (first === undefined) throw new ExpressionFault(`${which}: the list is empty`);
  let best = first;
  for (const value of others) {
    if (!(isNumber(value) && isNumber(best)) && !(typeof value === 'string' && typeof best === 'string')) break;
    if (which === 'min' ? value < best : value > best) best = value;
  }
  const same = isNumber(best) ? isNumber : (value: unknown): boolean => typeof value === 'string';
  if (!values.every(same)) throw new ExpressionFault(`${which}: the values must be all numbers or all texts`);
  return best as Scalar | string;
}
