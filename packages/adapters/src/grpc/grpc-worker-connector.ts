import { AppError, fromGrpc } from '@agentflow/core';
import type { CoordinatorMessage, WorkerConnector, WorkerEnd, WorkerMessage } from '@agentflow/ports';
import type { ChannelCredentials, Client, ServiceDefinition } from '@grpc/grpc-js';
import { streamEnd, type MessageStream } from './stream-end.js';

/** How long a coordinator may take to be there, milliseconds. */
const CONNECT_MS = 5_000;
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export interface GrpcWorkerConnectorOptions {
  /** The service `worker`, its serializers speaking the messages of the port: `() => grpcDefinition('worker')` of the service kit. */
  readonly definition: () => Promise<ServiceDefinition>;
  /** The coordinator: `host:port`, or what grpc-js resolves. */
  readonly address: string;
  /** Insecure where left out. */
  readonly credentials?: ChannelCredentials;
  readonly connectMs?: number;
}
export interface GrpcWorkerConnector extends WorkerConnector {
  /** Ends the connection and every link over it. */
  close(): void;
}
/** Connects a worker to its coordinator: one connection, one call per `connect`. A coordinator that dies is noticed within 15 s at the latest, by pings; at once when its socket closes. */
export function createGrpcWorkerConnector({
  definition,
  address,
  credentials,
  connectMs = CONNECT_MS,
}: GrpcWorkerConnectorOptions): GrpcWorkerConnector {
  let opened: Promise<Opened> | undefined;
  let closed = false;
  const open = async (): Promise<Opened> => {
    const grpc = await import('@grpc/grpc-js'); // the driver loads only where workers are other processes
    const method = (await definition()).connect;
    if (!method) throw new AppError('INTERNAL', 'the definition of the worker service has no method connect');
    const client = new grpc.Client(address, credentials ?? grpc.credentials.createInsecure(), {
      'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
      'grpc.keepalive_time_ms': 10_000,
      'grpc.keepalive_timeout_ms': 5_000,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 2_000,
    });
    const serialize = method.requestSerialize as (message: WorkerMessage) => Buffer;
    const deserialize = method.responseDeserialize as (bytes: Buffer) => CoordinatorMessage;
    return {
      client,
      call: () => client.makeBidiStreamRequest(method.path, serialize, deserialize, new grpc.Metadata(), {}) as unknown as MessageStream,
    };
  };
  const reachable = (client: Client): Promise<void> =>
    new Promise((resolve, reject) => {
      client.waitForReady(Date.now() + connectMs, (error) =>
        error ? reject(fromGrpc(14, `no coordinator answers at ${address}`, undefined)) : resolve(),
      );
    });
  return {
    async connect(): Promise<WorkerEnd> {
      if (closed) throw new AppError('UNAVAILABLE', 'the connector was closed');
      const { client, call } = await (opened ??= open());
      await reachable(client);
      return streamEnd<WorkerMessage, CoordinatorMessage>(call());
    },
    close() {
      closed = true;
      void opened?.then(({ client }) => client.close());
    },
  };
}
interface Opened {
  readonly client: Client;
  call(): MessageStream;
}
