import { environment } from '../../expression/environment.js';
import { isAstNode, type AstNode } from '../../expression/cel-ast.js';

/** A condition as far as it can be understood without data: what is compared with what, joined by and, or, not. */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly left: Formula; readonly right: Formula }
  | Atom;
/** `equals`, `below` and `upTo` compare the value at a path with a literal; anything else is `opaque`, known by its text alone. */
export interface Atom {
  readonly kind: 'atom';
  readonly relation: 'equals' | 'below' | 'upTo' | 'opaque';
  /** The text of the path, or of the whole opaque expression. */
  readonly subject: string;
  readonly literal: string | number | boolean | null;
  /** Every name it reads. */
  readonly names: readonly string[];
}

/** `undefined` when the text is no expression: that is said elsewhere. */
export function formulaOf(source: string): Formula | undefined {
  try {
    return read(environment.parse(source).ast as unknown as AstNode, source, 0);
  } catch {
    return undefined;
  }
}

const MAX_DEPTH = 60;

function read(ast: AstNode, source: string, depth: number): Formula {
  if (depth > MAX_DEPTH) return opaque(ast, source);
  switch (ast.op) {
    case 'value':
      return typeof ast.args === 'boolean' ? { kind: 'constant', value: ast.args } : opaque(ast, source);
    case '!_':
      return { kind: 'not', of: read(ast.args as AstNode, source, depth + 1) };
    case '&&':
    case '||': {
      const [left, right] = ast.args as readonly [AstNode, AstNode];
      return { kind: ast.op === '&&' ? 'and' : 'or', left: read(left, source, depth + 1), right: read(right, source, depth + 1) };
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(ast, source);
    default:
      // A path that stands alone must be true or false.
      return isPath(ast) ? atom('equals', ast, source, true) : opaque(ast, source);
  }
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function comparison(ast: AstNode, source: string): Formula {
  const [left, right] = ast.args as readonly [AstNode, AstNode];
  const turned = literalOf(right) === undefined;
  const [path, value] = turned ? [right, literalOf(left)] : [left, literalOf(right)];
  if (value === undefined || !isPath(path)) return opaque(ast, source);
  const operator = turned ? (MIRRORED[ast.op] ?? ast.op) : ast.op;
  if (operator === '==') return atom('equals', path, source, value);
  if (operator === '!=') return { kind: 'not', of: atom('equals', path, source, value) };
  if (typeof value !== 'number') return opaque(ast, source);
  const relation = operator === '<' || operator === '>=' ? 'below' : 'upTo';
  const found = atom(relation, path, source, value);
  return operator.startsWith('<') ? found : { kind: 'not', of: found };
}

function literalOf(ast: AstNode): Atom['literal'] | undefined {
  if (ast.op === '-_') {
    const inner = literalOf(ast.args as AstNode);
    return typeof inner === 'number' ? -inner : undefined;
  }
  if (ast.op !== 'value') return undefined;
  const value = ast.args;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

function isPath(ast: AstNode): boolean {
  let at = ast;
  while (at.op === '.') at = (at.args as readonly [AstNode])[0];
  return at.op === 'id';
}

const atom = (relation: Atom['relation'], ast: AstNode, source: string, literal: Atom['literal']): Atom => ({
  kind: 'atom',
  relation,
  subject: source.slice(ast.start, ast.end),
  literal,
  names: namesIn(ast),
});
const opaque = (ast: AstNode, source: string): Atom => atom('opaque', ast, source, null);

function namesIn(ast: AstNode): readonly string[] {
  const names = new Set<string>();
  const open: unknown[] = [ast];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...(next as unknown[]));
    else if (isAstNode(next)) {
      if (next.op === 'id') names.add((next.args as string).replace('$', ''));
      open.push(next.args);
    }
  }
  return [...names];
}
