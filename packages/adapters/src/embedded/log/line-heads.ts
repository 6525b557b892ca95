/** What the log's thread reads of a line (log-line.ts), and where the line stands in its text, in UTF-16 units and in UTF-8 bytes. */
export interface LineHead {
  readonly partition: string;
  readonly position: number;
  readonly executionId: string;
  readonly version: number;
  readonly epoch: number;
  readonly commitId: string;
  readonly org: string;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly length: number;
  /** What the index knows of the execution, once it was asked (`learn`). */
  known: KnownExecution | null;
}
/** What the index has at hand of an execution. */
export interface KnownExecution {
  /** A text of its own: a part of a flush's text would keep all of it in memory. */
  readonly id: string;
  /** Its last version. */
  last: number;
  /** Where its commits lie that are not sealed: version, flush, offset, length of each. */
  run: { readonly org: string; readonly refs: number[] } | null;
}
/** Reads the heads of all lines; the JSON behind them is skipped, not looked at. */
export function readHeads(text: string): LineHead[] {
  const heads: LineHead[] = [];
  const bytes = Buffer.byteLength(text);
  const plain = bytes === text.length; // then bytes and units are the same
  let offset = 0;
  for (let start = 0; start <= text.length;) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const a = text.indexOf('\t', start);
    const b = text.indexOf('\t', a + 1);
    const c = text.indexOf('\t', b + 1);
    const d = text.indexOf('\t', c + 1);
    const e = text.indexOf('\t', d + 1);
    const f = text.indexOf('\t', e + 1);
    const g = text.indexOf('\t', f + 1);
    const length = plain ? end - start : Buffer.byteLength(text.slice(start, end));
    heads.push({
      partition: text.slice(start, a),
      position: Number(text.slice(a + 1, b)),
      executionId: text.slice(b + 1, c),
      version: Number(text.slice(c + 1, d)),
      epoch: Number(text.slice(d + 1, e)),
      commitId: text.slice(e + 1, f),
      org: text.slice(f + 1, g),
      start,
      end,
      offset,
      length,
      known: null,
    });
    offset += length + 1;
    start = end + 1;
  }
  return heads;
}
