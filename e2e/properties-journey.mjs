import { equal, eventually, truthy } from './expect.mjs';

const body = (nodes, edges) => ({ nodes: [{ id: 'start', type: 'start' }, ...nodes, { id: 'end', type: 'end' }], edges });
const DEFINITION = {
  schemaVersion: '1',
  name: 'Forms',
  inputs: { type: 'object', required: ['list'], properties: { list: { type: 'array' }, who: { type: 'string' } } },
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'who', type: 'set', config: { values: { name: '{{ input.who }}', total: '{{ size(input.list) }}' } } },
    {
      id: 'shape',
      type: 'code',
      title: 'Shape it',
      config: { source: 'export default ({ name }) => ({ greeting: `Hello ${name}` });', arguments: { name: '{{ who.output.name }}' } },
    },
    { id: 'many', type: 'condition', title: 'Many?', config: { when: 'who.output.total > 1' } },
    {
      id: 'each',
      type: 'map',
      title: 'Each item',
      config: { items: 'input.list' },
      body: body(
        [{ id: 'inner', type: 'switch', config: { cases: [{ name: 'big', when: 'item.n >' }] } }],
        [
          { source: 'start', target: 'inner' },
          { source: 'inner', sourceHandle: 'big', target: 'end' },
          { source: 'inner', sourceHandle: 'default', target: 'end' },
        ],
      ),
    },
    { id: 'end', type: 'end', config: { output: { text: '{{ shape.output.greeting }}' } } },
  ],
  edges: [
    { source: 'start', target: 'who' },
    { source: 'who', target: 'shape' },
    { source: 'shape', target: 'many' },
    { source: 'many', sourceHandle: 'true', target: 'each' },
    { source: 'many', sourceHandle: 'false', target: 'end' },
    { source: 'each', target: 'end' },
  ],
};
const EVIL = '<img src=x onerror="window.__owned = true">';

