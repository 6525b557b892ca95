import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { AppError } from '@agentflow/core';
import type { Response } from 'express';
import { PAGE_HEADERS } from './pages.js';
import { defineRoute, type Route } from './route.js';
import { z } from './schemas/zod.js';

/** swagger-ui-dist's own folder: served from our origin, so that the page works offline. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js', 'favicon-32x32.png'] as const;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>AgentFlow API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" type="image/png" href="/docs/favicon-32x32.png"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/swagger-ui-standalone-preset.js"></script><script src="/docs/start.js"></script></body>
</html>
`;
/** Calls from the page go with the session's cookie, and so need its CSRF token. */
const START = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset.slice(0, 1)],
  requestInterceptor: (request) => {
    const token = /(?:^|; )af_csrf=([^;]*)/.exec(document.cookie);
    if (token && request.method !== 'GET') request.headers['X-CSRF-Token'] = token[1];
    return request;
  },
});
`;
const sendFrom = (res: ServerResponse, file: string): void =>
  (res as Response).sendFile(file, {
    root: join(FOLDER),
    headers: { ...PAGE_HEADERS, 'cache-control': 'public, max-age=86400' },
    cacheControl: false,
  });

export const docsRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/docs',
    auth: 'session:own',
    tag: 'Platform',
    id: 'getDocs',
    summary: 'This API as a page',
    responses: { 200: { description: 'The page.', types: ['text/html'] } },
    handle: () => ({ status: 200, text: PAGE, type: 'text/html; charset=utf-8', headers: PAGE_HEADERS }),
  }),
  defineRoute({
    method: 'get',
    path: '/docs/{file}',
    auth: 'session:own',
    tag: 'Platform',
    id: 'getDocsFile',
    summary: "A file of the API's page",
    params: z.strictObject({ file: z.string().max(100) }),
    responses: { 200: { description: 'The file.', types: ['text/css', 'text/javascript', 'image/png'] } },
    problems: [404],
    handle: ({ params }) => {
      if (params.file === 'start.js') return { status: 200, text: START, type: 'text/javascript; charset=utf-8', headers: PAGE_HEADERS };
      if (!(FILES as readonly string[]).includes(params.file)) throw new AppError('NOT_FOUND', 'the page has no such file');
      return { stream: (res) => sendFrom(res, params.file) };
    },
  }),
];
