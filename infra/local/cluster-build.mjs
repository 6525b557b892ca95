import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, SERVICES } from './cluster-services.mjs';

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') && !entry.parentPath.includes('/src/testing'),
    )
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
const isOld = (folder) => {
  const built = join(root, folder, 'dist/.tsbuildinfo');
  return !existsSync(built) || newest(join(root, folder, 'src')) > statSync(built).mtimeMs;
};
const LOWER = ['core', 'ports', 'adapters', 'nodes', 'service-kit'];

/** Compiles what the services are made of where sources are newer. A checkout without sources (an image) is as it is. */
export async function buildIfNeeded(report) {
  if (!existsSync(join(root, 'services/gateway/src'))) return;
  const folders = [...LOWER.map((name) => `packages/${name}`), ...SERVICES.map(({ name }) => `services/${name}`)];
  if (!folders.some(isOld)) return;
  report('build', 'compiling');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '-b', ...SERVICES.map(({ name }) => `services/${name}`)], {
      cwd: root,
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the services could not be built'))));
  });
}
