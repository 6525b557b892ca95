/** What may come where the caret stands in an expression: members of what stands before the dot, else values, functions and words. Pure, for the editor to show. */
import type { CodeOption, CodeOptions } from '../../../shared/code/editor-types.js';
import type { Reference } from '../references.js';
import { CEL_FUNCTIONS, type CelFunction } from './cel-functions.js';

export interface OptionSource {
  readonly references: readonly Reference[];
  /** What a path was in the latest execution; `undefined` when unknown. */
  readonly lastValue: (expression: string) => unknown;
  /** What a function does, in the person's language. */
  readonly explain: (name: string) => string;
}
const IDENT = /^[A-Za-z_]\w*$/;
const CHAIN = /([A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:"(?:[^"\\]|\\.)*"|\d+)\])*)\.(\w*)$/;
const WORD = /(?:^|[^\w.])([A-Za-z_]\w*)?$/;
const MAX_KEYS = 200;
const MAX_PREVIEW = 44;

/** A value on one line, at most some forty characters of it. */
export function shortValue(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, 200)) : JSON.stringify(value, abridge());
  return text.length > MAX_PREVIEW ? `${text.slice(0, MAX_PREVIEW)}…` : text;
}
/** Keeps the text of a large value short while it is written, not after. */
function abridge(): (key: string, value: unknown) => unknown {
  let left = 40;
  return (_, value) => {
    left -= 1;
    if (left < 0) return undefined;
    if (typeof value === 'string') return value.slice(0, 80);
    return Array.isArray(value) ? (value.slice(0, 8) as unknown[]) : value;
  };
}
/** Where the expression begins in which `at` lies; `null` outside of one. */
export function expressionStart(text: string, at: number, template: boolean): number | null {
  if (!template) return 0;
  const open = text.lastIndexOf('{{', at - 1);
  if (open < 0 || open + 2 > at) return null;
  return text.slice(open + 2, at).includes('}}') ? null : open + 2;
}
export function optionsAt(source: OptionSource, text: string, at: number, explicit: boolean, template: boolean): CodeOptions | null {
  const start = expressionStart(text, at, template);
  if (start === null) return explicit && template ? outside(source, at) : null;
  const before = text.slice(start, at);
  if (inString(before)) return null;
  const chain = CHAIN.exec(before);
  if (chain) return members(source, chain[1] as string, at - (chain[2] as string).length);
  const word = WORD.exec(before);
  if (!word) return null;
  const typed = word[1] ?? '';
  if (typed === '' && !explicit && before.trim() !== '') return null;
  return { from: at - typed.length, options: [...values(source), ...functions(source), ...words()] };
}
/** An odd number of quotes is a string under way. */
function inString(before: string): boolean {
  let quote = '';
  for (let i = 0; i < before.length; i++) {
    const char = before[i] as string;
    if (quote) {
      if (char === '\\') i += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
  }
  return quote !== '';
}
const detailOf = (source: OptionSource, reference: Pick<Reference, 'expression' | 'type'>): string => {
  const value = source.lastValue(reference.expression);
  return value === undefined ? reference.type : shortValue(value);
};
const outside = (source: OptionSource, at: number): CodeOptions => ({
  from: at,
  options: values(source).map((option) => ({ ...option, apply: `{{ ${option.apply ?? option.label} }}` })),
});
function values(source: OptionSource): CodeOption[] {
  const nearness = { nodes: 30, container: 40, trigger: 30, input: 20, variables: 10, execution: 0 } as const;
  return source.references.map((reference) => ({
    label: reference.expression,
    detail: detailOf(source, reference),
    kind: 'variable' as const,
    boost: nearness[reference.group] - reference.depth * 2,
  }));
}
const callable = (source: OptionSource, { name, signature, example }: CelFunction, kind: 'function' | 'method'): CodeOption => ({
  label: name,
  apply: `${name}(`,
  detail: signature.slice(signature.indexOf('(')),
  info: `${signature}\n${source.explain(name)}\n${example[0]}`,
  kind,
  boost: -20,
});
const functions = (source: OptionSource): CodeOption[] =>
  CEL_FUNCTIONS.filter(({ on }) => on === undefined).map((each) => callable(source, each, 'function'));
const words = (): CodeOption[] => ['true', 'false', 'null'].map((label) => ({ label, kind: 'keyword' as const, boost: -40 }));

/** What is below `base`: what its schema promises, what it held last, and what can be called on it. */
function members(source: OptionSource, base: string, from: number): CodeOptions {
  const found = new Map<string, CodeOption>();
  for (const reference of source.references) {
    if (!reference.expression.startsWith(`${base}.`)) continue;
    const name = /^\w+/.exec(reference.expression.slice(base.length + 1))?.[0];
    if (name === undefined || found.has(name)) continue;
    const path = `${base}.${name}`;
    const exact = source.references.find((other) => other.expression === path);
    found.set(name, {
      label: name,
      detail: exact ? detailOf(source, exact) : shortValue(source.lastValue(path)),
      kind: 'property',
      boost: 20,
    });
  }
  const value = source.lastValue(base);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const key of Object.keys(value).slice(0, MAX_KEYS))
      if (IDENT.test(key) && !found.has(key))
        found.set(key, { label: key, detail: shortValue((value as Record<string, unknown>)[key]), kind: 'property', boost: 15 });
  if (/^[A-Za-z_]\w*$/.test(base) && found.has('output'))
    for (const [name, detail] of [
      ['error', '{ code, message } | null'],
      ['status', 'string'],
      ['usage', '{ inputTokens, outputTokens, cost }'],
    ] as const)
      if (!found.has(name)) found.set(name, { label: name, detail, kind: 'property', boost: 5 });
  const type = source.references.find((reference) => reference.expression === base)?.type;
  const kind = typeof value === 'string' || type === 'string' ? 'text' : Array.isArray(value) || type === 'array' ? 'list' : undefined;
  const calls = CEL_FUNCTIONS.filter(({ on }) => on !== undefined && (kind === undefined ? found.size === 0 : on === kind));
  return { from, options: [...found.values(), ...calls.map((each) => callable(source, each, 'method'))] };
}
