import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError, orgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { ApiKeys, CheckedKey } from '../../application/api-keys.js';
import type { Principal } from '../../application/authorize.js';
import type { Sessions } from '../../application/sessions.js';

export const SESSION_COOKIE = 'af_session';
export const CSRF_COOKIE = 'af_csrf';
export const CSRF_HEADER = 'x-csrf-token';

/** Who nobody is: what handlers of open routes get. Belongs to no org and may do nothing. */
export const ANONYMOUS: Principal = { org: orgId(''), subject: 'anonymous', roles: [], kind: 'anonymous' };

/** Tells who a request comes from; at once (no promise) when the key or session was checked a moment ago. */
export interface Authenticate {
  /** @throws AppError UNAUTHENTICATED without a valid key or session, FORBIDDEN without the CSRF token that a session needs to change things */
  (req: IncomingMessage): Principal | Promise<Principal>;
}

export function createAuthenticate({
  apiKeys,
  sessions,
  clock,
}: {
  readonly apiKeys: ApiKeys;
  readonly sessions: Sessions;
  readonly clock: Clock;
}): Authenticate {
  /** What each connection sent last: a client that keeps its connection sends the same key again and again, and it need not be hashed each time. */
  const last = new WeakMap<object, { readonly header: string; readonly checked: CheckedKey }>();
  return (req) => {
    const header = req.headers.authorization;
    if (header !== undefined) {
      const before = last.get(req.socket);
      if (before?.header === header && before.checked.until > clock.monotonic()) return before.checked.principal;
      const key = bearerToken(header);
      const found = key === null ? null : apiKeys.verify(key);
      const checked = key === null ? undefined : apiKeys.checked(key);
      if (checked) last.set(req.socket, { header, checked });
      return found instanceof Promise ? found.then(present('the API key is not valid')) : present('the API key is not valid')(found);
    }
    const cookie = readCookie(req, SESSION_COOKIE);
    if (cookie === undefined) {
      throw new AppError(
        'UNAUTHENTICATED',
        'a key is needed: send Authorization: Bearer <key> (the first one is in admin.key of the data folder)',
      );
    }
    const found = sessions.verify(cookie);
    const check = (principal: Principal | null): Principal => checkCsrf(req, present('the session is over: log in again')(principal));
    return found instanceof Promise ? found.then(check) : check(found);
  };
}

const present =
  (message: string) =>
  (principal: Principal | null): Principal => {
    if (principal === null) throw new AppError('UNAUTHENTICATED', message);
    return principal;
  };

export function bearerToken(header: string): string | null {
  return header.length > 7 && header.length < 512 && header.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : null;
}

function checkCsrf(req: IncomingMessage, principal: Principal): Principal {
  if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return principal;
  const sent = req.headers[CSRF_HEADER];
  if (typeof sent !== 'string' || !sameText(sent, principal.csrfToken ?? '')) {
    throw new AppError('FORBIDDEN', `a session needs the header X-CSRF-Token with the value of the cookie ${CSRF_COOKIE}`);
  }
  return principal;
}
const sameText = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};

/** The value of a cookie of this name, the first if there are several. */
export function readCookie(req: IncomingMessage, name: string): string | undefined {
  for (const part of req.headers.cookie?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
