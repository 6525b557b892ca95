/* global document, navigator */
import { equal, eventually, truthy } from './expect.mjs';

/** Builds and runs a workflow of five nodes without a mouse; undoes, reloads and redoes; reads and changes it as a list; looks into containers; copies to another window. */
export async function keyboard({ page, context, instance, step, shot }) {
  const { url, key, api } = instance;
  const keys = async (...list) => {
    for (const name of list) await page.keyboard.press(name);
  };
  const nodes = () => page.locator('.react-flow__node');
  const canvas = () => page.locator('[data-canvas]');
  const spoken = () => page.locator('[data-canvas] [role="status"]').textContent();
  const saved = () => page.locator('[data-status="saved"]').waitFor();
  let workflow;
  const draft = async () => (await api('GET', `/workflows/${workflow}`)).body.definition;
  const draftHas = (what, check) => eventually(async () => check(await draft()), what);
  const add = async (words) => {
    await keys('Tab');
    await page.getByRole('dialog', { name: 'Add a node' }).waitFor();
    await page.keyboard.type(words);
    await keys('Enter');
    await page.getByRole('dialog', { name: 'Add a node' }).waitFor({ state: 'detached' });
  };

  await step('a new workflow opens on the canvas', async () => {
    // The link works once: where another journey has used it, the key does.
    const login = await page.request.post(`${url}/login`, { data: { key }, headers: { origin: url } });
    equal(login.status(), 204, 'the login');
    const made = await api('POST', '/workflows', {
      definition: {
        schemaVersion: '1',
        name: 'By keyboard',
        inputs: { type: 'object', properties: {} },
        nodes: [{ id: 'start', type: 'start' }],
        edges: [],
        layout: { nodes: { start: { x: 0, y: 0 } } },
      },
    });
    equal(made.status, 201, 'the empty workflow');
    workflow = made.body.id;
    await page.goto(`${url}/workflows/${workflow}`);
    await nodes().first().waitFor();
  });
  await step('five nodes are added and joined with Tab, letters and Enter', async () => {
    await canvas().focus();
    await keys('ArrowRight');
    truthy(/^(Start|start)/.test(await spoken()), `the first node is not said: ${await spoken()}`);
    for (const words of ['set', 'echo', 'wait', 'end'].map((name) => (name === 'echo' ? 'llm' : name))) await add(words);
    await draftHas('five nodes in a row', (d) => d.nodes.length === 5 && d.edges.length === 4);
    const { edges } = await draft();
    equal(
      edges.map((edge) => `${edge.source}>${edge.target}`),
      ['start>set', 'set>llm', 'llm>wait', 'wait>end'],
      'the edges',
    );
    await shot('five-nodes');
  });
  await step('arrows walk along the edges, Shift and arrows move', async () => {
    await canvas().focus();
    await keys('ArrowLeft', 'ArrowLeft');
    truthy(
      /^(LLM|llm|Model|Language)/i.test(await spoken()) || /Leads to/.test(await spoken()),
      `what is chosen is not said: ${await spoken()}`,
    );
    const before = (await draft()).layout.nodes.llm;
    await keys('Shift+ArrowDown', 'Shift+ArrowDown');
    await draftHas('the node 40 further down', (d) => d.layout.nodes.llm.y === before.y + 40);
    await keys('Control+z');
    await draftHas('the move undone as one', (d) => d.layout.nodes.llm.y === before.y);
  });
  await step('C connects with a node found by letters', async () => {
    await keys('ArrowLeft');
    await keys('c');
    const dialog = page.getByRole('dialog', { name: /Connect with/ });
    await dialog.waitFor();
    await shot('connect');
    await page.keyboard.type('wait');
    await keys('Enter');
    await draftHas('the new edge', (d) => d.edges.some((edge) => edge.source === 'set' && edge.target === 'wait'));
    await keys('Control+z');
    await draftHas('the edge gone again', (d) => d.edges.length === 4);
  });
  await step('Enter edits a node, Escape leads back to the canvas', async () => {
    await canvas().focus();
    await keys('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.closest('aside[data-panel]') !== null), 'the focus in the panel');
    await keys('Escape');
    await eventually(() => page.evaluate(() => document.activeElement?.matches('[data-canvas]') ?? false), 'the focus on the canvas');
  });
  await step('ten steps are undone, and after a reload they are redone', async () => {
    await canvas().focus();
    for (let i = 0; i < 10; i++) await keys('p');
    await add('set');
    await draftHas('six nodes', (d) => d.nodes.length === 6);
    await saved();
    for (let i = 0; i < 10; i++) await keys('Control+z');
    await draftHas('five nodes again', (d) => d.nodes.length === 5);
    await saved();
    await page.waitForTimeout(900); // what is kept for a reload is written a moment later
    await page.reload();
    await nodes().first().waitFor();
    await canvas().focus();
    for (let i = 0; i < 10; i++) await keys('Control+Shift+z');
    await draftHas('six nodes after the redo', (d) => d.nodes.length === 6);
    for (let i = 0; i < 11; i++) await keys('Control+z');
    await draftHas('five nodes and no pin', (d) => d.nodes.length === 5 && Object.values(d.layout.nodes).every((at) => !at.pinned));
  });
  await step('the list says the same as the drawing, and is changed like it', async () => {
    await canvas().focus();
    await keys('Escape', 'o');
    const items = page.getByRole('treeitem');
    await items.first().waitFor();
    equal(await items.count(), 5, 'entries of the list');
    await keys('Home');
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem'), 'the focus in the list');
    await keys('ArrowDown');
    await shot('list');
    await keys('Alt+ArrowDown');
    await draftHas('set and llm in the other order', (d) => d.edges.some((edge) => edge.source === 'llm' && edge.target === 'set'));
    await keys('Control+z');
    await draftHas('the old order', (d) => d.edges.some((edge) => edge.source === 'set' && edge.target === 'llm'));
    await keys('o');
    await nodes().first().waitFor();
  });
  await step('a container is looked into, entered and left', async () => {
    await canvas().focus();
    await keys('ArrowRight', 'ArrowRight');
    await add('loop');
    await draftHas('the loop', (d) => d.nodes.some((node) => node.type === 'loop'));
    const before = await nodes().count();
    await keys('e');
    await eventually(async () => (await nodes().count()) > before, 'what is inside, drawn');
    await keys('f');
    await shot('looked-into');
    await keys('Enter');
    await page.getByRole('navigation', { name: 'Where you are' }).waitFor();
    await keys('Escape');
    await page.getByRole('navigation', { name: 'Where you are' }).waitFor({ state: 'detached' });
    await keys('Delete');
    await draftHas('the loop gone', (d) => !d.nodes.some((node) => node.type === 'loop'));
  });
  await step('nodes go to another window as YAML, and text from an editor becomes nodes', async () => {
    await canvas().focus();
    await keys('Control+a', 'Control+c');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    truthy(/^nodes:/.test(text) && text.includes('type: llm'), `the clipboard: ${text.slice(0, 80)}`);
    const made = await api('POST', '/workflows', {
      definition: { schemaVersion: '1', name: 'Other window', nodes: [{ id: 'start', type: 'start' }], edges: [] },
    });
    const other = await context.newPage();
    await other.goto(`${url}/workflows/${made.body.id}`);
    await other.locator('.react-flow__node').first().waitFor();
    await other.locator('[data-canvas]').focus();
    await other.keyboard.press('Control+v');
    await eventually(async () => (await other.locator('.react-flow__node').count()) === 5, 'four nodes pasted beside the start');
    await other.evaluate(() => navigator.clipboard.writeText('```yaml\n- { id: typed, type: set, config: { values: { a: 1 } } }\n```'));
    await other.keyboard.press('Control+v');
    await eventually(async () => (await other.locator('.react-flow__node').count()) === 6, 'the node written by hand');
    await other.locator('[data-status="saved"]').waitFor();
    await other.close();
  });
  await step('notes and frames are made, and keep to the definition', async () => {
    await canvas().focus();
    await keys('Control+a', 'g');
    await draftHas('the frame', (d) => d.layout.frames?.length === 1);
    await keys('n');
    await draftHas('the note', (d) => d.layout.notes?.length === 1);
    await page.locator('#annotation-words').fill('Asked for by the help desk');
    await draftHas('the text of the note', (d) => d.layout.notes[0].text === 'Asked for by the help desk');
    await canvas().focus();
    await keys('Escape', 'f');
    await shot('note-and-frame');
  });
  await step('the sheet of keys opens with a question mark', async () => {
    await canvas().focus();
    await keys('?');
    await page.getByText('Keyboard shortcuts').waitFor();
    await shot('keys');
    await keys('Escape');
  });
  await step('it runs', async () => {
    await draftHas('what was built', (d) => d.nodes.length === 5);
    const definition = await draft();
    const configs = {
      set: { values: { a: 1 } },
      llm: { model: 'scripted/echo', prompt: 'Hello' },
      wait: { seconds: 0 },
      end: { output: { said: '{{ llm.output.text }}' } },
    };
    truthy(
      definition.nodes.every((node) => node.type === 'start' || configs[node.id]),
      'other nodes than expected',
    );
    await page.getByText('YAML', { exact: true }).first().focus();
    await saved();
    const { etag } = await api('GET', `/workflows/${workflow}`);
    const put = await api(
      'PUT',
      `/workflows/${workflow}`,
      {
        definition: {
          ...definition,
          nodes: definition.nodes.map((node) => (configs[node.id] ? { ...node, config: configs[node.id] } : node)),
        },
      },
      { 'if-match': etag },
    );
    equal(put.status, 200, 'the settings of the nodes');
    await page.reload();
    await nodes().first().waitFor();
    await canvas().focus();
    await keys('Control+Enter');
    await page.getByRole('dialog').waitFor();
    await keys('Control+Enter');
    const started = page.locator('[data-testid="run-bar"]');
    if (!(await started.isVisible()))
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Run|Start/ })
        .last()
        .press('Enter');
    await started.waitFor();
    await eventually(
      async () => (await api('GET', `/executions?workflow=${workflow}`)).body.items[0]?.status === 'completed',
      'the execution completed',
    );
    await shot('ran');
  });
}
