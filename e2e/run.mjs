// The browser journeys: node e2e/run.mjs [JOURNEY...]   (all of them, or those whose names are given: firstTenMinutes, keyboard, ...)
// Starts the product on a folder of its own, drives a headless Chromium through it as a person would, keeps screenshots in e2e/artifacts/ and says what passed.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium as findChromium } from '../infra/checks/verify-steps.mjs';
import { startInstance } from './instance.mjs';
import { designerJourney } from './designer-journey.mjs';
import { degradation } from './degradation-journey.mjs';
import { everyPage } from './every-page.mjs';
import { firstTenMinutes } from './first-ten-minutes-journey.mjs';
import { keyboard } from './keyboard-journey.mjs';
import { properties } from './properties-journey.mjs';
import { watchJourney } from './watch-journey.mjs';
import { recovery } from './recovery-journey.mjs';
import { releases } from './releases-journey.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const artifacts = join(here, 'artifacts');
const chromiumPath = findChromium();
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const STEP_MS = 30_000;
const SETTLE_MS = 400;

if (!chromiumPath) {
  console.log('skipped: browser journeys (no Chromium here: install it, or name it in AGENTFLOW_CHROMIUM)');
  console.log('0 passed, 0 failed');
  process.exit(0);
}
if (!existsSync(join(here, '../web/dist/index.html')) || !existsSync(join(here, '../packages/cli/dist/main.js'))) {
  console.log('The product is not built: npm run build');
  process.exit(1);
}
const { chromium } = await import('playwright-core');
rmSync(artifacts, { recursive: true, force: true });
mkdirSync(artifacts, { recursive: true });

const journeys = [firstTenMinutes, designerJourney, keyboard, properties, releases, everyPage, watchJourney, recovery, degradation];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !journeys.some((journey) => journey.name === name));
if (unknown.length > 0) {
  console.log(`There is no journey named ${unknown.join(', ')}: ${journeys.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
let passed = 0;
let failed = 0;
const instance = await startInstance();
const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
try {
  for (const journey of journeys) if (wanted.length === 0 || wanted.includes(journey.name)) await run(journey);
} finally {
  await browser.close();
  await instance.stop();
}
console.log(`screenshots in ${artifacts}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** A journey is a row of steps; after a failed one the rest of it makes no sense. */
async function run(journey) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`HTTP ${response.status()} ${response.request().method()} ${response.url()}`);
  });
  let shots = 0;
  const shot = async (name) => {
    await pause(SETTLE_MS); // dialogs and the view glide to their place
    await page.screenshot({ path: join(artifacts, `${journey.name}-${String(++shots).padStart(2, '0')}-${name}.png`) });
  };
  let broken = false;
  const step = async (name, action) => {
    if (broken) return;
    try {
      await action();
      if (complaints.length) throw new Error(complaints.splice(0).join('\n'));
      passed++;
      console.log(`ok    ${name}`);
    } catch (error) {
      broken = true;
      failed++;
      console.log(
        `FAIL  ${name}\n      ${String(error?.message ?? error)
          .split('\n')
          .join('\n      ')}`,
      );
      await shot('failed').catch(() => {});
    }
  };
  console.log(`\n${journey.name}`);
  await journey({ page, context, instance, step, shot });
  await context.close();
}
