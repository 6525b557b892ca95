import type { Metadata, sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { faultOf } from './grpc-faults.js';
import { withSpan } from './telemetry.js';

export interface HandlerDeps {
  newMetadata(): Metadata;
  /** Told of each error before it is answered. */
  report(method: string, error: unknown): void;
  /** Streams under way: aborted when the server stops. */
  readonly aborts: Set<AbortController>;
}
const traceOf = (metadata: Metadata): { traceparent?: string } => {
  const text = metadata.get('traceparent')[0];
  return typeof text === 'string' ? { traceparent: text } : {};
};
/** A call with one answer. */
export function serveCall(target: (request: unknown) => Promise<unknown>, path: string, { newMetadata, report }: HandlerDeps) {
  return (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>): void => {
    withSpan(path, traceOf(call.metadata), async () => target(call.request)).then(
      (value) => answer(null, value),
      (error: unknown) => {
        report(path, error);
        answer(faultOf(error, newMetadata()));
      },
    );
  };
}
/** A call with a stream of answers: `signal` aborts when the caller cancels or leaves; a slow caller holds the stream back. */
export function serveStream(
  target: (request: unknown) => AsyncIterable<unknown>,
  path: string,
  { newMetadata, report, aborts }: HandlerDeps,
) {
  return (call: ServerWritableStream<unknown, unknown>): void => {
    const abort = new AbortController();
    aborts.add(abort);
    call.on('cancelled', () => abort.abort());
    call.sendMetadata(newMetadata()); // tells the caller at once that somebody listens
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
          call.emit('error', faultOf(error, newMetadata()));
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
