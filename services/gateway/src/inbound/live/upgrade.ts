import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { AppError, toHttp } from '@agentflow/core';
import { WebSocketServer } from 'ws';
import { authorize, type Principal } from '../../application/authorize.js';
import type { GatewayServices } from '../../application/gateway-services.js';
import { readCookie, SESSION_COOKIE } from '../http/authenticate.js';
import { pathOf, traceIdOf } from '../http/problem.js';
import { serveSocket } from './socket-session.js';

const PATH = /^\/ws\/v1\/executions\/([^/]{1,200})$/;
/** A client's frame: an answer to a human node at most. */
const MAX_FRAME_BYTES = 1024 * 1024;

export interface UpgradeHandler {
  (req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Accepts WebSockets at `/ws/v1/executions/{id}`. Whoever sends a key or cookie must send a good one; who sends none has five seconds for a ticket. */
export function createUpgrade(services: GatewayServices, admit: (req: IncomingMessage) => AppError | null): UpgradeHandler {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, clientTracking: false });

  async function accept(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refusal = admit(req);
    if (refusal) throw refusal;
    const executionId = executionIdOf(req);
    const principal = await whoIs(req);
    if (principal) authorize(principal, 'execution:read');
    socket.removeListener('error', ignore);
    server.handleUpgrade(req, socket, head, (ws) => {
      try {
        serveSocket({ ws, socket: socket as Socket, executionId, principal }, services);
      } catch {
        ws.close(1013, 'too many live connections'); // "try again later"
      }
    });
  }
  async function whoIs(req: IncomingMessage): Promise<Principal | null> {
    if (req.headers.authorization !== undefined) return services.authenticate(req);
    if (readCookie(req, SESSION_COOKIE) === undefined) return null;
    // browsers send cookies along with sockets opened by any page: the Origin, checked by `admit`, must be there
    if (req.headers.origin === undefined) throw new AppError('FOREIGN_ORIGIN', 'a socket with a session cookie needs an Origin');
    return services.authenticate(req);
  }

  return (req, socket, head) => {
    socket.on('error', ignore);
    accept(req, socket, head).catch((error: unknown) => refuse(req, socket, error));
  };
}
const ignore = (): void => undefined;

function executionIdOf(req: IncomingMessage): string {
  const found = PATH.exec(pathOf(req));
  if (!found) throw new AppError('NOT_FOUND', 'no WebSocket is here: it is /ws/v1/executions/{id}');
  try {
    return decodeURIComponent(found[1] as string);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'the path cannot be decoded', {}, { cause });
  }
}

/** Answers an upgrade in plain HTTP: the socket is not ours to keep. */
function refuse(req: IncomingMessage, socket: Duplex, error: unknown): void {
  const { retryAfterSeconds: _retry, ...problem } = toHttp(error);
  const text = JSON.stringify({ ...problem, instance: pathOf(req), traceId: traceIdOf(req) });
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n` +
      `connection: close\r\nx-content-type-options: nosniff\r\n\r\n${text}`,
    () => socket.destroy(),
  );
}
