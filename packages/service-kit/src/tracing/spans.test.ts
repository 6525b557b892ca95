import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '@agentflow/core';
import { openOtlpReceiver, type OtlpReceiver } from '@agentflow/testkit';
import { createLogger } from '../logger.js';
import { startTelemetry, type Telemetry } from '../telemetry.js';
import { activeTraceparent, inSpan, outsideSpans, recordSpan, underActiveSpan } from './spans.js';
import { isTracing } from './tracing-state.js';

const CALLER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('where nobody asks for traces', () => {
  it('nothing is loaded', () => {
    const program = `
      import { createRequire } from 'node:module';
      import { startTelemetry } from '@agentflow/service-kit';
      const { on } = await startTelemetry({ service: 'x', env: {} });
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => /opentelemetry.(?!api\\b)/.test(file));
      console.log(JSON.stringify({ on, loaded }));
    `;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual({ on: false, loaded: [] });
  });
  it('work is done all the same', async () => {
    expect(isTracing()).toBe(false);
    expect(await inSpan('x', { traceparent: CALLER }, async () => activeTraceparent() ?? 'none')).toBe('none');
    await expect(inSpan('x', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

describe('where somebody does', () => {
  let collector: OtlpReceiver;
  let telemetry: Telemetry;
  beforeAll(async () => {
    collector = await openOtlpReceiver();
    telemetry = await startTelemetry({ service: 'test', env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  });
  afterAll(async () => {
    await telemetry.stop();
    await collector.close();
  });
  const arrived = async (name: string) =>
    (await collector.until((spans) => spans.some((span) => span.name === name))).find((span) => span.name === name)!;

  it('lines of the log name the trace and the span that they belong to', async () => {
    const lines: string[] = [];
    const logger = createLogger({ name: 'x', level: 'info', stream: { write: (line) => void lines.push(line) } });
    await inSpan('logged', { traceparent: CALLER }, async () =>
      logger.child({ executionId: 'e' }).info({ token: 'Bearer abcdefghijkl' }, 'done'),
    );
    logger.info('outside');
    const { spanId } = await arrived('logged');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'info',
      message: 'done',
      executionId: 'e',
      token: 'Bearer [redacted]',
      trace_id: CALLER.slice(3, 35),
      span_id: spanId,
    });
    expect(JSON.parse(lines[1]!)).not.toHaveProperty('trace_id');
  });
  it('a failure marks its span with its code, and nothing of its text', async () => {
    await expect(inSpan('failing', {}, () => Promise.reject(new AppError('NOT_FOUND', 'no such secret')))).rejects.toThrow(
      'no such secret',
    );
    const span = await arrived('failing');
    expect([span.failed, span.attributes['error.type'], JSON.stringify(span.attributes).includes('secret')]).toEqual([
      true,
      'NOT_FOUND',
      false,
    ]);
  });
  it('a span that is told of afterwards has the id and the times that it is given, and the next one an id of its own', async () => {
    const first = recordSpan({ name: 'past', traceparent: CALLER, spanId: 'a1b2c3d4e5f60718', startedAt: 1_000, endedAt: 3_000 });
    const second = recordSpan({ name: 'next', traceparent: first, startedAt: 2_000, endedAt: 2_500 });
    expect(first).toBe(`${CALLER.slice(0, 36)}a1b2c3d4e5f60718-01`);
    expect(second).not.toContain('a1b2c3d4e5f60718');
    expect(await arrived('past')).toMatchObject({ start: 1_000_000_000n, end: 3_000_000_000n, parentSpanId: CALLER.slice(36, 52) });
    expect(await arrived('next')).toMatchObject({ parentSpanId: 'a1b2c3d4e5f60718' });
  });
  it('what is nobody’s is outside of any span, and what is called back can be bound to one', async () => {
    let later: () => void = () => undefined;
    let seen: string | undefined;
    await inSpan('binding', {}, async () => {
      expect(outsideSpans(activeTraceparent)).toBeUndefined();
      later = underActiveSpan(() => void (seen = activeTraceparent()));
    });
    later();
    expect(seen).toContain((await arrived('binding')).traceId);
  });
});

it('does not wait for a collector that is away when it stops', async () => {
  const telemetry = await startTelemetry({ service: 'test', env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' } });
  recordSpan({ name: 'lost', startedAt: 1, endedAt: 2 });
  await telemetry.stop();
  expect([telemetry.on, isTracing()]).toEqual([true, false]);
});
