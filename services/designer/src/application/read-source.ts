import { AppError, parseDefinition, updateYaml, type Json, type JsonObject, type Problem } from '@agentflow/core';
import type { DefinitionSource } from '@agentflow/ports';
import { requireShallow } from './require-shallow.js';

/** Bytes of a definition's text, at most (CONTRACT 1). */
export const MAX_DEFINITION_BYTES = 2 * 1024 * 1024;

type Locate = ReturnType<typeof parseDefinition>['locate'];

/** A definition read: an object, though perhaps one with problems. */
export interface ReadDefinition {
  readonly definition: JsonObject;
  /** The text as authored; `null` when it only ever came as JSON. */
  readonly yaml: string | null;
  /** Line and column of a JSON Pointer in the authored text. */
  readonly locate: Locate;
}

/** @throws AppError PAYLOAD_TOO_LARGE, MALFORMED_YAML (problems with line and column), INVALID_INPUT when it is no object or cannot be kept */
export function readSource(source: DefinitionSource): ReadDefinition {
  return 'yaml' in source ? readYaml(source.yaml) : readJson(source.definition);
}
/** A draft as it is kept: what it says is known, its text is only read when a problem has to be located in it. */
export function readKept({ definition, yaml }: { readonly definition: Json; readonly yaml: string | null }): ReadDefinition {
  return { definition: definition as JsonObject, yaml, locate: yaml === null ? () => undefined : locateLater(yaml) };
}
/** What was read as JSON, in a text that keeps the comments of the YAML it replaces. @throws AppError PAYLOAD_TOO_LARGE */
export function withComments(read: ReadDefinition, formerYaml: string): ReadDefinition {
  const yaml = updateYaml(formerYaml, read.definition);
  requireSize(yaml);
  return readKept({ definition: read.definition, yaml });
}

function readYaml(yaml: string): ReadDefinition {
  requireSize(yaml);
  const { value, problems, locate } = parseDefinition(yaml, { format: 'yaml' });
  if (value === undefined) throw new AppError('MALFORMED_YAML', sentence('the YAML cannot be read', problems), {}, { problems });
  return { definition: requireObject(value), yaml, locate };
}
function readJson(definition: Json): ReadDefinition {
  requireShallow(definition, 'the definition'); // before anything recursive touches it
  const text = JSON.stringify(definition);
  requireSize(text);
  const { value, problems } = parseDefinition(text, { format: 'json' });
  if (value === undefined) {
    const unplaced = problems.map(({ line: _line, column: _column, ...problem }) => problem); // the author's text was another
    throw new AppError('INVALID_INPUT', sentence('the definition cannot be kept', unplaced), {}, { problems: unplaced });
  }
  return { definition: requireObject(value), yaml: null, locate: () => undefined };
}
function locateLater(yaml: string): Locate {
  let locate: Locate | undefined;
  return (pointer) => (locate ??= parseDefinition(yaml, { format: 'yaml' }).locate)(pointer);
}
function requireSize(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DEFINITION_BYTES)
    throw new AppError('PAYLOAD_TOO_LARGE', `a definition may have 2 MB at most, this one has ${bytes} bytes`, {
      bytes,
      limit: MAX_DEFINITION_BYTES,
    });
}
function requireObject(value: Json): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  const problem: Problem = {
    pointer: '',
    code: 'NOT_AN_OBJECT',
    severity: 'error',
    message: 'a definition is an object with schemaVersion, name, nodes and edges',
  };
  throw new AppError('INVALID_INPUT', problem.message, {}, { problems: [problem] });
}
function sentence(what: string, problems: readonly Problem[]): string {
  const first = problems[0];
  if (!first) return what;
  return first.line === undefined
    ? `${what}: ${first.message}`
    : `${what}, line ${first.line}, column ${first.column ?? 1}: ${first.message}`;
}
