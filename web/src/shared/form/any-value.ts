import { parse, stringify } from 'yaml';
import type { Json } from '../../api/types.js';

const TEMPLATE = /^\s*\{\{/;
/** A value as a person writes it into a field for any value: text as it is where it reads as the same text again, else YAML. */
export function writeValue(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && readsAsItself(value)) return value;
  return stringify(value, { lineWidth: 0 }).replace(/\n$/, '');
}
function readsAsItself(text: string): boolean {
  const read = readValue(text);
  return 'value' in read && read.value === text;
}
/** Reads such a field: what begins with a template is text, everything else YAML (which JSON is); an empty field is no value. */
export function readValue(text: string): { readonly value: Json | undefined } | { readonly problem: string } {
  if (text.trim() === '') return { value: undefined };
  if (TEMPLATE.test(text)) return { value: text.trim() };
  try {
    return { value: parse(text, { schema: 'core', maxAliasCount: 0 }) as Json };
  } catch (error) {
    return { problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
