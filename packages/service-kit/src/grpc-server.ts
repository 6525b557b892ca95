import type { Duplex } from 'node:stream';
import { AppError, isAppError } from '@agentflow/core';
import type { Service } from '@agentflow/ports';
import type { Server, ServerCredentials, UntypedServiceImplementation } from '@grpc/grpc-js';
import { grpcDefinition, grpcMethods, type GrpcServiceName, type GrpcServices } from './grpc-definitions.js';
import { serveCall, serveStream, type HandlerDeps } from './grpc-handlers.js';
import type { Logger } from './logger.js';

/** The largest message, bytes: a value of 16 MiB as JSON text within a string. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** How long calls in progress may take once we stop, milliseconds. */
const DRAIN_MS = 5_000;

export interface GrpcServerOptions {
  readonly services: Partial<GrpcServices>;
  /** Handlers of the bidirectional stream of workers: `createGrpcWorkerListener().handlers` of the adapters. Streams still open when the server stops are ended. */
  readonly workers?: UntypedServiceImplementation;
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
  /** The port it listens on, once started. */
  port(): number;
}
type Target = ((request: unknown) => Promise<unknown>) & ((request: unknown) => AsyncIterable<unknown>);

/** Opens services to gRPC: each method of the interface by its name, errors in the metadata, streams until the caller cancels. @throws AppError INTERNAL for a service that lacks a method */
export function serveGrpc(options: GrpcServerOptions): GrpcServer {
  const { services, host, port, logger } = options;
  for (const [name, service] of Object.entries(services)) {
    for (const method of grpcMethods(name as GrpcServiceName).keys()) {
      if (typeof (service as unknown as Record<string, unknown>)[method] !== 'function')
        throw new AppError('INTERNAL', `the service ${name} has no method ${method}`);
    }
  }
  const aborts = new Set<AbortController>();
  const openStreams = new Set<Duplex>();
  const report = (method: string, error: unknown): void => {
    if (!isAppError(error)) logger.error({ method, err: error }, 'a call failed in a way nobody foresaw');
  };
  let running: { readonly server: Server; readonly port: number } | undefined;

  return {
    name: 'grpc-server',
    address() {
      if (!running) throw new AppError('UNAVAILABLE', 'the gRPC server has not started');
      return `${host}:${running.port}`;
    },
    port() {
      if (!running) throw new AppError('UNAVAILABLE', 'the gRPC server has not started');
      return running.port;
    },
    async start() {
      const grpc = await import('@grpc/grpc-js');
      const server = new grpc.Server({
        'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
        'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
        'grpc.keepalive_time_ms': 20_000,
        'grpc.keepalive_timeout_ms': 10_000,
      });
      await addServices(server, services, { newMetadata: () => new grpc.Metadata(), report, aborts });
      if (options.workers) server.addService(await grpcDefinition('worker'), tracked(options.workers, openStreams));
      const credentials = options.credentials ?? grpc.ServerCredentials.createInsecure();
      running = await new Promise((resolve, reject) => {
        server.bindAsync(`${host}:${port}`, credentials, (error, actual) => {
          if (error)
            reject(
              new AppError('UNAVAILABLE', `cannot listen on ${host}:${port}: ${error.message}`, {}, { cause: error, retryable: false }),
            );
          else resolve({ server, port: actual });
        });
      });
    },
    async stop() {
      const { server } = running ?? {};
      running = undefined;
      for (const abort of aborts) abort.abort(); // watchers go on elsewhere; waiting for them would take as long as executions do
      for (const call of openStreams) call.end();
      if (server) await shutDown(server);
    },
    ready: async () => ({ ready: running !== undefined, checks: {} }),
  };
}
async function addServices(server: Server, services: Partial<GrpcServices>, deps: HandlerDeps): Promise<void> {
  for (const [name, service] of Object.entries(services)) {
    const definition = await grpcDefinition(name as GrpcServiceName);
    const handlers = Object.entries(definition).map(([method, { responseStream, path }]) => {
      const target = (service as unknown as Record<string, Target>)[method]!.bind(service) as Target;
      return [method, responseStream ? serveStream(target, path, deps) : serveCall(target, path, deps)];
    });
    server.addService(definition, Object.fromEntries(handlers) as UntypedServiceImplementation);
  }
}
function tracked(handlers: UntypedServiceImplementation, open: Set<Duplex>): UntypedServiceImplementation {
  const all = Object.entries(handlers).map(([method, handler]) => [
    method,
    (call: Duplex): void => {
      open.add(call);
      call.once('close', () => open.delete(call));
      (handler as unknown as (call: Duplex) => void)(call);
    },
  ]);
  return Object.fromEntries(all) as UntypedServiceImplementation;
}
const shutDown = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, DRAIN_MS);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
