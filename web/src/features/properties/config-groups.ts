/** Which fields of a node's configuration one needs to see at once, and which wait behind "more options" until they are set or asked for. */
import type { JsonObject, JsonSchema } from '../../api/types.js';

const RARE = new Set(
  (
    'temperature maxTokens fallbackModel cheaperModel compensations peers limits credential messages acceptStatus query headers cc html from ' +
    'stopWhen breakWhen continueWhen maxIterations concurrency onStop addOn closeOn stopOn assignees revision detached maxVisits key mode'
  ).split(' '),
);
/** Rare by name, but what this type is about. */
const NEEDED: { readonly [type: string]: readonly string[] } = {
  email: ['from'],
  signal: ['key'],
  mcp: ['credential'],
  database: ['credential'],
};

export interface FieldGroups {
  readonly needed: readonly string[];
  readonly more: readonly string[];
}
/** The fields of a type's schema in two groups, each in the schema's order; few fields are all needed. */
export function groupFields(type: string, schema: JsonSchema): FieldGroups {
  if (typeof schema !== 'object') return { needed: [], more: [] };
  const names = Object.keys((schema['properties'] ?? {}) as object);
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const isRare = (name: string): boolean => RARE.has(name) && !required.has(name) && !(NEEDED[type] ?? []).includes(name);
  const more = names.filter(isRare);
  return { needed: names.filter((name) => !isRare(name)), more };
}
/** What is set among the rare ones, for the heading of their group: `temperature 0.2 · fallbackModel`. */
export function setAmong(
  config: JsonObject | undefined,
  names: readonly string[],
): readonly { readonly name: string; readonly value: string }[] {
  return names.flatMap((name) => {
    const value = config?.[name];
    if (value === undefined) return [];
    return [{ name, value: typeof value === 'object' ? '' : String(value).slice(0, 24) }];
  });
}
