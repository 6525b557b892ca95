import type { Json, JsonObject, JsonSchema } from '@agentflow/core';

const TEMPLATE: JsonObject = { type: 'string', pattern: '\\{\\{', title: 'Template' };
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The schema of a configuration as it is written: where the rendered value is no text, or one of a few texts, a template may stand for it, as
 * `{ title, description, oneOf: [{ type: 'number', … }, { type: 'string', pattern: '\{\{' }] }`. Lengths and patterns of texts go: a template's own say nothing about
 * what it renders to. Literal paths stay as they are.
 */
export function templated(schema: JsonSchema, literals: readonly string[], path = ''): JsonSchema {
  if (!isObject(schema) || literals.includes(path)) return schema;
  const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
  const written: { [key: string]: Json } = { ...schema };
  if (isObject(schema['properties'])) {
    written['properties'] = Object.fromEntries(
      Object.entries(schema['properties']).map(([name, inner]) => [name, templated(inner as JsonSchema, literals, below(name))]),
    );
  }
  for (const key of ['additionalProperties', 'items'] as const)
    if (isObject(schema[key])) written[key] = templated(schema[key], literals, below('*'));
  if (path === '' || Object.keys(constraints(schema)).length === 0) return written;
  const branches = schema['anyOf'] ?? schema['oneOf'];
  const { title, description, default: preset, examples, format, ...value } = written;
  const around = {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
    ...(examples !== undefined && { examples }),
    ...(format !== undefined && { format }),
  };
  if (Array.isArray(branches)) {
    const { anyOf: _any, oneOf: _one, ...rest } = value;
    const others = branches.map((branch) => branchWithoutText(branch as JsonSchema)).filter((branch) => branch !== undefined);
    const texts = branches.some((branch) => takesText(branch as JsonSchema));
    return { ...around, ...rest, oneOf: [...others, texts ? { type: 'string', title: 'Text or template' } : TEMPLATE] };
  }
  if (schema['type'] === 'string' && !Array.isArray(schema['enum'])) return { ...around, type: 'string' };
  if (Array.isArray(schema['type']) && schema['type'].includes('string')) return { ...around, type: schema['type'] };
  return { ...around, oneOf: [value, TEMPLATE] };

  /** A branch as `oneOf` needs it: no text fits it, because the branch for texts is the template's. */
  function branchWithoutText(branch: JsonSchema): JsonSchema | undefined {
    if (!isObject(branch)) return branch;
    if (branch['type'] === 'string') return undefined;
    if (Array.isArray(branch['type'])) return { ...branch, type: branch['type'].filter((type) => type !== 'string') };
    return isObject(branch['items']) ? { ...branch, items: templated(branch['items'], literals, below('*')) } : branch;
  }
}
const takesText = (branch: JsonSchema): boolean =>
  isObject(branch) && (branch['type'] === 'string' || (Array.isArray(branch['type']) && branch['type'].includes('string')));
/** What a schema says beyond its annotations: nothing for "any value". */
const constraints = ({ title: _t, description: _d, default: _p, examples: _e, format: _f, ...rest }: JsonObject): JsonObject => rest;
