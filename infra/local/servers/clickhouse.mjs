import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cached.mjs';
import { answersOk, httpRequest } from '../http-request.mjs';
import { needPlatform, needPrograms, run } from '../programs.mjs';

const here = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const LIBRARY = '26.7.3-stable.1';
const VERSION = '26.7.2';
const USER = 'agentflow';
const DATABASE = 'agentflow';
/** The server lives as long as the query that it was started with; this mark finds that query. */
const KEEP_ALIVE = 'keep-alive';

const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
/** Our user, and the launcher's own session (`default`, no password, this machine), which may open the HTTP port and nothing else. */
const users = (password) => `<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users>
 <default><no_password/><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
  <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT SELECT ON system.numbers</query></grants></default>
 <${USER}><password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex><networks><ip>127.0.0.1</ip></networks>
  <profile>default</profile><quota>default</quota><access_management>1</access_management><named_collection_control>1</named_collection_control></${USER}>
</users></clickhouse>
`;
const config = (dir) => `<clickhouse>
 <users_config>${xml(join(dir, 'users.xml'))}</users_config>
 <user_directories><users_xml><path>${xml(join(dir, 'users.xml'))}</path></users_xml><local_directory><path>${xml(join(dir, 'access'))}/</path></local_directory></user_directories>
 <logger><level>warning</level></logger>
 <query_log><database>system</database><table>query_log</table><flush_interval_milliseconds>1000</flush_interval_milliseconds></query_log>
</clickhouse>
`;
const ask = async ({ secrets }, node, query) => {
  const headers = { 'X-ClickHouse-User': USER, 'X-ClickHouse-Key': secrets.password };
  const { status, text } = await httpRequest(node.ports[0], '/', { method: 'POST', headers, body: query, timeoutMs: 5000 });
  if (status !== 200) throw new Error(`"${query}" was answered ${status}: ${text.slice(0, 300)}`);
};

/** ClickHouse over HTTP: the whole server is inside the library that chdb ships. That one speaks no TLS: it stays in the clear where the others do not. */
export const clickhouse = {
  name: 'clickhouse',
  portsPerNode: 1,
  secrets: ['password'],
  data: ['db', 'access'],
  async obtain({ cache, say }) {
    const folder = await cached(
      cache,
      `clickhouse-${LIBRARY}`,
      async (filling) => {
        needPlatform(['linux-x64'], `the npm package @chdb/lib-linux-x64-gnu`);
        needPrograms(['npm'], 'ClickHouse');
        say('downloading the ClickHouse library (543 MB unpacked)');
        for (const name of ['package.json', 'package-lock.json']) cpSync(here(name), join(filling, name));
        await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: filling });
      },
      say,
    );
    return { folder, version: VERSION };
  },
  async prepare({ nodes: [node], secrets }) {
    for (const name of ['db', 'access']) mkdirSync(join(node.dir, name), { recursive: true });
    writeFileSync(join(node.dir, 'users.xml'), users(secrets.password), { mode: 0o600 });
    writeFileSync(join(node.dir, 'config.xml'), config(node.dir), { mode: 0o600 });
    // What system.query_log left behind: while it is there the engine cannot make that table anew.
    rmSync(join(node.dir, 'db/data/system'), { recursive: true, force: true });
  },
  command(_place, node, { folder }) {
    const query = `SYSTEM START LISTEN HTTP; SELECT sleepEachRow(1) FROM system.numbers FORMAT Null SETTINGS max_block_size=1, log_comment='${KEEP_ALIVE}', log_queries=0`;
    const args = [`--config-file=${join(node.dir, 'config.xml')}`, `--path=${join(node.dir, 'db')}`, '--listen_host=127.0.0.1'];
    return {
      program: process.execPath,
      args: [here('clickhouse-launcher.mjs'), folder, ...args, `--http_port=${node.ports[0]}`, `--query=${query}`],
      cwd: join(node.dir, 'db'),
    };
  },
  ready: (_place, node) => answersOk(node.ports[0], '/ping', 'Ok.'),
  /** The database `default` is of another kind here: ours is one of its own. */
  furnish: (place) => ask(place, place.nodes[0], `CREATE DATABASE IF NOT EXISTS ${DATABASE}`),
  /** Ends the query that keeps it alive; the engine then shuts down and the process ends. SIGTERM would not let it write what it has in memory. */
  askToStop: (place, node) => ask(place, node, `KILL QUERY WHERE Settings['log_comment']='${KEEP_ALIVE}' AND user='' ASYNC`),
  env: ({ nodes: [node], secrets }) => ({
    CLICKHOUSE_URL: `http://${USER}:${secrets.password}@127.0.0.1:${node.ports[0]}/${DATABASE}`,
  }),
};
