import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '@agentflow/core';
import type { GatewayLogger } from '../../application/gateway-services.js';

/** Requests under way get this long to end; what then still hangs is cut. */
const GRACE_MS = 5_000;
const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

export interface HttpServer {
  /** Answers the port. @throws AppError UNAVAILABLE, with a sentence for people, when it is taken or may not be used */
  listen(): Promise<number>;
  /** Takes no more, lets requests under way end, cuts what hangs. */
  close(): Promise<void>;
  port(): number;
  listening(): boolean;
}
export interface HttpServerOptions {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly logger: GatewayLogger;
}

export function createHttpServer({ server, host, port, upgrade, logger }: HttpServerOptions): HttpServer {
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  /** The server forgets a connection once it is a WebSocket's, and yet waits for its end. */
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    upgrade(req, socket, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request';
    const text = JSON.stringify({
      type: 'about:blank',
      title: 'BAD_REQUEST',
      status: Number(status.slice(0, 3)),
      detail: 'this is not an HTTP request we can read',
      code: 'BAD_REQUEST',
      errors: [],
    });
    socket.end(
      `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`,
    );
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const onError = (error: NodeJS.ErrnoException): void => reject(explain(error, host, port));
        server.once('error', onError);
        server.listen({ host: host.replace(/^\[|\]$/g, ''), port, backlog: 1024 }, () => {
          server.removeListener('error', onError);
          server.on('error', (error) => logger.error({ err: error }, 'the HTTP server reported an error'));
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        const sweep = setInterval(() => server.closeIdleConnections(), 50);
        const cut = setTimeout(() => {
          server.closeAllConnections();
          for (const socket of upgraded) socket.destroy();
        }, GRACE_MS);
        server.close(() => {
          clearInterval(sweep);
          clearTimeout(cut);
          resolve();
        });
      }),
    port: () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new AppError('UNAVAILABLE', 'the gateway does not listen yet');
      return address.port;
    },
    listening: () => server.listening,
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const extras = { cause: error, retryable: false };
  if (error.code === 'EADDRINUSE') {
    return new AppError(
      'UNAVAILABLE',
      `port ${port} is taken; set AGENTFLOW_PORT to another one, or to 0 for any that is free`,
      { port },
      extras,
    );
  }
  if (error.code === 'EACCES') {
    return new AppError('UNAVAILABLE', `port ${port} may not be used by this user; set AGENTFLOW_PORT to one above 1023`, { port }, extras);
  }
  return new AppError(
    'UNAVAILABLE',
    `cannot listen on ${host}:${port} (${error.code ?? error.message}); set AGENTFLOW_HOST and AGENTFLOW_PORT`,
    { host, port },
    extras,
  );
}
