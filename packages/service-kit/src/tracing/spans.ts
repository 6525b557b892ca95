import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { isAppError } from '@agentflow/core';
import { formatTraceparent, parseTraceparent } from './traceparent.js';
import { chooseSpanId, isTracing, takeChosenSpanId } from './tracing-state.js';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** The span's parent, wherever it is; left out: what is active. */
  readonly traceparent?: string | undefined;
  /** It begins a trace, whatever is active. */
  readonly root?: boolean;
  /** What else led to it: `traceparent`s. */
  readonly links?: readonly string[];
}
/** A span that is told of once it is over. */
export interface PastSpan extends SpanOptions {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** 16 hex digits, where others know it by that already. */
  readonly spanId?: string;
  /** What went wrong: a code. */
  readonly error?: string | undefined;
}

const tracer = () => trace.getTracer('agentflow');
const contextOf = (traceparent: string | undefined): SpanContext | undefined => {
  const parent = parseTraceparent(traceparent);
  return parent && { ...parent, traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
};
const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  formatTraceparent({ traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 });

function around({ traceparent, root }: SpanOptions): Context {
  if (root) return ROOT_CONTEXT;
  const parent = contextOf(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : context.active();
}
function linksOf({ links = [] }: SpanOptions): Link[] {
  return links.flatMap((link) => {
    const to = contextOf(link);
    return to ? [{ context: to }] : [];
  });
}
function begin(name: string, options: SpanOptions, parent: Context, startTime?: number): Span {
  const { kind = SpanKind.INTERNAL, attributes = {} } = options;
  return tracer().startSpan(
    name,
    { kind, attributes, links: linksOf(options), ...(startTime !== undefined && { startTime: new Date(startTime) }) },
    parent,
  );
}

/** The `traceparent` of what goes on here, where that is recorded; `undefined` where it is not, or nothing is. */
export function activeTraceparent(): string | undefined {
  if (!isTracing()) return undefined;
  const active = trace.getActiveSpan()?.spanContext();
  return active && (active.traceFlags & TraceFlags.SAMPLED) !== 0 && trace.isSpanContextValid(active) ? traceparentOf(active) : undefined;
}
export const traceparentOfSpan = (span: Span): string => traceparentOf(span.spanContext());

/** Marks a span with what went wrong: a code, or that of our errors, else the error's name. Its text may hold what people wrote, and stays here. */
export function failSpan(span: Span, error: unknown): void {
  const code = isAppError(error) ? error.code : error instanceof Error ? error.name : typeof error === 'string' ? error : 'error';
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}
/** Begins a span that `work` runs in: what it begins is under it. The caller ends it. */
export function openSpan<T>(name: string, options: SpanOptions, work: (span: Span) => T): T {
  const parent = around(options);
  const span = begin(name, options, parent);
  return context.with(trace.setSpan(parent, span), work, undefined, span);
}
/** Does `work` in a span of its own; what it throws marks the span and is thrown on. Ask `isTracing` first where that is cheaper. */
export function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return openSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}
/** Tells of a span that is over. @returns its `traceparent`, for what follows from it */
export function recordSpan(past: PastSpan): string {
  const { name, startedAt, endedAt, spanId, error } = past;
  chooseSpanId(spanId);
  const span = begin(name, past, around(past), startedAt);
  takeChosenSpanId();
  if (error !== undefined) {
    span.setAttribute('error.type', error);
    span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  }
  // As a date: a number could be taken for one of the process's own clock.
  span.end(new Date(Math.max(startedAt, endedAt)));
  return traceparentOfSpan(span);
}
/** `call`, so that what it begins is under what is active here, wherever it is called from: events of a socket are nobody's. */
export const underActiveSpan = <A extends unknown[]>(call: (...args: A) => void): ((...args: A) => void) =>
  isTracing() ? context.bind(context.active(), call) : call;
/** Calls outside of any span: what goes on for many is nobody's own. */
export function outsideSpans<T>(call: () => T): T {
  return isTracing() ? context.with(ROOT_CONTEXT, call) : call();
}
