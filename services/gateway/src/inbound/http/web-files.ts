import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { AppError } from '@agentflow/core';
import express, { type Handler, type Request, type Response } from 'express';
import { PAGE_HEADERS } from './pages.js';

export interface WebFiles {
  /** Answers a GET or HEAD of a file of the web, or of a page of its router; anything else goes on to `next`. */
  readonly handle: Handler;
  readonly page: (req: IncomingMessage, res: ServerResponse) => void;
}
/** Paths that are never the web's, whatever they accept. */
const RESERVED = /^\/(api|ws|hooks|docs|health|ready|metrics|tickets|logout|openapi\.json|asyncapi\.json)(\/|$)/;
const HASHED = /\/assets\//;
/** What the build wrote beside its files, best first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const TYPES: { readonly [extension: string]: string } = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/** The files of the web from `root`. Unknown paths that accept HTML get the page, whose router decides. `null`: the web is not built. */
export function createWebFiles(root: string | null): WebFiles {
  const files = express.static(root ?? '.', {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    fallthrough: true,
    setHeaders(res, path) {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) res.setHeader(name, value);
      res.setHeader('vary', 'accept-encoding');
      const encoding = ENCODINGS.find(([, ending]) => path.endsWith(ending));
      if (encoding) {
        res.setHeader('content-encoding', encoding[0]);
        res.setHeader('content-type', TYPES[extname(path.slice(0, -encoding[1].length))] ?? 'application/octet-stream');
      }
      res.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page: WebFiles['page'] = (req, res) => {
    if (root === null) {
      res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
      res.end('The web is not built here: npm run build -w web. The API is at /api/v1, its page at /docs.\n');
      return;
    }
    (res as Response).sendFile('index.html', { root, headers: { ...PAGE_HEADERS, 'cache-control': 'no-cache' }, cacheControl: false });
  };
  return {
    page,
    handle(req: Request, res, next) {
      if ((req.method !== 'GET' && req.method !== 'HEAD') || RESERVED.test(req.path)) return next();
      const fallback = (error?: unknown): void => {
        if (error) return next(badPath(error));
        if (req.path === '/' || /text\/html/.test(req.headers.accept ?? '')) return page(req, res);
        next();
      };
      if (root === null || req.path === '/') return fallback();
      // A file that was asked for by its compressed name is not there: it is a form of another.
      if (ENCODINGS.some(([, ending]) => req.path.endsWith(ending))) return fallback();
      const { url } = req;
      const forms = extname(req.path) in TYPES ? ENCODINGS.filter(([encoding]) => req.acceptsEncodings(encoding) !== false) : [];
      const attempt = (at: number): void => {
        const form = forms[at];
        req.url = form ? req.path + form[1] : url;
        files(req, res, (error?: unknown) => {
          req.url = url;
          if (form && !error) attempt(at + 1);
          else fallback(error);
        });
      };
      attempt(0);
    },
  };
}

/** What `send` says of paths that leave the folder or cannot be decoded. */
const badPath = (error: unknown): unknown => {
  const status = (error as { readonly status?: unknown }).status;
  return typeof status === 'number' && status < 500
    ? new AppError(status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', 'there is no such file', {}, { cause: error })
    : error;
};
