// Kafka is away under load:   node e2e/cluster/kafka-away.mjs [--seconds 15] [--per-second 3] [--catch-up 60]
// Kafka is killed and comes back after so many seconds. Proven: meanwhile starts by the API are accepted and executions that need no other domain run to their ends and are listed; afterwards those with a
// node of another domain catch up, and the end of every execution is published. Servers of its own. Exit status 0: proven; 1: not.
import kafkajs from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../expect.mjs';
import { createEffectLoad, spread } from './effect-load.mjs';
import { startEffectTarget } from './effect-target.mjs';
import { effectWorkflows } from './effect-workflows.mjs';
import { conclude, say, startProofCluster } from './proof-cluster.mjs';

const number = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({ options: { seconds: number(15), 'per-second': number(3), 'catch-up': number(60) } });
const [seconds, perSecond, catchUp] = [values.seconds, values['per-second'], values['catch-up']].map(Number);
const TOPIC = 'agentflow.events.execution.v1';
const ENDS = new Set(['agentflow.execution.completed.v1', 'agentflow.execution.failed.v1', 'agentflow.execution.stopped.v1']);

const target = await startEffectTarget();
const { guarded, across } = effectWorkflows(target.url);
const kinds = { guarded, across };
const env = { AGENTFLOW_EGRESS_ALLOW: target.host, AGENTFLOW_DEGRADATION: 'off' };
const cluster = await startProofCluster({ counts: { orchestrators: 2, runtimes: 2 }, env });
const load = createEffectLoad({ cluster, target, kinds, perSecond });
const problems = [];
let figures = {};
let reader;
const of = (kind, from, to) => [...load.all.values()].filter((one) => one.kind === kind && one.startedAt >= from && one.startedAt < to);
try {
  await load.start();
  await eventually(() => [...load.all.values()].some((one) => one.kind === 'across' && one.endedAt), 'one goes across domains', 60_000);
  await cluster.servers.control('kill', 'kafka');
  // What was under way when it went is over by then.
  await pause(1_000);
  const away = Date.now();
  say(`Kafka is away; ${load.all.size} acknowledged`);
  await pause(seconds * 1_000);
  const back = Date.now();
  const [alone, across] = [of('guarded', away, back), of('across', away, back)];
  const old = alone.filter(({ startedAt }) => startedAt < back - 5_000);
  const listed = new Set();
  for (let cursor = ''; ;) {
    const { status, body } = await cluster.api('GET', `/executions?status=completed&page_size=200${cursor}`);
    if (status !== 200) throw new Error(`the list: ${status} ${JSON.stringify(body)}`);
    for (const { id } of body.items) listed.add(id);
    if (body.nextCursor === null) break;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
  const endedOld = old.filter(({ endedAt }) => endedAt);
  const during = {
    accepted: alone.length + across.length,
    endedOfOneDomain: `${endedOld.length} of ${old.length}`,
    listed: `${endedOld.filter(({ execution, endedAt }) => endedAt > back - 2_000 || listed.has(execution)).length} of ${endedOld.length}`,
    endedOfTwoDomains: across.filter(({ endedAt }) => endedAt).length,
    startMs: spread(load.starts.filter(({ at }) => at >= away && at < back).map(({ ms }) => ms)),
  };
  if (alone.length === 0 || across.length === 0) problems.push('nothing was started while Kafka was away');
  if (endedOld.length < old.length)
    problems.push(`of ${old.length} executions of one domain, ${endedOld.length} ended while Kafka was away`);
  const unlisted = endedOld.filter(({ execution, endedAt }) => endedAt <= back - 2_000 && !listed.has(execution));
  if (unlisted.length > 0) problems.push(`${unlisted.length} had ended and were not listed while Kafka was away`);
  say(`${JSON.stringify(during)}; Kafka comes back`);
  await cluster.servers.control('start', 'kafka');
  const there = performance.now();
  await pause(3_000);
  await load.noMore();
  await load.settle(catchUp * 1_000);
  const caughtUp = performance.now() - there;

  const published = new Map();
  const client = new kafkajs.Kafka({ brokers: cluster.environment.KAFKA_BROKERS.split(','), logLevel: kafkajs.logLevel.NOTHING });
  reader = client.consumer({ groupId: `proof-${randomUUID()}` });
  await reader.connect();
  await reader.subscribe({ topic: TOPIC, fromBeginning: true });
  await reader.run({
    eachMessage: async ({ message }) => {
      const event = JSON.parse(message.value.toString());
      if (ENDS.has(event.type)) published.set(event.subject, (published.get(event.subject) ?? 0) + 1);
    },
  });
  const missing = () => [...load.all.values()].filter((one) => one.endedAt && !published.has(one.execution));
  await eventually(() => missing().length === 0, 'every end is published', catchUp * 1_000).catch(() => undefined);
  const verdict = load.verdict();
  figures = {
    awaySeconds: seconds + 1,
    whileAway: during,
    ...verdict.figures,
    allEndedAfterReturnSeconds: Number((caughtUp / 1000).toFixed(1)),
    endsPublished: published.size,
    publishedAgain: [...published.values()].reduce((sum, count) => sum + count - 1, 0),
  };
  problems.push(...verdict.problems, ...missing().map(({ execution }) => `UNPUBLISHED end of ${execution}`));
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await load.stop();
  await reader?.disconnect();
  target.close();
}
conclude(figures, problems, await cluster.end({ keep: problems.length > 0 }));
