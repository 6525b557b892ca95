import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { equal, eventually, truthy } from './expect.mjs';
import { startInstance } from './instance.mjs';

/** What people do with an execution that went wrong: retry it, on a newer revision too, fork it, replay it, take it along, say what became of a call. */
export async function recovery({ page, step, shot }) {
  // A server that takes a call and never answers it.
  const calls = [];
  const silent = createServer((socket) => {
    calls.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => setTimeout(() => socket.destroy(), 300));
  });
  await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address();
  const instance = await startInstance({ AGENTFLOW_EGRESS_ALLOW: `127.0.0.1:${port}` });
  const { url, api } = instance;
  const echo = (id, args) => ({ id, type: 'tool', config: { tool: 'echo', arguments: args } });
  const workflow = (nodes, chain) => ({
    schemaVersion: '1',
    name: 'recover me',
    nodes: [{ id: 'start', type: 'start' }, ...nodes, { id: 'end', type: 'end', config: { output: { done: true } } }],
    edges: chain.slice(1).map((target, i) => ({ source: chain[i], target, ...(chain[i] === 'check' ? { sourceHandle: 'true' } : {}) })),
  });
  const check = (when) => ({ id: 'check', type: 'condition', config: { when } });
  const publish = async (key, definition) => {
    const known = await api('GET', `/workflows/${key}`);
    if (known.status === 200) await api('PUT', `/workflows/${key}`, { definition }, { 'if-match': known.etag ?? known.body.etag });
    else equal((await api('POST', '/workflows', { definition, key })).status, 201, 'creating');
    const published = await api('POST', `/workflows/${key}/publish`, { comment: 'as tested' });
    equal([published.status, published.body.errors], [201, undefined], 'publishing');
  };
  const started = async (key, input) => (await api('POST', `/workflows/${key}/execute?wait=10`, { input })).body.id;
  const statusOf = async (id) => (await api('GET', `/executions/${id}`)).body.status;
  let failed;
  try {
    await step('a failed execution offers a retry and says what it would do', async () => {
      await publish(
        'recover',
        workflow([echo('a', { n: '{{ input.n }}' }), check('input.n > 1'), echo('b', {})], ['start', 'a', 'check', 'b', 'end']),
      );
      failed = await started('recover', { n: 'no number' });
      equal(await statusOf(failed), 'failed', 'status');
      await publish(
        'recover',
        workflow([echo('a', { n: '{{ input.n }}' }), check('true'), echo('c', {})], ['start', 'a', 'check', 'c', 'end']),
      );
      await page.goto(instance.link);
      await page.goto(`${url}/executions/${failed}`);
      await page.getByRole('button', { name: 'Retry' }).click();
      await page.getByText('This can be done').waitFor();
      await shot('retry');
      await page.locator('.ant-modal .ant-select').click();
      await page
        .getByText(/Revision 2/)
        .last()
        .click();
      await page.getByTestId('retry-outlook').getByText('other configuration').waitFor();
      await shot('retry-on-revision-2');
    });
    await step('a retry on the newer revision ends well', async () => {
      await page.locator('.ant-modal').getByRole('button', { name: 'Retry' }).click();
      await eventually(async () => (await statusOf(failed)) === 'completed', 'the retry');
      await page.locator('header').getByText('Completed').first().waitFor();
      await shot('retried');
    });
    await step('a replay comes out the same', async () => {
      await page.getByRole('button', { name: 'Replay' }).click();
      await page.locator('.ant-modal-confirm-title', { hasText: 'The same again' }).waitFor();
      await shot('replay');
      await page.locator('.ant-modal-confirm').getByRole('button').click();
    });
    await step('an export is a file that another import knows', async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export' }).click()]);
      const text = await readFile(await download.path(), 'utf8');
      truthy(text.trimEnd().split('\n').at(-1).startsWith('{"kind":"end"'), 'the file is whole');
      const imported = await api('POST', '/executions/import', text, { 'content-type': 'application/x-ndjson' });
      equal([imported.status, imported.body.id], [200, failed], 'the import of what is here');
    });
    await step('a fork begins before a node, and says where it comes from', async () => {
      await page.locator('.react-flow__node[data-id="a"]').click();
      await page.getByRole('button', { name: 'Fork' }).click();
      await page.locator('.ant-modal-title', { hasText: 'Fork before' }).first().waitFor();
      await shot('fork');
      await page.locator('.ant-modal').getByRole('button', { name: 'Fork' }).click();
      await page.getByRole('link', { name: 'a fork' }).waitFor();
      truthy(!page.url().endsWith(failed), 'another execution');
      await shot('forked');
    });
    await step('a call whose answer never came is shown with its evidence, and resolved', async () => {
      const call = { id: 'pay', type: 'http', effect: 'at_most_once', config: { method: 'POST', url: `http://127.0.0.1:${port}/pay` } };
      await publish('uncertain', workflow([call], ['start', 'pay', 'end']));
      const { body } = await api('POST', '/workflows/uncertain/execute', { input: {} });
      await eventually(
        async () => (await api('GET', `/executions/${body.id}`)).body.waiting.some(({ kind }) => kind === 'uncertain'),
        'uncertain',
      );
      await page.goto(`${url}/executions/${body.id}`);
      await page.getByText('idempotencyKey').first().waitFor();
      await shot('uncertain');
      await page.getByRole('radio').first().click();
      await page
        .getByRole('button', { name: /Decide|Send|Settle|Resolve/ })
        .first()
        .click();
      await eventually(async () => (await statusOf(body.id)) === 'completed', 'the resolved execution');
      equal(calls.length, 1, 'calls made');
      await shot('resolved');
    });
  } finally {
    await instance.stop();
    for (const socket of calls) socket.destroy();
    silent.close();
  }
}
