import type { Read } from './compiled.js';
import { isAstNode, type AstNode, type Comprehension } from './cel-ast.js';
import { ExpressionFault } from './expression-fault.js';
import {
  looseTernary,
  meteredCall,
  meteredComprehension,
  meteredLogic,
  meteredMethod,
  meteredOperator,
  meteredStep,
  refuseUnsafe,
  safeAccess,
  safeHas,
  safeMap,
} from './instruments.js';
import { MAX_EXPRESSION_DEPTH } from './limits.js';
import type { Meter } from './meter.js';
import { compilePattern } from './pattern.js';

/** Names that CEL gives to types and name spaces. A node may have such an id: `list.output` then means the node. */
const CEL_CONSTANTS: ReadonlySet<string> = new Set('string bool int uint double map list bytes null_type type google cel'.split(' '));
/** Under which name a node called like a CEL constant stands in the context; no identifier can be written so. */
export const contextName = (root: string): string => (CEL_CONSTANTS.has(root) ? `$${root}` : root);

/** Methods of CEL that are not offered, and what to write instead. */
const REFUSED_METHODS: ReadonlyMap<string, string> = new Map([
  ['matches', 'matches() is not available, because some patterns take for ever: write re(text, pattern)'],
  ['json', 'json() of bytes is not available: write parseJson(text)'],
]);

interface Pass {
  readonly source: string;
  readonly meter: Meter;
  readonly reads: Map<string, Read>;
}
type Bound = ReadonlySet<string>;
const NOTHING_BOUND: Bound = new Set();

/**
 * Makes a parsed tree ours, before it is type-checked: refuses what may not be written, notes what is read, and replaces the evaluation of accesses,
 * calls and comprehensions by ones that are null-safe, see own properties only and charge the meter. @throws ExpressionFault
 */
export function guard(ast: AstNode, source: string, meter: Meter): readonly Read[] {
  const pass: Pass = { source, meter, reads: new Map() };
  visit(pass, ast, NOTHING_BOUND, 0);
  return [...pass.reads.values()];
}

function visit(pass: Pass, node: AstNode, bound: Bound, depth: number): void {
  if (depth > MAX_EXPRESSION_DEPTH) throw new ExpressionFault(`it is nested deeper than ${MAX_EXPRESSION_DEPTH} levels`, node.start);
  switch (node.op) {
    case 'value':
      return;
    case 'id':
    case '.':
    case '[]':
      visitChain(pass, node, bound, depth);
      return;
    case 'call':
      return visitCall(pass, node, bound, depth);
    case 'rcall':
      return visitMethod(pass, node, bound, depth);
    case 'map':
      return visitMap(pass, node, bound, depth);
    case '+':
    case '==':
    case '!=':
    case 'in':
      node.setMeta('evaluate', meteredOperator(pass.meter, node.op));
      break;
    case '||':
    case '&&':
      node.setMeta('evaluate', meteredLogic(pass.meter, node.op === '||'));
      break;
    case '?:':
      node.setMeta('check', looseTernary(node.meta.check));
      break;
  }
  for (const child of (Array.isArray(node.args) ? node.args : [node.args]) as unknown[]) {
    if (isAstNode(child)) visit(pass, child, bound, depth + 1);
  }
}

interface Chain {
  readonly root: string;
  readonly path: string[];
  /** Whether all steps so far are literal names. */
  open: boolean;
}
/** A chain of accesses down to its root: one read, with the names that follow literally. */
function visitChain(pass: Pass, node: AstNode, bound: Bound, depth: number): void {
  const chain = descend(pass, node, bound, depth);
  if (chain) note(pass, chain.root, chain.path);
}

