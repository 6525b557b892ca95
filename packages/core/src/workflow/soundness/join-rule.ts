import { compileExpression } from '../../expression/compile-expression.js';
import { isObject, type NodeModel } from '../definition/definition-model.js';
import type { Json } from '../../json.js';

/** How the edges into a node meet, as the engine reads it. */
export type JoinRule =
  | { readonly kind: 'all' | 'any' | 'first' | 'each' }
  /** `cancel` is undefined where the definition does not say. */
  | { readonly kind: 'n'; readonly n: number; readonly cancel: boolean | undefined }
  | { readonly kind: 'when'; readonly source: string; begins(live: number, dead: number, total: number): boolean };

/** The join as written, and where. */
export function writtenJoin(node: NodeModel): { readonly join: Json; readonly pointer: string } | undefined {
  if (node.json['join'] !== undefined) return { join: node.json['join'], pointer: `${node.pointer}/join` };
  const { join } = node.config;
  return node.type === 'join' && join !== undefined ? { join, pointer: `${node.pointer}/config/join` } : undefined;
}

/** What cannot be read (its shape is refused elsewhere) counts as `all`. */
export function joinRuleOf(node: NodeModel): JoinRule {
  const join = writtenJoin(node)?.join ?? 'all';
  if (join === 'any' || join === 'first' || join === 'each') return { kind: join };
  if (!isObject(join)) return { kind: 'all' };
  const { n, cancel, when, blocking } = join;
  if (typeof n === 'number' && blocking === undefined) return { kind: 'n', n, cancel: typeof cancel === 'boolean' ? cancel : undefined };
  return typeof when === 'string' ? conditionalRule(when) : { kind: 'all' };
}

function conditionalRule(source: string): JoinRule {
  try {
    const { evaluate, reads } = compileExpression(source);
    if (!reads.every(({ root }) => root === 'live' || root === 'dead' || root === 'total')) return { kind: 'all' };
    const known = new Map<number, boolean>();
    return {
      kind: 'when',
      source,
      begins(live, dead, total) {
        const key = live * 1_048_576 + dead;
        let answer = known.get(key);
        if (answer === undefined) known.set(key, (answer = holds(evaluate, live, dead, total)));
        return answer;
      },
    };
  } catch {
    return { kind: 'all' };
  }
}
function holds(evaluate: (scope: { readonly [root: string]: unknown }) => Json, live: number, dead: number, total: number): boolean {
  try {
    return evaluate({ live, dead, total }) === true;
  } catch {
    return false;
  }
}
