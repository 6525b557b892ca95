import { ExpressionFault } from './expression-fault.js';

/** A piece of a template string: text as it is, or an expression with the offset at which it starts. */
export type TemplatePiece = { readonly text: string } | { readonly expression: string; readonly offset: number };

/** Cuts `a {{ cel }} b` into its pieces. Closing braces inside CEL strings, maps and comments do not count. @throws ExpressionFault */
export function scanTemplate(source: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (let open = source.indexOf('{{'); open >= 0; open = source.indexOf('{{', at)) {
    if (open > at) pieces.push({ text: source.slice(at, open) });
    const end = endOfExpression(source, open + 2);
    if (end < 0) throw new ExpressionFault('"{{" is never closed by "}}"; to write braces, write {{ "{{" }}', open);
    pieces.push({ expression: source.slice(open + 2, end), offset: open + 2 });
    at = end + 2;
  }
  if (at < source.length) pieces.push({ text: source.slice(at) });
  return pieces;
}

/** Index of the `}}` that ends the expression starting at `from`; -1 when there is none. */
function endOfExpression(source: string, from: number): number {
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    const char = source[i];
    if (char === '"' || char === "'") {
      i = endOfString(source, i);
      if (i < 0) return -1;
    } else if (char === '/' && source[i + 1] === '/') {
      const newline = source.indexOf('\n', i);
      if (newline < 0) return source.indexOf('}}', i);
      i = newline;
    } else if (char === '{') depth += 1;
    else if (char === '}') {
      if (depth > 0) depth -= 1;
      else if (source[i + 1] === '}') return i;
      else return -1;
    }
  }
  return -1;
}

/** Index of the last quote of the CEL string that begins at `from`, as CEL's lexer sees it; -1 when it never ends. */
function endOfString(source: string, from: number): number {
  const quote =
    source.slice(from, from + 3) === (source[from] as string).repeat(3) ? source.slice(from, from + 3) : (source[from] as string);
  for (let i = from + quote.length; i < source.length; i++) {
    if (source[i] === '\\') i += 1;
    else if (source.startsWith(quote, i)) return i + quote.length - 1;
  }
  return -1;
}
