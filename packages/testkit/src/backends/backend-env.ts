import { containerFor, dockerAnswers } from './containers.js';
import { publishedBackends } from './published-backends.js';

/** The name that says where each server is. Where the environment sets it, the environment speaks for that server alone: an address from one place and a password from another would not fit. */
const LEADS = ['MONGODB_URL', 'KAFKA_BROKERS', 'REDIS_URL', 'NATS_URL', 'CLICKHOUSE_URL', 'S3_ENDPOINT'];
const leadOf = (name: string) => LEADS.find((lead) => lead.split('_')[0] === name.split('_')[0]);
const fromContainers: { [name: string]: string } = {};

type Settings = { readonly [name: string]: string | undefined };
/** Lays settings over those that were found, server by server. An empty one says nothing. */
export function settingsOf(environment: Settings, found: Settings): Settings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const silent = Object.entries(found).filter(([name]) => set[leadOf(name) ?? name] === undefined);
  return { ...Object.fromEntries(silent), ...set };
}
/** All settings of the real servers: of those that `npm run backends:up` brought up, of containers that were started here, and of the environment, which wins. For the environment of a child process too. */
export const backendEnvironment = (): Settings => settingsOf(process.env, { ...fromContainers, ...publishedBackends().env });
/** Where a real server is (`MONGODB_URL`, `KAFKA_BROKERS`, ...): as the environment says, else as `npm run backends:up` wrote down; nothing where there is none. */
export const backendEnv = (name: string): string | undefined => backendEnvironment()[name] || undefined;

/** Why a test that needs `name` has to be skipped, as one sentence; nothing where it need not be. A container may still have to be started: see `provideBackend`. */
export function whyNoBackend(name: string): string | undefined {
  if (backendEnv(name) !== undefined) return undefined;
  if (leadOf(name) !== undefined && dockerAnswers()) return undefined;
  return `${name} is not set${leadOf(name) === undefined ? '' : ', no such server was brought up (npm run backends:up), and no Docker answers'}`;
}
/** Makes sure that `backendEnv(name)` answers, by a container where nothing else does. Wants to be called before the tests; the container ends with this process. */
export async function provideBackend(name: string): Promise<string> {
  const lead = leadOf(name);
  if (backendEnv(name) === undefined && lead !== undefined) Object.assign(fromContainers, await containerFor(lead));
  const value = backendEnv(name);
  if (value === undefined) throw new Error(whyNoBackend(name) ?? `${name} is not set`);
  return value;
}
