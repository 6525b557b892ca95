import type { Json } from '@agentflow/core';
import { defined } from '../defined.js';
import { created, defineRoute, NO_CONTENT, ok, type Route } from '../route.js';
import { changedCredential, credential, newCredential } from '../schemas/catalog.js';
import { idText, numberedPage, pageQuery } from '../schemas/common.js';
import { z } from '../schemas/zod.js';

const TAG = 'Credentials';
const params = z.strictObject({ id: idText });

/** Secrets go in and never come out: no route here answers one. */
export const credentialRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/credentials',
    auth: 'credential:read',
    tag: TAG,
    id: 'listCredentials',
    summary: 'List credentials, without their secrets',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of credentials.', schema: numberedPage(credential) } },
    handle: async ({ org, query }, { designer }) =>
      ok(await designer.listCredentials({ org, page: query.page, pageSize: query.page_size })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/credentials',
    auth: 'credential:write',
    tag: TAG,
    id: 'createCredential',
    summary: 'Keep a secret, bound to hosts',
    body: { schema: newCredential, limit: 'document' },
    idempotent: true,
    responses: { 201: { description: 'Kept.', schema: credential, headers: ['Location'] } },
    problems: [409],
    handle: async ({ org, body, principal }, { designer }) => {
      const { key, type, hosts = [], secret } = body;
      const view = await designer.createCredential({
        org,
        credential: { key, type, hosts, secret: secret as Json },
        by: principal.subject,
      });
      return created(view, { location: `/api/v1/credentials/${encodeURIComponent(view.id)}` });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/credentials/{id}',
    auth: 'credential:read',
    tag: TAG,
    id: 'getCredential',
    summary: 'Get a credential, without its secret',
    params,
    responses: { 200: { description: 'The credential.', schema: credential } },
    problems: [404],
    handle: async ({ org, params }, { designer }) => ok(await designer.getCredential({ org, credential: params.id })),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/credentials/{id}',
    auth: 'credential:write',
    tag: TAG,
    id: 'updateCredential',
    summary: 'Replace the secret, the hosts, or both',
    params,
    body: { schema: changedCredential, limit: 'document' },
    responses: { 200: { description: 'Replaced.', schema: credential } },
    problems: [404],
    handle: async ({ org, params, body, principal }, { designer }) => {
      const { hosts, secret } = body;
      const change = defined({ hosts, secret: secret as Json | undefined });
      return ok(await designer.updateCredential({ org, credential: params.id, ...change, by: principal.subject }));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/credentials/{id}',
    auth: 'credential:write',
    tag: TAG,
    id: 'deleteCredential',
    summary: 'Delete a credential',
    params,
    responses: { 204: { description: 'Deleted.' } },
    problems: [404, 409],
    handle: async ({ org, params, principal }, { designer }) => {
      await designer.deleteCredential({ org, credential: params.id, by: principal.subject });
      return NO_CONTENT;
    },
  }),
];
