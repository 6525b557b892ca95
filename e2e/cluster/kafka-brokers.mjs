// Three Kafka brokers, every message on three, durable on two; one broker is killed (SIGKILL) every few seconds and started again while keyed events flow:
//   node e2e/cluster/kafka-brokers.mjs [--seconds 120] [--events 10000] [--keys 100] [--every 10]
// Proven: every acknowledged event is read back, by a group that listened all the time and by one that comes afterwards; none of a key is out of order; repeats are counted.
// Brings up servers of its own (infra/local) and ends them. Exit status 0: proven; 1: not.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createKafkaEventBus } from '@agentflow/adapters';
import { startBackends } from '@agentflow/testkit';
import { eventually } from '../expect.mjs';

const number = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({ options: { seconds: number(120), events: number(10_000), keys: number(100), every: number(10) } });
const [seconds, events, keys, every] = [values.seconds, values.events, values.keys, values.every].map(Number);
const each = Math.ceil(events / keys);
const TOPIC = 'proof.events';
const say = (text) => console.log(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}`);

/** What a group has read: by key the first sight of each event in the order of reading, and how often one came again. */
function createReader() {
  const byKey = new Map();
  let repeats = 0;
  return {
    byKey,
    repeats: () => repeats,
    async take(batch) {
      for (const { key, value } of batch) {
        const n = JSON.parse(value).n;
        const seen = byKey.get(key) ?? new Set();
        byKey.set(key, seen);
        if (seen.has(n)) repeats++;
        else seen.add(n);
      }
    },
  };
}
const firstDisorder = ({ byKey }) => {
  for (const [key, seen] of byKey) {
    let last = -1;
    for (const n of seen) {
      if (n < last) return `${key}: ${n} after ${last}`;
      last = n;
    }
  }
  return null;
};
const missingIn = ({ byKey }, acknowledged) =>
  [...acknowledged].flatMap(([key, count]) =>
    Array.from({ length: count }, (_, n) => n)
      .filter((n) => !byKey.get(key)?.has(n))
      .map((n) => `${key}/${n}`),
  );
const at = (sorted, share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

const servers = await startBackends(['kafka'], { kafkaNodes: 3 });
const troubles = new Map();
const buses = [];
const openBus = async () => {
  const bus = await createKafkaEventBus({
    brokers: servers.env.KAFKA_BROKERS.split(','),
    replication: 3,
    minInsync: 2,
    partitions: 12,
    deadlineMs: 20_000,
    onTrouble: ({ message }) => troubles.set(message, (troubles.get(message) ?? 0) + 1),
  });
  buses.push(bus);
  return bus;
};
let failed = true;
try {
  say(`three brokers: ${servers.env.KAFKA_BROKERS}`);
  const publisher = await openBus();
  const [listening, afterwards] = [createReader(), createReader()];
  for (let member = 0; member < 2; member++) await (await openBus()).subscribe(TOPIC, 'listening', listening.take);
  say('two members listen');

  const acknowledged = new Map();
  const latencies = [];
  let refusals = 0;
  const began = performance.now();
  const producing = Promise.all(
    Array.from({ length: keys }, async (_, k) => {
      const key = `execution-${k}`;
      for (let n = 0; n < each; n++) {
        await pause(Math.max(0, began + ((n + k / keys) * seconds * 1000) / each - performance.now()));
        const sent = performance.now();
        for (let durable = false; !durable;) {
          try {
            await publisher.publish(TOPIC, [{ key, headers: {}, value: JSON.stringify({ n }) }]);
            durable = true;
          } catch (error) {
            if (error.code !== 'UNAVAILABLE') throw error;
            refusals++;
          }
        }
        latencies.push(performance.now() - sent);
        acknowledged.set(key, n + 1);
      }
    }),
  );
  let kills = 0;
  const killing = (async () => {
    // A broker needs some seconds to be back: the next is killed when the time has come and all three are there.
    for (let next = every; next <= seconds; next = Math.max(next + every, (performance.now() - began) / 1000)) {
      await pause(Math.max(0, began + next * 1000 - performance.now()));
      const node = (kills++ % 3) + 1;
      await servers.control('kill', 'kafka', node);
      const sum = [...acknowledged.values()].reduce((a, b) => a + b, 0);
      say(`killed broker ${node}; ${sum} acknowledged, ${[...listening.byKey.values()].reduce((a, b) => a + b.size, 0)} read`);
      await pause(1_000);
      await servers.control('start', 'kafka', node);
    }
  })();
  await Promise.all([producing, killing]);
  say(`all ${keys * each} events acknowledged`);
  await eventually(() => missingIn(listening, acknowledged).length === 0, 'the group that listened has read all', 90_000).catch((error) =>
    say(error.message),
  );
  await (await openBus()).subscribe(TOPIC, 'afterwards', afterwards.take);
  await eventually(() => missingIn(afterwards, acknowledged).length === 0, 'a new group has read all', 60_000).catch((error) =>
    say(error.message),
  );

  latencies.sort((a, b) => a - b);
  const result = {
    acknowledged: [...acknowledged.values()].reduce((a, b) => a + b, 0),
    kills,
    missing: { listening: missingIn(listening, acknowledged).length, afterwards: missingIn(afterwards, acknowledged).length },
    disorder: { listening: firstDisorder(listening), afterwards: firstDisorder(afterwards) },
    repeatsRead: { listening: listening.repeats(), afterwards: afterwards.repeats() },
    publishesThatFailedOnce: refusals,
    publishMs: { p50: at(latencies, 0.5), p99: at(latencies, 0.99), longest: at(latencies, 1) },
    troubles: Object.fromEntries(troubles),
  };
  console.log(JSON.stringify(result, null, 2));
  failed =
    result.missing.listening + result.missing.afterwards > 0 ||
    result.disorder.listening !== null ||
    result.disorder.afterwards !== null ||
    kills === 0;
} finally {
  await Promise.all(buses.map((bus) => bus.close()));
  await servers.stop();
}
say(failed ? 'NOT proven' : 'proven');
process.exitCode = failed ? 1 : 0;
