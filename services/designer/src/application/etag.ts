import { AppError } from '@agentflow/core';

/** The quoted ETag of a document version. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * Refuses a write that was made against another version than the present one. `ifMatch` is the header as sent: one ETag, several with commas, or `*`.
 * @throws AppError VERSION_CONFLICT
 */
export function requireMatch(ifMatch: string, version: number): void {
  const current = etagOf(version);
  const named = ifMatch.split(',').map((part) => part.trim());
  if (named.includes(current) || named.includes('*')) return;
  throw new AppError(
    'VERSION_CONFLICT',
    `the draft has changed since: it is at ${current} now, not at ${ifMatch.slice(0, 100)}; read it again and repeat the change`,
    { etag: current },
  );
}
