import { AppError } from '@agentflow/core';
import type { ChannelCredentials, Client, ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { SpanKind } from '@opentelemetry/api';
import { errorOf } from './grpc-faults.js';
import {
  grpcDefinition,
  grpcMethods,
  type GrpcDefinition,
  type GrpcMethod,
  type GrpcServiceName,
  type GrpcServices,
} from './grpc-definitions.js';
import { MAX_MESSAGE_BYTES } from './grpc-server.js';
import { activeTraceparent, inSpan } from './tracing/spans.js';

/** How long an ordinary call may take, milliseconds. A call that is asked to wait may take that much longer. */
export const CALL_MS = 30_000;
/** How long a stream may take to be answered at all, milliseconds. */
const STREAM_OPEN_MS = 10_000;
/** What a webhook that waits for its result may take on top, milliseconds. */
const RESULT_MS = 65_000;

export interface ServiceClientOptions {
  readonly deadlineMs?: number;
  /** Insecure where left out. */
  readonly credentials?: ChannelCredentials;
}
export interface ServiceClient<S> {
  /** The service, as if it were here. Calls fail with the AppError of the other side, or with UNAVAILABLE or DEADLINE_EXCEEDED. */
  readonly service: S;
  /** Whether there is a connection, waiting for one for so long at most. Where there is none, nothing would be sent. */
  reachable(ms: number): Promise<boolean>;
  /** Ends the connection; calls in progress fail. */
  close(): void;
}
interface Connection {
  readonly client: Client;
  readonly definition: GrpcDefinition;
  newMetadata(): Metadata;
}
/** A stub for a service at `address` (`host:port`, or what grpc-js resolves). Connects when first called and again after a break. */
export function createServiceClient<N extends GrpcServiceName>(
  name: N,
  address: string,
  options: ServiceClientOptions = {},
): ServiceClient<GrpcServices[N]> {
  let connection: Promise<Connection> | undefined;
  let closed = false;
  const connected = (): Promise<Connection> => {
    if (closed) return Promise.reject(new AppError('UNAVAILABLE', 'the connection was closed'));
    return (connection ??= connect(name, address, options.credentials));
  };
  const base = options.deadlineMs ?? CALL_MS;
  const service = Object.fromEntries(
    [...grpcMethods(name)].map(([method, { stream }]) => [
      method,
      stream
        ? (request: StreamRequest) => openStream(connected, method, request)
        : async (request: unknown) => call(await connected(), method, request, base + extraMs(name, method, request)),
    ]),
  );
  return {
    service: service as unknown as GrpcServices[N],
    async reachable(ms) {
      if (closed) return false;
      const { client } = await connected();
      return new Promise((resolve) => client.waitForReady(Date.now() + ms, (error) => resolve(!error)));
    },
    close() {
      closed = true;
      void connection?.then(({ client }) => client.close());
    },
  };
}
async function connect(name: GrpcServiceName, address: string, credentials: ChannelCredentials | undefined): Promise<Connection> {
  const grpc = await import('@grpc/grpc-js');
  const client = new grpc.Client(address, credentials ?? grpc.credentials.createInsecure(), {
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    'grpc.keepalive_time_ms': 20_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2_000,
    'grpc.service_config_disable_resolution': 1,
  });
  const newMetadata = (): Metadata => {
    const sent = new grpc.Metadata();
    const traceparent = activeTraceparent();
    if (traceparent !== undefined) sent.set('traceparent', traceparent);
    return sent;
  };
  return { client, definition: await grpcDefinition(name), newMetadata };
}
const extraMs = (name: GrpcServiceName, method: string, request: unknown): number =>
  ((request as { readonly waitMs?: number } | undefined)?.waitMs ?? 0) + (name === 'trigger' && method === 'webhook' ? RESULT_MS : 0);

/** What the serializers are, once the untyped definition has been told which. */
const typed = (method: GrpcMethod) => ({
  path: method.path,
  serialize: method.requestSerialize as (value: unknown) => Buffer,
  deserialize: method.responseDeserialize as (bytes: Buffer) => unknown,
});
function call(connection: Connection, name: string, request: unknown, deadlineMs: number): Promise<unknown> {
  if (activeTraceparent() === undefined) return send(connection, name, request, deadlineMs);
  const [, service = '', method = ''] = connection.definition[name]!.path.split('/');
  const attributes = { 'rpc.system': 'grpc', 'rpc.service': service, 'rpc.method': method };
  return inSpan(`${service}/${method}`, { kind: SpanKind.CLIENT, attributes }, () => send(connection, name, request, deadlineMs));
}
function send({ client, definition, newMetadata }: Connection, name: string, request: unknown, deadlineMs: number): Promise<unknown> {
  const { path, serialize, deserialize } = typed(definition[name]!);
  return new Promise((resolve, reject) => {
    const bytes = serialize(request); // a request that cannot be sent fails here, with its own error
    client.makeUnaryRequest(
      path,
      () => bytes,
      deserialize,
      request,
      newMetadata(),
      { deadline: Date.now() + deadlineMs },
      (error, answer) => (error ? reject(errorOf(error)) : resolve(answer)),
    );
  });
}
interface StreamRequest {
  /** Left out: the stream ends by itself, or when the reader leaves. */
  readonly signal?: AbortSignal;
}
/** Ends quietly when `signal` aborts, as it would without a wire between; cancels the call when the reader leaves. */
async function* openStream(
  connected: () => Promise<Connection>,
  name: string,
  { signal = new AbortController().signal, ...request }: StreamRequest,
): AsyncGenerator<unknown> {
  const { client, definition, newMetadata } = await connected();
  if (signal.aborted) return;
  const { path, serialize, deserialize } = typed(definition[name]!);
  const stream: ClientReadableStream<unknown> = client.makeServerStreamRequest(path, serialize, deserialize, request, newMetadata());
  let silent = false;
  const timer = setTimeout(() => {
    silent = true;
    stream.cancel();
  }, STREAM_OPEN_MS);
  const cancel = (): void => stream.cancel();
  stream.once('metadata', () => clearTimeout(timer));
  signal.addEventListener('abort', cancel);
  try {
    for await (const value of stream) {
      if (signal.aborted) return;
      yield value;
    }
  } catch (error) {
    if (signal.aborted) return;
    throw silent ? new AppError('DEADLINE_EXCEEDED', 'the stream was not answered in time') : errorOf(error as object);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    stream.cancel();
  }
}
