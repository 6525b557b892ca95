import type { Json, JsonSchema } from '@agentflow/core';
import type { Io } from './io.js';

interface Question {
  readonly path: string;
  readonly prompt: string;
  readonly schema: JsonSchema;
}
type Field = {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly enum?: unknown;
  readonly default?: unknown;
};

/** Asks at the terminal, field by field where the schema names fields, else for JSON. The server checks the answer. */
export async function askPerson(io: Io, { path, prompt, schema }: Question): Promise<Json> {
  const { bold, cyan } = io.colors;
  io.err(`\n${cyan('?')} ${bold(path)}: ${prompt.trim()}\n`);
  const object =
    typeof schema === 'object'
      ? (schema as { readonly properties?: { readonly [name: string]: Field }; readonly required?: readonly string[] })
      : {};
  const fields = Object.entries(object.properties ?? {});
  if (fields.length === 0) return askField(io, 'Answer', typeof schema === 'object' ? (schema as Field) : {}, true) as Promise<Json>;
  const answer: { [name: string]: Json } = {};
  for (const [name, field] of fields) {
    const value = await askField(io, typeof field.title === 'string' ? field.title : name, field, object.required?.includes(name) ?? false);
    if (value !== undefined) answer[name] = value;
  }
  return answer;
}
/** One value; `undefined` when an optional field is left empty. Asks again until the text can be read as what the field is. */
async function askField(io: Io, title: string, field: Field, required: boolean): Promise<Json | undefined> {
  const choices = Array.isArray(field.enum) ? (field.enum as Json[]) : undefined;
  const how = choices
    ? choices.map(String).join(' | ')
    : field.type === 'boolean'
      ? 'y/n'
      : typeof field.type === 'string' && field.type !== 'string'
        ? field.type
        : field.type === undefined
          ? 'JSON'
          : '';
  const label = `  ${title}${how === '' ? '' : ` (${how})`}${required ? '' : ' [optional]'}: `;
  for (;;) {
    const text = (await io.ask(label)).trim();
    if (text === '' && !required) return undefined;
    if (text === '' && field.default !== undefined) return field.default as Json;
    const value = read(text, field, choices);
    if (value !== undefined) return value;
    io.err(
      `  ${io.colors.yellow(`please answer with ${choices ? `one of ${choices.map(String).join(', ')}` : field.type === 'boolean' ? 'y or n' : `a ${typeof field.type === 'string' ? field.type : 'JSON value'}`}`)}\n`,
    );
  }
}
function read(text: string, field: Field, choices: readonly Json[] | undefined): Json | undefined {
  if (choices) return choices.find((choice) => String(choice) === text);
  switch (field.type) {
    case 'boolean':
      return /^(y|yes|true|j|ja)$/i.test(text) ? true : /^(n|no|false|nein)$/i.test(text) ? false : undefined;
    case 'string':
      return text;
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'number':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    default:
      try {
        return JSON.parse(text) as Json;
      } catch {
        return field.type === undefined && text !== '' && !/^[[{"]/.test(text) ? text : undefined;
      }
  }
}
