import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { isAppError } from '@agentflow/core';
import { createSystemClock } from '@agentflow/adapters';
import { rejectsWith } from '@agentflow/testkit';
import { agentRuntimeConfig } from '../config.js';
import { PRIVATE_V4, PRIVATE_V6, writtenForms } from '../testing/address-forms.js';
import { isGlobalAddress } from './addresses.js';
import { parseAllowList } from './allow-list.js';
import { redirectTarget, type Resolve } from './check-target.js';
import { createEgress, type EgressRequest } from './create-egress.js';

interface Listener {
  readonly port: number;
  readonly seen: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  connections: number;
  close(): Promise<void>;
}
async function listen(host: string, port = 0): Promise<Listener> {
  const listener = {
    port: 0,
    seen: [],
    connections: 0,
    answer: (_request: IncomingMessage, response: ServerResponse) => void response.end('reached'),
  } as unknown as {
    -readonly [K in keyof Listener]: Listener[K];
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      listener.seen.push({ method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() });
      listener.answer(request, response);
    });
  });
  server.on('connection', () => listener.connections++);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  listener.port = (server.address() as AddressInfo).port;
  listener.close = () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return listener;
}
const clock = createSystemClock();
const make = (allow: string, resolve?: Resolve, env: { readonly [name: string]: string } = {}) =>
  createEgress({ clock, config: agentRuntimeConfig.parse({ AGENTFLOW_EGRESS_ALLOW: allow, ...env }), ...(resolve && { resolve }) });
const get = (url: string, more: Partial<EgressRequest> = {}): EgressRequest => ({
  org: `org-${Math.random()}`,
  method: 'GET',
  url,
  signal: new AbortController().signal,
  ...more,
});

