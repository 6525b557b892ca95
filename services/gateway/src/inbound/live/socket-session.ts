import type { Socket } from 'node:net';
import {
  AppError,
  DEGRADED_FROM,
  degradationError,
  executionId as asExecutionId,
  isAppError,
  type Json,
  type JsonObject,
  type LiveFrame,
} from '@agentflow/core';
import type { WebSocket } from 'ws';
import { authorize, type Principal } from '../../application/authorize.js';
import type { GatewayServices } from '../../application/gateway-services.js';
import { MAX_BUFFERED_BYTES } from './event-stream.js';
import { frameIdOf, parseClientFrame, type ClientFrame } from './socket-frames.js';

export const AUTHENTICATE_WITHIN_TICKS = 5;
const MAX_SUBSCRIPTIONS = 20;
const FRAMES_PER_TICK = 50;
const PING_TICKS = 20;
/** Close codes of our own range, as HTTP's. */
const CLOSE = { unauthenticated: 4401, notFound: 4404, tooMany: 4429, goingAway: 1001 } as const;

export interface SocketSession {
  readonly ws: WebSocket;
  readonly socket: Socket;
  /** The execution the path names. */
  readonly executionId: string;
  /** `null`: the first frame must bring a ticket. */
  readonly principal: Principal | null;
}

/** Talks to one WebSocket: authentication, subscriptions, answers to human nodes. Subscribes to the execution of the path by itself. */
export function serveSocket(session: SocketSession, services: GatewayServices): void {
  const { ws, socket } = session;
  let principal = session.principal;
  const subscriptions = new Map<string, AbortController>();
  let outgoing: string[] = [];
  let ticks = 0;
  let framesThisTick = 0;
  let alive = true;

  const flush = (): void => {
    const texts = outgoing;
    outgoing = [];
    if (ws.readyState !== ws.OPEN) return;
    if (ws.bufferedAmount > MAX_BUFFERED_BYTES) return ws.terminate();
    socket.cork(); // what comes in one turn of the event loop leaves in one write
    for (const text of texts) ws.send(text);
    socket.uncork();
  };
  const send = (frame: { readonly type: string; readonly id?: number; readonly payload: JsonObject }): void => {
    if (outgoing.push(JSON.stringify(frame)) === 1) setImmediate(flush);
  };
  const sendError = (error: unknown, more: { readonly [key: string]: Json | undefined } = {}): void => {
    const known = isAppError(error);
    if (!known) services.logger.error({ err: error }, 'a WebSocket frame failed');
    const payload = {
      code: known ? error.code : 'INTERNAL',
      message: known ? error.message : 'something went wrong on our side',
      errors: known ? (error.problems as unknown as Json) : [],
      ...more,
    } as JsonObject;
    send({ type: 'error', payload });
  };
  const closeAfter = (code: number, reason: string): void => void setImmediate(() => setImmediate(() => ws.close(code, reason)));

  async function follow(executionId: string, from: AbortController): Promise<void> {
    const { org } = principal as Principal;
    const ref = { org, executionId };
    const { frames, seq } = await services.executions.present(ref);
    for (const frame of frames) send(frame);
    for await (const frame of services.executions.watch({ ...ref, fromSeq: seq + 1, signal: from.signal })) send(frame satisfies LiveFrame);
  }
  function subscribe(executionId: string): void {
    authorize(principal as Principal, 'execution:read');
    if (subscriptions.has(executionId)) return;
    if (subscriptions.size >= MAX_SUBSCRIPTIONS)
      throw new AppError('RATE_LIMITED', `a socket follows at most ${MAX_SUBSCRIPTIONS} executions`);
    const abort = new AbortController();
    subscriptions.set(executionId, abort);
    follow(executionId, abort).catch((error: unknown) => {
      if (abort.signal.aborted) return;
      subscriptions.delete(executionId);
      sendError(error, { execution_id: executionId });
      if (executionId === session.executionId && subscriptions.size === 0) closeAfter(CLOSE.notFound, 'nothing to follow');
    });
  }
  async function act(frame: ClientFrame): Promise<void> {
    switch (frame.type) {
      case 'authenticate':
        throw new AppError('BAD_REQUEST', 'this socket is authenticated already');
      case 'subscribe':
        return subscribe(frame.payload.execution_id);
      case 'unsubscribe': {
        const executionId = frame.payload?.execution_id ?? session.executionId;
        subscriptions.get(executionId)?.abort();
        subscriptions.delete(executionId);
        return;
      }
      case 'send_input': {
        const { org, subject } = principal as Principal;
        authorize(principal as Principal, 'execution:steer');
        const { level } = services.degradation;
        if (level >= DEGRADED_FROM.maintenance) throw degradationError(level);
        const executionId = asExecutionId(frame.payload.execution_id ?? session.executionId);
        await services.executions.answer({
          org,
          executionId,
          path: frame.payload.node_id,
          value: (frame.payload.data ?? null) as Json,
          by: subject,
        });
      }
    }
  }
  async function authenticate(text: string): Promise<void> {
    const frame = parseClientFrame(text);
    const found = frame.type === 'authenticate' ? await services.tickets.redeem(frame.payload.ticket) : null;
    if (found === null)
      throw new AppError('UNAUTHENTICATED', 'the first frame must be authenticate with a ticket that is fresh and unused');
    principal = found.value;
    subscribe(session.executionId);
  }
  let authenticating = false;
  const receive = (text: string): void => {
    if (++framesThisTick > FRAMES_PER_TICK) {
      sendError(new AppError('RATE_LIMITED', `more than ${FRAMES_PER_TICK} frames in a second`));
      return closeAfter(CLOSE.tooMany, 'too many frames');
    }
    if (principal) {
      Promise.resolve()
        .then(() => act(parseClientFrame(text)))
        .catch((error: unknown) => sendError(error, { reply_to: frameIdOf(text) }));
      return;
    }
    if (authenticating) return sendError(new AppError('UNAUTHENTICATED', 'wait until the ticket has been checked'));
    authenticating = true;
    authenticate(text).catch((error: unknown) => {
      sendError(error);
      closeAfter(CLOSE.unauthenticated, 'not authenticated');
    });
  };

  const remove = services.live.add({
    principal: () => principal,
    tick() {
      ticks++;
      framesThisTick = 0;
      if (!principal && !authenticating && ticks > AUTHENTICATE_WITHIN_TICKS) ws.close(CLOSE.unauthenticated, 'no ticket came');
      if (ticks % PING_TICKS !== 0) return;
      if (!alive) return ws.terminate();
      alive = false;
      ws.ping();
    },
    end(reason) {
      if (reason === 'revoked') ws.close(CLOSE.unauthenticated, 'the key or session no longer counts');
      else ws.close(CLOSE.goingAway, 'the server is stopping: come back');
    },
  });
  ws.on('pong', () => (alive = true));
  ws.on('message', (data, isBinary) => {
    if (isBinary) return ws.close(1003, 'text frames only');
    receive((data as Buffer).toString('utf8'));
  });
  ws.on('error', () => ws.terminate());
  ws.on('close', () => {
    remove();
    for (const abort of subscriptions.values()) abort.abort();
  });
  if (principal) {
    try {
      subscribe(session.executionId);
    } catch (error) {
      sendError(error);
      closeAfter(CLOSE.unauthenticated, 'not allowed');
    }
  }
}
