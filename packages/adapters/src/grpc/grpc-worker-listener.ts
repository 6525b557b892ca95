import type { ServerDuplexStream, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { CoordinatorEnd, CoordinatorMessage, WorkerListener, WorkerMessage } from '@agentflow/ports';
import { streamEnd, type MessageStream } from './stream-end.js';

export interface GrpcWorkerListener extends WorkerListener {
  /** For the service `worker`: added to the server that the coordinator opens. */
  readonly handlers: UntypedServiceImplementation;
}
/** Accepts workers over gRPC: each call of `Connect` is one worker. Those that come before the coordinator listens wait. */
export function createGrpcWorkerListener(): GrpcWorkerListener {
  let accept: ((end: CoordinatorEnd) => void) | undefined;
  const waiting: CoordinatorEnd[] = [];
  return {
    onWorker(handler) {
      accept = handler;
      for (const end of waiting.splice(0)) handler(end);
    },
    handlers: {
      connect(stream: ServerDuplexStream<WorkerMessage, CoordinatorMessage>) {
        const end = streamEnd<CoordinatorMessage, WorkerMessage>(stream as unknown as MessageStream);
        if (accept) accept(end);
        else waiting.push(end);
      },
    },
  };
}
