import type { RequestListener } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Route } from './route.js';

/** An id as we make them: nothing in it that a path would write otherwise. */
const PLAIN_ID = /^[A-Za-z0-9_-]{1,200}$/;

interface HotPath {
  readonly method: string;
  /** What stands before and behind the id. */
  readonly before: string;
  readonly behind: string;
  readonly handle: RequestHandler;
}

/** `listener` behind a short cut for routes that are called most: the router's search and its layers cost a busy server more than such a request's own checks. */
export function hotPathsBefore(listener: RequestListener, hot: ReadonlyMap<Route, RequestHandler>): RequestListener {
  const paths = [...hot].map(([{ method, path }, handle]): HotPath => {
    const [before = '', behind = ''] = path.split('{id}');
    return { method: method.toUpperCase(), before, behind, handle };
  });
  return (req, res) => {
    const { url = '/', method } = req;
    for (const path of paths) {
      if (method !== path.method) continue;
      const id = idIn(url, path);
      if (id === undefined) continue;
      (req as Request).params = { id };
      return void path.handle(req as Request, res as Response, goOn);
    }
    listener(req, res);
  };
}
/** The id, where the path is this one and has nothing unusual about it; everything else is the router's. */
function idIn(url: string, { before, behind }: HotPath): string | undefined {
  if (!url.startsWith(before)) return undefined;
  const mark = url.indexOf('?', before.length);
  const end = mark === -1 ? url.length : mark;
  const id = url.slice(before.length, end - behind.length);
  return PLAIN_ID.test(id) && url.startsWith(behind, end - behind.length) ? id : undefined;
}
/** Routes answer themselves: none goes on to another handler. */
const goOn = (): void => undefined;
