import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masterKey, serverEnvironment } from './cluster-environment.mjs';
import { processesOf, SERVER_VARIABLES } from './cluster-services.mjs';
import { createCluster } from './cluster.mjs';
import { identityOf, isAlive } from './process-identity.mjs';

const servers = { MONGODB_URL: 'm', KAFKA_BROKERS: 'k', REDIS_URL: 'r', NATS_URL: 'n', CLICKHOUSE_URL: 'c', S3_BUCKET: 'b' };
let dataDir;
let published;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'agentflow-cluster-test-'));
  published = join(dataDir, 'backends.json');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
const publish = (env) => writeFileSync(published, JSON.stringify({ env }));

describe('where the servers are', () => {
  it('is said by the environment, server by server, else by the file of backends:up', () => {
    publish({ ...servers, KAFKA_SASL_PASSWORD: 'of the file', S3_REGION: 'of the file' });
    expect(serverEnvironment({}, published)).toMatchObject(servers);
    expect(serverEnvironment({ KAFKA_BROKERS: 'mine' }, published)).toEqual({
      ...Object.fromEntries(Object.entries(servers).filter(([name]) => name !== 'KAFKA_BROKERS')),
      S3_REGION: 'of the file',
    });
    expect(serverEnvironment(servers, join(dataDir, 'none.json'))).toEqual({});
  });
  it('is asked for in a sentence where nobody says', async () => {
    expect(() => serverEnvironment({}, published)).toThrow(`run "npm run backends:up" first, or set ${SERVER_VARIABLES.join(', ')}`);
    publish({ ...servers, NATS_URL: undefined });
    expect(() => serverEnvironment({}, published)).toThrow(/^NATS_URL is neither set nor in .*backends\.json: run "npm run backends:up"/);
    await expect(createCluster({ dataDir, published: join(dataDir, 'none.json'), env: {} }).up()).rejects.toThrow('backends:up');
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
  });
});

it('makes the key that all processes share once, for its owner alone, and takes one that is given', () => {
  const folder = join(dataDir, 'new');
  const made = masterKey({}, folder);
  expect(Buffer.from(made, 'base64')).toHaveLength(32);
  expect(masterKey({}, folder)).toBe(made);
  expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
  expect(masterKey({ AGENTFLOW_MASTER_KEY: 'given' }, folder)).toBe('given');
});

it('has as many processes of each service as it is told', () => {
  const labels = (counts) => processesOf(counts).map(({ label }) => label);
  expect(labels().sort()).toEqual(
    [
      'agent-runtime-1',
      'agent-runtime-2',
      'designer-1',
      'gateway-1',
      'metrics-1',
      'orchestrator-1',
      'orchestrator-2',
      'scheduler-1',
    ].sort(),
  );
  expect(labels({ orchestrators: 3, runtimes: 1 }).filter((label) => /orch|runtime/.test(label))).toEqual([
    'agent-runtime-1',
    'orchestrator-1',
    'orchestrator-2',
    'orchestrator-3',
  ]);
});

it('does not start on a folder that one process runs on', async () => {
  publish(servers);
  writeFileSync(join(dataDir, 'instance.json'), JSON.stringify({ url: 'http://127.0.0.1:1', pid: process.pid, mode: 'embedded' }));
  await expect(createCluster({ dataDir, published, env: {} }).up()).rejects.toThrow(/runs on .* in mode embedded .* stop it first/);
});

it('stops what it started, and never a process that was given the same pid', async () => {
  const idle = () => spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const [ours, foreign] = [idle(), idle()];
  try {
    mkdirSync(join(dataDir, 'cluster'));
    const kept = identityOf(ours.pid);
    const record = {
      'metrics-1': { ...kept, service: 'metrics', url: '' },
      'gateway-1': { pid: foreign.pid, start: 'another boot', service: 'gateway', url: '' },
    };
    writeFileSync(join(dataDir, 'cluster/processes.json'), JSON.stringify(record));
    writeFileSync(join(dataDir, 'instance.json'), JSON.stringify({ mode: 'cluster' }));
    const told = [];
    await createCluster({ dataDir, published, env: {}, report: (label) => told.push(label) }).down();
    expect(isAlive(kept)).toBe(false);
    expect(isAlive(identityOf(foreign.pid))).toBe(true);
    expect(told).toEqual(['metrics-1']);
    expect([existsSync(join(dataDir, 'instance.json')), existsSync(join(dataDir, 'cluster/processes.json'))]).toEqual([false, false]);
  } finally {
    ours.kill('SIGKILL');
    foreign.kill('SIGKILL');
  }
});

it('says of what was started whether it is still there', async () => {
  mkdirSync(join(dataDir, 'cluster'));
  const gone = { pid: 1, start: 'long ago', service: 'designer', url: 'http://127.0.0.1:9' };
  writeFileSync(join(dataDir, 'cluster/processes.json'), JSON.stringify({ 'designer-1': gone }));
  expect(await createCluster({ dataDir, published, env: {} }).status()).toEqual([
    { label: 'designer-1', pid: 1, url: 'http://127.0.0.1:9', state: 'down' },
  ]);
  expect(JSON.parse(readFileSync(join(dataDir, 'cluster/processes.json'), 'utf8'))).toHaveProperty('designer-1');
});
