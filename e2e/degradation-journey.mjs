import { equal, eventually } from './expect.mjs';

/** While the platform has stepped back every page says so, in the reader's language; when it has recovered, none does. */
export async function degradation({ page, instance, step, shot }) {
  const { url, api } = instance;
  const banner = page.locator('[role=status][data-level]');
  const set = async (level, reason) =>
    equal((await api('PUT', '/degradation', { level, ...(reason && { reason }) })).status, 200, 'setting the level');
  await step('a platform in order shows no banner', async () => {
    await page.goto(`${url}/login`);
    await page.getByLabel('API key').fill(instance.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${url}/workflows`);
    await page.locator('h1').first().waitFor();
    equal(await banner.count(), 0, 'banners');
  });
  for (const [level, says] of [
    [1, 'Reduced operation'],
    [2, 'Read-only for now'],
    [3, 'Read-only, and models are paused'],
  ])
    await step(`level ${level} is said on every page, with its reason`, async () => {
      await set(level, 'a drill');
      for (const path of ['/', '/workflows', '/executions', '/settings']) {
        await page.goto(url + path);
        await banner.getByText(says, { exact: true }).waitFor();
        await banner.getByText('Set by an operator: a drill').waitFor();
      }
      await shot(`level-${level}`);
    });
  await step('a read-only platform reads and refuses to start', async () => {
    equal((await api('GET', '/workflows')).status, 200, 'reading');
    const { body } = await api('GET', '/workflows');
    const refused = await api('POST', `/workflows/${body.items[0].id}/execute`, {});
    equal([refused.status, refused.body.code], [503, 'DEGRADED'], 'starting');
  });
  await step('it is said in Chinese too', async () => {
    await page.evaluate(() => globalThis.localStorage.setItem('agentflow.language', 'zh'));
    await page.goto(`${url}/executions`);
    await banner.getByText('由管理员设定：a drill').waitFor();
    await shot('zh');
  });
  await step('under maintenance there is a page that says so, and the API says it to programs', async () => {
    await page.goto(`${url}/nowhere`); // asks for nothing by itself that would be refused
    await banner.waitFor();
    await set(4, 'a drill');
    const answer = await fetch(url, { headers: { accept: 'text/html' } });
    equal([answer.status, (await answer.text()).includes('under maintenance')], [503, true], 'the page');
    equal((await api('GET', '/workflows')).body.code, 'MAINTENANCE', 'the API');
    await banner.and(page.locator('[data-level="4"]')).waitFor();
    await shot('maintenance');
  });
  await step('the banner goes when the platform is in order again', async () => {
    await set(0, 'over');
    await set('auto');
    await eventually(async () => (await banner.count()) === 0, 'the banner goes');
  });
}
