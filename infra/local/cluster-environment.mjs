import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_VARIABLES } from './cluster-services.mjs';
import { writePrivate } from './place.mjs';

/** Settings of one server begin alike: `KAFKA_`. Where the environment says where it is, the environment speaks for that server alone: an address from one place and a password from another would not fit. */
const serverOf = (name) => name.split('_')[0];

/** Where the servers are: the environment, else the file that `backends:up` writes; by name, to be laid under the environment. @throws Error where neither says */
export function serverEnvironment(env, published) {
  const said = new Set(SERVER_VARIABLES.filter((name) => env[name]).map(serverOf));
  const all = existsSync(published) ? JSON.parse(readFileSync(published, 'utf8')).env : {};
  const known = Object.fromEntries(Object.entries(all).filter(([name]) => !said.has(serverOf(name))));
  const missing = SERVER_VARIABLES.filter((name) => !env[name] && !known[name]);
  if (missing.length === 0) return known;
  throw new Error(
    existsSync(published)
      ? `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} neither set nor in ${published}: run "npm run backends:up" for the servers that are missing`
      : `there are no servers to run on: run "npm run backends:up" first, or set ${missing.join(', ')}`,
  );
}
/** The key that all processes share: AGENTFLOW_MASTER_KEY, else `<data>/master.key`, made here where there is none. */
export function masterKey(env, dataDir) {
  if (env.AGENTFLOW_MASTER_KEY) return env.AGENTFLOW_MASTER_KEY;
  const file = join(dataDir, 'master.key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writePrivate(file, `${randomBytes(32).toString('base64')}\n`);
  }
  return readFileSync(file, 'utf8').trim();
}
