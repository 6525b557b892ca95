// Runs the commands of README, tutorial and how-tos that are marked `sh run`, as a reader would: node infra/docs/doc-commands.mjs [page ...]
// Each page gets an instance of its own on a free port and one shell for all its blocks; the address and the data folder that it names are replaced by the instance's.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startInstance } from '../../e2e/instance.mjs';
import { commandBlocks, missingLine } from './doc-blocks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = ['README.md', 'docs/tutorial.md', 'docs/how-to'];
const BLOCK_MS = 60_000;
const MARK = '\u0001';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : PAGES;
const pages = wanted.flatMap((page) => (page.endsWith('.md') ? [page] : markdownOf(page)));
let passed = 0;
let failed = 0;
for (const page of pages) await runPage(page);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function markdownOf(folder) {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);
}
async function runPage(page) {
  const blocks = commandBlocks(readFileSync(join(root, page), 'utf8'));
  if (blocks.length === 0) return;
  console.log(`\n${page}`);
  const scratch = mkdtempSync(join(tmpdir(), 'agentflow-docs-'));
  const instance = await startInstance();
  try {
    const shell = openShell(instance, scratch);
    for (const block of blocks) {
      const { code, output } = await shell.run(block.code);
      const missing = code === 0 ? missingLine(block.expect, output) : undefined;
      const problem = code !== 0 ? `ended with ${code}` : missing === undefined ? undefined : `does not say: ${missing}`;
      console.log(`${problem ? 'FAIL' : 'ok  '}  ${page}:${block.line}  ${block.code.trim().split('\n')[0]}`);
      if (!problem) passed++;
      else {
        failed++;
        console.log(`      ${problem}\n${output.trimEnd().replace(/^/gm, '      | ')}`);
        break; // what comes after builds on it
      }
    }
    await shell.close();
  } finally {
    await instance.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
/** One bash for a page: what a block sets, the next one has. */
function openShell(instance, scratch) {
  const here = (text) =>
    text.replaceAll('http://127.0.0.1:8420', instance.url).replaceAll('.agentflow/admin.key', join(instance.data, 'admin.key'));
  const child = spawn('bash', ['--noprofile', '--norc'], {
    cwd: root,
    env: { ...process.env, AGENTFLOW_DATA: instance.data, NO_COLOR: '1', SCRATCH: scratch, npm_config_update_notifier: 'false' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let waiting;
  const hear = (chunk) => {
    said += chunk;
    const end = new RegExp(`${MARK}(\\d+)${MARK}`).exec(said);
    if (end && waiting) waiting({ code: Number(end[1]), output: said.slice(0, end.index) });
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    run: (code) =>
      new Promise((resolve) => {
        said = '';
        const timer = setTimeout(() => {
          child.kill('SIGKILL');
          resolve({ code: 124, output: `${said}\nstill running after ${BLOCK_MS / 1000} s` });
        }, BLOCK_MS);
        waiting = (result) => {
          clearTimeout(timer);
          waiting = undefined;
          resolve(result);
        };
        // In a group of its own, so that a failing line ends the block and not the shell.
        child.stdin.write(
          `set -e -o pipefail; trap 'printf "${MARK}%s${MARK}" $?' EXIT\n{\n${here(code)}\n}\nset +e; trap - EXIT; printf '${MARK}0${MARK}'\n`,
        );
      }),
    async close() {
      child.stdin.end();
      child.kill('SIGTERM');
      await ended;
    },
  };
}
