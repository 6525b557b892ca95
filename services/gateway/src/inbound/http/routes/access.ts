import { AppError } from '@agentflow/core';
import type { IncomingMessage } from 'node:http';
import type { OpenedSession } from '../../../application/sessions.js';
import { LOGIN_LINK_MS } from '../../../application/login-links.js';
import { SESSION_SECONDS } from '../../../application/sessions.js';
import { TICKET_MS } from '../../../application/tickets.js';
import { CSRF_COOKIE, readCookie, SESSION_COOKIE } from '../authenticate.js';
import { LOGIN_LINK_SPENT, PAGE_HEADERS } from '../pages.js';
import { created, defineRoute, type Route } from '../route.js';
import { loginLink, loginRequest, ticket } from '../schemas/platform.js';
import { z } from '../schemas/zod.js';

const TAG = 'Access';

const addressOf = (req: IncomingMessage): string => req.socket.remoteAddress ?? 'unknown';

function sessionCookies({ cookie, csrfToken }: OpenedSession, secure: boolean): readonly string[] {
  const attributes = `Path=/; Max-Age=${SESSION_SECONDS}; SameSite=Strict${secure ? '; Secure' : ''}`;
  return [`${SESSION_COOKIE}=${cookie}; HttpOnly; ${attributes}`, `${CSRF_COOKIE}=${csrfToken}; ${attributes}`];
}
const goneCookies: readonly string[] = [SESSION_COOKIE, CSRF_COOKIE].map((name) => `${name}=; Path=/; Max-Age=0; SameSite=Strict`);
const overTls = (req: IncomingMessage): boolean => 'encrypted' in req.socket || req.headers['x-forwarded-proto'] === 'https';

export const accessRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/login',
    auth: 'open', // the token is the credential
    tag: TAG,
    id: 'loginByLink',
    summary: 'Open a session of the web by a one-time link',
    query: z.strictObject({ token: z.string().max(500).optional() }),
    responses: {
      200: { description: 'The login page of the web, without a token.', types: ['text/html'] },
      303: { description: 'Logged in: to the web.', headers: ['Location', 'Set-Cookie'] },
    },
    problems: [401],
    handle: async ({ req, query }, services) => {
      if (query.token === undefined) return { stream: (res) => services.webPage(req, res) };
      await services.loginFailures.refuseGuessers(addressOf(req));
      const found = await services.loginLinks.redeem(query.token);
      if (found === null) {
        await services.loginFailures.note(addressOf(req));
        if (/text\/html/.test(req.headers.accept ?? ''))
          return { status: 401, text: LOGIN_LINK_SPENT, type: 'text/html; charset=utf-8', headers: PAGE_HEADERS };
        throw new AppError('UNAUTHENTICATED', 'this login link was used before or has run out: ask for a new one');
      }
      const opened = await services.sessions.open(found.org, found.value.subject, found.value.roles, null);
      return { status: 303, headers: { location: '/', 'set-cookie': sessionCookies(opened, overTls(req)) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/login',
    auth: 'open', // the key in the body is the credential
    tag: TAG,
    id: 'loginByKey',
    summary: 'Open a session of the web with an API key',
    body: { schema: loginRequest, limit: 'document' },
    responses: { 204: { description: 'Logged in.', headers: ['Set-Cookie'] } },
    problems: [401],
    handle: async ({ req, body }, services) => {
      await services.loginFailures.refuseGuessers(addressOf(req));
      const principal = await services.apiKeys.verify(body.key.trim());
      if (principal === null) {
        await services.loginFailures.note(addressOf(req));
        throw new AppError('UNAUTHENTICATED', 'the API key is not valid');
      }
      const opened = await services.sessions.open(
        principal.org,
        principal.subject,
        principal.roles,
        principal.subject.replace(/^key:/, ''),
      );
      return { status: 204, headers: { 'set-cookie': sessionCookies(opened, overTls(req)) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/logout',
    auth: 'session:own',
    tag: TAG,
    id: 'logout',
    summary: 'Close the session of the web',
    responses: { 204: { description: 'Logged out.', headers: ['Set-Cookie'] } },
    handle: async ({ req }, { sessions }) => {
      const cookie = readCookie(req, SESSION_COOKIE);
      if (cookie !== undefined) await sessions.close(cookie);
      return { status: 204, headers: { 'set-cookie': goneCookies } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/login-links',
    auth: 'key:manage',
    tag: TAG,
    id: 'createLoginLink',
    summary: 'Get a link that logs somebody in to the web as an admin, once',
    description: 'Good within ten minutes. `path` follows the address of the platform.',
    responses: { 201: { description: 'The link.', schema: loginLink } },
    handle: async ({ org }, { loginLinks, clock }) => {
      const token = await loginLinks.issue(org, { subject: 'admin', roles: ['admin'] });
      return created({ path: `/login?token=${token}`, expiresAt: new Date(clock.now() + LOGIN_LINK_MS).toISOString() }, {});
    },
  }),
  defineRoute({
    method: 'post',
    path: '/tickets',
    auth: 'session:own',
    tag: TAG,
    id: 'createTicket',
    summary: 'Get a ticket for one WebSocket',
    description: 'Good once, within 30 seconds, as the first frame `{ "type": "authenticate", "payload": { "ticket" } }`.',
    responses: { 201: { description: 'The ticket.', schema: ticket } },
    handle: async ({ org, principal }, { tickets, clock }) => {
      const text = await tickets.issue(org, principal);
      return { status: 201, json: { ticket: text, expiresAt: new Date(clock.now() + TICKET_MS).toISOString() } };
    },
  }),
];
