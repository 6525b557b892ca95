// Every server that cluster mode needs, on this machine, without containers:   npm run backends:up | backends:down | backends:status [-- SERVER...]
//   up [SERVER...] [--kafka-nodes 1|3] [--mongo-nodes 1|3] [--tag NAME] [--allow-missing]   starts what does not run; without --kafka-nodes and --mongo-nodes what runs of them stays as it is
//   down [SERVER...] [--tag NAME]                                      ends what runs (with --tag: only what was started with it)
//   status [SERVER...] [--json]
//   start|stop|kill|restart|pause|continue|wipe SERVER [NODE]          for fault tests: SIGKILL, SIGSTOP, SIGCONT; wipe ends it and forgets its data
// up --data FOLDER --tls: servers that speak TLS (but ClickHouse, which cannot here; Kafka: to those that log in), with certificates of the folder's own, from the first time on.
// up --data FOLDER --owner PID: they end, and the folder goes, with that process, however it ends.
// --data FOLDER is another set of servers beside the usual one, described in FOLDER/backends.json instead of infra/local/backends.json.
// Exit status: 0 all well; 1 a server failed; 2 not understood; 3 some cannot be had here (not with --allow-missing), or (status) not all are ready.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createBackends } from './backends.mjs';
import { makeCertificates } from './certificates.mjs';
import { SERVERS } from './servers/index.mjs';
import { cacheDir, dataDir, publishedFile } from './folders.mjs';
import { identityOf } from './process-identity.mjs';
import { printStatus } from './print-status.mjs';

const CONTROLS = ['start', 'stop', 'kill', 'restart', 'pause', 'continue', 'wipe'];
function usage(problem) {
  console.error(
    `${problem}\nuse: up|down|status [SERVER...] | ${CONTROLS.join('|')} SERVER [NODE]; servers are ${SERVERS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
let parsed;
try {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  parsed = parseArgs({
    allowPositionals: true,
    options: { data: text, owner: text, 'kafka-nodes': text, 'mongo-nodes': text, tag: text, 'allow-missing': flag, json: flag, tls: flag },
  });
} catch (error) {
  usage(error.message);
}
const { values, positionals } = parsed;
const [command, ...names] = positionals;
for (const option of ['kafka-nodes', 'mongo-nodes'])
  if (values[option] !== undefined && !['1', '3'].includes(values[option])) usage(`--${option} is 1 or 3`);
const owner = values.owner === undefined ? undefined : identityOf(Number(values.owner));
if (owner && (values.data === undefined || owner.start === undefined))
  usage('--owner is the pid of a process that runs, and goes with --data');
if (values.tls && values.data === undefined) usage('--tls goes with --data');
const known = SERVERS.map(({ name }) => name);
for (const name of CONTROLS.includes(command) ? names.slice(0, 1) : names) if (!known.includes(name)) usage(`there is no server "${name}"`);

const folder = values.data === undefined ? dataDir() : resolve(values.data);
const backends = createBackends({
  servers: SERVERS,
  dataDir: folder,
  cache: cacheDir(),
  file: values.data === undefined ? publishedFile : join(folder, 'backends.json'),
  report: (name, text) => console.log(`${name.padEnd(10)} ${text}`),
});
try {
  if (command === 'up') {
    const sizes = Object.fromEntries(
      ['kafka', 'mongo'].flatMap((name) => (values[`${name}-nodes`] ? [[name, Number(values[`${name}-nodes`])]] : [])),
    );
    if (owner) {
      mkdirSync(folder, { recursive: true });
      const watcher = fileURLToPath(new URL('end-with-owner.mjs', import.meta.url));
      spawn(process.execPath, [watcher, String(owner.pid), owner.start, folder], { detached: true, stdio: 'ignore' }).unref();
    }
    if (values.tls) await makeCertificates(folder);
    const rows = await backends.up({ names, sizes, tag: values.tag });
    const missing = rows.filter((row) => row.outcome === 'unavailable');
    if (missing.length > 0) console.log(`cannot be had here: ${missing.map((row) => row.name).join(', ')}`);
    process.exitCode = rows.some((row) => row.outcome === 'failed') ? 1 : missing.length > 0 && !values['allow-missing'] ? 3 : 0;
  } else if (command === 'down') await backends.down({ names, tag: values.tag });
  else if (command === 'status') {
    const rows = await backends.status(names);
    if (values.json) console.log(JSON.stringify(rows));
    else printStatus(rows);
    process.exitCode = rows.every((row) => row.state === 'ready') ? 0 : 3;
  } else if (CONTROLS.includes(command)) {
    const [name, node, ...more] = names;
    if (name === undefined || more.length > 0 || !/^\d*$/.test(node ?? ''))
      usage(`${command} wants one server, and perhaps the number of its node`);
    await backends.control(command, name, node === undefined ? undefined : Number(node));
  } else usage(command === undefined ? 'no command' : `there is no command "${command}"`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
