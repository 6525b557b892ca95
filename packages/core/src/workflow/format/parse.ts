import type { Json } from '../../json.js';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH } from './document-limits.js';
import { readJson } from './json-reader.js';
import { lineCounter, pointerSteps, type Position } from './positions.js';
import type { CodedProblem, ProblemCode } from '../validate/problem-codes.js';
import { readYaml, yamlOffset } from './yaml-reader.js';

export interface ParseOptions {
  readonly format: 'json' | 'yaml';
  /** Default 2 MB. */
  readonly maxBytes?: number;
  /** Default 200. */
  readonly maxDepth?: number;
}
export interface ParsedDocument {
  /** Absent when the text could not be read, or holds what no document may. */
  readonly value?: Json;
  /** With line and column. */
  readonly problems: readonly CodedProblem[];
  /** Where the value of a JSON Pointer stands in the text; for one that is not there, its nearest ancestor. */
  locate(pointer: string): Position | undefined;
}

/** Reads the text of a definition, keeping positions. Never throws, whatever the text. */
export function parseDefinition(text: string, options: ParseOptions): ParsedDocument {
  const maxBytes = options.maxBytes ?? MAX_DOCUMENT_BYTES;
  const bytes = text.length > maxBytes ? text.length : new TextEncoder().encode(text).length;
  if (bytes > maxBytes) {
    const message = `the document is larger than ${maxBytes} bytes`;
    return { problems: [{ pointer: '', code: 'DOCUMENT_TOO_LARGE', severity: 'error', message }], locate: () => undefined };
  }
  return options.format === 'json'
    ? parseJson(text, options.maxDepth ?? MAX_DOCUMENT_DEPTH)
    : parseYaml(text, options.maxDepth ?? MAX_DOCUMENT_DEPTH);
}

/** JSON with the same guards, for bodies that are no definitions: positions, no double or unsafe keys, bounded nesting. */
export const parseJsonText = (text: string, options: Omit<ParseOptions, 'format'> = {}): ParsedDocument =>
  parseDefinition(text, { ...options, format: 'json' });

interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly pointer: string;
  readonly offset: number;
}
const asProblems = (faults: readonly Fault[], positionOf: (offset: number) => Position): readonly CodedProblem[] =>
  faults.map(({ code, message, pointer, offset }) => ({ pointer, code, severity: 'error', message, ...positionOf(offset) }));

function parseJson(text: string, maxDepth: number): ParsedDocument {
  const positionOf = lineCounter(text);
  const { value, faults } = readJson(text, maxDepth);
  let offsets: ReadonlyMap<string, number> | undefined;
  return {
    ...(value === undefined ? {} : { value }),
    problems: asProblems(faults, positionOf),
    locate(pointer) {
      offsets ??= readJson(text, maxDepth, true).offsets;
      for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
        const offset = offsets.get(at);
        if (offset !== undefined) return positionOf(offset);
        if (!at.includes('/')) return undefined;
      }
    },
  };
}

function parseYaml(text: string, maxDepth: number): ParsedDocument {
  const positionOf = lineCounter(text);
  const { value, faults, document } = readYaml(text, maxDepth);
  return {
    ...(value === undefined ? {} : { value }),
    problems: asProblems(faults, positionOf),
    locate(pointer) {
      const offset = document && yamlOffset(document, pointerSteps(pointer));
      return offset === undefined ? undefined : positionOf(offset);
    },
  };
}
