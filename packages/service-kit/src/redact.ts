import { AppError } from '@agentflow/core';

/** Names whose values are never written down, whatever they hold. */
const SECRET_NAME =
  /^(authorization|proxy-authorization|cookie|set-cookie|password|passphrase|secret|secrets|client[-_]?secret|api[-_]?key|x-api-key|access[-_]?token|refresh[-_]?token|id[-_]?token|csrf[-_]?token|x-csrf-token|private[-_]?key|master[-_]?key|admin[-_]?key|webhook-signature|credentials?)$/i;
/** Texts that are secrets by their look: bearer values, provider keys, webhook secrets, our own keys, passwords in URLs. */
const SECRET_TEXT =
  /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}|\b(sk|pk|rk|whsec|af|ghp|xoxb)[-_][A-Za-z0-9_+/=-]{12,}|(:\/\/[^\s/:@]+):[^\s/@]+@/g;
const DEPTH = 8;

/** A copy of `value` that may be written to a log: secrets replaced by `[redacted]`, errors as plain objects, at most 8 deep. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if ('toJSON' in value && typeof value.toJSON === 'function') return redact((value.toJSON as () => unknown)(), depth + 1);
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) copy[name] = SECRET_NAME.test(name) ? '[redacted]' : redact(item, depth + 1);
  return copy;
}
export const redactText = (text: string): string =>
  text.replace(SECRET_TEXT, (_match, scheme?: string, prefix?: string, user?: string) =>
    scheme ? `${scheme} [redacted]` : prefix ? `${prefix}_[redacted]` : `${user ?? ''}:[redacted]@`,
  );

function redactError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: redactText(error.message),
    ...(error instanceof AppError
      ? { code: error.code, details: redact(error.details, depth + 1), problems: redact(error.problems, depth + 1) }
      : {}),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
