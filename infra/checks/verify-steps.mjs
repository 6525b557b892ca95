import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name) => `node_modules/.bin/${name}`;
const MINUTE = 60_000;
/** Servers that somebody has running already are used and left alone: what is started here is marked, and only that is ended. */
const backends = ['node', 'infra/local/main.mjs'];

/** Where a Chromium is, if anywhere: the browser journey drives it. */
export const chromium = () =>
  [process.env.AGENTFLOW_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
const examples = () =>
  existsSync(`${root}examples`) ? readdirSync(`${root}examples`).filter((name) => existsSync(`${root}examples/${name}/workflow.yaml`)) : [];

/**
 * What `npm run verify` does, in order. `commands` run one after another, each as [program, ...arguments] in the root folder; `always` is run after them, also when one failed or the whole is interrupted; `skip` gives a reason why a step cannot be done here.
 * A step that is missing what it checks is a failure, never a skip.
 */
export const STEPS = [
  { name: 'format', commands: () => [[bin('prettier'), '--check', '.']] },
  { name: 'lint', commands: () => [[bin('eslint'), '--max-warnings', '0', '.']] },
  { name: 'types', commands: () => [['npm', 'run', '--silent', 'typecheck']] },
  { name: 'build', commands: () => [['npm', 'run', '--silent', 'build']] },
  { name: 'tests', commands: () => [['npm', 'test', '--silent']], timeoutMs: 12 * MINUTE },
  { name: 'coverage', commands: () => [['npm', 'run', '--silent', 'coverage']] },
  {
    name: 'contracts',
    commands: () => [
      [...backends, 'up', '--allow-missing', '--tag', 'verify'],
      ['npm', 'run', '--silent', 'test:contracts'],
    ],
    always: () => [[...backends, 'down', '--tag', 'verify']],
    timeoutMs: 20 * MINUTE,
  },
  {
    name: 'cluster',
    commands: () => [
      [...backends, 'up', '--allow-missing', '--tag', 'verify'],
      ['node', 'e2e/cluster/smoke.mjs'],
    ],
    always: () => [[...backends, 'down', '--tag', 'verify']],
    timeoutMs: 12 * MINUTE,
  },
  { name: 'lock', commands: () => [['node', 'infra/checks/lock-file.mjs']] },
  { name: 'protocols', commands: () => [[bin('buf'), 'lint', 'proto']] },
  { name: 'openapi', commands: () => [[bin('redocly'), 'lint', 'docs/openapi.json']] },
  {
    name: 'examples',
    commands: () => {
      const found = examples();
      if (found.length === 0) throw new Error('there are no examples to check');
      return found.map((name) => ['node', 'packages/cli/dist/main.js', 'validate', `examples/${name}/workflow.yaml`]);
    },
  },
  { name: 'docs', commands: () => [['npm', 'run', '--silent', 'docs:build']] },
  { name: 'doc-commands', commands: () => [['npm', 'run', '--silent', 'docs:commands']] },
  { name: 'conformance', commands: () => [['node', 'conformance/run.mjs']] },
  { name: 'histories', commands: () => [['node', 'conformance/histories.mjs', '--count', '6000', '--from', '1000000']] },
  { name: 'simulate', commands: () => [['node', 'packages/simulator/dist/main.js', '--seeds', '400', '--from', '5000']] },
  { name: 'kill', commands: () => [['node', 'e2e/kill.mjs', '--kills', '15', '--in-flight', '200']] },
  { name: 'bad-input', commands: () => [['node', 'e2e/bad-input.mjs']] },
  {
    name: 'browser',
    commands: () => [['npm', 'run', '--silent', 'e2e']],
    skip: () => (chromium() ? undefined : 'there is no Chromium on this machine (set AGENTFLOW_CHROMIUM to its path)'),
  },
];
export const STEP_TIMEOUT_MS = 8 * MINUTE;
