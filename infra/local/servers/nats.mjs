import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianPackages } from '../debian-packages.mjs';
import { goProgram } from '../go-program.mjs';
import { answersOk } from '../http-request.mjs';
import { run } from '../programs.mjs';
import { firstOf, installed, named } from '../sources.mjs';

const GO_MODULE = 'github.com/nats-io/nats-server/v2@v2.15.2';

/** NATS with JetStream, and its monitor on a second port. */
export const nats = {
  name: 'nats',
  portsPerNode: 2,
  secrets: ['password'],
  data: ['jetstream'],
  async obtain({ cache, say }) {
    const found = await firstOf([
      () => named('AGENTFLOW_NATS_SERVER'),
      async () => ({ program: join(await debianPackages(cache, 'nats', ['nats-server'], say), 'usr/sbin/nats-server') }),
      () => installed('nats-server'),
      async () => ({ program: await goProgram(cache, GO_MODULE, 'nats-server', say) }),
    ]);
    return { ...found, version: /v(\d\S+)/.exec(await run(found.program, ['--version']))?.[1] };
  },
  async prepare({ nodes: [node], secrets, tls }) {
    const store = join(node.dir, 'jetstream');
    mkdirSync(store, { recursive: true });
    const lines = [
      'server_name: agentflow',
      `listen: "127.0.0.1:${node.ports[0]}"`,
      `http: "127.0.0.1:${node.ports[1]}"`,
      'max_payload: 1MB',
      ...(tls ? [`tls { cert_file: ${JSON.stringify(tls.cert)}, key_file: ${JSON.stringify(tls.key)} }`] : []),
      `jetstream { store_dir: ${JSON.stringify(store)}, max_memory_store: 64MB, max_file_store: 1GB }`,
      `authorization { users: [ { user: "agentflow", password: "${secrets.password}" } ] }`,
    ];
    writeFileSync(join(node.dir, 'nats.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
  },
  command: (_place, node, { program }) => ({ program, args: ['-c', join(node.dir, 'nats.conf')] }),
  ready: (_place, node) => answersOk(node.ports[1], '/healthz', 'ok'),
  env: ({ nodes: [node], secrets, tls }) => ({
    NATS_URL: `${tls ? 'tls' : 'nats'}://agentflow:${secrets.password}@127.0.0.1:${node.ports[0]}`,
    ...(tls && { NATS_TLS_CA: tls.ca }),
  }),
};
