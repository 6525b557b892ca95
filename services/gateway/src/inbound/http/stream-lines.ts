import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayLogger } from '../../application/gateway-services.js';
import { traceParent } from './problem.js';

export interface LineStream {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Without its newline. */
  readonly first: string;
  readonly lines: AsyncIterator<{ readonly line: string }>;
  readonly fileName: string;
}

/** Writes lines of JSON as a file to download, as fast as the reader takes them. What goes wrong on the way breaks the connection: a file without its last line is none. */
export function streamLines({ req, res, first, lines, fileName }: LineStream, logger: GatewayLogger): void {
  const parent = traceParent(req);
  res.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(parent === undefined ? {} : { traceparent: parent }),
  });
  if (req.method === 'HEAD') {
    void lines.return?.();
    return void res.end();
  }
  const pour = async (): Promise<void> => {
    let line: string | undefined = first;
    while (line !== undefined && !res.destroyed) {
      if (!res.write(`${line}\n`)) await drained(res);
      const next = await lines.next();
      line = next.done === true ? undefined : next.value.line;
    }
    if (res.destroyed) await lines.return?.();
    else res.end();
  };
  pour().catch((err: unknown) => {
    logger.error({ err, fileName }, 'an export broke off');
    res.destroy();
  });
}
const drained = (res: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.on('drain', done);
    res.on('close', done);
    if (res.destroyed) done();
  });
