import type { BodyPlan } from '../compile/plan.js';

/** Neighbouring nodes of one domain, which another execution at home there runs as a whole (DESIGN 6). */
export interface SegmentPlan {
  /** Where it begins, without indices: `classify`, `each/classify`, `order/paid/entry/classify`. Unique in its revision. */
  readonly id: string;
  readonly domain: string;
  readonly body: BodyPlan;
  /** Index in the body of the one node that edges from outside lead to. */
  readonly entry: number;
  /** Indices in the body, in its order; the entry comes first. */
  readonly nodes: readonly number[];
  /** Roots that its nodes, and what undoes them, may read and that are none of them: handed over when it begins. */
  readonly reads: readonly string[];
}
/** A node that names a domain and runs where its execution does all the same. */
export interface StayingNode {
  /** Where it stands in the definition. */
  readonly path: string;
  readonly nodeId: string;
  readonly why: string;
}

/*
 * What a segment's execution runs goes by the digest of the revision and the segment's id, so that whoever has the revision can make it. The cut is a part of
 * what the digest means: another way of cutting needs another mark in place of `MARK`, and this one stays.
 */
const MARK = '#';
const ALONE = '!';
/** `node`: that node of the segment alone. */
export const segmentDigest = (revision: string, segment: string, node?: string): string =>
  `${revision}${MARK}${segment}${node === undefined ? '' : ALONE + node}`;
export interface SegmentName {
  readonly revision: string;
  readonly segment: string;
  readonly node: string | undefined;
}
/** What a digest says of a segment; `undefined`: it is the digest of a revision. */
export function parseSegmentDigest(digest: string): SegmentName | undefined {
  const mark = digest.indexOf(MARK);
  if (mark < 0) return undefined;
  const [segment = '', node] = digest.slice(mark + 1).split(ALONE);
  return { revision: digest.slice(0, mark), segment, node };
}
export const isSegmentDigest = (digest: string): boolean => digest.includes(MARK);
