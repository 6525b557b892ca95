import type { Degradation } from '../api/types.js';

/** What is the matter, in the reader's language: the signal's kind, and what it is about. */
export function reasonOf({ reasons, override }: Degradation): { readonly key: string; readonly subject: string } | null {
  const first = reasons[0];
  if (!first) return null;
  const [kind = '', subject = ''] = first.signal.split(':');
  return { key: `degradation.why.${kind}`, subject: kind === 'operator' ? (override?.reason ?? '') : subject };
}
