import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseDefinition, type Json } from '@agentflow/core';
import { CliError, usageError } from './cli-error.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';
import { renderProblems } from './render-problems.js';

/** The value of an option that takes a file (JSON or YAML), JSON text, or `-` for stdin. @throws CliError naming the option */
export async function readJsonArgument(io: Io, option: string, given: string): Promise<Json> {
  if (given === '-') return parseText(io, `${option} -`, await io.readStdin(), 'json');
  if (/^\s*[[{"]/.test(given) || /^\s*(-?\d[\d.eE+-]*|true|false|null)\s*$/.test(given)) return parseText(io, option, given, 'json');
  let text: string;
  try {
    text = await readFile(resolve(io.cwd, given), 'utf8');
  } catch (cause) {
    throw usageError(`${option}: ${reasonOf(cause, given)}`, `${option} takes a file, JSON text such as '{"a":1}', or - for stdin`);
  }
  return parseText(io, given, text, /\.ya?ml$/i.test(given) ? 'yaml' : 'json');
}
function parseText(io: Io, name: string, text: string, format: 'json' | 'yaml'): Json {
  const { value, problems } = parseDefinition(text, { format, maxBytes: 16 * 1024 * 1024 });
  if (value !== undefined && problems.length === 0) return value;
  throw new CliError(`${name} is no ${format.toUpperCase()}:\n${renderProblems(problems, name, io.colors)}`, {
    exitCode: EXIT.problems,
    code: 'MALFORMED',
    problems,
  });
}
/** Why a file cannot be read, in words. */
export function reasonOf(cause: unknown, file: string): string {
  const code = (cause as { readonly code?: string }).code;
  if (code === 'ENOENT') return `there is no file ${file}`;
  if (code === 'EISDIR') return `${file} is a folder`;
  if (code === 'EACCES') return `${file} may not be read`;
  return `${file} cannot be read`;
}
