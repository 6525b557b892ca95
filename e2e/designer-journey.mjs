import { setTimeout as pause } from 'node:timers/promises';
import { equal, eventually, truthy } from './expect.mjs';

const QUESTION = 'Wake somebody up? Changed in the designer.';
/** Open the link, open an example, edit a node, publish, run, approve, see the result. */
export async function designerJourney({ page, instance, step, shot }) {
  const { url, link, api } = instance;
  const node = (title) => page.locator('.react-flow__node', { hasText: title }).first();
  const saved = () => page.locator('[data-status="saved"]').waitFor();
  let workflow;
  let execution;
  const draft = async () => (await api('GET', `/workflows/${workflow}`)).body;

  await step('the link of the ready line opens the home page, once', async () => {
    await page.goto(link);
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    equal(new URL(page.url()).pathname, '/', 'the address after the login');
    const again = await fetch(link, { redirect: 'manual' });
    truthy(again.status >= 400, `the link worked twice: ${again.status}`);
    await shot('home');
  });
  await step('an example opens in the designer', async () => {
    await page.getByRole('link', { name: 'Templates', exact: true }).click();
    await page.getByTestId('template-triage-support-mail').getByRole('button').click();
    await node('Page the team?').waitFor();
    workflow = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
    equal(await page.locator('.react-flow__node').count(), 9, 'nodes on the canvas');
    equal(await page.locator('.react-flow__edge').count(), 13, 'edges on the canvas');
    await shot('designer');
  });
  await step('a node is edited in the form drawn from its schema, and the draft saves itself with its comments', async () => {
    await node('Page the team?').click();
    const prompt = page.locator('#root_prompt');
    await page.locator('aside .cm-content').first().waitFor(); // the editor takes the place of a plain field
    await prompt.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(QUESTION);
    await eventually(
      async () => (await draft()).definition.nodes.find((n) => n.id === 'approve').config.prompt === QUESTION,
      'the change at the server',
    );
    await saved();
    const yaml = (await api('GET', `/workflows/${workflow}`, undefined, { accept: 'application/yaml' })).body;
    truthy(yaml.includes('# Reached when a person agrees'), 'the comments of the YAML are gone');
    await shot('edited');
  });
  await step('a node is added by keyboard behind the chosen one, moved, undone and redone', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 30, y: 30 } });
    await node('Classify').click();
    await page.keyboard.press('/');
    await page.keyboard.type('condition');
    await page.keyboard.press('Enter');
    await eventually(async () => (await page.locator('.react-flow__node').count()) === 10, 'the new node');
    await page.keyboard.press('Control+z');
    await eventually(async () => (await page.locator('.react-flow__node').count()) === 9, 'the undo');
    await page.keyboard.press('Control+Shift+z');
    await eventually(async () => (await page.locator('.react-flow__node').count()) === 10, 'the redo');
    await eventually(
      async () => (await draft()).definition.nodes.some((n) => n.type === 'condition' && n.id !== 'agreed'),
      'the new node at the server',
    );
    await page.getByTestId('problems').click();
    await page.locator('section[aria-label="Problems"] button').first().waitFor();
    await shot('problems');
    await page.locator('section[aria-label="Problems"] button').first().click();
    await page.locator('aside .cm-content').first().waitFor();
    await eventually(() => page.evaluate('document.activeElement.closest("aside") !== null'), 'the focus in the field with the problem');
    await page.keyboard.press('Escape'); // from the field back to the canvas
    await page.keyboard.press('Control+z');
    await eventually(async () => (await page.locator('.react-flow__node').count()) === 9, 'the second undo');
    await page.getByTestId('problems').click();
    await saved();
  });
  await step('a node is dragged and the handle of another is pulled to it', async () => {
    await page.getByRole('button', { name: 'Fit to view' }).click();
    await pause(600); // the view glides there
    const box = await node('Answer the customer').boundingBox();
    const before = (await draft()).definition.layout.nodes.reply;
    await page.mouse.move(box.x + box.width / 2, box.y + 14);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + 74, { steps: 8 });
    await page.mouse.up();
    await eventually(async () => (await draft()).definition.layout.nodes.reply.y > before.y, 'the new place at the server');
    const from = await node('Classify').locator('.react-flow__handle.source[data-handleid="out"]').boundingBox();
    const to = await node('Draft an answer').locator('.react-flow__handle.target').boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
    await page.mouse.up();
    await eventually(
      async () => (await draft()).definition.edges.some((e) => e.source === 'classify' && e.target === 'draft'),
      'the new edge at the server',
    );
    await page.keyboard.press('Control+z');
    await eventually(
      async () => !(await draft()).definition.edges.some((e) => e.source === 'classify' && e.target === 'draft'),
      'the edge undone',
    );
  });
  await step('an edge let go over nothing offers what to add there', async () => {
    const from = await node('Agreed?').locator('.react-flow__handle.source[data-handleid="false"]').boundingBox();
    const frame = await page.locator('.react-flow').boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width * 0.6, frame.y + 60, { steps: 10 });
    await page.mouse.up();
    await page.getByRole('dialog', { name: 'Add a node' }).waitFor();
    await shot('quick-add');
    await page.keyboard.press('Escape');
  });
  await step('the text shows the workflow and the canvas follows it', async () => {
    await page.getByText('YAML', { exact: true }).first().click();
    const text = page.getByRole('textbox', { name: 'YAML' });
    const written = async () => (await api('GET', `/workflows/${workflow}`, undefined, { accept: 'application/yaml' })).body;
    const write = async (value) => {
      await text.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(value);
    };
    truthy((await written()).includes(QUESTION), 'the text lacks the change');
    await write((await written()).replace('title: Classify', 'title: Sort the mail'));
    await shot('yaml');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nnodes: [');
    await page.getByRole('alert').first().waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Canvas', { exact: true }).first().click();
    await eventually(
      async () => (await draft()).definition.nodes.find((n) => n.id === 'classify').title === 'Sort the mail',
      'the new title at the server',
    );
    await saved();
  });
  await step('what somebody else saved is not overwritten unasked', async () => {
    const current = await api('GET', `/workflows/${workflow}`);
    const definition = { ...current.body.definition, description: 'Changed by somebody else' };
    equal(
      (await api('PUT', `/workflows/${workflow}`, { definition }, { 'if-match': current.etag ?? current.body.etag })).status,
      200,
      'the other save',
    );
    await page.locator('.react-flow__pane').click({ position: { x: 30, y: 30 } });
    await page.locator('#workflow-name').fill('Triage, mine');
    await page.getByText('Somebody else saved this workflow').waitFor();
    await shot('conflict');
    await page.getByRole('button', { name: 'Take their version' }).click();
    await eventually(
      async () => (await page.locator('#workflow-description').inputValue()) === 'Changed by somebody else',
      'the other version on the screen',
    );
  });
  await step('it is published with a comment', async () => {
    await page.getByTestId('publish').click();
    await page.locator('#publish-comment').fill('First revision, from the browser');
    await shot('publish');
    await page.getByTestId('publish-confirm').click();
    await page.getByText('Revision 1 is released').waitFor();
    const { body } = await api('GET', `/workflows/${workflow}/revisions`);
    equal(
      body.items.map((r) => [r.revision, r.comment, r.released]),
      [[1, 'First revision, from the browser', true]],
      'the revisions',
    );
  });
  await step('it runs on input typed into the form drawn from its schema', async () => {
    await page.getByTestId('run').click();
    await page.getByTestId('run-confirm').waitFor();
    await shot('run');
    await page.getByTestId('run-confirm').click();
    await page.getByTestId('run-bar').waitFor();
    await page.getByTestId('go-answer').waitFor();
    await shot('waiting');
  });
  await step('the question is answered in place', async () => {
    await page.getByTestId('go-answer').click();
    const form = page.getByTestId('question');
    truthy((await form.innerText()).includes(QUESTION), 'the question is not the edited one');
    await shot('question');
    await form.getByText('Yes', { exact: true }).click();
    await form.getByRole('button', { name: 'Send answer' }).click();
    await page.getByTestId('run-bar').getByText('Completed').waitFor();
    await page.locator('.react-flow__pane').click({ position: { x: 30, y: 200 } });
    const result = await page.getByTestId('result').innerText();
    truthy(/paged\s*true/.test(result), `the result does not say so: ${result}`);
    await shot('result');
  });
  await step('the execution has a page with its time line, its steps and its history', async () => {
    await page.getByRole('link', { name: 'Open the execution' }).click();
    await page.getByText('Timeline').waitFor();
    execution = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
    const { body } = await api('GET', `/executions/${execution}`);
    equal([body.status, body.revision, body.output.paged], ['completed', 1, true], 'the execution');
    await node('Sort the mail').click();
    await page.getByRole('tab', { name: /^Steps/ }).click();
    await shot('execution');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('ExecutionCompleted').waitFor();
    await shot('history');
  });
  await step('the mails it wrote are in the outbox', async () => {
    await page.goto(`${url}/outbox`);
    await page.getByText('[P1] Shop is down').first().waitFor();
    await shot('outbox');
  });
}
