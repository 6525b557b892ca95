import type { Metadata, sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { faultOf } from './grpc-faults.js';
import { SpanKind } from '@opentelemetry/api';
import { inSpan, type SpanOptions } from './tracing/spans.js';
import { isTracing } from './tracing/tracing-state.js';

export interface HandlerDeps {
  newMetadata(): Metadata;
  /** Told of each error before it is answered. */
  report(method: string, error: unknown): void;
  /** Streams under way: aborted when the server stops. */
  readonly aborts: Set<AbortController>;
}
/** `/agentflow.execution.v1.ExecutionService/Start` is the method of a service. */
function serverSpan(metadata: Metadata, path: string): SpanOptions {
  const text = String(metadata.get('traceparent')[0]);
  const [, service, method] = path.split('/');
  return {
    kind: SpanKind.SERVER,
    attributes: { 'rpc.system': 'grpc', 'rpc.service': service ?? '', 'rpc.method': method ?? '' },
    traceparent: text,
  };
}
/** A call with one answer. */
export function serveCall(target: (request: unknown) => Promise<unknown>, path: string, { newMetadata, report }: HandlerDeps) {
  return (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>): void => {
    const work = async (): Promise<unknown> => target(call.request);
    // Only what a traced caller asks for: our own beats and questions would be most of the traces.
    const traced = isTracing() && call.metadata.get('traceparent').length > 0;
    (traced ? inSpan(path.slice(1), serverSpan(call.metadata, path), work) : work()).then(
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
