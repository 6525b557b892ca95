/* global document, window, MutationObserver */
// What the designer costs a person: how long the first screen and large workflows take, how smooth it stays, how soon a mistake shows, what it keeps.
// node bench/web.mjs [--rounds 5] [--url <instance> --key <file>] [--json <file>]: headless Chromium on the production build; prints a table of medians
// and ends with 1 where a figure misses its target. Other load on the machine shows in the rows of the trivial page: read the others against those.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { startInstance } from '../e2e/instance.mjs';
import { median } from './load.mjs';
import { fanWithWaits, gridOf } from './web-workflows.mjs';
import { frameTimes, heapBytes, untilSeen } from './web-probes.mjs';

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
const wanted = (name) => !options.only || name.includes(options.only);

const instance = options.url ? running(options.url, options.key) : await startInstance();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
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
    await each('trivial page, shown', 'ms', null, () => onPage(async (page) => untilSeen(page, `${instance.url}/favicon.svg`, 'svg')));
    await each('trivial page, p95 frame', 'ms', null, () =>
      onPage(async (page) => {
        await page.setContent('<body style="margin:0"><i style="position:absolute;width:9px;height:9px;background:red"></i>');
        return frameTimes(page, () => wiggle(page, 720, 450));
      }),
    );
  }
  if (wanted('first')) {
    await each('first screen, cold', 'ms', 1500, () => onPage((page) => untilSeen(page, instance.url, 'h1')));
    await each('first screen, warm', 'ms', 700, () =>
      onPage(async (page) => {
        await untilSeen(page, instance.url, 'h1');
        return untilSeen(page, instance.url, 'h1');
      }),
    );
  }
  if (wanted('JavaScript')) rows.push(await scripts(ids[200]));
  for (const [size, target] of [
    [500, 1000],
    [1000, 1500],
  ])
    if (wanted('open'))
      await each(`open ${size} nodes`, 'ms', target, () =>
        onPage(async (page) => {
          await untilSeen(page, instance.url, 'h1');
          return untilSeen(page, `${instance.url}/workflows/${ids[size]}`, NODE);
        }),
      );
  for (const size of [500, 1000]) {
    if (!wanted('frame')) break;
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
        const found = await frameTimes(page, () => wiggle(page, box.x + 60, box.y + 8));
        await page.mouse.up();
        return found;
      }),
    );
    await each(`p95 frame, pan, ${size} nodes`, 'ms', 33, () =>
      onPage(async (page) => {
        await open(page);
        return frameTimes(page, () => pan(page));
      }),
    );
    await each(`p95 frame, pan, ${size} nodes far out`, 'ms', 33, () =>
      onPage(async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'Fit to view' }).click();
        await page.waitForTimeout(1200);
        return frameTimes(page, () => pan(page));
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
        return frameTimes(page, () => wiggle(page, 500, 500));
      }),
    );
  if (wanted('typing'))
    await each('typing to problems, 200 nodes', 'ms', 300, () =>
      onPage(async (page) => {
        await page.goto(`${instance.url}/workflows/${ids[200]}`);
        await page.locator(NODE).first().waitFor();
        await page.waitForTimeout(1500);
        await page.locator(NODE).nth(3).click();
        const field = page.locator('aside[data-panel] :is(.cm-content, textarea, input[type="text"])').first();
        await field.click();
        await page.waitForTimeout(800);
        await page.keyboard.press('End');
        await page.evaluate(() => {
          const badge = document.querySelector('[data-testid="problems"]');
          const before = badge.textContent;
          window.shown = new Promise((resolve) => {
            let typed = 0;
            window.addEventListener('keydown', () => (typed ||= performance.now()), { capture: true });
            new MutationObserver(() => badge.textContent !== before && typed && resolve(performance.now() - typed)).observe(badge, {
              subtree: true,
              childList: true,
              characterData: true,
            });
          });
        });
        await page.keyboard.type('{');
        const found = await page.evaluate(() =>
          Promise.race([window.shown, new Promise((resolve) => setTimeout(() => resolve(NaN), 8000))]),
        );
        return found;
      }),
    );
  if (wanted('memory'))
    await each('memory kept by 1,000 undo and redo', 'MB', 8, () =>
      onPage(async (page) => {
        await page.goto(`${instance.url}/workflows/${ids[500]}`);
        await page.locator(NODE).first().waitFor();
        await page.waitForTimeout(1000);
        await page.locator(NODE).nth(4).click();
        for (let i = 0; i < 100; i++) await page.keyboard.press('p');
        const round = async () => {
          for (let i = 0; i < 50; i++) await page.keyboard.press('Control+z');
          for (let i = 0; i < 50; i++) await page.keyboard.press('Control+Shift+z');
        };
        await round();
        await page.waitForTimeout(2500);
        const before = await heapBytes(page);
        for (let i = 0; i < 10; i++) await round();
        await page.waitForTimeout(2500);
        return ((await heapBytes(page)) - before) / 1e6;
      }),
    );
}
/** Puts the median of the rounds into the table. */
async function each(name, unit, target, once) {
  const found = [];
  for (let round = 0; round < ROUNDS; round++) found.push(await once());
  rows.push({ name, unit, target, value: median(found), least: Math.min(...found), most: Math.max(...found) });
  console.error(`${name}: ${found.map((value) => value.toFixed(1)).join(' ')} ${unit}`);
}
/** Runs on a new page with an empty cache, logged in. */
async function onPage(action) {
  const context = await browser.newContext({ viewport: VIEW, locale: 'en-US' });
  try {
    const answer = await context.request.post(`${instance.url}/login`, { data: { key: instance.key }, headers: { origin: instance.url } });
    if (!answer.ok()) throw new Error(`login: ${answer.status()}`);
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    return await action(page);
  } finally {
    await context.close();
  }
}
/** All scripts that have come when the canvas is there, gzipped as a server would. */
function scripts(id) {
  return onPage(async (page) => {
    const bodies = new Map();
    page.on('response', (response) => {
      if (/\.js(\?|$)/.test(response.url()))
        bodies.set(
          response.url().split('/').at(-1),
          response.body().catch(() => Buffer.alloc(0)),
        );
    });
    await untilSeen(page, `${instance.url}/workflows/${id}`, NODE);
    const sizes = await Promise.all([...bodies].map(async ([name, body]) => [name, gzipSync(await body).length / 1024]));
    const sum = sizes.reduce((total, [, size]) => total + size, 0);
    for (const [name, size] of sizes.sort((a, b) => b[1] - a[1]).slice(0, 14)) console.error(`  ${size.toFixed(1).padStart(7)} KB ${name}`);
    return { name: 'JavaScript until the canvas is drawn, gzip', unit: 'KB', target: 350, value: sum, least: sum, most: sum };
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
  console.log(`| what | median of ${ROUNDS} | least - most | target |\n|---|---|---|---|`);
  let missed = 0;
  for (const { name, unit, value, least, most, target } of rows) {
    const bad = target !== null && !(value <= target);
    if (bad) missed++;
    console.log(
      `| ${name} | ${digits(value)} ${unit} | ${digits(least)} - ${digits(most)} | ${target === null ? '' : `${target} ${unit}${bad ? ' **missed**' : ''}`} |`,
    );
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  process.exitCode = missed > 0 ? 1 : 0;
}
