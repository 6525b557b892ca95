/** The product's own expression engine in the browser: it interprets and compiles nothing to code. A chunk of its own, loaded when an expression is first looked at. */
import { checkTemplate, compileExpression, isAppError, type Scope } from '@agentflow/core';
import type { CodeFault } from '../../../shared/code/editor-types.js';
import type { Json } from '../../../api/types.js';

export type Outcome = { readonly value: Json } | { readonly error: string };

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^the expression "[\s\S]*?" failed: /, '').replace(/ \(at [^)]*\)$/, '');

/** What is wrong with the text of a field, each with its place. */
export function faultsOf(text: string, template: boolean): CodeFault[] {
  if (text.trim() === '') return [];
  if (template) return checkTemplate(text).faults.map(({ error }) => fault(error, text));
  try {
    compileExpression(text);
    return [];
  } catch (error) {
    return [fault(error, text)];
  }
}
function fault(error: unknown, text: string): CodeFault {
  const offset = isAppError(error) && typeof error.details['offset'] === 'number' ? error.details['offset'] : undefined;
  const from = offset === undefined ? 0 : Math.min(offset, Math.max(text.length - 1, 0));
  const word = /^[\w.]+/.exec(text.slice(from))?.[0].length ?? 1;
  return {
    from,
    to: offset === undefined ? text.length : Math.min(from + word, text.length),
    severity: 'error',
    message: messageOf(error),
  };
}
/** What the text gives with these values; `null` where there is nothing to evaluate. */
export function evaluate(text: string, template: boolean, scope: Scope): Outcome | null {
  if (text.trim() === '' || (template && !text.includes('{{'))) return null;
  try {
    if (!template) return { value: compileExpression(text).evaluate(scope) };
    const { template: compiled, faults } = checkTemplate(text);
    return faults[0] ? { error: messageOf(faults[0].error) } : { value: compiled.render(scope) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}
/** Root names that the strings of a value read: ids of nodes, `input`, and so on. */
export function rootsRead(value: Json, expressions: readonly string[] = []): Set<string> {
  const roots = new Set(checkTemplate(value).template.reads.map((read) => read.root));
  for (const expression of expressions) {
    try {
      for (const read of compileExpression(expression).reads) roots.add(read.root);
    } catch {
      // What does not compile reads nothing yet.
    }
  }
  return roots;
}
