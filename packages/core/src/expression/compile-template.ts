import { AppError, isAppError } from '../errors/app-error.js';
import type { Json } from '../json.js';
import { escapePointer } from '../workflow/format/unsafe-keys.js';
import { compileExpression } from './compile-expression.js';
import type { CompiledExpression, CompiledTemplate, Read, Scope } from './compiled.js';
import { ExpressionFault } from './expression-fault.js';
import { pathSet, type PathSet } from './path-patterns.js';
import { scanTemplate } from './template-scan.js';

export interface TemplateOptions {
  /** Paths (`/`-joined, `*` for any index or key) whose strings are no templates: they and all below stay as written. */
  readonly literals?: readonly string[];
}
/** One string that could not be compiled. */
export interface TemplateFault {
  /** JSON Pointer of the string inside the template. */
  readonly pointer: string;
  readonly error: AppError;
}

/** A compiled template with what each of its strings reads. */
export interface CheckedTemplate extends CompiledTemplate {
  readonly strings: readonly { readonly pointer: string; readonly reads: readonly Read[] }[];
}

/**
 * Compiles all strings of a JSON value. A string that is one `{{ expression }}` takes the type of its result; among other text a result is written
 * as text: strings as they are, numbers and booleans plain, `null` as nothing, lists and objects as JSON. Keys of objects are never templates.
 * @throws AppError EXPRESSION_FAILED (`details.pointer`) for the first string that is wrong
 */
export function compileTemplate(value: Json, options: TemplateOptions = {}): CompiledTemplate {
  const { template, faults } = checkTemplate(value, options);
  if (faults[0]) throw faults[0].error;
  return template;
}

/** Like `compileTemplate`, but lists everything that is wrong; a string that is wrong renders as written. */
export function checkTemplate(
  value: Json,
  options: TemplateOptions = {},
): { readonly template: CheckedTemplate; readonly faults: readonly TemplateFault[] } {
  const work: Work = { reads: new Map(), faults: [], strings: [] };
  const render = compileValue(work, value, '', pathSet(options.literals ?? []));
  const template: CheckedTemplate = {
    source: value,
    strings: work.strings,
    reads: [...work.reads.values()],
    constant: render === undefined,
    render: (scope) => (render ? render(scope) : value),
  };
  return { template, faults: work.faults };
}

interface Work {
  readonly reads: Map<string, Read>;
  readonly faults: TemplateFault[];
  readonly strings: { readonly pointer: string; readonly reads: readonly Read[] }[];
}
/** `undefined`: nothing to evaluate, the value stands as written. */
type Render = ((scope: Scope) => Json) | undefined;

function compileValue(work: Work, value: Json, pointer: string, literals: PathSet): Render {
  if (literals.whole) return undefined;
  if (typeof value === 'string') return compileText(work, value, pointer);
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value)
    ? compileList(work, value, pointer, literals)
    : compileObject(work, value as { readonly [key: string]: Json }, pointer, literals);
}

function compileList(work: Work, list: readonly Json[], pointer: string, literals: PathSet): Render {
  const items = list.map((item, i) => compileValue(work, item, `${pointer}/${i}`, literals.step(i)));
  if (items.every((item) => item === undefined)) return undefined;
  return (scope) => items.map((item, i) => (item ? item(scope) : (list[i] as Json)));
}

function compileObject(work: Work, object: { readonly [key: string]: Json }, pointer: string, literals: PathSet): Render {
  const members = Object.keys(object).map((key) => {
    const value = object[key] as Json;
    return { key, value, render: compileValue(work, value, `${pointer}/${escapePointer(key)}`, literals.step(key)) };
  });
  if (members.every((member) => member.render === undefined)) return undefined;
  return (scope) => {
    const result: Record<string, Json> = {};
    for (const { key, value, render } of members) result[key] = render ? render(scope) : value;
    return result;
  };
}

function compileText(work: Work, source: string, pointer: string): Render {
  if (!source.includes('{{')) return undefined;
  try {
    const pieces = scanTemplate(source).map((piece) => ('text' in piece ? piece.text : compilePiece(piece.expression, piece.offset)));
    const reads = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.reads));
    for (const read of reads) work.reads.set(JSON.stringify(read), read);
    work.strings.push({ pointer, reads });
    const [only] = pieces;
    const render = pieces.length === 1 && typeof only === 'object' ? (scope: Scope): Json => only.evaluate(scope) : joined(pieces);
    return (scope) => located(pointer, () => render(scope));
  } catch (error) {
    work.faults.push({ pointer, error: atPointer(error, pointer) });
    return undefined;
  }
}

function compilePiece(source: string, offset: number): CompiledExpression {
  try {
    return compileExpression(source.trim());
  } catch (error) {
    const { message, details } = error as AppError;
    const inner = typeof details['offset'] === 'number' ? details['offset'] + source.length - source.trimStart().length : 0;
    throw new AppError('EXPRESSION_FAILED', message, { ...details, offset: offset + inner }, { cause: error });
  }
}

const joined =
  (pieces: readonly (string | CompiledExpression)[]) =>
  (scope: Scope): string =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece.evaluate(scope)))).join('');

function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function located(pointer: string, render: () => Json): Json {
  try {
    return render();
  } catch (error) {
    throw atPointer(error, pointer);
  }
}

function atPointer(error: unknown, pointer: string): AppError {
  const details = isAppError(error)
    ? error.details
    : error instanceof ExpressionFault && error.offset !== undefined
      ? { offset: error.offset }
      : {};
  const where = pointer === '' ? '' : ` (at ${pointer})`;
  return new AppError('EXPRESSION_FAILED', `${(error as Error).message}${where}`, { ...details, pointer }, { cause: error });
}
