import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dockerAnswers } from './containers.js';
import { settingsOf, whyNoBackend } from './backend-env.js';
import { publishedBackends, repositoryRoot } from './published-backends.js';
import { superviseProcess } from '../faults/supervised-process.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'backend-env-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const publish = (pid: number) => {
  const file = join(folder, 'backends.json');
  const server = { name: 'redis', pid, port: 1, dataDir: folder, version: '7', provides: ['REDIS_URL'] };
  writeFileSync(file, JSON.stringify({ env: { REDIS_URL: 'redis://one' }, servers: [server] }));
  return publishedBackends(file);
};

describe('the settings of real servers', () => {
  it('are those that were brought up where the environment is silent, server by server', () => {
    const found = { REDIS_URL: 'redis://found', S3_ENDPOINT: 'http://found', S3_SECRET_ACCESS_KEY: 'found', KAFKA_BROKERS: 'found:1' };
    expect(settingsOf({ S3_ENDPOINT: 'http://mine', KAFKA_BROKERS: '' }, found)).toEqual({
      S3_ENDPOINT: 'http://mine',
      REDIS_URL: 'redis://found',
      KAFKA_BROKERS: 'found:1',
    });
  });

  it('are left out of servers that no longer run', async () => {
    expect(publish(process.pid).env).toEqual({ REDIS_URL: 'redis://one' });
    const gone = superviseProcess({ name: 'gone', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] });
    await gone.start();
    const { pid } = gone;
    expect(publish(pid).servers).toHaveLength(1);
    await gone.kill();
    expect(publish(pid)).toEqual({ env: {}, servers: [] });
  });

  it('say by name what is missing', () => {
    expect(whyNoBackend('AGENTFLOW_NO_SUCH_SERVER')).toBe('AGENTFLOW_NO_SUCH_SERVER is not set');
    expect(publishedBackends(join(folder, 'none.json'))).toEqual({ env: {}, servers: [] });
    expect(repositoryRoot()).toBe(fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, ''));
  });
});

describe('Docker', () => {
  /** The daemon has to be another process: asking is synchronous. */
  const daemon = (status: number, socket: string) =>
    superviseProcess({
      name: 'daemon',
      command: process.execPath,
      args: [
        '-e',
        `require('http').createServer((q, s) => { s.statusCode = q.url === '/_ping' ? ${status} : 404; s.end() }).listen('${socket}', () => console.log('ready'))`,
      ],
      ready: (output) => output.includes('ready'),
    });

  it('answers where a daemon does, and not where a socket is left over or says something else', async () => {
    for (const [status, expected] of [
      [200, true],
      [500, false],
    ] as const) {
      const socket = join(folder, `${status}.sock`);
      const running = daemon(status, socket);
      await running.start();
      expect([status, dockerAnswers(socket)]).toEqual([status, expected]);
      await running.kill();
    }
    const abandoned = join(folder, 'abandoned.sock');
    const running = daemon(200, abandoned);
    await running.start();
    await running.kill();
    expect(dockerAnswers(abandoned)).toBe(false);
    expect(dockerAnswers(join(folder, 'none.sock'))).toBe(false);
  });
});
