import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFileSync(`${root}${path}`, 'utf8');
const folders = (parent) => readdirSync(`${root}${parent}`).filter((name) => existsSync(`${root}${parent}/${name}/package.json`));
const services = folders('services');

it('has the six services', () => {
  expect(services).toEqual(['agent-runtime', 'designer', 'gateway', 'metrics', 'orchestrator', 'scheduler']);
});

it.each([...services.map((name) => `services/${name}`), ...folders('packages').map((name) => `packages/${name}`)])(
  '%s says what it owns, what it refuses and where to start reading',
  (folder) => {
    const readme = read(`${folder}/README.md`);
    for (const word of ['Owns', 'Refuses', 'Start reading']) expect(readme).toContain(word);
    for (const [, path] of readme.matchAll(/`(src\/[^`]*)`/g)) expect([path, existsSync(`${root}${folder}/${path}`)]).toEqual([path, true]);
  },
);

it.each(services)('the image of %s follows the one pattern', (name) => {
  const pattern = read('services/designer/Dockerfile');
  expect(read(`services/${name}/Dockerfile`)).toBe(
    pattern.replaceAll('services/designer', `services/${name}`).replaceAll('agentflow/designer', `agentflow/${name}`),
  );
});

it('deploys each service by chart and skaffold', () => {
  expect(Object.keys(parse(read('charts/agentflow/values.yaml')).services).sort()).toEqual(services);
  expect(
    parse(read('skaffold.yaml'))
      .build.artifacts.map((artifact) => artifact.image)
      .sort(),
  ).toEqual(services.map((name) => `agentflow/${name}`));
});

it('builds each package: the root references it, and it accepts the Node that we promise', () => {
  const references = JSON.parse(read('tsconfig.json')).references.map((reference) => reference.path);
  for (const folder of [...services.map((name) => `services/${name}`), ...folders('packages').map((name) => `packages/${name}`)]) {
    expect(references).toContain(folder);
    expect(JSON.parse(read(`${folder}/package.json`)).engines.node).toBe('>=20.20');
  }
});

it('keeps every command of a package where npm finds it before anything is built, for npm links no command that is not there yet', () => {
  const commands = folders('packages').flatMap((name) =>
    Object.values(JSON.parse(read(`packages/${name}/package.json`)).bin ?? {}).map((path) => `packages/${name}/${path}`),
  );
  expect(commands).toContain('packages/cli/./bin/agentflow.js');
  const kept = execFileSync('git', ['ls-files', '--stage', 'packages/*/bin/*'], { cwd: root, encoding: 'utf8' });
  for (const path of commands) expect(kept).toContain(`\t${path.replace('/./', '/')}`);
});
