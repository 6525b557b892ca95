import { randomBytes } from 'node:crypto';
import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';

/** W3C Trace Context, level 1: https://www.w3.org/TR/trace-context/ */
export interface TraceParent {
  /** 32 hex digits, not all zero. */
  readonly traceId: string;
  /** 16 hex digits, not all zero. */
  readonly spanId: string;
  readonly sampled: boolean;
}
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** `undefined` for anything that is not a valid `traceparent` (a later version may carry more behind the flags; version `ff` is none). */
export function parseTraceparent(text: string | undefined): TraceParent | undefined {
  const match = text === undefined ? null : TRACEPARENT.exec(text.trim());
  if (!match) return undefined;
  const [, version, traceId, spanId, flags, rest] = match as unknown as [string, string, string, string, string, string | undefined];
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (parseInt(flags, 16) & 1) === 1 };
}
export const formatTraceparent = ({ traceId, spanId, sampled }: TraceParent): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;

const hex = (bytes: number): string => {
  for (;;) {
    const text = randomBytes(bytes).toString('hex');
    if (!/^0+$/.test(text)) return text;
  }
};
/** A new trace, not sampled: nobody upstream asked for it. */
export const newTrace = (): TraceParent => ({ traceId: hex(16), spanId: hex(8), sampled: false });
/** The caller's trace with a span of our own, or a new trace: what is echoed as `traceparent` and shown as `traceId`. */
export function continueTrace(traceparent: string | undefined): TraceParent {
  const parent = parseTraceparent(traceparent);
  return parent ? { ...parent, spanId: hex(8) } : newTrace();
}
/** The `traceparent` of what is going on: the active span's, else a new one. */
export function currentTraceparent(): string {
  const span = trace.getActiveSpan()?.spanContext();
  if (span && trace.isSpanContextValid(span))
    return formatTraceparent({ traceId: span.traceId, spanId: span.spanId, sampled: (span.traceFlags & 1) === 1 });
  return formatTraceparent(newTrace());
}
/**
 * Does `work` in a span named `name`, whose parent is the caller's `traceparent` or what is active. A failure marks the span and is thrown on.
 * Without an OpenTelemetry SDK in the process this costs a function call and records nothing.
 */
export async function withSpan<T>(
  name: string,
  options: { readonly kind?: SpanKind; readonly attributes?: Attributes; readonly traceparent?: string },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent =
    options.traceparent === undefined ? context.active() : propagation.extract(context.active(), { traceparent: options.traceparent });
  const spanOptions = { kind: options.kind ?? SpanKind.INTERNAL, ...(options.attributes ? { attributes: options.attributes } : {}) };
  return trace.getTracer('agentflow').startActiveSpan(name, spanOptions, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
