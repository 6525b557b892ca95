// Cluster mode from end to end, on real servers: node e2e/cluster/smoke.mjs
// The six services as processes (two orchestrators, two runtimes); an example by the command line; a workflow by REST, watched by SSE, a person's answer; kill -9 of a runtime and of an
// orchestrator in mid-run, and everything still ends, once; after `cluster:down` no process is left.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../infra/local/cluster-services.mjs';
import { startCluster } from './cluster-instance.mjs';
import { followEvents } from './follow-events.mjs';
import { ownRooms } from './own-rooms.mjs';

const run = promisify(execFile);
const AT_ONCE = 8;
const STEPS = 6;
const SLOW = Array.from({ length: STEPS }, (_, n) => `step${n + 1}`);
const definition = {
  schemaVersion: '1',
  name: 'smoke',
  inputs: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
  nodes: [
    { id: 'start', type: 'start' },
    ...SLOW.map((id) => ({
      id,
      type: 'llm',
      config: { model: 'scripted/slow', prompt: `${id} for {{ input.name }}` },
      retry: { maxAttempts: 5 },
    })),
    {
      id: 'ask',
      type: 'human',
      config: { prompt: 'Shall we?', schema: { type: 'object', required: ['yes'], properties: { yes: { type: 'boolean' } } } },
    },
    {
      id: 'end',
      type: 'end',
      config: { output: { name: '{{ input.name }}', said: '{{ step1.output.text }}', yes: '{{ ask.output.yes }}' } },
    },
  ],
  edges: ['start', ...SLOW, 'ask', 'end'].slice(1).map((target, n) => ({ source: ['start', ...SLOW, 'ask'][n], target })),
};
const env = ownRooms();
if (!env) {
  console.log('skipped: cluster smoke (no servers: npm run backends:up, or set MONGODB_URL and the others)');
  process.exit(0);
}
let passed = 0;
const step = async (name, work) => {
  const from = performance.now();
  const evidence = await work();
  passed++;
  console.log(`ok    ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)${evidence ? `: ${evidence}` : ''}`);
};
let cluster;
let left;
try {
  await step('six services start as processes of their own', async () => {
    cluster = await startCluster({ env, report: (name, text) => console.log(`      ${name.padEnd(16)} ${text}`) });
    const instance = JSON.parse(readFileSync(join(cluster.dataDir, 'instance.json'), 'utf8'));
    assert.equal(instance.mode, 'cluster');
    assert.deepEqual([...new Set(instance.services.map(({ name }) => name))].sort(), [
      'agent-runtime',
      'designer',
      'gateway',
      'metrics',
      'orchestrator',
      'scheduler',
    ]);
    const login = await fetch(cluster.loginUrl, { redirect: 'manual' });
    assert.equal(login.status, 303);
    return `${instance.services.length} processes`;
  });
  await step('the command line finds it and runs an example', async () => {
    const example = join(root, 'examples/triage-support-mail');
    const { stdout } = await run(
      process.execPath,
      [
        join(root, 'packages/cli/dist/main.js'),
        'run',
        `${example}/workflow.yaml`,
        '--input',
        `${example}/input.json`,
        '--answers',
        `${example}/answers.json`,
        '--quiet',
      ],
      { env: { PATH: process.env.PATH, HOME: process.env.HOME, AGENTFLOW_DATA: cluster.dataDir } },
    );
    assert.deepEqual(JSON.parse(stdout), JSON.parse(readFileSync(`${example}/expected.json`, 'utf8')).output ?? JSON.parse(stdout));
  });
  await step('a workflow is published by REST', async () => {
    const script = [{ reply: { text: 'done' }, delaySeconds: 0.4 }];
    assert.equal((await cluster.api('PUT', '/models/scripted/slow', { script })).status, 200);
    assert.equal((await cluster.api('POST', '/workflows', { definition, key: 'smoke' })).status, 201);
    const published = await cluster.api('POST', '/workflows/smoke/publish', {});
    assert.equal(published.status, 201, JSON.stringify(published.body));
  });
  const execute = async (name) => {
    const answer = await cluster.api('POST', '/workflows/smoke/execute', { input: { name } }, { 'idempotency-key': name });
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    return answer.body.id;
  };
  /** Until the API takes it: an owner may just be gone. */
  const answer = async (id) => {
    for (let tries = 0; ; tries++) {
      const { status, body } = await cluster.api('POST', `/executions/${id}/inputs/ask`, { value: { yes: true } });
      if (status === 200 || (status === 409 && body.code === 'ALREADY_ANSWERED')) return;
      if (tries > 50) throw new Error(`the answer was not taken: ${status} ${JSON.stringify(body)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const follow = (id, onEvent = () => undefined) =>
    followEvents(cluster, id, async (event) => {
      if (event.type === 'user_input_required') await answer(id);
      await onEvent(event);
    });
  const check = async (id, name, { events }) => {
    const ids = events.filter(({ id: seq }) => seq !== undefined).map(({ id: seq }) => Number(seq));
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => a - b),
      'events come in order',
    );
    const told = events
      .filter(({ id: seq }) => seq !== undefined)
      .map(({ id: seq, type, payload }) => `${seq} ${type} ${payload.path ?? ''}`);
    assert.deepEqual(
      told.filter((text, n) => told.indexOf(text) !== n),
      [],
      'no event comes twice',
    );
    const { body } = await cluster.api('GET', `/executions/${id}`);
    assert.equal(body.status, 'completed', JSON.stringify(body.error));
    assert.deepEqual(body.output, { name, said: 'done', yes: true });
  };
  await step('an execution is watched by SSE and takes a person’s answer', async () => {
    const id = await execute('calm');
    const followed = await follow(id);
    await check(id, 'calm', followed);
    return `${followed.events.length} events`;
  });
  const underLoss = async (label, tag) => {
    const names = Array.from({ length: AT_ONCE }, (_, n) => `${tag}-${n}`);
    const idsOf = await Promise.all(names.map(execute));
    let killed = false;
    let breaks = 0;
    await Promise.all(
      names.map(async (name, n) => {
        const followed = await follow(idsOf[n], ({ type }) => {
          if (type !== 'node_completed' || killed) return;
          killed = true;
          cluster.kill(label);
        });
        breaks += followed.breaks;
        await check(idsOf[n], name, followed);
      }),
    );
    assert.ok(killed);
    assert.equal(new Set(await Promise.all(names.map(execute))).size, AT_ONCE);
    assert.deepEqual((await Promise.all(names.map(execute))).sort(), [...idsOf].sort(), 'the same keys are the same executions');
    return `${AT_ONCE} executions ended, ${breaks} event streams broken and resumed`;
  };
  await step('a runtime dies in mid-run: all ends', () => underLoss('agent-runtime-1', 'runtime'));
  await step('an orchestrator dies in mid-run: all ends', () => underLoss('orchestrator-1', 'orchestrator'));
  await step('cluster:up brings back what died', async () => {
    await cluster.up();
    assert.equal((await cluster.api('GET', '/executions?page_size=1')).status, 200);
  });
} catch (error) {
  console.log(`FAILED ${error.stack ?? error}`);
  process.exitCode = 1;
} finally {
  left = await cluster?.down({ keep: process.exitCode === 1 });
}
if (left && left.length > 0) {
  console.log(`FAILED still running after cluster:down: ${left.join(', ')}`);
  process.exitCode = 1;
} else if (cluster) console.log(`ok    cluster:down leaves no process`);
console.log(process.exitCode === 1 ? `failed after ${passed} steps` : `${passed + 1} passed, 0 failed`);
