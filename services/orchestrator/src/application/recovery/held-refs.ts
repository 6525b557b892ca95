/** Digests of the large values that a part of a history refers to. */
export function heldRefs(part: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof part !== 'object' || part === null) return into;
  const { ref, size } = part as { readonly ref?: unknown; readonly size?: unknown };
  if (typeof ref === 'string' && typeof size === 'number' && /^sha256:[0-9a-f]{64}$/.test(ref)) into.add(ref);
  else for (const value of Object.values(part)) heldRefs(value, into);
  return into;
}
