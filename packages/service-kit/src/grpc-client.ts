import { AppError } from '@agentflow/core';
import { Client, credentials as channelCredentials, Metadata, type ChannelCredentials, type ClientReadableStream } from '@grpc/grpc-js';
import { trace } from '@opentelemetry/api';
import { errorOf } from './grpc-faults.js';
import { grpcDefinition, type GrpcMethod, type GrpcServiceName, type GrpcServices } from './grpc-definitions.js';
import { MAX_MESSAGE_BYTES } from './grpc-server.js';
import { currentTraceparent } from './telemetry.js';

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
  /** Ends the connection; calls in progress fail. */
  close(): void;
}
/** A stub for a service at `address` (`host:port`, or what grpc-js resolves). Connects when first called and again after a break. */
export function createServiceClient<N extends GrpcServiceName>(
  name: N,
  address: string,
  options: ServiceClientOptions = {},
): ServiceClient<GrpcServices[N]> {
  const client = new Client(address, options.credentials ?? channelCredentials.createInsecure(), {
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    'grpc.keepalive_time_ms': 20_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2_000,
    'grpc.service_config_disable_resolution': 1,
  });
  const base = options.deadlineMs ?? CALL_MS;
  const service = Object.fromEntries(
    Object.entries(grpcDefinition(name)).map(([method, definition]) => [
      method,
      definition.responseStream
        ? (request: StreamRequest) => openStream(client, definition, request)
        : (request: unknown) => call(client, definition, request, base + extraMs(name, method, request)),
    ]),
  );
  return { service: service as unknown as GrpcServices[N], close: () => client.close() };
}
const extraMs = (name: GrpcServiceName, method: string, request: unknown): number =>
  ((request as { readonly waitMs?: number } | undefined)?.waitMs ?? 0) + (name === 'trigger' && method === 'webhook' ? RESULT_MS : 0);

function metadata(): Metadata {
  const sent = new Metadata();
  if (trace.getActiveSpan()) sent.set('traceparent', currentTraceparent());
  return sent;
}
function call(client: Client, method: GrpcMethod, request: unknown, deadlineMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const serialize = method.requestSerialize as (value: unknown) => Buffer;
    let bytes: Buffer;
    try {
      bytes = serialize(request);
    } catch (error) {
      return reject(error);
    }
    client.makeUnaryRequest(
      method.path,
      () => bytes,
      method.responseDeserialize as (bytes: Buffer) => unknown,
      request,
      metadata(),
      { deadline: Date.now() + deadlineMs },
      (error, answer) => (error ? reject(errorOf(error)) : resolve(answer)),
    );
  });
}
interface StreamRequest {
  readonly signal: AbortSignal;
}
/** Ends quietly when `signal` aborts, as it would without a wire between; cancels the call when the reader leaves. */
async function* openStream(client: Client, method: GrpcMethod, { signal, ...request }: StreamRequest): AsyncGenerator<unknown> {
  if (signal.aborted) return;
  const stream: ClientReadableStream<unknown> = client.makeServerStreamRequest(
    method.path,
    method.requestSerialize as (value: unknown) => Buffer,
    method.responseDeserialize as (bytes: Buffer) => unknown,
    request,
    metadata(),
  );
  let silent = false;
  const timer = setTimeout(() => {
    silent = true;
    stream.cancel();
  }, STREAM_OPEN_MS);
  const answered = (): void => clearTimeout(timer);
  const cancel = (): void => stream.cancel();
  stream.once('metadata', answered);
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