function descend(pass: Pass, node: AstNode, bound: Bound, depth: number): Chain | undefined {
  if (depth > MAX_EXPRESSION_DEPTH) throw new ExpressionFault(`it is nested deeper than ${MAX_EXPRESSION_DEPTH} levels`, node.start);
  if (node.op === 'id') return identifier(node, bound);
  if (node.op !== '.' && node.op !== '[]') {
    visit(pass, node, bound, depth);
    return undefined;
  }
  const [left, right] = node.args as [AstNode, AstNode | string];
  renameConstant(left, right, bound);
  const chain = descend(pass, left, bound, depth + 1);
  const name = typeof right === 'string' ? right : right.op === 'value' ? right.args : undefined;
  if (typeof name === 'string') refuseUnsafe(name, node.end);
  if (typeof right !== 'string') visit(pass, right, bound, depth + 1);
  node.setMeta('evaluate', safeAccess(pass.source.slice(left.start, left.end)));
  if (!chain) return undefined;
  if (typeof name === 'string' && chain.open) chain.path.push(name);
  else chain.open = false;
  return chain;
}

/** `undefined` for what is no read: macro variables and names of types. */
function identifier(node: AstNode, bound: Bound): Chain | undefined {
  const name = node.args as string;
  if (bound.has(name)) return undefined;
  if (name in Object.prototype) throw new ExpressionFault(`"${name}" may not be used as a name`, node.start, name);
  if (CEL_CONSTANTS.has(name)) return undefined;
  return { root: name.startsWith('$') ? name.slice(1) : name, path: [], open: true };
}

/** `list.output` reads the node `list`, not the type of that name; `google.protobuf.Timestamp` stays the type. */
function renameConstant(left: AstNode, right: AstNode | string, bound: Bound): void {
  if (left.op !== 'id' || bound.has(left.args as string) || (left.args === 'google' && right === 'protobuf')) return;
  left.args = contextName(left.args as string);
}

function note(pass: Pass, root: string, path: readonly string[]): void {
  pass.reads.set(JSON.stringify([root, ...path]), { root, path: [...path] });
}

function visitCall(pass: Pass, node: AstNode, bound: Bound, depth: number): void {
  const [name, args] = node.args as [string, AstNode[]];
  refuseMethod(name, node);
  if (name === 'has' && node.meta.macro && args[0]?.op === '.') {
    visit(pass, args[0], bound, depth + 1);
    node.setMeta('macro', { async: false, ...safeHas(args[0]) });
    return;
  }
  for (const arg of args) visit(pass, arg, bound, depth + 1);
  const pattern = name === 're' && args[1]?.op === 'value' ? args[1].args : undefined;
  if (typeof pattern === 'string') compilePattern(pattern);
  node.setMeta('evaluate', meteredCall(pass.meter, name));
}

function visitMethod(pass: Pass, node: AstNode, bound: Bound, depth: number): void {
  const [name, receiver, args] = node.args as [string, AstNode, AstNode[]];
  refuseMethod(name, node);
  const { alternate, macro } = node.meta;
  if (alternate?.op === 'comprehension') {
    const { iterVarName, step } = alternate.args as Comprehension;
    visit(pass, receiver, bound, depth + 1);
    const inner = new Set(bound).add(iterVarName);
    for (const arg of args.slice(1)) visit(pass, arg, inner, depth + 1);
    alternate.setMeta('evaluate', meteredComprehension(pass.meter));
    if (name === 'all' || name === 'exists') step.setMeta('evaluate', meteredStep(pass.meter, step.meta.evaluate));
    return;
  }
  if (macro?.var !== undefined && macro.val && macro.exp) {
    visit(pass, macro.val, bound, depth + 1);
    visit(pass, macro.exp, new Set(bound).add(macro.var), depth + 1);
    return;
  }
  visit(pass, receiver, bound, depth + 1);
  for (const arg of args) visit(pass, arg, bound, depth + 1);
  node.setMeta('evaluate', meteredMethod(pass.meter, name));
}

function refuseMethod(name: string, node: AstNode): void {
  const reason = REFUSED_METHODS.get(name);
  if (reason !== undefined && (node.op === 'rcall' || name === 'matches')) throw new ExpressionFault(reason, node.start);
}

function visitMap(pass: Pass, node: AstNode, bound: Bound, depth: number): void {
  const entries = node.args as [AstNode, AstNode][];
  for (const [key, value] of entries) {
    if (key.op === 'value' && typeof key.args === 'string') refuseUnsafe(key.args, key.start);
    visit(pass, key, bound, depth + 1);
    visit(pass, value, bound, depth + 1);
  }
  if (entries.length > 0) node.setMeta('evaluate', safeMap);
}
