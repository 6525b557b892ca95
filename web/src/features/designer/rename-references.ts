import type { Json } from '../../api/types.js';

const MEMBERS = 'output|error|status|usage|item|index|last';
/** Renames what expressions call nodes: `old.output` becomes `new.output` in every string below `value`. Text that merely contains the word stays. */
export function renameReferences(value: Json, names: ReadonlyMap<string, string>): Json {
  if (names.size === 0) return value;
  const pattern = new RegExp(`(?<![A-Za-z0-9_.])(${[...names.keys()].join('|')})(?=\\.(?:${MEMBERS})\\b)`, 'g');
  const walk = (node: Json): Json => {
    if (typeof node === 'string') return node.includes('.') ? node.replace(pattern, (id) => names.get(id) ?? id) : node;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node === 'object' && node !== null)
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
    return node;
  };
  return walk(value);
}
