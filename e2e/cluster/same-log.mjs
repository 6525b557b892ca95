// The same log however it runs:   node e2e/cluster/same-log.mjs [--only NAME,...] [--tries 4]
// Every example and every scenario of the conformance suite runs on one process with embedded stores and on a cluster. Proven: both give the same canonical event log (ids, times and versions erased, events
// in order for each path); where a race decides, the same one among a few tries, or both are ends that the scenario allows; and an execution exported from either is replayed and forked on the other. Exit status 0: proven; 1: not.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { parseDefinition } from '@agentflow/core';
import { root } from '../../infra/local/cluster-services.mjs';
import { startInstance } from '../instance.mjs';
import { canonicalLog } from './canonical-log.mjs';
import { conclude, say, startProofCluster } from './proof-cluster.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, tries: { type: 'string', default: '4' } } });
const only = values.only === '' ? null : values.only.split(',');
const tries = Number(values.tries);
const ENDED = new Set(['completed', 'failed', 'stopped']);
const run = promisify(execFile);
const CLI = join(root, 'packages/cli/dist/main.js');
const QUIET_MS = 1_500;

async function historyOf(place, id) {
  const items = [];
  for (let cursor = ''; ;) {
    const { status, body } = await place.api('GET', `/executions/${id}/history?page_size=200${cursor}`);
    if (status !== 200) throw new Error(`history of ${id}: ${status} ${JSON.stringify(body)}`);
    items.push(...body.items);
    if (body.nextCursor === null) return items;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}
const TOKENS = { NodeCompleted: '', NodeFailed: '!', NodeCancelled: '~' };
async function logOf(place, id) {
  const items = await historyOf(place, id);
  const trace = items.flatMap(({ type, path }) => (type in TOKENS ? `${TOKENS[type]}${path}` : []));
  return { log: canonicalLog(items), trace };
}
/** Whether what happened is one of the ways in which a race may end: nodes in the order of their ends, of those that the ways speak of. */
function isAllowed({ trace }, allowed) {
  const told = new Set(allowed.flatMap((way) => way.split(' ')).map((token) => token.replace(/^[!~]/, '')));
  const seen = trace.filter((token) => told.has(token.replace(/^[!~]/, ''))).join(' ');
  return allowed.includes(seen);
}
/** Its log once it has ended, or waits for something that nobody sends. */
async function settled(place, id) {
  for (let last = '', since = performance.now(); ;) {
    const { body } = await place.api('GET', `/executions/${id}`);
    if (ENDED.has(body.status)) return { id, status: body.status, ...(await logOf(place, id)) };
    const now = JSON.stringify([body.status, body.nodes]);
    if (now !== last) [last, since] = [now, performance.now()];
    if (body.status === 'waiting' && performance.now() - since > QUIET_MS) return { id, status: body.status, ...(await logOf(place, id)) };
    if (performance.now() - since > 60_000) throw new Error(`${id} stays ${body.status}`);
    await pause(150);
  }
}
function examples() {
  return readdirSync(join(root, 'examples'))
    .filter((name) => existsSync(join(root, 'examples', name, 'workflow.yaml')))
    .map((name) => ({
      name,
      async play(place) {
        const folder = join(root, 'examples', name);
        const answers = existsSync(join(folder, 'answers.json')) ? ['--answers', join(folder, 'answers.json')] : [];
        const args = ['run', join(folder, 'workflow.yaml'), '--input', join(folder, 'input.json'), ...answers, '--json', '--quiet'];
        const { stdout } = await run(process.execPath, [CLI, ...args, '--url', place.url, '--key', place.key], { maxBuffer: 1e8 }).catch(
          (error) => {
            if (error.stdout?.startsWith('{')) return error;
            throw error;
          },
        );
        return settled(place, JSON.parse(stdout).id);
      },
    }));
}
function scenarios() {
  const folder = join(root, 'conformance/patterns');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
      if (expected.refused) return [];
      return expected.cases.map((one, index) => ({
        name: `${name}${expected.cases.length > 1 ? ` case ${index + 1}` : ''}`,
        races: one.allowed.length > 1,
        allowed: one.allowed,
        async play(place) {
          let workflow;
          for (const other of [...(expected.others ?? []), 'workflow']) {
            const { value: definition } = parseDefinition(readFileSync(join(folder, name, `${other}.yaml`), 'utf8'), { format: 'yaml' });
            const key = other === 'workflow' ? definition.name : other;
            if (other === 'workflow') workflow = key;
            const made = await place.api('POST', '/workflows', { definition, key });
            if (made.status === 409) continue;
            if (made.status !== 201) throw new Error(`${key}: ${made.status} ${JSON.stringify(made.body)}`);
            const published = await place.api('POST', `/workflows/${key}/publish`, {});
            if (published.status !== 201) throw new Error(`${key}: ${JSON.stringify(published.body)}`);
          }
          const begun = await place.api('POST', `/workflows/${workflow}/execute`, { input: one.input ?? {} });
          if (begun.status !== 202) throw new Error(`${name}: ${begun.status} ${JSON.stringify(begun.body)}`);
          const { id } = begun.body;
          for (const { name: signal, payload = null } of one.signals ?? [])
            await place.api('POST', `/executions/${id}/signals/${signal}`, { payload });
          for (const command of one.commands ?? []) await place.api('POST', `/executions/${id}/${command}`, {});
          return settled(place, id);
        },
      }));
    });
}
/** Export from one, import at the other: it is replayed there and a fork of it goes on to the same end. */
async function travel(from, to, { id, status }) {
  const exported = await fetch(`${from.url}/api/v1/executions/${id}/export`, { headers: { authorization: `Bearer ${from.key}` } });
  if (exported.status !== 200) return `export: ${exported.status}`;
  const taken = await to.api('POST', '/executions/import', await exported.text(), { 'content-type': 'application/x-ndjson' });
  if (taken.status !== 201) return `import: ${taken.status} ${JSON.stringify(taken.body)}`;
  const replayed = await to.api('POST', `/executions/${id}/replay`, {});
  if (replayed.body?.identical !== true) return `replay: ${JSON.stringify(replayed.body).slice(0, 300)}`;
  const first = taken.body.nodes.find(({ type }) => type !== 'start');
  const forked = await to.api('POST', `/executions/${id}/fork`, { from: { path: first.path } });
  if (forked.status !== 201) return `fork: ${forked.status} ${JSON.stringify(forked.body)}`;
  const end = await settled(to, forked.body.id);
  // One that asks a person asks again.
  return end.status === status || end.status === 'waiting' ? null : `the fork ended ${end.status}, not ${status}`;
}
const firstDifference = (a, b) => {
  const at = a.findIndex((line, n) => line !== b[n]);
  const n = at < 0 ? a.length : at;
  return `embedded: ${a[n]}\n    cluster:  ${b[n]}`.slice(0, 1_500);
};

