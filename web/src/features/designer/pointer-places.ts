/** Where in the text of a definition the value of a JSON Pointer stands. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';

export interface Place {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}
/** A function that finds places in `text`, or the nearest one around what is not there. */
export function placesIn(text: string): (pointer: string) => Place {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: false });
  return (pointer) => {
    let at: unknown = document.contents;
    let start = startOf(at) ?? 0;
    for (const part of pointer.split('/').slice(1)) {
      const next = child(at, part.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (next === undefined) break;
      start = startOf(isPair(next) ? (next.key as Node) : next) ?? start;
      at = isPair(next) ? next.value : next;
    }
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  };
}
const startOf = (node: unknown): number | undefined => (node as { range?: readonly number[] | null } | null)?.range?.[0];
function child(node: unknown, key: string): Pair | Node | undefined {
  if (isMap(node)) return node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === key);
  return isSeq(node) ? (node.items[Number(key)] as Node | undefined) : undefined;
}
