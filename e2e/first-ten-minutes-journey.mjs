import { equal, eventually, truthy } from './expect.mjs';
import { startRestartable } from './restartable.mjs';

/** What a person does who has never seen AgentFlow: from the link of the ready line to a killed process whose work goes on. */
export async function firstTenMinutes({ page, step, shot }) {
  const begun = Date.now();
  const instance = await startRestartable();
  try {
    await story({ page, step, shot, instance });
    console.log(`      the story took ${Math.round((Date.now() - begun) / 1000)} s`);
  } finally {
    await instance.stop();
  }
}
async function story({ page, step, shot, instance }) {
  const { url, api } = instance;
  const node = (title) => page.locator('.react-flow__node', { hasText: title }).first();
  const executions = async (query = '') => (await api('GET', `/executions${query}`)).body.items;
  let workflow;
  let execution;

  await step('0:45 the link opens a page on which an example has already run, and another asks', async () => {
    await page.goto(instance.link());
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.getByTestId('question').waitFor();
    await page.getByText('Completed').first().waitFor();
    await shot('home');
  });
  await step('1:00 the question is answered on the home page, and the execution goes on to its end', async () => {
    const [waiting] = await executions('?status=waiting');
    const question = page.getByTestId('question');
    await question.getByText('No', { exact: true }).click();
    await question.getByRole('button', { name: 'Send answer' }).click();
    await eventually(async () => (await api('GET', `/executions/${waiting.id}`)).body.status === 'completed', 'its end');
    await question.waitFor({ state: 'detached' });
  });
  await step('1:30 the example opens, a question is changed and the change undone', async () => {
    await page
      .getByRole('link', { name: /Triage support mail/ })
      .first()
      .click();
    await node('Page the team?').click();
    workflow = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
    equal(await page.title(), 'Triage support mail · AgentFlow', 'the tab');
    await page.getByRole('tab', { name: 'General' }).click();
    const title = page.locator('#field-title');
    const before = await title.inputValue();
    await title.fill('Wake the team?');
    await node('Wake the team?').waitFor();
    await page.locator('.react-flow__pane').click({ position: { x: 30, y: 30 } });
    await page.keyboard.press('Control+z');
    await node(before).waitFor();
    await shot('designer');
  });
  await step('3:00 it runs: words stream, it stops at the question, the answer is given in place', async () => {
    await page.getByTestId('run').click();
    await page.getByTestId('run-confirm').click();
    await page.getByTestId('run-bar').waitFor();
    await page.getByTestId('go-answer').waitFor();
    await shot('asks');
    await page.getByTestId('go-answer').click();
    const form = page.getByTestId('question');
    await form.getByText('Yes', { exact: true }).click();
    await form.getByRole('button', { name: 'Send answer' }).click();
    await page.getByTestId('run-bar').getByText('Completed').waitFor();
    await shot('ran');
  });
  await step('4:00 it is broken in the text, says where, and is mended', async () => {
    const draft = await api('GET', `/workflows/${workflow}`);
    const broken = structuredClone(draft.body.definition);
    broken.edges.push({ source: 'classify', target: 'nowhere' });
    equal((await api('PUT', `/workflows/${workflow}`, { definition: broken }, { 'if-match': draft.etag })).status, 200, 'the broken draft');
    await page.reload();
    await page.getByTestId('problems').click();
    await page.locator('section[aria-label="Problems"] button').first().waitFor();
    await shot('problems');
    const refused = await api('POST', `/workflows/${workflow}/publish`, {});
    equal(refused.status, 422, 'publishing it');
    const now = await api('GET', `/workflows/${workflow}`);
    await api('PUT', `/workflows/${workflow}`, { definition: draft.body.definition }, { 'if-match': now.etag });
    await page.reload();
    await node('Page the team?').waitFor();
  });
  await step('4:30 the process is killed while an execution waits; the page says so and goes on without a reload', async () => {
    const started = await api('POST', `/workflows/${workflow}/execute`, { input: await lastInput() });
    execution = started.body.id;
    await page.goto(`${url}/executions/${execution}`);
    await page.getByTestId('go-answer').waitFor();
    const before = await done();
    await page.evaluate(() => (globalThis.notReloaded = true));
    await instance.kill();
    await page.getByTestId('connection-lost').waitFor();
    await shot('away');
    await instance.start();
    await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
    equal(await page.evaluate(() => globalThis.notReloaded), true, 'the page was reloaded');
    const after = (await done()).map(String);
    truthy(before.length > 2 && before.every((each) => after.includes(String(each))), `done before: ${before}; done now: ${after}`);
    await page.getByTestId('go-answer').click();
    const form = page.getByTestId('question');
    await form.getByText('No', { exact: true }).click();
    await form.getByRole('button', { name: 'Send answer' }).click();
    await eventually(async () => (await api('GET', `/executions/${execution}`)).body.status === 'completed', 'its end');
    await shot('went-on');
  });
  await step('5:30 it comes out the same when it is decided again; two revisions differ by what was changed', async () => {
    equal((await api('POST', `/executions/${execution}/replay`, {})).body.identical, true, 'the replay');
    const draft = await api('GET', `/workflows/${workflow}`);
    const changed = { ...draft.body.definition, variables: { ...draft.body.definition.variables, onCall: 'night@support.example' } };
    await api('PUT', `/workflows/${workflow}`, { definition: changed }, { 'if-match': draft.etag });
    equal((await api('POST', `/workflows/${workflow}/publish`, { comment: 'Night shift' })).status, 201, 'the second revision');
    const { changes } = (await api('GET', `/workflows/${workflow}/diff?from=1&to=2`)).body;
    truthy(JSON.stringify(changes).includes('night@support.example'), `the difference: ${JSON.stringify(changes)}`);
    const yaml = (await api('GET', `/workflows/${workflow}`, undefined, { accept: 'application/yaml' })).body;
    truthy(yaml.includes('onCall: night@support.example') && yaml.includes('# Reached when'), 'the text with its comments');
  });
  await step('6:30 by API: the same key is the same execution, and the reference works offline', async () => {
    const body = { input: await lastInput() };
    const once = await api('POST', `/workflows/${workflow}/execute`, body, { 'idempotency-key': 'first-ten' });
    const twice = await api('POST', `/workflows/${workflow}/execute`, body, { 'idempotency-key': 'first-ten' });
    equal(twice.body.id, once.body.id, 'the second start');
    await api('POST', `/executions/${once.body.id}/stop`, {});
    await page.goto(`${url}/docs`);
    await page.getByText('/api/v1/workflows/{id}/execute').first().waitFor();
    await shot('reference');
  });
  await step('7:30 another system starts a workflow', async () => {
    await page.goto(`${url}/templates`);
    await page.getByTestId('template-webhook-to-email').getByRole('button').click();
    await page.locator('.react-flow__node').first().waitFor();
    const hooked = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
    equal((await api('POST', `/workflows/${hooked}/publish`, {})).status, 201, 'publishing it');
    const [trigger] = (await api('GET', `/triggers?workflow=${hooked}`)).body.items;
    const order = {
      id: 'A-1',
      customer: { name: 'Noor', mail: 'noor@customer.example' },
      items: [{ article: 'Lamp', quantity: 1, price: 39.5 }],
    };
    const answer = await fetch(trigger.hookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    truthy(answer.ok, `the hook says ${answer.status}`);
    await eventually(async () => (await executions(`?workflow=${hooked}&status=completed`)).length === 1, 'its execution');
    await page.goto(`${url}/outbox`);
    await page.getByText('Your order A-1').first().waitFor();
    await shot('outbox');
  });
  await step('8:30 what it used is counted, and the metrics can be read', async () => {
    const text = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${instance.key}` } }).then((answer) => answer.text());
    truthy(/^# HELP /m.test(text), 'no metrics');
    await page.goto(`${url}/usage`);
    await page.getByText('scripted/triage').first().waitFor();
    await shot('usage');
  });

  async function lastInput() {
    const [first] = await executions(`?workflow=${workflow}`);
    return (await api('GET', `/executions/${first.id}`)).body.input;
  }
  async function done() {
    const { items } = (await api('GET', `/executions/${execution}/nodes`)).body;
    return items.filter(({ status }) => status === 'completed').map(({ path, endedAt }) => [path, endedAt]);
  }
}
