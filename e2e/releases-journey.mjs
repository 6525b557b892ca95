import { createRequire } from 'node:module';
import { eventually, equal, truthy } from './expect.mjs';

const { AxeBuilder } = createRequire(import.meta.url)('@axe-core/playwright');
const greeter = (text) => ({
  schemaVersion: '1',
  name: 'Greeter',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'say', type: 'set', config: { values: { text } } },
    { id: 'end', type: 'end', config: { output: '{{ say.output.text }}' } },
  ],
  edges: [
    { source: 'start', target: 'say' },
    { source: 'say', target: 'end' },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, say: { x: 300, y: 0 }, end: { x: 600, y: 0 } } },
});
const machine = {
  schemaVersion: '1',
  name: 'Order',
  nodes: [
    { id: 'start', type: 'start' },
    {
      id: 'order',
      type: 'statemachine',
      config: {
        initial: 'open',
        states: { open: { on: [{ event: 'paid', target: 'paid' }], after: [{ seconds: 60, target: 'open' }] }, paid: { final: true } },
      },
    },
    {
      id: 'each',
      type: 'map',
      config: { items: '[1, 2]' },
      body: {
        nodes: [
          { id: 'start', type: 'start' },
          { id: 'end', type: 'end' },
        ],
        edges: [{ source: 'start', target: 'end' }],
      },
    },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'order' },
    { source: 'order', target: 'each' },
    { source: 'each', target: 'end' },
  ],
  layout: {
    nodes: { start: { x: 0, y: 0 }, order: { x: 300, y: 0 }, each: { x: 600, y: 0 }, end: { x: 900, y: 0 } },
    notes: [{ id: 'n', scope: 'each', x: 0, y: 120, width: 220, height: 80, text: 'What each of them does' }],
  },
};

