import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawRequest } from '../../testing/api-client.js';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.js';

describe("the web's files", () => {
  let gateway: TestGateway;
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'agentflow-web-'));
    await mkdir(join(root, 'dist', 'assets'), { recursive: true });
    await writeFile(join(root, 'secret.txt'), 'secret');
    await writeFile(join(root, 'dist', 'index.html'), '<!doctype html><title>web</title>');
    await writeFile(join(root, 'dist', '.hidden'), 'hidden');
    await writeFile(join(root, 'dist', 'assets', 'index-abc123.js'), 'export {};');
    await writeFile(join(root, 'dist', 'assets', 'both-abc123.js'), 'plain');
    await writeFile(join(root, 'dist', 'assets', 'both-abc123.js.br'), 'as brotli');
    await writeFile(join(root, 'dist', 'assets', 'both-abc123.js.gz'), 'as gzip');
    await writeFile(join(root, 'dist', 'assets', 'some-abc123.css'), 'plain');
    await writeFile(join(root, 'dist', 'assets', 'some-abc123.css.gz'), 'as gzip');
    gateway = await startTestGateway({ webRoot: join(root, 'dist') });
  });
  afterAll(async () => {
    await gateway.stop();
    await rm(root, { recursive: true });
  });
  const get = (path: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
    rawRequest(gateway.port, { path, headers: { ...headers, host: `127.0.0.1:${gateway.port}` } });

  it.each(['/', '/workflows/w1', '/executions/e1/nodes', '/login'])(
    'serves the page at %s, never cached, with a strict policy',
    async (path) => {
      const { status, text, headers } = await get(path);
      expect([status, text, headers['cache-control']]).toEqual([200, '<!doctype html><title>web</title>', 'no-cache']);
      const policy = headers['content-security-policy'];
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("style-src 'self' 'unsafe-inline'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );
  it('lets hashed files be kept for ever', async () => {
    const { status, headers } = await get('/assets/index-abc123.js');
    expect([status, headers['cache-control'], headers['content-type'], headers['x-content-type-options']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      'text/javascript; charset=utf-8',
      'nosniff',
    ]);
    expect((await get('/assets/index-abc123.js', { 'if-none-match': headers.etag as string })).status).toBe(304);
  });
  it.each([
    ['/assets/both-abc123.js', 'gzip, deflate, br', 'as brotli', 'br', 'text/javascript; charset=utf-8'],
    ['/assets/both-abc123.js', 'gzip', 'as gzip', 'gzip', 'text/javascript; charset=utf-8'],
    ['/assets/both-abc123.js', 'br;q=0, gzip;q=0', 'plain', undefined, 'text/javascript; charset=utf-8'],
    ['/assets/both-abc123.js', 'identity', 'plain', undefined, 'text/javascript; charset=utf-8'],
    ['/assets/some-abc123.css', 'gzip, br', 'as gzip', 'gzip', 'text/css; charset=utf-8'],
    ['/assets/index-abc123.js', 'gzip, br', 'export {};', undefined, 'text/javascript; charset=utf-8'],
  ])('sends %s to who accepts %s as the build wrote it: %s', async (path, accepted, text, encoding, type) => {
    const found = await get(path, { accept: '*/*', 'accept-encoding': accepted });
    expect([found.status, found.text, found.headers['content-encoding'], found.headers['content-type'], found.headers.vary]).toEqual([
      200,
      text,
      encoding,
      type,
      'accept-encoding',
    ]);
    expect(found.headers['cache-control']).toContain('immutable');
  });
  it('has no files of the compressed names', async () => {
    expect((await get('/assets/both-abc123.js.br', { accept: '*/*' })).status).toBe(401);
  });
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/.hidden',
    '/assets/..\\..\\secret.txt',
    '/%00',
    '/etc/passwd',
    '//etc/passwd',
  ])('gives nothing beyond its folder at %s', async (path) => {
    const { text } = await get(path, { accept: '*/*' });
    expect(text).not.toMatch(/^(secret|hidden)$|root:/);
  });
  it('does not take missing files for pages, nor the API for files', async () => {
    expect((await get('/assets/missing.js', { accept: '*/*' })).status).toBe(401);
    expect((await get('/api/v1/nothing')).status).toBe(401);
    expect((await get('/docs/nothing')).status).toBe(401);
    expect(
      (await rawRequest(gateway.port, { method: 'POST', path: '/workflows', headers: { host: `127.0.0.1:${gateway.port}` } })).status,
    ).toBe(401);
  });
  it('shows the API as a page from our own origin, scripts in files', async () => {
    const headers = { authorization: `Bearer ${gateway.adminKey}` };
    const page = await get('/docs', headers);
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/<script(?![^>]*src=)|https?:\/\//);
    for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g))
      expect([file, (await get(file as string, headers)).status]).toEqual([file, 200]);
    expect((await get('/docs/package.json', headers)).status).toBe(404);
  });
  it('says how to build the web where it is not built', async () => {
    const bare = await startTestGateway();
    const { status, text } = await rawRequest(bare.port, { path: '/', headers: { accept: 'text/html' } });
    expect([status, text]).toEqual([404, expect.stringContaining('npm run build -w web')]);
    await bare.stop();
  });
});
