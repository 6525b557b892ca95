// What the designer costs a person: how long the first screen and large workflows take, how smooth it stays, how soon a mistake shows, what it keeps.
// node bench/web.mjs [--rounds 5] [--only trivial,first,JavaScript,open,frame500,frame1000,live,typing,memory] [--url <instance> --key <file>]
// [--json <file>]: headless Chromium on the production build (npm run build first), served by the product's own server; prints a table of medians
// and ends with 1 where a figure misses its target. Other load on the machine shows in the rows of the trivial page: read the others against those,
// and the CPU of the page's main thread beside each.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { startInstance } from '../e2e/instance.mjs';
import { median } from './load.mjs';
import { fanWithWaits, gridOf } from './web-workflows.mjs';
import { cpuOf, frameTimes, heapBytes, untilSeen, untilTold } from './web-probes.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    url: { type: 'string' },
    key: { type: 'string' },
    json: { type: 'string' },
    only: { type: 'string' },
  },
});
const ROUNDS = Number(options.rounds);
const VIEW = { width: 1440, height: 900 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--js-flags=--expose-gc'];
const NODE = '.react-flow__node';
const wanted = (name) => !options.only || options.only.split(',').includes(name);

const loads = [loadavg()[0]];
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const instance = options.url ? running(options.url, options.key) : await startInstance();
const browser = await chromium.launch({ executablePath, args: FLAGS });
const rows = [];
try {
  await measureAll();
} finally {
  await browser.close();
  await instance.stop();
}
print();

async function measureAll() {
  const ids = {};
  for (const size of [200, 500, 1000]) ids[size] = await create(gridOf(size));
  ids.live = await create(fanWithWaits(500));
  if (wanted('trivial')) {
    await each('trivial page, shown', 'ms', null, () => onPage((page) => opening(page, `${instance.url}/favicon.svg`, 'svg')));
    await each('trivial page, p95 frame', 'ms', null, () =>
      onPage(async (page) => {
        await page.setContent('<body style="margin:0"><i style="position:absolute;width:9px;height:9px;background:red"></i>');
        return moving(page, () => wiggle(page, 720, 450));
      }),
    );
  }
  if (wanted('first')) {
    await each('first screen, cold', 'ms', 1500, () => onPage((page) => opening(page, instance.url, 'h1')));
    await each('first screen, warm', 'ms', 700, () =>
      onProfile(async (page) => {
        // Twice, so that the browser keeps what it compiled, too.
        for (let visit = 0; visit < 2; visit++) {
          await untilSeen(page, instance.url, 'h1');
          await page.waitForTimeout(1000);
        }
        return opening(page, instance.url, 'h1');
      }),
    );
  }
  if (wanted('JavaScript')) {
    rows.push(await scripts('JavaScript until the canvas is drawn, gzip', 350, `/workflows/${ids[200]}`, NODE));
    rows.push(await scripts('JavaScript of the first screen, gzip', null, '/', 'h1'));
    rows.push(await scripts('JavaScript of the list of workflows, gzip', null, '/workflows', 'main a[href^="/workflows/"]'));
  }
  for (const [size, target] of [
    [500, 1000],
    [1000, 1500],
  ])
    if (wanted('open'))
      await each(`open ${size} nodes`, 'ms', target, () =>
        onPage(async (page) => {
          await untilSeen(page, instance.url, 'h1');
          return opening(page, `${instance.url}/workflows/${ids[size]}`, NODE);
        }),
      );
  for (const size of [500, 1000].filter((each) => wanted('frame') || wanted(`frame${each}`))) {
    const open = async (page) => {
      await page.goto(`${instance.url}/workflows/${ids[size]}`);
      await page.locator(NODE).first().waitFor();
      await page.waitForTimeout(1500);
    };
    await each(`p95 frame, drag, ${size} nodes`, 'ms', 33, () =>
      onPage(async (page) => {
        await open(page);
        const box = await page.locator(NODE).nth(5).boundingBox();
        await page.mouse.move(box.x + 60, box.y + 8);
        await page.mouse.down();
        const found = await moving(page, () => wiggle(page, box.x + 60, box.y + 8));
        await page.mouse.up();
        return found;
      }),
    );
    await each(`p95 frame, pan, ${size} nodes`, 'ms', 33, () =>
      onPage(async (page) => {
        await open(page);
        return moving(page, () => pan(page));
      }),
    );
    await each(`p95 frame, pan, ${size} nodes far out`, 'ms', 33, () =>
      onPage(async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'Fit to view' }).click();
        await page.waitForTimeout(1200);
        return moving(page, () => pan(page));
      }),
    );
  }
  if (wanted('live'))
    await each('p95 frame, live, 500 nodes, 100 events/s', 'ms', 33, () =>
      onPage(async (page) => {
        const { body } = await instance.api('POST', `/workflows/${ids.live}/execute`, { input: {}, revision: 'draft' });
        await page.goto(`${instance.url}/executions/${body.id}`);
        await page.locator(NODE).first().waitFor();
        await page.locator('[data-status="completed"]').nth(3).waitFor({ timeout: 60_000 });
        return moving(page, () => wiggle(page, 500, 500));
      }),
    );
  if (wanted('typing'))
    await each('typing to problems, 200 nodes', 'ms', 300, () =>
      onPage(async (page) => {
        await page.goto(`${instance.url}/workflows/${ids[200]}`);
        await page.locator(NODE).first().waitFor();
        await page.waitForTimeout(1500);
        await page.locator(NODE).nth(3).click();
        // The value that the node sets, `{{ input.x }}`: what opens another expression and does not end it is a mistake.
        const field = page.locator('aside[data-panel] .cm-content').first();
        await field.click();
        await page.waitForTimeout(800);
        await page.keyboard.press('Control+End');
        await page.keyboard.type(' {', { delay: 60 });
        await page.locator('aside[data-panel] .cm-focused', { hasText: '}} {' }).waitFor();
        await page.waitForTimeout(800);
        return untilTold(page, '[data-testid="problems"]', () => page.keyboard.type('{'));
      }),
    );
  if (wanted('memory'))
    await each('memory kept by 1,000 undo and redo', 'MB', 8, () =>
      onPage(async (page) => {
        await page.goto(`${instance.url}/workflows/${ids[500]}`);
        await page.locator(NODE).first().waitFor();
        await page.waitForTimeout(1000);
        await page.locator(NODE).nth(4).click();
        // A hundred steps to go back and forth over: the chosen node is pinned and set free by turns.
        for (let i = 0; i < 100; i++) await page.keyboard.press('p');
        await page.getByRole('button', { name: 'Undo' }).and(page.locator(':enabled')).waitFor();
        const round = async () => {
          for (let i = 0; i < 50; i++) await page.keyboard.press('Control+z');
          for (let i = 0; i < 50; i++) await page.keyboard.press('Control+Shift+z');
        };
        await round();
        await round();
        await page.waitForTimeout(2500);
        const before = await heapBytes(page);
        for (let i = 0; i < 10; i++) await round();
        await page.waitForTimeout(2500);
        return ((await heapBytes(page)) - before) / 1e6;
      }),
    );
}
/** Puts the median of the rounds into the table. `once` answers a figure, or one with the CPU that the page's main thread took for it. */
async function each(name, unit, target, once) {
  const found = [];
  for (let round = 0; round < ROUNDS; round++) found.push(await once());
  const values = found.map((each) => each.value ?? each);
  const cpu = found.flatMap((each) => each.cpu ?? []);
  rows.push({
    name,
    unit,
    target,
    value: median(values),
    least: Math.min(...values),
    most: Math.max(...values),
    ...(cpu.length ? { cpu: median(cpu), cpuUnit: found[0].cpuUnit } : {}),
  });
  loads.push(loadavg()[0]);
  console.error(
    `${name}: ${values.map((value) => value.toFixed(1)).join(' ')} ${unit}${cpu.length ? `; CPU ${median(cpu).toFixed(0)} ${found[0].cpuUnit}` : ''}`,
  );
}
/** Opens a page: until it shows, with the CPU spent since. */
async function opening(page, url, selector) {
  let value;
  const cpu = await cpuOf(page, async () => (value = await untilSeen(page, url, selector)));
  return { value, cpu: cpu.spent, cpuUnit: 'ms' };
}
/** The frames while something moves, with the CPU that each second of it takes. */
async function moving(page, action) {
  let value;
  const cpu = await cpuOf(page, async () => (value = await frameTimes(page, action)));
  return { value, cpu: cpu.perSecond, cpuUnit: 'ms/s' };
}
/** Runs on a new page with an empty cache, logged in. */
async function onPage(action) {
  const context = await browser.newContext({ viewport: VIEW, locale: 'en-US' });
  try {
    await signIn(context);
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    return await action(page);
  } finally {
    await context.close();
  }
}
/** The same in a profile of its own on the disk, which keeps files and what was compiled of them as a person's does. */
async function onProfile(action) {
  const folder = mkdtempSync(join(tmpdir(), 'agentflow-bench-'));
  const context = await chromium.launchPersistentContext(folder, { executablePath, args: FLAGS, viewport: VIEW, locale: 'en-US' });
  try {
    await signIn(context);
    return await action(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
async function signIn(context) {
  const answer = await context.request.post(`${instance.url}/login`, { data: { key: instance.key }, headers: { origin: instance.url } });
  if (!answer.ok()) throw new Error(`login: ${answer.status()}`);
}
/** All scripts that have come when something shows, each gzipped by itself. */
function scripts(name, target, path, selector) {
  return onPage(async (page) => {
    const bodies = new Map();
    page.on('response', (response) => {
      if (/\.js(\?|$)/.test(response.url()))
        bodies.set(
          response.url().split('/').at(-1),
          response.body().catch(() => Buffer.alloc(0)),
        );
    });
    await untilSeen(page, instance.url + path, selector);
    const sizes = await Promise.all([...bodies].map(async ([name, body]) => [name, gzipSync(await body).length / 1024]));
    const sum = sizes.reduce((total, [, size]) => total + size, 0);
    console.error(name);
    for (const [file, size] of sizes.sort((a, b) => b[1] - a[1]).slice(0, 8)) console.error(`  ${size.toFixed(1).padStart(7)} KB ${file}`);
    return { name, unit: 'KB', target, value: sum, least: sum, most: sum };
  });
}
async function wiggle(page, x, y) {
  for (let step = 0; step < 120; step++) await page.mouse.move(x + 90 * Math.sin(step / 9), y + 60 * Math.sin(step / 7));
}
async function pan(page) {
  await page.mouse.move(700, 450);
  for (let step = 0; step < 120; step++) await page.mouse.wheel(step < 60 ? 24 : -24, step % 20 < 10 ? 12 : -12);
}
async function create(definition) {
  const { status, body } = await instance.api('POST', '/workflows', { definition });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body).slice(0, 300)}`);
  return body.id;
}
function running(url, file) {
  const key = readFileSync(file, 'utf8').trim();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return {
    url,
    key,
    async api(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    },
    async stop() {},
  };
}
function print() {
  const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
  console.log(`${cpus().length} cores, load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}\n`);
  console.log(`| what | median of ${ROUNDS} | least - most | CPU of the main thread | target |\n|---|---|---|---|---|`);
  let missed = 0;
  for (const { name, unit, value, least, most, target, cpu, cpuUnit } of rows) {
    const bad = target !== null && !(value <= target);
    if (bad) missed++;
    console.log(
      `| ${name} | ${digits(value)} ${unit} | ${digits(least)} - ${digits(most)} | ${cpu === undefined ? '' : `${cpu.toFixed(0)} ${cpuUnit}`} | ${target === null ? '' : `${target} ${unit}${bad ? ' **missed**' : ''}`} |`,
    );
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  process.exitCode = missed > 0 ? 1 : 0;
}
