import type { Json } from '../../json.js';

/** A revision that runs a share of the new executions, beside the released one. */
export interface Canary {
  readonly revision: number;
  readonly digest: string;
  /** JSON Schema of its input. */
  readonly inputs: Json;
  /** 1 to 99: of a hundred new executions about so many. */
  readonly percent: number;
}
export interface Releasable {
  readonly workflowId: string;
  readonly revision: number | 'draft';
  readonly digest: string;
  readonly inputs?: Json;
  readonly canary?: Canary;
}
export const MIN_PERCENT = 1;
export const MAX_PERCENT = 99;

/**
 * What a new execution runs: the canary for the share that it has, else what is released. `sample` names the start: `startSample` of its key, or its own id.
 * The same sample gets the same answer as long as the canary is the same, and one that has the canary keeps it when the share grows.
 */
export function chooseRevision<R extends Releasable>({ canary, ...released }: R, sample: string): Omit<R, 'canary'> {
  if (!canary || !isInShare(`${released.workflowId}.${canary.revision}`, sample, canary.percent)) return released;
  const { revision, digest, inputs } = canary;
  return { ...released, revision, digest, inputs };
}
/** What names a start under a key, for `chooseRevision`. */
export const startSample = ({ source, key }: { readonly source: string; readonly key: string }): string => `${source}\n${key}`;

/** Whether a sample is among the `percent` of a hundred that `seed` draws. Other seeds draw other samples. */
export const isInShare = (seed: string, sample: string, percent: number): boolean =>
  hash32(`${seed}\n${sample}`) < (percent / 100) * 2 ** 32;

/** FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/), mixed by the last step of MurmurHash3 (https://github.com/aappleby/smhasher), so that ids that differ in their last letter lie far apart. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
