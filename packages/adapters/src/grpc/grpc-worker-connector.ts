import { AppError, fromGrpc } from '@agentflow/core';
import type { CoordinatorMessage, WorkerConnector, WorkerEnd, WorkerMessage } from '@agentflow/ports';
import { Client, credentials as channelCredentials, Metadata, type ChannelCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { streamEnd, type MessageStream } from './stream-end.js';

/** How long a coordinator may take to be there, milliseconds. */
const CONNECT_MS = 5_000;
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export interface GrpcWorkerConnectorOptions {
  /** The service `worker`, its serializers speaking the messages of the port: `grpcDefinition('worker')` of the service kit. */
  readonly definition: ServiceDefinition;
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
  const method = definition.connect;
  if (!method) throw new AppError('INTERNAL', 'the definition of the worker service has no method connect');
  const client = new Client(address, credentials ?? channelCredentials.createInsecure(), {
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 5_000,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2_000,
  });
  const reachable = (): Promise<void> =>
    new Promise((resolve, reject) => {
      client.waitForReady(Date.now() + connectMs, (error) =>
        error ? reject(fromGrpc(14, `no coordinator answers at ${address}`, undefined)) : resolve(),
      );
    });
  return {
    async connect(): Promise<WorkerEnd> {
      await reachable();
      const stream = client.makeBidiStreamRequest(
        method.path,
        method.requestSerialize as (message: WorkerMessage) => Buffer,
        method.responseDeserialize as (bytes: Buffer) => CoordinatorMessage,
        new Metadata(),
        {},
      );
      return streamEnd<WorkerMessage, CoordinatorMessage>(stream as unknown as MessageStream);
    },
    close: () => client.close(),
  };
}