describe('the egress module', () => {
  let canary: Listener;
  let outside: Listener; // stands for a public host: its address is allowed, the canary's is not
  let second: Listener;
  beforeAll(async () => {
    canary = await listen('127.0.0.1');
    outside = await listen('127.0.0.2', canary.port);
    second = await listen('127.0.0.2');
  });
  afterAll(() => Promise.all([canary, outside, second].map((each) => each.close())));
  beforeEach(() => {
    for (const each of [canary, outside, second]) {
      each.seen.length = 0;
      each.answer = (_request, response) => void response.end('reached');
    }
  });
  const publicHost = '127.0.0.2/32';

  it('reaches the canary when it may: the canary is armed', async () => {
    const answer = await make(`127.0.0.1:${canary.port}`).request(get(`http://127.0.0.1:${canary.port}/`));
    expect(answer.body.toString()).toBe('reached');
    expect((await make('127.0.0.0/8').request(get(`http://2130706433:${canary.port}/`))).status).toBe(200);
  });

  it('refuses every form of an address that is not public', async () => {
    const { port } = canary;
    const hosts = [
      ...PRIVATE_V4.flatMap(writtenForms),
      ...PRIVATE_V6.map((address) => `[${address}]`),
      'localhost',
      'LOCALHOST',
      'localhost.',
      'sub.localhost',
      'ⓛocalhost',
      'loc%61lhost',
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      '[::1%25lo]',
      '[fe80::1%25eth0]',
      '0',
      '0x0',
      '127.1',
      '127.0.1',
      'metadata.google.internal',
      'evil.example',
      'xn--e1aybc.example',
      'a.127.0.0.1.nip.io',
    ];
    const urls = [
      ...hosts.map((host) => `http://${host}:${port}/`),
      ...['http', 'https', 'HTTP', 'hTTps'].flatMap((scheme) => [
        `${scheme}://127.0.0.1:${port}`,
        `${scheme}://user@127.0.0.1:${port}`,
        `${scheme}://public.example@127.0.0.1:${port}/`,
      ]),
      ...[
        'file:///etc/passwd',
        'ftp://127.0.0.1/',
        'gopher://127.0.0.1/',
        'data:text/plain,x',
        'javascript:1',
        'ws://127.0.0.1/',
        'blob:http://127.0.0.1/x',
        'unix:/tmp/x',
        'http+unix://x/',
        'jar:http://127.0.0.1!/',
        'dict://127.0.0.1:11211/',
        'ldap://127.0.0.1/',
      ],
      `http:/127.0.0.1:${port}`,
      `http:127.0.0.1:${port}`,
      `http:\\\\127.0.0.1:${port}\\`,
      `http://127.0.0.1:${port}#@public.example`,
      `http://127.0.0.1:${port}?@public.example`,
      `http://public.example\\@127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}\t/`,
      `ht\ntp://127.0.0.1:${port}/`,
      ` http://127.0.0.1:${port}/ `,
      `http://127.0.0.1\u00ad:${port}/`,
      `//127.0.0.1:${port}/`,
      '',
      'http://',
      'http://:80/',
      'http://[',
      'http://[::1',
      'http://%/',
    ];
    // Whatever a name is, it leads to the canary; an address in the URL is not looked up at all.
    const egress = make('', () => Promise.resolve(['93.184.216.34', '127.0.0.1']));
    const before = canary.connections;
    const leaked: string[] = [];
    for (const url of urls) {
      try {
        await egress.request(get(url));
        leaked.push(url);
      } catch (error) {
        if (!isAppError(error) || error.code !== 'EGRESS_REFUSED') leaked.push(`${url}: ${String(error)}`);
      }
    }
    console.log(
      `SSRF forms tried: ${urls.length}, refused: ${urls.length - leaked.length}, connections at the canary: ${canary.connections - before}`,
    );
    expect(urls.length).toBeGreaterThanOrEqual(400);
    expect(leaked).toEqual([]);
    expect(canary.connections - before).toBe(0);
  });

  it('knows what is public', () => {
    for (const address of ['93.184.216.34', '8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])
      expect([address, isGlobalAddress(address)]).toEqual([address, true]);
    for (const address of [...PRIVATE_V4, ...PRIVATE_V6, '', 'x', '1.2.3', 'fe80::1%lo'])
      expect([address, isGlobalAddress(address)]).toEqual([address, false]);
  });

  it('refuses a name as soon as one of its addresses is not public', async () => {
    for (const bad of [...PRIVATE_V4, ...PRIVATE_V6.filter((address) => !address.includes('.'))]) {
      await rejectsWith(
        'EGRESS_REFUSED',
        make('', () => Promise.resolve(['93.184.216.34', '2606:4700:4700::1111', bad])).request(get('http://mixed.example/')),
      );
    }
  });

  it('connects to the address that was checked, however the name is answered the next moment', async () => {
    let lookups = 0;
    const rebinding: Resolve = () => Promise.resolve([lookups++ % 2 === 0 ? '127.0.0.2' : '127.0.0.1']);
    const egress = make(publicHost, rebinding);
    const before = canary.connections;
    let reached = 0;
    let refused = 0;
    for (let i = 0; i < 500; i++) {
      const answer = await egress.request(get(`http://rebind.example:${canary.port}/`, { once: true })).catch((error: unknown) => error);
      if (isAppError(answer) && answer.code === 'EGRESS_REFUSED') refused++;
      else reached++;
    }
    console.log(
      `rebinding: ${lookups} look-ups, ${reached} calls to the checked address, ${refused} refused, ${canary.connections - before} at the canary`,
    );
    expect([lookups, reached, refused, outside.seen.length, canary.connections - before]).toEqual([500, 250, 250, 250, 0]);
    expect(outside.seen[0]!.headers.host).toBe(`rebind.example:${canary.port}`);
  });

  it('checks every hop of a redirect like the first', async () => {
    const forms = PRIVATE_V4.flatMap(writtenForms).map((host) => `http://${host}:${canary.port}/`);
    const targets = [
      ...forms.filter((url) => !(URL.canParse(url) && new URL(url).hostname === '127.0.0.2')),
      'file:///etc/passwd',
      'ftp://x/',
      `http://u:p@127.0.0.2:${second.port}/`,
      `//127.0.0.1:${canary.port}/`,
      'http://[::1]/',
    ];
    const egress = make(publicHost);
    const before = canary.connections;
    let refused = 0;
    for (const location of targets) {
      outside.answer = (_request, response) => void response.writeHead(302, { location: encodeURI(decodeURI(location)) }).end();
      await rejectsWith('EGRESS_REFUSED', egress.request(get(`http://127.0.0.2:${outside.port}/`)));
      refused++;
    }
    console.log(`redirects to private addresses: ${refused} refused, ${canary.connections - before} connections at the canary`);
    expect(canary.connections - before).toBe(0);
  });

  it('carries secrets within an origin, and to no other', async () => {
    const headers = { authorization: 'Bearer s', cookie: 'a=b', 'x-token': 't', 'x-plain': 'p' };
    const egress = make(publicHost);
    outside.answer = (request, response) =>
      void (request.url === '/here' ? response.writeHead(307, { location: '/there' }).end() : response.end('same'));
    await egress.request(get(`http://127.0.0.2:${outside.port}/here`, { headers, secretHeaders: ['x-token'] }));
    expect(outside.seen[1]!.headers).toMatchObject(headers);
    outside.answer = (_request, response) => void response.writeHead(307, { location: `http://127.0.0.2:${second.port}/` }).end();
    await egress.request(get(`http://127.0.0.2:${outside.port}/`, { headers, secretHeaders: ['x-token'] }));
    expect(second.seen[0]!.headers).toMatchObject({ 'x-plain': 'p' });
    for (const name of ['authorization', 'cookie', 'x-token']) expect(second.seen[0]!.headers).not.toHaveProperty(name);
  });

  it('follows five redirects and no more, keeping or dropping the body as the status says', async () => {
    let left = 5;
    outside.answer = (_request, response) =>
      void (left-- > 0 ? response.writeHead(307, { location: '/next' }).end() : response.end('at last'));
    const egress = make(publicHost);
    const post = get(`http://127.0.0.2:${outside.port}/`, { method: 'POST', body: 'x' });
    expect((await egress.request(post)).body.toString()).toBe('at last');
    expect(outside.seen.every(({ method, body }) => method === 'POST' && body === 'x')).toBe(true);
    left = 6;
    await rejectsWith('EGRESS_REFUSED', egress.request(post));
    left = 1;
    outside.seen.length = 0;
    outside.answer = (_request, response) => void (left-- > 0 ? response.writeHead(303, { location: '/next' }).end() : response.end());
    await egress.request(post);
    expect(outside.seen.map(({ method, body }) => [method, body])).toEqual([
      ['POST', 'x'],
      ['GET', ''],
    ]);
  });

  it('never gives up encryption on the way', () => {
    expect(() => redirectTarget(new URL('https://a.example/'), 'http://a.example/')).toThrow('https to http');
    expect(redirectTarget(new URL('https://a.example/x/'), '../y').href).toBe('https://a.example/y');
    expect(redirectTarget(new URL('http://a.example/'), 'https://b.example/').protocol).toBe('https:');
  });

  it('cuts off answers that are too long, packed or unpacked', async () => {
    const egress = make(publicHost, undefined, { AGENTFLOW_HTTP_MAX_BYTES: '100000' });
    const url = `http://127.0.0.2:${outside.port}/`;
    outside.answer = (_request, response) => void response.end(Buffer.alloc(100_001));
    expect((await rejectsWith('HTTP_UNAVAILABLE', egress.request(get(url)))).retryable).toBe(false);
    const bomb = gzipSync(Buffer.alloc(30_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    outside.answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    await rejectsWith('HTTP_UNAVAILABLE', egress.request(get(url)));
    outside.answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('fine'));
    expect((await egress.request(get(url))).body.toString()).toBe('fine');
    outside.answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
    await rejectsWith('HTTP_UNAVAILABLE', egress.request(get(url)));
  });

  it('gives up on an answer that does not come, breaks off or drips', async () => {
    const egress = make(publicHost, undefined, { AGENTFLOW_HTTP_TIMEOUT_MS: '150' });
    const url = `http://127.0.0.2:${outside.port}/`;
    outside.answer = () => undefined;
    expect((await rejectsWith('HTTP_UNAVAILABLE', egress.request(get(url)))).details).toMatchObject({ sent: true });
    outside.answer = (_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('half');
    await rejectsWith('HTTP_UNAVAILABLE', egress.request(get(url)));
    outside.answer = (_request, response) =>
      void response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    await rejectsWith('HTTP_UNAVAILABLE', egress.request(get(url)));
  });

  it('keeps connections for calls that may be made again, whatever their method, and gives one that must not happen twice its own', async () => {
    const target = await listen('127.0.0.2');
    const egress = make(publicHost);
    const call = (method: string, once: boolean) =>
      egress.request(get(`http://127.0.0.2:${target.port}/`, { method, once, ...(method !== 'GET' && { body: '{}' }) }));
    try {
      for (const method of ['POST', 'PUT', 'GET', 'POST']) await call(method, false);
      expect(target.connections).toBe(1);
      for (let times = 0; times < 3; times++) await call('POST', true);
      expect([target.connections, target.seen.length]).toEqual([4, 7]);
      // A target that closes what it kept: the next call is made on a new connection.
      target.answer = (_request, response) => void response.end('closing', () => response.socket?.destroy());
      await call('POST', false);
      target.answer = (_request, response) => void response.end('reached');
      expect((await call('POST', false)).body.toString()).toBe('reached');
    } finally {
      await target.close();
    }
  });

  it('refuses headers that would smuggle lines, and keeps those of the connection to itself', async () => {
    const egress = make(publicHost);
    const url = `http://127.0.0.2:${outside.port}/`;
    await rejectsWith('BAD_REQUEST', egress.request(get(url, { headers: { 'x-a': 'b\r\nx-c: d' } })));
    await rejectsWith('BAD_REQUEST', egress.request(get(url, { headers: { 'x a': 'b' } })));
    await egress.request(get(url, { headers: { Host: 'other.example', 'Transfer-Encoding': 'chunked', Connection: 'upgrade' } }));
    expect(outside.seen[0]!.headers.host).toBe(`127.0.0.2:${outside.port}`);
    expect(outside.seen[0]!.headers).not.toHaveProperty('transfer-encoding');
  });

  it('speaks fetch for model clients: streams, and calls their configured servers where nodes may not', async () => {
    const egress = createEgress({ clock, config: agentRuntimeConfig.parse({}), allowHosts: [`127.0.0.1:${canary.port}`] });
    canary.answer = (request, response) => {
      response.writeHead(201, { 'content-type': 'text/event-stream', 'x-got': String(request.headers['x-api-key']) });
      response.write('data: 1\n\n');
      response.end('data: 2\n\n');
    };
    const answer = await egress.fetch(`http://127.0.0.1:${canary.port}/v1`, {
      method: 'POST',
      headers: { 'X-Api-Key': 'k' },
      body: JSON.stringify({ a: 1 }),
    });
    expect([answer.status, answer.headers.get('x-got'), await answer.text()]).toEqual([201, 'k', 'data: 1\n\ndata: 2\n\n']);
    expect(canary.seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
    await rejectsWith('EGRESS_REFUSED', egress.request(get(`http://127.0.0.1:${canary.port}/`)));
    await rejectsWith('EGRESS_REFUSED', egress.fetch('http://169.254.169.254/latest/meta-data/'));
  });

  it('reads the allow list strictly', () => {
    const list = parseAllowList('localhost:9000, 10.1.0.0/16,[::1]:80 ,2001:db8::/32');
    expect([
      list.host('localhost', 9000),
      list.host('localhost', 9001),
      list.host('::1', 80),
      list.address('10.1.2.3', 1),
      list.address('::ffff:10.1.2.3', 1),
      list.address('10.2.0.1', 1),
      list.address('2001:db8::5', 1),
    ]).toEqual([true, false, true, true, true, false, true]);
    for (const wrong of ['localhost', 'http://x:1', 'x:0', 'x:99999', '10.0.0.0/33', 'a/b:1', '*:80 x'])
      expect(() => parseAllowList(wrong)).toThrow('AGENTFLOW_EGRESS_ALLOW');
  });
});
