import { equal, truthy } from './expect.mjs';

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
  '/settings',
];
/** Every page in both languages and both themes: nothing breaks, nothing is refused by the content security policy, no key of the dictionary shows. */
export async function everyPage({ page, instance, step, shot }) {
  const { url, api } = instance;
  await step('somebody without a session sees the login page and nothing else', async () => {
    await page.goto(`${url}/workflows`);
    await page.getByRole('heading', { name: 'Sign in to AgentFlow' }).waitFor();
    await shot('login');
  });
  await step('a wrong key is refused, a right one opens what was asked for', async () => {
    await page.getByLabel('API key').fill('af_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This key is not known here.').waitFor();
    await page.getByLabel('API key').fill(instance.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Workflows' }).waitFor();
    equal(new URL(page.url()).pathname, '/workflows', 'the address');
  });
  for (const [language, theme] of [
    ['en', 'light'],
    ['zh', 'dark'],
  ])
    await step(`every page shows in ${language}, ${theme}`, async () => {
      await page.evaluate(
        ([l, t]) => (globalThis.localStorage.setItem('agentflow.language', l), globalThis.localStorage.setItem('agentflow.theme', t)),
        [language, theme],
      );
      for (const path of PAGES) {
        await page.goto(url + path);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle');
        const text = await page.locator('body').innerText();
        const keys = text.match(
          /\b(app|nav|home|workflows|executions|run|models|usage|trigger|triggers|status|settings)\.[a-z][A-Za-z]+\b/g,
        );
        truthy(!keys, `${path} shows keys of the dictionary: ${keys}`);
        await shot(`${language}-${path.slice(1) || 'home'}`);
      }
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
