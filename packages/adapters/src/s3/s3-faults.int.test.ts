import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import {
  backendEnvironment,
  createFaultProxy,
  eventually,
  provideBackend,
  rejectsWith,
  whyNoBackend,
  type FaultProxy,
} from '@agentflow/testkit';
import { createS3ObjectStore, type S3ObjectStore } from './create-s3-object-store.js';
import { s3FromEnv } from './testing/s3-from-env.js';

jest.setTimeout(60_000);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (found: Uint8Array | null): string | null => found && new TextDecoder().decode(found);
const missing = whyNoBackend('S3_ENDPOINT');
if (missing !== undefined) console.warn(`SKIPPED: blobs in S3 under faults: ${missing}`);

describe('an object store that answers oddly', () => {
  let server: Server;
  let answers: { status: number; body?: string; headers?: { [name: string]: string }; breakOff?: boolean }[];
  let asked: string[];
  let port: S3ObjectStore;
  beforeEach(async () => {
    answers = [];
    asked = [];
    server = createServer((req, res) => {
      req.resume().on('end', () => {
        if (req.method === 'HEAD' || asked.push(`${req.method} ${req.url?.split('?')[0]}`) === 0) return void res.writeHead(200).end();
        const { status, body = '', headers = {}, breakOff } = answers.shift() ?? { status: 500 };
        res.writeHead(status, headers);
        if (breakOff) return void res.write(body, () => res.destroy());
        res.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = await createS3ObjectStore({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      bucket: 'b',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      deadlineMs: 10_000,
    });
  });
  afterEach(async () => {
    await port.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const error = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`;

  it('is asked again for an object that broke off, and for one that it was too busy for', async () => {
    answers = [
      { status: 503, body: error('SlowDown') },
      { status: 200, headers: { 'content-length': '5' }, body: 'he', breakOff: true },
      { status: 200, body: 'hello' },
    ];
    expect(text(await port.get('a/b'))).toBe('hello');
    expect(asked).toEqual(['GET /b/a/b', 'GET /b/a/b', 'GET /b/a/b']);
  });
  it('is given up after a few errors of its own', async () => {
    await rejectsWith('UNAVAILABLE', port.get('a/b'));
    expect(asked.length).toBeLessThanOrEqual(3);
  });
  it('that refuses our credentials is a fault of the platform, which no repeat helps', async () => {
    answers = [{ status: 403, body: error('InvalidAccessKeyId') }];
    const refused = await rejectsWith('INTERNAL', port.put('a/b', bytes('x')));
    expect(refused.details).toEqual({ why: 'InvalidAccessKeyId', status: 403 });
  });
  it('may have taken a write whose answer was lost: the same bytes there are ours', async () => {
    answers = [{ status: 500 }, { status: 412, body: error('PreconditionFailed') }, { status: 200, body: 'mine' }];
    expect(await port.put('a/b', bytes('mine'), { onlyIfAbsent: true })).toBe(true);
    answers = [{ status: 500 }, { status: 412, body: error('PreconditionFailed') }, { status: 200, body: 'theirs' }];
    expect(await port.put('a/b', bytes('mine'), { onlyIfAbsent: true })).toBe(false);
  });
});

(missing === undefined ? describe : describe.skip)('blobs in S3 under faults', () => {
  let proxy: FaultProxy;
  let port: S3ObjectStore;
  beforeAll(() => provideBackend('S3_ENDPOINT'), 300_000);
  beforeEach(async () => {
    const options = s3FromEnv(backendEnvironment());
    proxy = await createFaultProxy({ target: new URL(options.endpoint!).host });
    port = await createS3ObjectStore({
      ...options,
      endpoint: `http://${proxy.address}`,
      prefix: `faults-${randomUUID()}`,
      deadlineMs: 2_000,
    });
  });
  afterEach(async () => {
    await proxy.set({ kind: 'pass' });
    await eventually(() =>
      port.deletePrefix('').then(
        () => true,
        () => false,
      ),
    );
    await port.close();
    await proxy.close();
  });

  it('are all there that were acknowledged, while connections are cut, torn and silent', async () => {
    const acknowledged: string[] = [];
    let failed = 0;
    for (const [cycle, kind] of (['cut', 'reset', 'half-open', 'cut', 'reset'] as const).entries()) {
      const before = acknowledged.length;
      const writing = [0, 1, 2, 3].map(async (writer) => {
        for (let n = 0; n < 10; n++) {
          const key = `o/E${cycle}/${writer}.${n}`;
          await port.put(key, bytes(key.repeat(2_000)), { onlyIfAbsent: n % 2 === 0 }).then(
            (written) => written && acknowledged.push(key),
            (error: { code: string }) => {
              expect(error.code).toBe('UNAVAILABLE');
              failed++;
            },
          );
          if (failed > 4 * (cycle + 1)) return;
        }
      });
      await eventually(() => acknowledged.length >= before + 8);
      await proxy.set({ kind });
      await rejectsWith('UNAVAILABLE', port.get('o/E0/0'));
      expect((await port.ready()).ready).toBe(false);
      await Promise.all(writing);
      await proxy.set({ kind: 'pass' });
      await eventually(async () => (await port.ready()).ready);
    }
    for (const key of acknowledged) expect(text(await port.get(key))).toBe(key.repeat(2_000));
    console.info(`${acknowledged.length} acknowledged and read back, ${failed} failed in time`);
    expect(acknowledged.length).toBeGreaterThan(0);
  });
});
