// A cluster whose servers speak TLS and ask for logins:   node e2e/cluster/secured.mjs [--seconds 15] [--per-second 2]
// MongoDB, Kafka (SASL_SSL with SCRAM-SHA-512), Redis, NATS and S3 with certificates of an authority that nobody knows but by its file; ClickHouse in the clear. Proven: all services are ready, every
// acknowledged execution ends, parts in another domain included. Servers of its own. Exit status 0: proven; 1: not.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createEffectLoad } from './effect-load.mjs';
import { startEffectTarget } from './effect-target.mjs';
import { effectWorkflows } from './effect-workflows.mjs';
import { conclude, readyOf, startProofCluster } from './proof-cluster.mjs';

const text = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({ options: { seconds: text(15), 'per-second': text(2) } });
const target = await startEffectTarget();
const kinds = effectWorkflows(target.url);
const cluster = await startProofCluster({ env: { AGENTFLOW_EGRESS_ALLOW: target.host }, sizes: { tls: true } });
const load = createEffectLoad({ cluster, target, kinds, perSecond: Number(values['per-second']) });
const problems = [];
let figures = {};
try {
  const { environment } = cluster;
  const schemes = ['REDIS_URL', 'NATS_URL', 'S3_ENDPOINT'].map((name) => new URL(environment[name]).protocol);
  const secured = { schemes, kafka: environment.KAFKA_SASL_MECHANISM, mongo: /tls=true/.test(environment.MONGODB_URL) };
  await load.start();
  await pause(Number(values.seconds) * 1_000);
  await load.noMore();
  await load.settle(60_000);
  const labels = Object.keys(cluster.processes());
  const ready = await readyOf(cluster, labels);
  if (ready.length < labels.length) problems.push(`not ready: ${labels.filter((label) => !ready.includes(label)).join(', ')}`);
  const verdict = load.verdict();
  figures = { secured, ready: ready.length, ...verdict.figures };
  problems.push(...verdict.problems);
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await load.stop();
  target.close();
}
const left = await cluster.end({ keep: problems.length > 0 });
conclude(figures, problems, left);
