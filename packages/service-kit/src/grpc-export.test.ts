import { AppError, executionId, orgId } from '@agentflow/core';
import type { RecoveryService } from '@agentflow/ports';
import { createServiceClient, type ServiceClient } from './grpc-client.js';
import { grpcMethods } from './grpc-definitions.js';
import { serveGrpc, type GrpcServer } from './grpc-server.js';
import { silentLogger } from './logger.js';

const ref = { org: orgId('default'), executionId: executionId('e') };

/** An export is a stream that its caller cannot call off by a signal: it leaves instead. */
describe('an export over gRPC', () => {
  let server: GrpcServer;
  let client: ServiceClient<RecoveryService>;
  let lines: () => AsyncIterable<{ readonly line: string }>;
  beforeAll(async () => {
    const others = Object.fromEntries([...grpcMethods('recovery').keys()].map((method) => [method, async () => ({})]));
    const recovery = { ...others, export: () => lines() } as unknown as RecoveryService;
    server = serveGrpc({ services: { recovery }, host: '127.0.0.1', port: 0, logger: silentLogger() });
    await server.start();
    client = createServiceClient('recovery', server.address());
  });
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('brings every line, in order', async () => {
    const all = Array.from({ length: 3_000 }, (_, n) => ({ line: `{"n":${n}}` }));
    lines = async function* () {
      yield* all;
    };
    const got: unknown[] = [];
    for await (const one of client.service.export(ref)) got.push(one);
    expect(got).toEqual(all);
  });
  it('fails with the error of the other side', async () => {
    lines = async function* () {
      yield { line: '{}' };
      throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id');
    };
    const read = async (): Promise<void> => {
      for await (const _line of client.service.export(ref)) continue;
    };
    await expect(read()).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
  });
  it('ends at the other side when the reader leaves', async () => {
    let left = (): void => undefined;
    const gone = new Promise<void>((resolve) => (left = resolve));
    lines = async function* () {
      try {
        for (;;) yield { line: 'x'.repeat(1_000) };
      } finally {
        left();
      }
    };
    for await (const _line of client.service.export(ref)) break;
    await gone;
  });
});
