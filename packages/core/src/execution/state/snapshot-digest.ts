import { canonicalJson, sha256Hex } from '../../canonical.js';
import type { Json } from '../../json.js';
import { SnapshotRefused, writeSnapshot } from './snapshot.js';
import type { ExecutionState } from './state.js';

/** Digest of the revision that a snapshot's state is of, so that its plan can be loaded. @throws SnapshotRefused when the text was altered or cut short */
export function snapshotDigest(text: string): string {
  const body = text.slice(65);
  if (text[64] !== '\n' || sha256Hex(body) !== text.slice(0, 64)) throw new SnapshotRefused('the snapshot does not match its sha256');
  return (JSON.parse(body) as { readonly digest: string }).digest;
}

/** Keys whose order is part of what they mean. */
const ORDERED = new Set(['state', 'signals']);
/** The lasting part of a state as text: the same for states that are alike, whatever order their parts were put together in. */
export function stateText(state: ExecutionState): string {
  const json = JSON.parse(writeSnapshot(state, 0).slice(65)) as Record<string, unknown>;
  for (const [key, value] of Object.entries(json))
    if (Array.isArray(value) && !ORDERED.has(key)) json[key] = value.map((item) => canonicalJson(item as Json)).sort();
  return canonicalJson(json as Json);
}
