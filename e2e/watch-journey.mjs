import http from 'node:http';
import { equal, eventually, truthy } from './expect.mjs';
import { startRestartable } from './restartable.mjs';
import { caller, hostile, listener, orders, plain, report, SLOW_MODEL } from './watch-workflows.mjs';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const OPENS_AT = 4;
/** Run and watch: streams, retries, a hundred items, a question; the server is killed and started again under the open page; published, compared, rolled back, redriven. */
export async function watchJourney({ page, step, shot }) {
  const archive = await startArchive();
  const instance = await startRestartable({ AGENTFLOW_EGRESS_ALLOW: new URL(archive.url).host });
  try {
    await journey({ page, step, shot, instance, archive });
  } finally {
    await instance.stop();
    archive.close();
  }
}
/** Outside of the platform: is closed at first, and opens at the third try. */
async function startArchive() {
  let asked = 0;
  const server = http.createServer((_, res) => {
    res.statusCode = ++asked < OPENS_AT ? 503 : 200;
    res.end(res.statusCode === 200 ? 'notes' : 'the archive is closed');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
async function journey({ page, step, shot, instance, archive }) {
  const { url, api } = instance;
  const node = (title) => page.locator('.react-flow__node', { hasText: title }).first();
  const row = (name) => page.getByTestId('timeline').getByRole('row', { name: new RegExp(`^${name}`) });
  const create = async (definition) => (await api('POST', '/workflows', { definition })).body.id;
  const run = async (id) => (await api('POST', `/workflows/${id}/execute`, { input: {}, revision: 'draft', tags: ['e2e'] })).body.id;
  const ended = (id) => eventually(async () => (await api('GET', `/executions/${id}`)).body.endedAt !== null, `the end of ${id}`, 90_000);
  const look = (language, theme) =>
    page.evaluate(
      ([l, t]) => (globalThis.localStorage.setItem('agentflow.language', l), globalThis.localStorage.setItem('agentflow.theme', t)),
      [language, theme],
    );
  let workflow;
  let execution;

  await step('a workflow is run from its dialog: earlier inputs, tags and priority are at hand', async () => {
    equal((await api('PUT', '/models/scripted/watch-writer', SLOW_MODEL)).status < 300, true, 'the scripted model');
    workflow = await create(report(archive.url));
    await page.goto(`${url}/login`);
    await page.getByLabel('API key').fill(instance.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.setViewportSize(SIZES[0]);
    await page.goto(`${url}/workflows/${workflow}`);
    await page.getByTestId('run').click();
    await page.locator('#root_topic').fill('fences');
    await page.getByText('Tags, priority').click();
    await page.locator('#start-tags').fill('e2e');
    await page.keyboard.press('Enter');
    await page.locator('#start-priority').fill('5');
    await shot('run-dialog');
    await page.getByTestId('run-confirm').click();
    await page.getByTestId('run-bar').waitFor();
  });
  await step('attempts and streamed words show on the nodes and in the panel', async () => {
    await node('Fetch notes')
      .getByText(/attempt \d/)
      .waitFor();
    await node('Write it').locator('b').first().click();
    await node('Write it').getByText('The fence is old', { exact: false }).waitFor({ timeout: 60_000 });
    const said = page.getByTestId('streamed');
    await said.waitFor();
    const before = (await said.innerText()).length;
    await eventually(async () => (await said.innerText()).length > before, 'more words in the panel');
    await shot('streaming');
    execution = (await api('GET', `/executions?workflow=${workflow}`)).body.items[0];
    equal([execution.tags, execution.priority], [['e2e'], 5], 'its tags and priority');
    execution = execution.id;
  });
  await step('the server is killed while the words stream: the page says so, and goes on by itself once it is back', async () => {
    await page.goto(`${url}/executions/${execution}`);
    await page.getByTestId('timeline').waitFor();
    await page.evaluate(() => (globalThis.notReloaded = true));
    await instance.kill();
    await page.getByTestId('connection-lost').waitFor();
    await shot('connection-lost');
    await instance.start();
    await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
    await page.getByTestId('go-answer').waitFor({ timeout: 90_000 });
    equal(await page.evaluate(() => globalThis.notReloaded), true, 'the page was reloaded');
    await shot('goes-on');
  });
  await step('the question is answered in place, in the session of before', async () => {
    await page.getByTestId('go-answer').click();
    await page.getByTestId('question').getByRole('button', { name: 'Approve' }).click();
    await ended(execution);
    await page.locator('header').getByText('Completed').waitFor();
    const { output } = (await api('GET', `/executions/${execution}`)).body;
    equal(output.sent, true, 'the answer in the output');
  });
  await step('the time line shows attempts, pauses and waits; it zooms and unfolds by keys', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 200 } });
    truthy((await page.getByTestId('timeline').locator('i[data-kind="backoff"]').count()) > 1, 'no pauses are drawn');
    truthy((await page.getByTestId('timeline').locator('i[data-kind="wait"]').count()) > 1, 'no wait is drawn');
    await row('write').click();
    const grid = page.getByRole('treegrid');
    await grid.focus();
    await page.keyboard.press('z');
    await page.getByTestId('timeline').getByText(/ of /).waitFor();
    await row('fetch').locator('[aria-hidden]').hover();
    await page.getByRole('tooltip').getByText('Waited').waitFor();
    await shot('time-line');
    await page.keyboard.press('0');
  });
  await step('every model call of a node can be read with its prompt, answer and tokens; what it logged is kept', async () => {
    await row('write').click();
    await page.getByRole('tab', { name: /^Steps/ }).click();
    await page.getByText('Write about fences').waitFor();
    await shot('steps');
    await row('fetch').click();
    await page.getByRole('tab', { name: /^Attempts/ }).click();
    await page.getByText('503', { exact: false }).first().waitFor();
  });
  await step('it runs again on the same input', async () => {
    await page.getByTestId('run-again').click();
    await eventually(() => !page.url().includes(execution) && page.url().includes('/executions/'), 'the page of the new execution');
    const again = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
    equal((await api('GET', `/executions/${again}`)).body.input, { topic: 'fences' }, 'its input');
    await api('POST', `/executions/${again}/stop`, {});
  });

  await step('a map of a hundred items is one node with counts, a list to look into and one iteration at a time', async () => {
    const id = await run(await create(orders));
    await page.goto(`${url}/executions/${id}`);
    await page.getByTestId('inside-run').getByText('100/100').waitFor({ timeout: 60_000 });
    truthy((await page.locator('.react-flow__node').count()) < 20, 'the canvas is full of items');
    await ended(id);
    await node('Check every order').locator('b').first().click();
    const list = page.getByTestId('iterations');
    await list.getByRole('button', { name: '2 with errors' }).click();
    equal(await list.getByRole('option').count(), 2, 'iterations with an error');
    await shot('map');
    await list.getByRole('option').first().click();
    await page.getByText('the ledger refuses 1013').first().waitFor();
    await page.getByRole('button', { name: /Next that failed/ }).click();
    await page.getByTestId('instance').getByText('[57]').waitFor();
    await shot('map-inside');
  });
  await step('hostile values are text and do not hold up the page', async () => {
    const id = await run(await create(hostile));
    await ended(id);
    page.once('dialog', () => {
      throw new Error('a script ran');
    });
    await page.goto(`${url}/executions/${id}`);
    await row('markup').click();
    await page.getByText('invoice \\u202egpj.exe').waitFor();
    await shot('hostile');
    await row('big').click();
    await page.getByRole('button', { name: /^Load/ }).click();
    await page.getByRole('button', { name: /^more/ }).first().click();
    const free = await page.evaluate(async () => {
      const from = performance.now();
      await new Promise((resolve) => globalThis.requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - from;
    });
    truthy(free < 2000, `the page was busy for ${Math.round(free)} ms`);
    for (const name of ['deep', 'wide', 'bad']) {
      await row(name).click();
      await page.getByText(name, { exact: true }).first().waitFor();
    }
    equal(await page.locator('img[src="x"]').count(), 0, 'images out of text');
  });
  await step('executions are found by tag, status and duration, and opened by keys', async () => {
    await page.goto(`${url}/executions?tag=e2e&status=completed&seconds=3`);
    const list = page.getByTestId('execution-list');
    await list.getByText('Write a report').first().waitFor();
    await page.getByText('Cost and duration filter what is loaded', { exact: false }).waitFor();
    equal(await list.getByText('Emitter').count(), 0, 'executions that do not fit');
    await shot('executions');
    await list.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByTestId('timeline').waitFor();
  });

  await step('it is published twice, the revisions are compared, and the first is released again', async () => {
    equal((await api('POST', `/workflows/${workflow}/publish`, { comment: 'The first' })).status, 201, 'publishing');
    const draft = await api('GET', `/workflows/${workflow}`);
    const changed = structuredClone(draft.body.definition);
    changed.nodes.find(({ id }) => id === 'ask').config.prompt = 'Send the report now?';
    changed.nodes.push({ id: 'note', type: 'set', title: 'Note', config: { values: { sent: true } } });
    changed.edges = changed.edges
      .filter(({ source }) => source !== 'ask')
      .concat([
        { source: 'ask', target: 'note' },
        { source: 'note', target: 'end' },
      ]);
    equal((await api('PUT', `/workflows/${workflow}`, { definition: changed }, { 'if-match': draft.etag })).status, 200, 'the change');
    await page.goto(`${url}/workflows/${workflow}`);
    await page.getByTestId('publish').click();
    await page.locator('#publish-comment').fill('Asks more sharply, and notes it');
    await page.getByTestId('publish-confirm').click();
    await page.getByText('Revision 2 is released').first().waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Revisions' }).click();
    const list = page.getByTestId('revisions');
    await list.getByText('Asks more sharply').waitFor();
    await shot('revisions');
    await list.getByRole('button', { name: 'Changes' }).click();
    const compare = page.getByTestId('compare');
    await compare.getByText('Send the report now?').waitFor();
    equal(await compare.locator('figure').count(), 2, 'graphs beside each other');
    equal(await compare.locator('figure g[data-mark="added"]').count(), 1, 'the new node in the later graph');
    await shot('compare');
    await compare.getByRole('button', { name: 'note', exact: true }).click();
    await page.locator('.react-flow__node.selected', { hasText: 'Note' }).waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Revisions' }).click();
    await list.getByRole('button', { name: 'Release again' }).click();
    await page.locator('.ant-modal-confirm').getByRole('button', { name: 'Release again' }).click();
    await page.getByText('Revision 1 is released').first().waitFor();
    const { body } = await api('GET', `/workflows/${workflow}/revisions`);
    equal(body.items.find(({ released }) => released).revision, 1, 'the released revision');
  });
  await step('who calls the workflow is found, and the triggers of a release with their next fire', async () => {
    await create(caller(workflow));
    await page.getByRole('tab', { name: 'Used by' }).click();
    await page.getByTestId('uses').getByText('Calls the report').waitFor();
    const emitter = await create(plain('Emitter'));
    const listening = await create(listener(emitter));
    equal((await api('POST', `/workflows/${listening}/publish`, {})).status, 201, 'publishing the listener');
    await api('POST', `/workflows/${emitter}/execute?wait=10`, { input: {}, revision: 'draft' });
    await page.goto(`${url}/workflows/${listening}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Revisions' }).click();
    await page.getByRole('tab', { name: 'Triggers' }).click();
    await page.getByTestId('release-triggers').getByText('Next', { exact: false }).first().waitFor();
    await shot('release-triggers');
  });
  await step('an event that could not be used is a dead letter: read, sent again, deleted', async () => {
    await eventually(async () => (await api('GET', '/dead-letters')).body.total > 0, 'the dead letter');
    await page.goto(`${url}/triggers`);
    const letter = page.getByTestId('dead-letter').first();
    await letter.locator('button').first().click();
    await letter.getByText('agentflow.execution.completed.v1').first().waitFor();
    await shot('dead-letter');
    await letter.getByRole('button', { name: 'Send again' }).click();
    await letter.getByText('Sent again').waitFor();
    await letter.getByRole('button', { name: 'Delete' }).click();
    await page.locator('.ant-modal-confirm').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No dead letters').waitFor();
  });
  await step('the cluster and usage pages say who is there and what was used', async () => {
    await page.goto(`${url}/cluster`);
    await page.getByTestId('cluster-health').first().getByText('Healthy').waitFor();
    await shot('cluster');
    await page.goto(`${url}/usage`);
    await page.getByText('scripted/watch-writer').first().waitFor();
    await shot('usage');
  });
  for (const [language, theme, size] of [
    ['zh', 'dark', SIZES[0]],
    ['zh', 'light', SIZES[1]],
    ['en', 'dark', SIZES[1]],
  ])
    await step(`what is watched shows in ${language}, ${theme}, ${size.width} wide, without a key of the dictionary`, async () => {
      await look(language, theme);
      await page.setViewportSize(size);
      for (const [name, path, wait] of [
        ['execution', `/executions/${execution}`, '[data-testid=timeline]'],
        ['executions', '/executions', '[data-testid=execution-list] a'],
        ['triggers', '/triggers', 'h1'],
        ['cluster', '/cluster', '[data-testid=cluster-health]'],
        ['usage', '/usage', 'h1'],
      ]) {
        await page.goto(url + path);
        await page.locator(wait).first().waitFor();
        await page.waitForTimeout(600);
        const text = await page.locator('body').innerText();
        const keys = text.match(/\b(watch|gantt|start|find|release|deadLetters|cluster|run|usage|executions)\.[a-z][A-Za-z]+\b/g);
        truthy(!keys, `${path} shows keys of the dictionary: ${keys}`);
        await shot(`${name}-${language}-${theme}-${size.width}`);
      }
    });
}
