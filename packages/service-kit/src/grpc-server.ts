import type { Duplex } from 'node:stream';
import { AppError, isAppError } from '@agentflow/core';
import type { Service } from '@agentflow/ports';
import {
  Metadata,
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { faultOf } from './grpc-faults.js';
import { grpcDefinition, type GrpcDefinition, type GrpcServiceName, type GrpcServices } from './grpc-definitions.js';
import type { Logger } from './logger.js';
import { withSpan } from './telemetry.js';

/** The largest message, bytes: a value of 16 MiB as JSON text within a string. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** How long calls in progress may take once we stop, milliseconds. */
const DRAIN_MS = 5_000;

export interface GrpcServerOptions {
  readonly services: Partial<GrpcServices>;
  /** Definitions of bidirectional streams with their handlers, e.g. the workers'. Streams still open when the server stops are ended. */
  readonly streams?: readonly { readonly definition: GrpcDefinition; readonly handlers: UntypedServiceImplementation }[];
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Insecure where left out: for loopback, or behind a mesh that encrypts. */
  readonly credentials?: ServerCredentials;
  readonly logger: Logger;
}
export interface GrpcServer extends Service {
  /** `host:port`, once started. */
  address(): string;
}
type Call = (request: unknown) => Promise<unknown>;
type Stream = (request: unknown) => AsyncIterable<unknown>;

/** Opens services to gRPC: each method of the interface by its name, errors in the metadata, streams until the caller cancels. */
export function serveGrpc({ services, streams = [], host, port, credentials, logger }: GrpcServerOptions): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    'grpc.keepalive_time_ms': 20_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });
  const aborts = new Set<AbortController>();
  const report = (method: string, error: unknown): void => {
    if (!isAppError(error)) logger.error({ method, err: error }, 'a call failed in a way nobody foresaw');
  };
  for (const [name, service] of Object.entries(services)) {
    const definition = grpcDefinition(name as GrpcServiceName);
    const handlers: UntypedServiceImplementation = {};
    for (const [method, { responseStream, path }] of Object.entries(definition)) {
      const target = (service as unknown as Record<string, Call & Stream>)[method];
      if (typeof target !== 'function') throw new AppError('INTERNAL', `the service ${name} has no method ${method}`);
      handlers[method] = responseStream
        ? serveStream(target.bind(service), path, aborts, report)
        : serveCall(target.bind(service), path, report);
    }
    server.addService(definition, handlers);
  }
  const openStreams = new Set<Duplex>();
  for (const { definition, handlers } of streams) {
    const tracked = Object.entries(handlers).map(([method, handler]) => [
      method,
      (call: Duplex): void => {
        openStreams.add(call);
        call.once('close', () => openStreams.delete(call));
        (handler as unknown as (call: Duplex) => void)(call);
      },
    ]);
    server.addService(definition, Object.fromEntries(tracked) as UntypedServiceImplementation);
  }

  let bound: number | undefined;
  return {
    name: 'grpc-server',
    address() {
      if (bound === undefined) throw new AppError('UNAVAILABLE', 'the gRPC server has not started');
      return `${host}:${bound}`;
    },
    start: () =>
      new Promise((resolve, reject) => {
        server.bindAsync(`${host}:${port}`, credentials ?? ServerCredentials.createInsecure(), (error, actual) => {
          if (error) return reject(new AppError('UNAVAILABLE', `cannot listen on ${host}:${port}: ${error.message}`, {}, { cause: error }));
          bound = actual;
          resolve();
        });
      }),
    async stop() {
      for (const abort of aborts) abort.abort(); // watchers go on elsewhere; waiting for them would take as long as executions do
      for (const call of openStreams) call.end();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, DRAIN_MS);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      bound = undefined;
    },
    ready: async () => ({ ready: bound !== undefined, checks: {} }),
  };
}
const traceOf = (metadata: Metadata): { traceparent?: string } => {
  const text = metadata.get('traceparent')[0];
  return typeof text === 'string' ? { traceparent: text } : {};
};
function serveCall(target: Call, path: string, report: (method: string, error: unknown) => void) {
  return (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>): void => {
    withSpan(path, traceOf(call.metadata), async () => target(call.request)).then(
      (value) => answer(null, value),
      (error: unknown) => {
        report(path, error);
        answer(faultOf(error));
      },
    );
  };
}
function serveStream(target: Stream, path: string, aborts: Set<AbortController>, report: (method: string, error: unknown) => void) {
  return (call: ServerWritableStream<unknown, unknown>): void => {
    const abort = new AbortController();
    aborts.add(abort);
    call.on('cancelled', () => abort.abort());
    call.sendMetadata(new Metadata()); // tells the caller at once that somebody listens
    const pour = async (): Promise<void> => {
      for await (const value of target({ ...(call.request as object), signal: abort.signal })) {
        if (abort.signal.aborted) return;
        if (!call.write(value)) await drained(call, abort.signal);
      }
    };
    pour()
      .then(
        () => call.end(),
        (error: unknown) => {
          if (abort.signal.aborted && call.cancelled) return;
          report(path, error);
          call.emit('error', faultOf(error));
        },
      )
      .finally(() => aborts.delete(abort));
  };
}
const drained = (call: ServerWritableStream<unknown, unknown>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      call.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    call.once('drain', done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
