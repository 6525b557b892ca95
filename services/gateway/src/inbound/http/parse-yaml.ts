import { AppError, findUnsafeKeys, type Json, type Problem } from '@agentflow/core';
import { parseDocument } from 'yaml';
import { MAX_JSON_DEPTH } from './parse-json.js';

/**
 * Parses one small YAML document: no custom tags, no duplicate keys, few aliases.
 * @throws AppError MALFORMED_YAML with the place
 */
export function parseYaml(text: string): Json {
  let value: Json;
  try {
    const document = parseDocument(text, { schema: 'core', uniqueKeys: true, strict: true, logLevel: 'error' });
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault) {
      const at = fault.linePos?.[0];
      const message = fault.message.split('\n')[0] ?? 'this is not YAML';
      const place = at ? { line: at.line, column: at.col } : {};
      throw new AppError(
        'MALFORMED_YAML',
        message,
        {},
        { problems: [{ pointer: '', code: fault.code, severity: 'error', message, ...place }] },
      );
    }
    value = document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('MALFORMED_YAML', 'the YAML nests too deep or its aliases expand to too much', {}, { cause });
  }
  if (depthOf(value) > MAX_JSON_DEPTH) throw new AppError('MALFORMED_YAML', `the YAML is nested deeper than ${MAX_JSON_DEPTH} levels`);
  const unsafe = findUnsafeKeys(value);
  if (unsafe.length > 0) {
    const problems = unsafe.map((pointer): Problem => ({
      pointer,
      code: 'UNSAFE_KEY',
      severity: 'error',
      message: 'this key is not allowed',
    }));
    throw new AppError('MALFORMED_YAML', `the YAML has keys that are not allowed: ${unsafe[0]}`, {}, { problems });
  }
  return value;
}

/** Levels of nesting, found without recursion. */
function depthOf(value: Json): number {
  let depth = 0;
  for (let level: Json[] = [value]; level.length > 0 && depth <= MAX_JSON_DEPTH + 1; depth++) {
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? (Object.values(item) as Json[]) : []));
  }
  return depth;
}
