import type { Json, JsonObject, JsonSchema } from '../../api/types.js';

const TEMPLATE: JsonObject = { type: 'string', pattern: '\\{\\{', title: 'Template' };
/** What a tool takes, as it is written in a workflow: a template may stand for whatever is no text. */
export function templatedParameters(schema: JsonSchema): JsonSchema {
  if (typeof schema !== 'object' || typeof schema['properties'] !== 'object' || schema['properties'] === null) return schema;
  const properties = Object.entries(schema['properties'] as { readonly [name: string]: Json }).map(([name, child]): [string, Json] => {
    const field = (typeof child === 'object' && child !== null ? child : {}) as JsonObject;
    if (['string', 'object'].includes(String(field['type'])) && !field['enum']) return [name, field];
    if (field['oneOf'] || field['anyOf'] || field['type'] === undefined) return [name, field];
    const { title, description, default: preset, ...value } = field;
    return [
      name,
      {
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(preset === undefined ? {} : { default: preset }),
        oneOf: [value, TEMPLATE],
      },
    ];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
