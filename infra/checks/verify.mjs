// `npm run verify`: everything that must hold before a change is merged, exactly as CI runs it. All steps are done, also after one has failed.
//   --only a,b       these steps alone
//   --without a,b    all but these
//   --tests FILE     counts the tests of this jest result (--json --outputFile) into the closing line
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { STEP_TIMEOUT_MS, STEPS, root } from './verify-steps.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, without: { type: 'string' }, tests: { type: 'string' } } });
const names = (list) => (list === undefined ? undefined : list.split(',').filter(Boolean));
const [only, without] = [names(values.only), names(values.without) ?? []];
const unknown = [...(only ?? []), ...without].filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(', ')}; there are ${STEPS.map((step) => step.name).join(', ')}`);
  process.exit(2);
}

const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NODE_NO_WARNINGS: '1' };
let running;
/** Commands that clean up after the step that is under way. */
let cleaning = [];
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    if (running) process.kill(-running.pid, 'SIGTERM');
    for (const [program, ...args] of cleaning) spawnSync(program, args, { cwd: root, stdio: 'inherit' });
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}
/** Runs one command in a process group of its own, without standard input. Answers why it failed, or nothing. */
const run = ([program, ...args], timeoutMs) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      env: { ...process.env, ...QUIET },
    });
    running = child;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, 'SIGKILL');
    }, timeoutMs);
    const end = (reason) => {
      clearTimeout(timer);
      running = undefined;
      resolve(reason);
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) =>
      end(late ? `still running after ${timeoutMs / 60_000} minutes` : code === 0 ? undefined : `${program} ended with ${signal ?? code}`),
    );
  });

const done = [];
for (const step of STEPS) {
  if (without.includes(step.name) || (only && !only.includes(step.name))) continue;
  const reason = step.skip?.();
  if (reason) {
    console.log(`\n== ${step.name}: skipped, ${reason}`);
    done.push({ name: step.name, outcome: 'skipped', detail: reason });
    continue;
  }
  console.log(`\n== ${step.name}`);
  const started = performance.now();
  let failure;
  cleaning = step.always?.() ?? [];
  try {
    for (const command of step.commands()) failure ??= await run(command, step.timeoutMs ?? STEP_TIMEOUT_MS);
  } catch (error) {
    failure = error.message;
  }
  for (const command of cleaning) {
    const problem = await run(command, STEP_TIMEOUT_MS);
    failure ??= problem;
  }
  cleaning = [];
  done.push({
    name: step.name,
    outcome: failure ? 'FAILED' : 'passed',
    detail: failure ?? '',
    seconds: (performance.now() - started) / 1000,
  });
}

console.log('\n== summary');
for (const { name, outcome, seconds, detail } of done)
  console.log(
    `${outcome.padEnd(8)} ${name.padEnd(10)} ${seconds === undefined ? '' : `${seconds.toFixed(1)} s`.padStart(8)} ${detail}`.trimEnd(),
  );
const tests = values.tests ? JSON.parse(readFileSync(values.tests, 'utf8')) : undefined;
const suitesBroken = tests?.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length ?? 0;
const passed = done.filter((step) => step.outcome === 'passed').length + (tests?.numPassedTests ?? 0);
const failed = done.filter((step) => step.outcome === 'FAILED').length + (tests?.numFailedTests ?? 0) + suitesBroken;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
