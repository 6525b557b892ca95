import { AppError, parseDefinition, type Json, type JsonObject, type Problem } from '@agentflow/core';
import type { DefinitionSource } from '@agentflow/ports';
import { requireShallow } from './require-shallow.js';

/** Bytes of a definition's text, at most (CONTRACT 1). */
export const MAX_DEFINITION_BYTES = 2 * 1024 * 1024;
/** A definition read: an object, though perhaps one with problems. */
export interface ReadDefinition {
  readonly definition: JsonObject;
  /** The text as authored; `null` when it came as JSON. */
  readonly yaml: string | null;
  /** What the parser found besides what the validator will find. */
  readonly problems: readonly Problem[];
  /** Line and column of a JSON Pointer in the authored text. */
  readonly locate: Locate | undefined;
}
export type Locate = ReturnType<typeof parseDefinition>['locate'];

/** @throws AppError PAYLOAD_TOO_LARGE, MALFORMED_YAML (problems with line and column), INVALID_INPUT when it is no object or cannot be kept */
export function readSource(source: DefinitionSource): ReadDefinition {
  return 'yaml' in source ? readYaml(source.yaml) : readJson(source.definition);
}

function readYaml(yaml: string): ReadDefinition {
  requireSize(yaml);
  const parsed = parseDefinition(yaml, { format: 'yaml' });
  if (parsed.value === undefined)
    throw new AppError('MALFORMED_YAML', sentence('the YAML cannot be read', parsed.problems), {}, { problems: parsed.problems });
  return { definition: requireObject(parsed.value, parsed.problems), yaml, problems: parsed.problems, locate: parsed.locate };
}
function readJson(definition: Json): ReadDefinition {
  requireShallow(definition, 'the definition'); // before anything recursive touches it
  const text = JSON.stringify(definition);
  requireSize(text);
  const parsed = parseDefinition(text, { format: 'json' });
  if (parsed.value === undefined)
    throw new AppError('INVALID_INPUT', sentence('the definition cannot be read', parsed.problems), {}, { problems: parsed.problems });
  return { definition: requireObject(parsed.value, parsed.problems), yaml: null, problems: parsed.problems, locate: undefined };
}
/** The definition as kept, read again for its positions and parse problems. */
export function readKept(kept: { readonly definition: Json; readonly yaml: string | null }): ReadDefinition {
  return readSource(kept.yaml === null ? { definition: kept.definition } : { yaml: kept.yaml });
}

function requireSize(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DEFINITION_BYTES)
    throw new AppError('PAYLOAD_TOO_LARGE', `a definition may have 2 MB at most, this one has ${bytes} bytes`, {
      bytes,
      limit: MAX_DEFINITION_BYTES,
    });
}
function requireObject(value: unknown, problems: readonly Problem[]): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  const problem: Problem = {
    pointer: '',
    code: 'NOT_AN_OBJECT',
    severity: 'error',
    message: 'a definition is an object with schemaVersion, name, nodes and edges',
  };
  throw new AppError('INVALID_INPUT', problem.message, {}, { problems: [problem, ...problems] });
}
function sentence(what: string, problems: readonly Problem[]): string {
  const first = problems[0];
  if (!first) return what;
  return first.line === undefined
    ? `${what}: ${first.message}`
    : `${what}, line ${first.line}, column ${first.column ?? 1}: ${first.message}`;
}