/** A problem is mended by clicking it, an expression written with completion and preview, a schema drawn, one node tested, the text edited with its comments. */
export async function properties({ page, instance, step, shot }) {
  const { url, api } = instance;
  const node = (title) => page.locator('.react-flow__node', { hasText: title }).first();
  const nodeOf = (definition, id) => definition.nodes.find((each) => each.id === id);
  let workflow;
  const draft = async () => (await api('GET', `/workflows/${workflow}`)).body.definition;
  const problems = () => page.getByTestId('problems');
  const fit = () => page.getByRole('button', { name: 'Fit to view' }).click();

  await step('a key opens the designer of a workflow that has a problem', async () => {
    workflow = (await api('POST', '/workflows', { definition: DEFINITION })).body.id;
    await page.goto(`${url}/login`);
    await page.locator('input').first().fill(instance.key);
    await page.locator('form button').first().click();
    await page.waitForURL((at) => !at.pathname.startsWith('/login'));
    await page.goto(`${url}/workflows/${workflow}`);
    await node('Shape it').waitFor();
    await eventually(async () => /1/.test(await problems().innerText()), 'the problem in the bar');
  });
  await step('a click on a problem leads into the body, to the very field, and the mended field ends it', async () => {
    await problems().click();
    await page.getByTestId('problem-list').getByRole('button').first().click();
    await eventually(() => page.evaluate("document.activeElement?.id === 'root_cases_0_when'"), 'the focus in the field of the problem');
    await shot('problem-field');
    await page.keyboard.press('End');
    await page.keyboard.type(' 3');
    await eventually(async () => !/\d/.test(await problems().innerText()), 'the end of the problem');
    await problems().click();
    await eventually(
      async () => nodeOf(nodeOf(await draft(), 'each').body, 'inner').config.cases[0].when === 'item.n > 3',
      'the mended expression at the server',
    );
  });
  await step('an execution gives the values that completion and preview show', async () => {
    const { status } = await api('POST', `/workflows/${workflow}/execute?wait=20`, {
      revision: 'draft',
      input: { who: 'Ada', list: [{ n: 1 }, { n: 5 }] },
    });
    equal(status, 200, 'the execution');
    await page.reload();
    await node('Many?').waitFor();
    await fit();
    await node('Many?').click();
    await page.locator('#root_when.cm-content').click();
    await eventually(
      async () => /true/.test(await page.getByTestId('preview').innerText()),
      'what the condition gives with the last values',
    );
    await page.keyboard.press('Control+a');
    await page.keyboard.type('who.output.');
    const options = page.locator('.cm-tooltip-autocomplete');
    await options.locator('.cm-completionLabel', { hasText: /^total$/ }).waitFor();
    truthy(
      /total\s*2/.test((await options.innerText()).replaceAll('\n', ' ')),
      `the last value is not shown: ${await options.innerText()}`,
    );
    await shot('completion');
    await page.keyboard.type('tot');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' > 7');
    await eventually(async () => /false/.test(await page.getByTestId('preview').innerText()), 'the new result');
    await eventually(async () => nodeOf(await draft(), 'many').config.when === 'who.output.total > 7', 'the expression at the server');
  });
  await step('what is wrong in an expression is marked in place and said', async () => {
    await page.locator('#root_when.cm-content').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' &&');
    await page.locator('#root_when .cm-lintRange-error').first().waitFor();
    await eventually(async () => /1/.test(await problems().innerText()), 'the problem in the bar');
    await shot('inline-error');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
    await eventually(async () => !/\d/.test(await problems().innerText()), 'the end of the problem');
  });
  await step('the large editor offers the values by a click and shows the result', async () => {
    await page.getByRole('button', { name: 'Open in a large editor' }).first().click();
    const large = page.getByTestId('large-editor');
    await large.locator('.cm-content').waitFor();
    await large.getByText('who.output.name').first().waitFor();
    await shot('large-editor');
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'hidden' });
  });
  await step('one node is tested on the last values and on a pinned one', async () => {
    await node('Shape it').click();
    await page.getByRole('tab', { name: 'Test' }).click();
    await page.getByTestId('test-node').click();
    await eventually(async () => /Hello Ada/.test(await page.getByTestId('test-result').innerText()), 'the result with the last value');
    await page.locator('[id="test-pin-who"]').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('name: Grace');
    await page.getByTestId('test-node').click();
    await eventually(async () => /Hello Grace/.test(await page.getByTestId('test-result').innerText()), 'the result with the pin');
    await shot('test-node');
    await page.reload();
    await node('Shape it').click();
    await page.getByRole('tab', { name: 'Test' }).click();
    await page.getByText('Pinned').waitFor();
  });
  await step('input fields are made without knowing JSON Schema, with the form beside them', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 30, y: 30 } });
    await page.getByRole('button', { name: 'With preview' }).click();
    const dialog = page.getByTestId('schema-dialog');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    const name = dialog.getByRole('textbox', { name: 'Name' }).last();
    await name.fill('urgency');
    await name.press('Enter');
    await dialog.getByRole('textbox', { name: 'Label' }).fill(EVIL);
    await dialog.getByRole('switch', { name: 'Required' }).last().click();
    await dialog.getByText('onerror').last().waitFor();
    equal(await page.evaluate('window.__owned'), undefined, 'what a label did');
    await dialog.getByRole('button', { name: 'Move up' }).click();
    await shot('schema');
    await page.keyboard.press('Escape');
    await eventually(async () => {
      const { inputs } = await draft();
      return (
        JSON.stringify(Object.keys(inputs.properties)) === JSON.stringify(['list', 'urgency', 'who']) &&
        inputs.required.includes('urgency') &&
        inputs.properties.urgency.title === EVIL
      );
    }, 'the new field at the server');
  });
  await step('the YAML keeps its comments while the JSON is edited, and marks problems at their line', async () => {
    await page.getByText('YAML', { exact: true }).first().click();
    const yaml = page.getByRole('textbox', { name: 'YAML' });
    await yaml.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# kept by hand\n');
    await eventually(
      async () => (await api('GET', `/workflows/${workflow}`, undefined, { accept: 'application/yaml' })).body.startsWith('# kept by hand'),
      'the comment at the server',
    );
    await page.getByText('JSON', { exact: true }).click();
    const json = page.getByRole('textbox', { name: 'JSON' });
    await json.getByText('"Forms"').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.type('  "name": "Forms by JSON",');
    await eventually(async () => (await draft()).name === 'Forms by JSON', 'the new name at the server');
    await shot('json');
    const text = (await api('GET', `/workflows/${workflow}`, undefined, { accept: 'application/yaml' })).body;
    truthy(text.startsWith('# kept by hand'), 'the comment is gone');
  });
}
