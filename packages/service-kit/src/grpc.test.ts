import { AppError, executionId, orgId, type LiveFrame } from '@agentflow/core';
import type { ExecutionService } from '@agentflow/ports';
import { createServiceClient, type ServiceClient } from './grpc-client.js';
import { grpcMethods, type GrpcServiceName, type GrpcServices } from './grpc-definitions.js';
import { serveGrpc, type GrpcServer } from './grpc-server.js';
import { silentLogger } from './logger.js';
import { SAMPLES } from './testing/grpc-samples.js';

type Method = (request: unknown) => unknown;
/** Answers what it is told to and keeps what it was asked. */
const seen: { service: string; method: string; request: unknown }[] = [];
let reply: (request: unknown) => unknown = () => ({});
const fake = (name: GrpcServiceName): unknown =>
  Object.fromEntries(
    [...grpcMethods(name)].map(([method, { stream }]): [string, Method] => [
      method,
      (request) => {
        seen.push({ service: name, method, request });
        return stream ? (reply(request) as AsyncIterable<unknown>) : Promise.resolve().then(() => reply(request));
      },
    ]),
  );
async function* each(items: readonly unknown[]): AsyncGenerator<unknown> {
  yield* items;
}
const NAMES = ['execution', 'designer', 'trigger', 'stats'] as const;
const org = orgId('default');
const ref = { org, executionId: executionId('e') };

