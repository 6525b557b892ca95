// The six services as processes of their own on this machine, on the servers of `npm run backends:up`:   npm run cluster:up | cluster:down | cluster:status
//   up [--orchestrators N] [--runtimes N] [--gateways N] [--schedulers N] [--designers N] [--metrics N]   starts what does not run, builds first where sources are newer
//   down                                                                                              ends what runs
//   status [--json]
// AGENTFLOW_DATA (./.agentflow) is where keys, ports and logs are. Exit status: 0 all well; 1 something failed; 2 not understood; 3 (status) not all are ready.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './cluster-build.mjs';
import { SERVICES } from './cluster-services.mjs';
import { createCluster } from './cluster.mjs';
import { publishedFile } from './folders.mjs';

function usage(problem) {
  console.error(`${problem}\nuse: up ${SERVICES.map(({ option }) => `[--${option} N]`).join(' ')} | down | status [--json]`);
  process.exit(2);
}
let parsed;
try {
  const counts = Object.fromEntries(SERVICES.map(({ option }) => [option, { type: 'string' }]));
  parsed = parseArgs({ allowPositionals: true, options: { ...counts, json: { type: 'boolean' } } });
} catch (error) {
  usage(error.message);
}
const { json, ...texts } = parsed.values;
for (const [name, text] of Object.entries(texts)) if (!/^[1-9]\d?$/.test(text)) usage(`--${name} is a number from 1 to 99`);
const counts = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
const report = (name, text) => console.log(`${name.padEnd(16)} ${text}`);
const dataDir = resolve(process.env.AGENTFLOW_DATA || '.agentflow');
const cluster = createCluster({ dataDir, published: publishedFile, report });
try {
  switch (parsed.positionals.join(' ')) {
    case 'up': {
      await buildIfNeeded(report);
      const { loginUrl } = await cluster.up(counts);
      console.log(`AgentFlow is ready: ${loginUrl} (data folder ${dataDir}, mode cluster)`);
      break;
    }
    case 'down':
      await cluster.down();
      break;
    case 'status': {
      const rows = await cluster.status();
      if (json) console.log(JSON.stringify(rows));
      else for (const { label, pid, url, state } of rows) report(label, `${state}  ${pid}  ${url}`);
      process.exitCode = rows.length > 0 && rows.every(({ state }) => state === 'ready') ? 0 : 3;
      break;
    }
    default:
      usage(parsed.positionals.length === 0 ? 'no command' : `there is no command "${parsed.positionals.join(' ')}"`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
