// A canary on a cluster: node e2e/cluster/canary.mjs   (needs the servers of `npm run backends:up`)
// Two gateways, designers and orchestrators. Which revision a start gets is what its key or its id draws, whichever process decides it; subflows by name too; figures come over Kafka and
// ClickHouse; promoted, the next start of every process runs it.
import { chooseRevision, startSample } from '@agentflow/core';
import { equal, eventually, truthy } from '../expect.mjs';
import { startCluster } from './cluster-instance.mjs';

const STARTS = 60;
const PARENTS = 12;
const PERCENT = 30;
const flow = (name, node) => ({
  schemaVersion: '1',
  name,
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'do', ...node },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'do' },
    { source: 'do', target: 'end' },
  ],
});
const greeter = (text) => flow('greeter', { type: 'set', config: { values: { text } } });
const caller = flow('caller', { type: 'subflow', config: { workflow: 'greeter', revision: 'latest', input: {} } });
const countBy = (list) => Object.fromEntries([...new Set(list)].sort().map((one) => [one, list.filter((other) => other === one).length]));

const cluster = await startCluster({ counts: { gateways: 2, designers: 2, orchestrators: 2 } });
try {
  const { api } = cluster;
  const execute = async (workflow, headers) => (await api('POST', `/workflows/${workflow}/execute?wait=20`, { input: {} }, headers)).body;
  const { id, etag } = (await api('POST', '/workflows', { definition: greeter('old'), key: 'greeter' })).body;
  await api('POST', '/workflows/greeter/publish', {});
  await api('PUT', '/workflows/greeter', { definition: greeter('new') }, { 'if-match': etag });
  equal((await api('POST', '/workflows/greeter/publish', { canary: PERCENT })).body.released, false, 'what was published as a canary');

  const canary = { revision: 2, digest: '', inputs: true, percent: PERCENT };
  const drawn = (sample) => chooseRevision({ workflowId: id, revision: 1, digest: '', canary }, sample).revision;
  const ran = [];
  for (let i = 0; i < STARTS; i++) {
    const key = i % 2 ? `order-${i}` : undefined;
    const view = await execute('greeter', key && { 'idempotency-key': key });
    equal(view.revision, drawn(key ? startSample({ source: `workflow:${id}`, key }) : view.id), `the revision of start ${i}`);
    ran.push(view.revision);
  }
  console.log('starts by revision:', countBy(ran));
  await api('POST', '/workflows', { definition: caller, key: 'caller' });
  await api('POST', '/workflows/caller/publish', {});
  const called = [];
  for (let i = 0; i < PARENTS; i++) {
    const { id: parent } = await execute('caller');
    const { childId } = (await api('GET', `/executions/${parent}/nodes/do`)).body;
    const child = (await api('GET', `/executions/${childId}`)).body;
    equal(child.revision, drawn(child.id), `the revision of the subflow of ${parent}`);
    called.push(child.revision);
  }
  console.log('subflows by revision:', countBy(called));
  const all = countBy([...ran, ...called]);
  truthy(all[1] && all[2], 'only one of the two ran');
  const figures = await eventually(async () => {
    const { items } = (await api('GET', '/workflows/greeter/release/figures')).body;
    return items.reduce((sum, one) => sum + one.executions, 0) === STARTS + PARENTS && items;
  }, 'the figures of all that ended');
  equal(Object.fromEntries(figures.map(({ revision, executions }) => [revision, executions])), all, 'the figures');
  console.log(
    'figures:',
    figures.map(({ revision, role, executions, failed }) => `${role} ${revision}: ${executions} ended, ${failed} failed`).join('; '),
  );
  await api('POST', '/workflows/greeter/release/canary/promote', {});
  const after = [];
  for (let i = 0; i < 10; i++) after.push((await execute('greeter')).revision);
  equal(countBy(after), { 2: 10 }, 'what runs once it is promoted');
  console.log('passed');
} catch (error) {
  console.log(`FAIL  ${error.message}`);
  process.exitCode = 1;
} finally {
  const left = await cluster.down();
  if (left.length > 0) {
    console.log(`still there: ${left.join(', ')}`);
    process.exitCode = 1;
  }
}