describe('services over gRPC', () => {
  let server: GrpcServer;
  let clients: { [N in GrpcServiceName]: ServiceClient<GrpcServices[N]> };
  beforeAll(async () => {
    const services = Object.fromEntries(NAMES.map((name) => [name, fake(name)])) as unknown as GrpcServices;
    server = serveGrpc({ services, host: '127.0.0.1', port: 0, logger: silentLogger() });
    await server.start();
    clients = Object.fromEntries(NAMES.map((name) => [name, createServiceClient(name, server.address())])) as never;
  });
  afterAll(async () => {
    for (const client of Object.values(clients)) client.close();
    await server.stop();
  });
  const method = (name: GrpcServiceName, key: string): Method => (clients[name].service as unknown as Record<string, Method>)[key]!;
  const execution = (): ExecutionService => clients.execution.service;

  const cases = NAMES.flatMap((name) =>
    Object.entries(SAMPLES[name]).flatMap(([key, samples]) =>
      (samples as { request: object; answer: unknown }[]).map((sample, i) => ({ name, key, i, ...sample })),
    ),
  );
  it('has a sample of every method of every service', () => {
    for (const name of NAMES) expect(Object.keys(SAMPLES[name]).sort()).toEqual([...grpcMethods(name).keys()].sort());
  });
  it.each(cases)('$name.$key carries arguments and answers unchanged ($i)', async ({ name, key, request, answer }) => {
    seen.length = 0;
    const { stream } = grpcMethods(name).get(key)!;
    reply = () => (stream ? each(answer as unknown[]) : answer);
    const call = method(name, key);
    if (stream) {
      const got: unknown[] = [];
      for await (const item of call({ ...request, signal: new AbortController().signal }) as AsyncIterable<unknown>) got.push(item);
      expect(got).toStrictEqual(answer);
      const { signal, ...asked } = seen[0]!.request as { signal: AbortSignal };
      expect(signal).toBeInstanceOf(AbortSignal);
      expect(asked).toStrictEqual(request);
    } else {
      expect(await call(request)).toStrictEqual(answer);
      expect(seen[0]).toStrictEqual({ service: name, method: key, request });
    }
  });
  it('takes a property that is undefined for one that is missing', async () => {
    seen.length = 0;
    reply = () => ({ items: [], nextCursor: null });
    await execution().list({ org, limit: 1, tag: undefined, cursor: undefined } as never);
    expect(seen[0]!.request).toStrictEqual({ org, limit: 1 });
  });
  it('rebuilds errors with code, sentence, details, problems, retryability and Retry-After', async () => {
    const error = new AppError(
      'INVALID_INPUT',
      'naïve 🚀 “input”\nsecond line',
      { path: 'ü/🚀', list: [1, null] },
      {
        problems: [{ pointer: '/ü', code: 'X', severity: 'error', message: '你好', line: 3 }],
        retryable: true,
        retryAfterSeconds: 7,
      },
    );
    reply = () => {
      throw error;
    };
    const caught = await execution()
      .get(ref)
      .catch((got: unknown) => got as AppError);
    expect(caught).toBeInstanceOf(AppError);
    const { code, message, details, problems, retryable, retryAfterSeconds } = caught as AppError;
    expect({ code, message, details, problems, retryable, retryAfterSeconds }).toStrictEqual({
      code: 'INVALID_INPUT',
      message: error.message,
      details: error.details,
      problems: error.problems,
      retryable: true,
      retryAfterSeconds: 7,
    });
  });
  it('cuts a list of problems that no header could carry, and says how many there were', async () => {
    const problems = Array.from({ length: 5_000 }, (_, i) => ({
      pointer: `/nodes/${i}`,
      code: 'X',
      severity: 'error' as const,
      message: 'what is wrong here, at some length',
    }));
    reply = () => {
      throw new AppError('DEFINITION_INVALID', 'many', {}, { problems });
    };
    const caught = (await execution()
      .get(ref)
      .catch((got: unknown) => got)) as AppError;
    expect(caught.code).toBe('DEFINITION_INVALID');
    expect(caught.details.problemsTotal).toBe(5_000);
    expect(caught.problems.length).toBeGreaterThan(100);
    expect(caught.problems[99]).toEqual(problems[99]);
  });
  it('tells nobody the text of an error that is not ours', async () => {
    reply = () => {
      throw new Error('password=hunter2');
    };
    const caught = (await execution()
      .get(ref)
      .catch((got: unknown) => got)) as AppError;
    expect(caught.code).toBe('INTERNAL');
    expect(JSON.stringify([caught.message, caught.details])).not.toContain('hunter2');
  });
  it('carries values up to the largest an execution may hold', async () => {
    const json = JSON.stringify('x'.repeat(16 * 1024 * 1024));
    reply = () => ({ json });
    expect((await execution().value({ ...ref, digest: 'd' })).json).toBe(json);
  });
  it('refuses a number that is not whole where one is asked for, before it is sent', async () => {
    await expect(execution().nodes({ ...ref, limit: 1.5 })).rejects.toMatchObject({ code: 'BAD_REQUEST', details: { field: 'limit' } });
  });
  it('ends a call that takes too long', async () => {
    const hasty = createServiceClient('execution', server.address(), { deadlineMs: 50 });
    reply = () => new Promise(() => undefined);
    await expect(hasty.service.get(ref)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
    hasty.close();
  });
  it('says UNAVAILABLE where nobody listens', async () => {
    const lonely = createServiceClient('stats', '127.0.0.1:1');
    await expect(lonely.service.lag({ org })).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    lonely.close();
  });

  describe('watch', () => {
    /** Frames without end, and word of when the reader was gone. */
    const endless = () => {
      let gone = (): void => undefined;
      const left = new Promise<void>((resolve) => (gone = resolve));
      async function* frames({ signal }: { signal: AbortSignal }): AsyncGenerator<LiveFrame> {
        try {
          for (let id = 1; ; id++) {
            if (signal.aborted) return;
            yield { type: 'log', id, payload: { pad: 'x'.repeat(4_000) } };
            await new Promise((resolve) => setImmediate(resolve));
          }
        } finally {
          gone();
        }
      }
      return { left, frames };
    };
    it('ends quietly when the caller aborts, and tells the other side', async () => {
      const { left, frames } = endless();
      reply = (request) => frames(request as { signal: AbortSignal });
      const abort = new AbortController();
      const ids: number[] = [];
      for await (const frame of execution().watch({ ...ref, fromSeq: 1, signal: abort.signal })) {
        ids.push(frame.id!);
        if (ids.length === 5) abort.abort();
      }
      expect(ids).toEqual([1, 2, 3, 4, 5]);
      await left;
    });
    it('tells the other side when the caller just stops reading', async () => {
      const { left, frames } = endless();
      reply = (request) => frames(request as { signal: AbortSignal });
      for await (const _frame of execution().watch({ ...ref, fromSeq: 1, signal: new AbortController().signal })) break;
      await left;
    });
    it('yields nothing when aborted before it began', async () => {
      const abort = new AbortController();
      abort.abort();
      for await (const frame of execution().watch({ ...ref, fromSeq: 1, signal: abort.signal })) throw new Error(`got ${frame.type}`);
    });
    it('throws the other side’s error after the frames that came before it', async () => {
      reply = () =>
        (async function* () {
          yield { type: 'log', id: 1, payload: {} } satisfies LiveFrame;
          throw new AppError('EXECUTION_NOT_FOUND', 'gone', { executionId: 'e' });
        })();
      const got: LiveFrame[] = [];
      const read = async (): Promise<void> => {
        for await (const frame of execution().watch({ ...ref, fromSeq: 1, signal: new AbortController().signal })) got.push(frame);
      };
      await expect(read()).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND', details: { executionId: 'e' } });
      expect(got).toHaveLength(1);
    });
    it('waits for a slow reader instead of piling up frames', async () => {
      let made = 0;
      reply = () =>
        (async function* () {
          for (; made < 2_000; made++) yield { type: 'log', id: made + 1, payload: { pad: 'x'.repeat(10_000) } } satisfies LiveFrame;
        })();
      const frames = execution().watch({ ...ref, fromSeq: 1, signal: new AbortController().signal });
      const iterator = frames[Symbol.asyncIterator]();
      await iterator.next();
      let before = -1;
      while (before !== made) {
        before = made;
        await new Promise((resolve) => setTimeout(resolve, 50)); // until the writer stands still: nothing tells when flow control bites
      }
      expect(made).toBeLessThan(1_000);
      let read = 1;
      while (!(await iterator.next()).done) read++;
      expect(read).toBe(2_000);
    });
  });
  it('lets watchers go when it stops, within its bound', async () => {
    const second = serveGrpc({
      services: { execution: fake('execution') as ExecutionService },
      host: '127.0.0.1',
      port: 0,
      logger: silentLogger(),
    });
    await second.start();
    const client = createServiceClient('execution', second.address());
    reply = (request) =>
      (async function* () {
        yield { type: 'log', payload: {} } satisfies LiveFrame;
        await new Promise<void>((resolve) => (request as { signal: AbortSignal }).signal.addEventListener('abort', () => resolve()));
      })();
    const iterator = client.service.watch({ ...ref, fromSeq: 1, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await iterator.next();
    const [, end] = await Promise.all([second.stop(), iterator.next()]);
    expect(end.done).toBe(true);
    client.close();
  });
});
