import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientTls } from '../certificates.mjs';
import { debianPackages, libraryPath } from '../debian-packages.mjs';
import { firstOf, installed, named } from '../sources.mjs';
import { run } from '../programs.mjs';

/** Says `text` to a port and answers what came back until `enough(answer)`; an empty answer where nothing does within a second. */
const converse = (port, text, enough, tls) =>
  new Promise((resolve) => {
    let answer = '';
    const say = () => socket.write(text);
    const socket = tls ? connectTls({ port, ...tls }, say) : connect(port, '127.0.0.1', say);
    const end = () => (socket.destroy(), resolve(answer));
    socket.setEncoding('utf8').setTimeout(1000, end);
    socket.on('data', (more) => ((answer += more), enough(answer) && end()));
    socket.on('error', end).on('close', end);
  });

/** Redis: append-only file, flushed every second. */
export const redis = {
  name: 'redis',
  portsPerNode: 1,
  secrets: ['password'],
  data: ['db'],
  async obtain({ cache, say }) {
    const found = await firstOf([
      () => named('AGENTFLOW_REDIS_SERVER'),
      async () => {
        const folder = await debianPackages(cache, 'redis', ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'], say);
        return { program: join(folder, 'usr/bin/redis-server'), env: { LD_LIBRARY_PATH: libraryPath(folder) } };
      },
      () => installed('redis-server'),
    ]);
    const version = /v=(\S+)/.exec(await run(found.program, ['--version'], { env: found.env }))?.[1];
    return { ...found, version };
  },
  async prepare({ nodes: [node], secrets, tls }) {
    mkdirSync(join(node.dir, 'db'), { recursive: true });
    const lines = [
      'bind 127.0.0.1',
      ...(tls
        ? [
            'port 0',
            `tls-port ${node.ports[0]}`,
            `tls-cert-file "${tls.cert}"`,
            `tls-key-file "${tls.key}"`,
            `tls-ca-cert-file "${tls.ca}"`,
            'tls-auth-clients no',
          ]
        : [`port ${node.ports[0]}`]),
      `dir "${join(node.dir, 'db')}"`,
      'daemonize no',
      'appendonly yes',
      'appendfsync everysec',
      'save ""',
      `requirepass ${secrets.password}`,
    ];
    writeFileSync(join(node.dir, 'redis.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
  },
  command: (_place, node, { program, env }) => ({ program, args: [join(node.dir, 'redis.conf')], env }),
  async ready({ secrets, tls }, node) {
    const answer = await converse(
      node.ports[0],
      `AUTH ${secrets.password}\r\nPING\r\n`,
      (text) => /PONG|-[A-Z]/.test(text),
      clientTls(tls),
    );
    return answer.includes('+PONG');
  },
  env: ({ nodes: [node], secrets, tls }) => ({
    REDIS_URL: `${tls ? 'rediss' : 'redis'}://default:${secrets.password}@127.0.0.1:${node.ports[0]}`,
    ...(tls && { REDIS_TLS_CA: tls.ca }),
  }),
};