/** Publish to a share, watch both, promote, end; move and rename in folders; what an edited draft ran; states and notes; words in Chinese. */
export async function releases({ page, instance, step, shot }) {
  const { url, key, api } = instance;
  const node = (title) => page.locator('.react-flow__node', { hasText: title }).first();
  const look = async (language, theme) => {
    await page.evaluate(
      ([l, t]) => (globalThis.localStorage.setItem('agentflow.language', l), globalThis.localStorage.setItem('agentflow.theme', t)),
      [language, theme],
    );
    await page.reload();
  };
  const execute = (body, headers) => api('POST', '/workflows/greeter/execute?wait=20', body, headers);
  const openReleases = async () => {
    await page
      .getByRole('button', { name: /^(More|更多)/ })
      .last()
      .click();
    await page.getByRole('menuitem', { name: /Revisions|版本/ }).click();
  };
  /** Nothing that is open keeps those out who use it without eyes or mouse. */
  const usable = async (what) => {
    const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    truthy(grave.length === 0, `${what}: ${grave.map((one) => `${one.id} ${one.nodes[0]?.html.slice(0, 160)}`).join('\n')}`);
  };
  let id;

  await step('publishing asks whether all or a share of new executions run it', async () => {
    ({ id } = (await api('POST', '/workflows', { definition: greeter('old'), key: 'greeter', folder: 'Support' })).body);
    await api('POST', '/workflows/greeter/publish', {});
    const { etag } = await api('GET', '/workflows/greeter');
    await api('PUT', '/workflows/greeter', { definition: greeter('new') }, { 'if-match': etag });
    await page.goto(`${url}/login`);
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('h1').first().waitFor();
    await page.goto(`${url}/workflows/${id}`);
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByTestId('publish').click();
    await page.getByText('First a share of them').click();
    const share = page.getByRole('spinbutton', { name: 'Share of new executions' });
    await share.fill('40');
    await shot('publish-share');
    await usable('the publish dialog');
    await page.getByTestId('publish-confirm').click();
    await eventually(async () => (await api('GET', '/workflows/greeter/release')).body.canary?.percent === 40, 'the canary');
  });
  await step('the releases show both revisions with their shares and figures', async () => {
    const runs = await Promise.all(Array.from({ length: 30 }, (_, i) => execute({ input: {} }, { 'idempotency-key': `o-${i}` })));
    truthy(new Set(runs.map(({ body }) => body.revision)).size === 2, 'only one of the two ran');
    const again = await execute({ input: {} }, { 'idempotency-key': 'o-0' });
    equal([again.body.id, again.body.revision], [runs[0].body.id, runs[0].body.revision], 'the same start again');
    await page.reload();
    await page.locator('.react-flow__node').first().waitFor();
    await openReleases();
    const card = page.getByTestId('canary');
    await card.waitFor();
    const total = async () => (await card.locator('tbody tr td:nth-child(3)').allInnerTexts()).reduce((sum, text) => sum + Number(text), 0);
    await eventually(async () => (await total()) === 30, 'the figures of 30 executions');
    await shot('canary');
    await usable('the releases');
    await look('zh', 'dark');
    await page.locator('.react-flow__node').first().waitFor();
    await openReleases();
    await card.waitFor();
    await eventually(async () => (await total()) === 30, 'the figures');
    await shot('canary-zh');
    await page.getByRole('tab', { name: '变更记录' }).click();
    await page.getByTestId('release-changes').locator('li').first().waitFor();
    await shot('changes-zh');
    await look('en', 'light');
  });
  await step('the canary is promoted and everything runs it; it can be tried the other way round and ended', async () => {
    await page.locator('.react-flow__node').first().waitFor();
    await openReleases();
    await page.getByTestId('canary-promote').click();
    await page
      .getByRole('dialog', { name: /Release revision 2/ })
      .getByRole('button', { name: 'Promote to all' })
      .click();
    await eventually(async () => (await api('GET', '/workflows/greeter/release')).body.revision === 2, 'the promotion');
    equal((await execute({ input: {} })).body.output, 'new', 'what runs now');
    await page.getByTestId('canary').waitFor({ state: 'detached' });
    await page.locator('ol[data-testid="revisions"]').getByRole('button', { name: 'Canary' }).click();
    await shot('canary-dialog');
    await page.getByTestId('canary-set').waitFor();
    await page.getByTestId('canary-set').click();
    await page.getByTestId('canary').waitFor();
    await page.getByTestId('canary-end').click();
    await page
      .getByRole('dialog', { name: /End the canary/ })
      .getByRole('button', { name: 'End canary' })
      .click();
    await page.getByTestId('canary').waitFor({ state: 'detached' });
    await eventually(async () => (await api('GET', '/workflows/greeter/release')).body.canary === null, 'the end');
  });
  await step('an execution shows the graph that it ran, after its draft went on', async () => {
    const { body } = await api('POST', '/workflows/greeter/execute?wait=20', { input: {}, revision: 'draft' });
    const { etag } = await api('GET', '/workflows/greeter');
    const changed = greeter('newest');
    changed.nodes.splice(2, 0, { id: 'later', type: 'set', title: 'Came later', config: { values: {} } });
    changed.edges = [...changed.edges.slice(0, 1), { source: 'say', target: 'later' }, { source: 'later', target: 'end' }];
    await api('PUT', '/workflows/greeter', { definition: changed }, { 'if-match': etag });
    await page.goto(`${url}/executions/${body.id}`);
    await page.locator('.react-flow__node').first().waitFor();
    equal(await page.locator('.react-flow__node').count(), 3, 'nodes of the draft that ran');
    await shot('executed');
  });
  await step('a workflow is moved and renamed by keyboard, a folder is renamed, and each is taken back', async () => {
    const folderOf = async () => (await api('GET', '/workflows/greeter')).body.folder;
    await page.goto(`${url}/workflows`);
    const menu = page.getByRole('button', { name: 'Actions for Greeter' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Move to folder…' }).click();
    const field = page.getByRole('combobox', { name: 'Folder' });
    await field.waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('Sales / North');
    await shot('move');
    await usable('the move dialog');
    await page.keyboard.press('Enter');
    await eventually(async () => (await folderOf()) === 'Sales/North', 'the new folder');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).waitFor();
    await shot('moved');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await folderOf()) === 'Support', 'the undo');
    await page.goto(`${url}/workflows?folder=Support`);
    await page.getByRole('button', { name: 'Rename folder Support' }).click();
    await page.getByRole('combobox', { name: 'Folder' }).fill('Help');
    await page.getByRole('button', { name: 'Rename folder', exact: true }).last().click();
    await eventually(async () => (await folderOf()) === 'Help', 'the renamed folder');
    await eventually(() => new URL(page.url()).searchParams.get('folder') === 'Help', 'the address of the folder');
    await page.getByRole('button', { name: 'Actions for Greeter' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Welcome');
    await shot('rename');
    await page.keyboard.press('Enter');
    await eventually(async () => (await api('GET', '/workflows/greeter')).body.name === 'Welcome', 'the new name');
    await look('zh', 'dark');
    await page.getByRole('button', { name: /Welcome/ }).click();
    await page.getByRole('menuitem', { name: '移动到文件夹…' }).click();
    await page.getByRole('combobox', { name: '文件夹' }).waitFor();
    await shot('move-zh');
    await page.keyboard.press('Escape');
    await look('en', 'light');
  });
  await step('states are copied, pasted and duplicated on the canvas', async () => {
    const { body } = await api('POST', '/workflows', { definition: machine, key: 'order' });
    const states = async () => {
      const { definition } = (await api('GET', '/workflows/order')).body;
      return definition.nodes.find((one) => one.id === 'order').config.states;
    };
    await page.goto(`${url}/workflows/${body.id}`);
    await node('order').or(node('State machine')).first().waitFor();
    await page.locator('.react-flow__node[data-id="order"]').dblclick();
    await page.locator('.react-flow__node[data-id="open"]').click();
    // What reads and writes text comes after the canvas.
    await eventually(async () => {
      await page.keyboard.press('Control+c');
      return (await page.evaluate(() => globalThis.navigator.clipboard.readText())).includes('states:');
    }, 'YAML on the clipboard');
    await page.keyboard.press('Control+v');
    await eventually(async () => (await states())['open_2'], 'the pasted state');
    equal((await states())['open_2'].after, [{ seconds: 60, target: 'open_2' }], 'its transition to itself');
    await page.keyboard.press('Control+d');
    await eventually(async () => (await states())['open_3'], 'the duplicate');
    await shot('states');
    await page.keyboard.press('Control+z');
    await eventually(async () => !(await states())['open_3'], 'the undo');
  });
  await step('notes of a body show in its opened frame, and move with it as points of the body', async () => {
    await page.goto(`${url}/workflows/order`);
    await page.locator('.react-flow__node[data-id="each"]').click();
    await page.keyboard.press('e');
    const note = page.locator('.react-flow__node[data-id="each/#n"]');
    await note.waitFor();
    await shot('note-in-frame');
    const at = async () => (await api('GET', '/workflows/order')).body.definition.layout.notes[0];
    const box = await note.boundingBox();
    await page.mouse.move(box.x + 20, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 72, { steps: 8 });
    await page.mouse.up();
    await eventually(async () => (await at()).y > 130, 'the moved note');
    truthy(Math.abs((await at()).x) < 8, `it went aside: ${JSON.stringify(await at())}`);
  });
  await step('problems are told in Chinese on the Chinese page', async () => {
    const broken = greeter('{{ nobody.output }}');
    broken.nodes[1].config.colour = 1;
    const { body } = await api('POST', '/workflows', { definition: broken, key: 'broken' });
    await page.goto(`${url}/workflows/${body.id}`);
    await look('zh', 'light');
    await page.getByTestId('problems').click();
    await page.getByText('此处读不到“nobody”').first().waitFor();
    await shot('problems-zh');
    await look('en', 'light');
  });
}
