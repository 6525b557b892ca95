import type { IncomingMessage, ServerResponse } from 'node:http';
import { ENDED, isAppError, type ExecutionView, type LiveFrame } from '@agentflow/core';
import type { ExecutionRef } from '@agentflow/ports';
import type { Principal } from '../../application/authorize.js';
import type { GatewayServices } from '../../application/gateway-services.js';
import { traceParent } from '../http/problem.js';

/** A reader this far behind is dropped; it resumes from the last `id` it saw. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
const HEARTBEAT_TICKS = 15;
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-accel-buffering': 'no',
};

/** One frame as Server-Sent Events write it (https://html.spec.whatwg.org/multipage/server-sent-events.html). JSON text holds no line break. */
export const eventText = ({ type, id, payload }: LiveFrame): string =>
  `event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(payload)}\n\n`;

export interface EventStreamRequest {
  readonly req: IncomingMessage;
  readonly principal: Principal;
  readonly ref: ExecutionRef;
  readonly execution: ExecutionView;
  /** First event wanted. */
  readonly fromSeq: number;
}

/** Writes an execution's frames from `fromSeq` on, then live, until all is told. An ended execution with nothing left answers 204, which tells browsers not to come back. */
export function streamEvents(request: EventStreamRequest, services: GatewayServices, res: ServerResponse): void {
  const { req, principal, ref, execution, fromSeq } = request;
  const parent = traceParent(req);
  const headers = parent === undefined ? HEADERS : { ...HEADERS, traceparent: parent };
  if (req.method === 'HEAD') {
    res.writeHead(200, headers).end();
    return;
  }
  const abort = new AbortController();
  let waiting = '';
  let scheduled = false;
  let silentTicks = 0;

  const open = (): void => {
    if (!res.headersSent) res.writeHead(200, headers).write('retry: 2000\n\n');
  };
  const flush = (): void => {
    scheduled = false;
    if (res.destroyed || waiting === '') return;
    if (res.writableLength > MAX_BUFFERED_BYTES) {
      res.destroy();
      return;
    }
    const text = waiting;
    waiting = '';
    silentTicks = 0;
    res.write(text);
  };
  /** What comes in one turn of the event loop leaves in one write. */
  const write = (text: string): void => {
    waiting += text;
    if (!scheduled) {
      scheduled = true;
      setImmediate(flush);
    }
  };
  const remove = services.live.add({
    principal: () => principal,
    tick() {
      if (++silentTicks >= HEARTBEAT_TICKS && res.headersSent) write(': heartbeat\n\n');
    },
    end(reason) {
      if (res.headersSent) write(`: ${reason}\n\n`);
      abort.abort();
    },
  });
  res.on('close', () => {
    remove();
    abort.abort();
  });

  const run = async (): Promise<void> => {
    if (!ENDED.has(execution.status)) open();
    for await (const frame of services.executions.watch({ ...ref, fromSeq, signal: abort.signal })) {
      open();
      write(eventText(frame));
      if (res.destroyed) return;
    }
  };
  run()
    .catch((error: unknown) => {
      if (abort.signal.aborted) return;
      const known = isAppError(error);
      if (!known) services.logger.error({ err: error, executionId: ref.executionId }, 'an event stream broke off');
      open();
      write(
        eventText({
          type: 'error',
          payload: {
            code: known ? error.code : 'INTERNAL',
            message: known ? error.message : 'the stream broke off: resume from the last id',
          },
        }),
      );
    })
    .finally(() => {
      flush();
      if (!res.headersSent && abort.signal.aborted) return void res.destroy();
      if (!res.headersSent) res.writeHead(204, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      res.end();
    });
}
