import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** All that the servers write: data, logs, configuration, secrets. */
export const dataDir = () => resolve(process.env.AGENTFLOW_BACKENDS_DATA || join(root, '.backends'));
/** All that is downloaded, once a machine and outside of any checkout. */
export const cacheDir = () =>
  resolve(process.env.AGENTFLOW_BACKENDS_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'agentflow-backends'));
/** Where tests and `npm run cluster:up` find the servers. */
export const publishedFile = fileURLToPath(new URL('backends.json', import.meta.url));
