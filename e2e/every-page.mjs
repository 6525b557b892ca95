import { createRequire } from 'node:module';
import { equal, eventually, truthy } from './expect.mjs';

const { AxeBuilder } = createRequire(import.meta.url)('@axe-core/playwright');
const PAGES = [
  '/',
  '/workflows',
  '/executions',
  '/templates',
  '/agents',
  '/models',
  '/credentials',
  '/triggers',
  '/outbox',
  '/usage',
  '/cluster',
  '/settings',
  '/no-such-page',
];
const LOOKS = [
  { language: 'en', theme: 'light', size: { width: 1280, height: 800 } },
  { language: 'zh', theme: 'dark', size: { width: 1920, height: 1080 } },
];
const GRAVE = ['serious', 'critical'];
/** Every page in both languages, themes and sizes: nothing breaks, nothing is refused by the content security policy, no key of the dictionary shows, everything can be used without eyes or mouse. */
export async function everyPage({ page, instance, step, shot }) {
  const { url, api } = instance;
  const noise = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') noise.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) noise.push(`a request to elsewhere: ${request.url()}`);
  });
  const quiet = (path) => {
    const said = noise.splice(0);
    truthy(said.length === 0, `${path}: ${said.join('\n')}`);
  };
  const usable = async (path) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations
      .filter(({ impact }) => GRAVE.includes(impact))
      .map(
        ({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 160))
            .join(' … ')}`,
      );
    truthy(grave.length === 0, `${path}: ${grave.join('\n')}`);
  };
  const settled = async () => {
    await page.waitForLoadState('networkidle');
    await eventually(async () => (await page.locator('[aria-busy="true"], .ant-skeleton-active').count()) === 0, 'the content of the page');
  };
  await step('scripts come from our own files alone: nothing inline, nothing evaluated', async () => {
    const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    equal(scripts.trim(), "'self'", 'script-src');
    truthy(/default-src 'self'/.test(policy) && /frame-ancestors 'none'/.test(policy), policy);
  });
  await step('somebody without a session sees the login page and nothing else', async () => {
    await page.goto(`${url}/workflows`);
    await page.getByRole('heading', { name: 'Sign in to AgentFlow' }).waitFor();
    equal(await page.title(), 'Sign in · AgentFlow', 'the title of the tab');
    quiet('/login');
    await usable('/login');
    await shot('login');
  });
  await step('a wrong key is refused, a right one opens what was asked for', async () => {
    await page.getByLabel('API key').fill('af_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This key is not known here.').waitFor();
    noise.splice(0); // the browser itself reports the refusal
    await page.getByLabel('API key').fill(instance.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Workflows' }).waitFor();
    equal(new URL(page.url()).pathname, '/workflows', 'the address');
  });
  const workflow = (await api('GET', '/workflows')).body.items.find(({ key }) => key === 'triage-support-mail');
  const execution = (await api('GET', `/executions?workflow=${workflow.id}&status=completed`)).body.items[0];
  const canvases = [`/workflows/${workflow.id}`, `/executions/${execution.id}`];
  for (const { language, theme, size } of LOOKS)
    for (const path of [...PAGES, ...canvases])
      await step(`${path.replace(/\/[0-9A-Z]{26}.*/, '/…')} shows in ${language}, ${theme}, ${size.width} wide`, async () => {
        await page.setViewportSize(size);
        await page.evaluate(
          ([l, t]) => (globalThis.localStorage.setItem('agentflow.language', l), globalThis.localStorage.setItem('agentflow.theme', t)),
          [language, theme],
        );
        await page.goto(url + path);
        await page
          .locator(canvases.includes(path) ? '.react-flow__node' : 'h1')
          .first()
          .waitFor();
        await settled();
        const text = await page.locator('body').innerText();
        const keys = text.match(
          /\b(app|nav|home|workflows|executions|run|models|agents|usage|trigger|triggers|status|settings|apiKeys|orgBudget|about)\.[a-z][A-Za-z]+\b/g,
        );
        truthy(!keys, `${path} shows keys of the dictionary: ${keys}`);
        truthy(/^.+ · AgentFlow$/.test(await page.title()), `the tab of ${path} says "${await page.title()}"`);
        truthy(
          await page.evaluate(() => globalThis.document.documentElement.scrollWidth <= globalThis.document.documentElement.clientWidth),
          `${path} is wider than the window`,
        );
        quiet(path);
        await usable(path);
        await shot(`${language}-${canvases.includes(path) ? path.split('/')[1] : path.slice(1) || 'home'}`);
      });
  await step('a deletion can be taken back', async () => {
    await page.evaluate(() => globalThis.localStorage.setItem('agentflow.language', 'en'));
    await api('POST', '/credentials', { key: 'e2e-key', type: 'bearer', hosts: ['api.example.org'], secret: 'x' });
    await page.goto(`${url}/credentials`);
    const row = page.getByRole('row', { name: /e2e-key/ });
    await page.getByRole('button', { name: 'Delete e2e-key' }).click();
    await row.waitFor({ state: 'detached' });
    await shot('undo');
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.waitFor();
    equal((await api('GET', '/credentials/e2e-key')).status, 200, 'the credential at the server');
    await page.getByRole('button', { name: 'Delete e2e-key' }).click();
    await row.waitFor({ state: 'detached' });
    await page.goto(`${url}/settings`); // leaving the page makes it final
    await eventually(async () => (await api('GET', '/credentials/e2e-key')).status === 404, 'the deletion');
  });
  await step('a key is made, used and revoked', async () => {
    await page.getByRole('button', { name: 'New key' }).click();
    await page.locator('.ant-modal').getByLabel('Name').fill('dashboard');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const key = await page.getByTestId('new-key').innerText();
    const asks = () => fetch(`${url}/api/v1/workflows`, { headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status);
    equal(await asks(), 200, 'the new key');
    await page.locator('.ant-modal').getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Revoke dashboard' }).click();
    await page.locator('.ant-modal').getByRole('button', { name: 'Revoke', exact: true }).click();
    await eventually(async () => (await asks()) === 401, 'the refusal');
  });
  await step('a session that ends leaves the page where it is', async () => {
    await page.goto(`${url}/agents`);
    await page.getByRole('heading', { name: 'Agents' }).waitFor();
    await page.getByRole('button', { name: 'New agent' }).first().click();
    await page.locator('#agent_key').fill('half-written');
    // Somebody else's hand: the session is gone at the server.
    await page.evaluate(() =>
      fetch('/logout', {
        method: 'POST',
        headers: { 'X-CSRF-Token': decodeURIComponent(/af_csrf=([^;]*)/.exec(globalThis.document.cookie)[1]) },
      }),
    );
    await page.evaluate(() => globalThis.dispatchEvent(new Event('visibilitychange')));
    await page.locator('#agent_model').fill('scripted/echo');
    await page.locator('#agent_instructions').fill('Say it again.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your session has ended').waitFor();
    await shot('session-ended');
    await page.getByLabel('API key').fill(instance.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your session has ended').waitFor({ state: 'detached' });
    equal(await page.locator('#agent_key').inputValue(), 'half-written', 'what was typed');
    noise.splice(0);
  });
  await step('text that looks like markup stays text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const made = await api('POST', '/workflows', {
      definition: {
        schemaVersion: '1',
        name,
        nodes: [
          { id: 'start', type: 'start', title: name },
          { id: 'end', type: 'end', config: { output: name } },
        ],
        edges: [{ source: 'start', target: 'end' }],
      },
    });
    equal(made.status, 201, 'creating it');
    page.once('dialog', () => {
      throw new Error('a script ran');
    });
    await page.goto(`${url}/workflows/${made.body.id}`);
    await page.locator('.react-flow__node').first().waitFor();
    equal(await page.locator('img[src="x"]').count(), 0, 'images out of text');
    await shot('markup');
  });
}
