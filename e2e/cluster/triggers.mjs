// Events of a topic start executions through two schedulers that are killed:   node e2e/cluster/triggers.mjs [--messages 1000] [--kills 2] [--within 180]
// CloudEvents come in any order, a third of them twice or more, mixed with poison (broken CloudEvents, input that does not fit). Proven: each valid event starts exactly one execution, with its own data;
// each poisonous message is a dead letter; nothing else is. Servers of its own. Exit status 0: proven; 1: not.
import kafkajs from 'kafkajs';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { conclude, say, startProofCluster, supervise } from './proof-cluster.mjs';

const number = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({ options: { messages: number(1_000), kills: number(2), within: number(180), seed: number(1) } });
const [messages, kills, within] = [values.messages, values.kills, values.within].map(Number);
let seed = Number(values.seed);
const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x7fffffff;
const TOPIC = 'proof.orders';
const WORKFLOW = 'proof-orders';
const definition = {
  schemaVersion: '1',
  name: WORKFLOW,
  inputs: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
  triggers: [{ id: 'orders', type: 'event', config: { topic: TOPIC }, input: { n: '{{ trigger.event.data.n }}' } }],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'end', type: 'end', config: { output: '{{ input.n }}' } },
  ],
  edges: [{ source: 'start', target: 'end' }],
};
/** About a tenth is poison, a third of the rest comes more than once; then all are shuffled, with windows of some hundred, as slow producers would. */
function makeMessages() {
  const valid = [];
  const poison = [];
  const all = [];
  for (let n = 0; all.length < messages; n++) {
    const event = { specversion: '1.0', id: `order-${n}`, source: '/proof', type: 'proof.order', data: { n } };
    const kind = random();
    if (kind < 0.05) all.push((poison.push(n), JSON.stringify({ ...event, data: { n: `no number ${n}` } })));
    else if (kind < 0.1) all.push((poison.push(n), JSON.stringify({ ...event, specversion: '9.9' })));
    else {
      valid.push(n);
      for (let copies = random() < 0.33 ? 2 + Math.floor(random() * 2) : 1; copies > 0; copies--) all.push(JSON.stringify(event));
    }
  }
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.max(0, i - Math.floor(random() * 300));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return { valid, poison, all };
}

const cluster = await startProofCluster({
  counts: { orchestrators: 2, runtimes: 1, schedulers: 2 },
  env: { AGENTFLOW_DEGRADATION: 'off' },
});
const supervisor = supervise(cluster);
const problems = [];
let figures = {};
const kafka = new kafkajs.Kafka({ brokers: cluster.environment.KAFKA_BROKERS.split(','), logLevel: kafkajs.logLevel.NOTHING });
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
/** All items of a list, by cursor or by number; asked until it answers. */
async function everyItem(path, next) {
  const items = [];
  for (let more = next({}, 0); more !== null;) {
    const { status, body } = await cluster.api('GET', `${path}page_size=200${more}`).catch(() => ({ status: 0 }));
    if (status === 400) throw new Error(`${path}: ${JSON.stringify(body)}`);
    if (status !== 200) {
      await pause(200);
      continue;
    }
    items.push(...body.items);
    more = next(body, items.length);
  }
  return items;
}
const started = () =>
  everyItem(`/executions?workflow=${WORKFLOW}&`, ({ nextCursor }) =>
    nextCursor === undefined ? '' : nextCursor && `&cursor=${encodeURIComponent(nextCursor)}`,
  );
const dead = () =>
  everyItem('/dead-letters?', ({ page, total }, count) => (page === undefined ? '&page=1' : count < total ? `&page=${page + 1}` : null));
try {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic: TOPIC, numPartitions: 6, replicationFactor: 1 }] });
  await admin.disconnect();
  for (const [path, body] of [
    ['/workflows', { definition, key: WORKFLOW }],
    [`/workflows/${WORKFLOW}/publish`, {}],
  ]) {
    const answer = await cluster.api('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  await producer.connect();
  // A trigger reads from the moment on at which both schedulers listen: a first event tells.
  for (let n = 0; (await started()).length === 0; n++) {
    if (n > 60) throw new Error('no event has started anything');
    const first = { specversion: '1.0', id: 'first', source: '/proof', type: 'proof.order', data: { n: -1 } };
    await producer.send({ topic: TOPIC, messages: [{ key: 'first', value: JSON.stringify(first) }] });
    await pause(500);
  }
  await pause(4_000);
  const { valid, poison, all } = makeMessages();
  say(`${all.length} messages: ${valid.length} events, ${poison.length} poisonous`);
  const from = performance.now();
  const killed = {};
  for (let sent = 0, step = Math.ceil(all.length / 20), part = 0; sent < all.length; sent += step, part++) {
    await producer.send({
      topic: TOPIC,
      messages: all.slice(sent, sent + step).map((value) => ({ key: String(Math.floor(random() * 100)), value })),
    });
    if (part % Math.max(1, Math.floor(20 / kills)) === 1 && Object.values(killed).reduce((a, b) => a + b, 0) < kills) {
      const label = `scheduler-${1 + (Object.keys(killed).length % 2)}`;
      cluster.kill(label);
      killed[label] = (killed[label] ?? 0) + 1;
      say(`killed ${label} after ${sent + step} messages`);
    }
    await pause(250);
  }
  const until = performance.now() + within * 1_000;
  let executions = [];
  let letters = [];
  while (performance.now() < until) {
    [executions, letters] = await Promise.all([started(), dead()]);
    if (executions.length >= valid.length + 1 && letters.length >= poison.length) break;
    await pause(1_000);
  }
  const took = performance.now() - from;
  // What would come twice has time to do so.
  await pause(3_000);
  executions = await started();
  letters = await dead();
  const byN = new Map();
  for (const { id } of executions) {
    const { body } = await cluster.api('GET', `/executions/${id}`);
    byN.set(body.input.n, (byN.get(body.input.n) ?? 0) + 1);
  }
  byN.delete(-1);
  const missing = valid.filter((n) => !byN.has(n));
  const twice = [...byN].filter(([, count]) => count > 1).map(([n]) => n);
  const strange = [...byN.keys()].filter((n) => !valid.includes(n));
  const lettersOf = new Set(letters.map(({ value }) => Number(/order-(\d+)/.exec(value)?.[1])));
  const quiet = poison.filter((n) => !lettersOf.has(n));
  figures = {
    messages: all.length,
    events: valid.length,
    copies: all.length - valid.length - poison.length,
    poisonous: poison.length,
    killed,
    executions: byN.size,
    startedTwice: twice.length,
    deadLetters: letters.length,
    seconds: Number((took / 1000).toFixed(1)),
  };
  problems.push(
    ...missing.map((n) => `LOST order-${n}`),
    ...twice.map((n) => `TWICE order-${n}: ${byN.get(n)} executions`),
    ...strange.map((n) => `STRANGE execution of ${n}`),
    ...quiet.map((n) => `NO DEAD LETTER for order-${n}`),
  );
  if (letters.length !== poison.length) problems.push(`${letters.length} dead letters for ${poison.length} poisonous messages`);
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await producer.disconnect().catch(() => undefined);
  await supervisor.stop();
}
conclude(figures, problems, await cluster.end({ keep: problems.length > 0 }));
