import type { JsonObject, JsonSchema } from '../../json.js';
import type { NodeTypeDescriptor } from './node-catalog.js';

export const ANY: JsonSchema = {};
export const NULL: JsonSchema = { type: 'null' };
/** An expression in CEL, without braces. `format` tells the form which editor to use. */
export const cel = (title: string, description: string): JsonObject => ({
  type: 'string',
  format: 'cel',
  title,
  description,
  minLength: 1,
});
export const config = (properties: JsonObject = {}, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required: [...required] } : {}),
  additionalProperties: false,
});

interface Written {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly configSchema: JsonObject;
  readonly category?: NodeTypeDescriptor['category'];
  readonly outputSchema?: JsonSchema;
  readonly handles?: readonly string[];
  readonly literals?: readonly string[];
  readonly expressions?: readonly string[];
  readonly hasBody?: boolean;
  readonly example?: JsonObject;
}
export const control = (written: Written): NodeTypeDescriptor => ({
  version: 1,
  category: 'control',
  outputSchema: ANY,
  handles: ['out'],
  literals: [],
  expressions: [],
  hasBody: false,
  egress: false,
  defaultEffect: 'none',
  ...written,
});

export const seconds = (title: string, description: string): JsonObject => ({
  title,
  description,
  oneOf: [
    { type: 'number', minimum: 0, title: 'Seconds' },
    { type: 'string', pattern: '\\{\\{', title: 'Template', description: 'A template that is a number of seconds' },
  ],
});