const problems = [];
let figures = {};
const env = { AGENTFLOW_SEED: 'off', AGENTFLOW_DEGRADATION: 'off' };
const embedded = await startInstance(env);
const cluster = await startProofCluster({ counts: { orchestrators: 2, runtimes: 2 }, env }).catch(async (error) => {
  await embedded.stop();
  throw error;
});
try {
  const all = [...examples(), ...scenarios()].filter(({ name }) => !only || only.some((part) => name.includes(part)));
  const counts = { examples: 0, scenarios: 0, same: 0, events: 0, againForTheRace: 0, otherEndOfTheRace: 0 };
  const travels = [];
  for (const one of all) {
    try {
      counts[one.races === undefined ? 'examples' : 'scenarios']++;
      let here = await one.play(embedded);
      let there = await one.play(cluster);
      const seen = [[here], [there]];
      const match = () => seen[0].some(({ log }) => seen[1].some((other) => JSON.stringify(log) === JSON.stringify(other.log)));
      for (let more = 1; !match() && one.races && more < tries; more++) {
        counts.againForTheRace++;
        seen[0].push((here = await one.play(embedded)));
        seen[1].push((there = await one.play(cluster)));
      }
      counts.events += here.log.length;
      if (match()) counts.same++;
      // The quicker way of running decides some races always alike: then both ends have to be among those that the race may have.
      else if (one.races && seen.flat().every((each) => isAllowed(each, one.allowed))) counts.otherEndOfTheRace++;
      else problems.push(`${one.name}: ${here.status} and ${there.status}; ${firstDifference(here.log, there.log)}`);
      if (['01-', '21-', 'invoice', 'currency'].some((part) => one.name.includes(part))) travels.push([one.name, here, there]);
    } catch (error) {
      problems.push(`${one.name}: ${error.message} ${String(error.stderr ?? '').slice(0, 300)}`);
    }
  }
  say(`${counts.same} of ${all.length} the same`);
  let travelled = 0;
  for (const [name, here, there] of travels)
    for (const [from, to, one] of [
      [embedded, cluster, here],
      [cluster, embedded, there],
    ]) {
      const wrong = await travel(from, to, one);
      if (wrong === null) travelled++;
      else problems.push(`${name} from ${from === embedded ? 'one process to the cluster' : 'the cluster to one process'}: ${wrong}`);
    }
  figures = { ...counts, exportedReplayedAndForkedOnTheOther: travelled };
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await embedded.stop();
}
conclude(figures, problems, await cluster.end({ keep: problems.length > 0 }));
