import semver from 'semver';
import { lockFileProblems } from './lock-file-problems.mjs';

const lock = (packages) => ({ lockfileVersion: 3, packages: { '': { name: 'agentflow' }, ...packages } });
const problems = (packages) => lockFileProblems(lock(packages), semver.satisfies);
const fine = { version: '1.0.0', integrity: 'sha512-x' };

it.each(['>=18', '^20.19.0 || >=22.12.0', '>= 20', '*', '18 || 20 || >=22', undefined])(
  'accepts a dependency that wants Node %s',
  (node) => {
    expect(problems({ 'node_modules/a': { ...fine, engines: { node } } })).toEqual([]);
  },
);
it.each(['>=22', '^18.0.0', '>=20.21', '^20.0.0 <20.10.0'])('refuses a dependency that wants Node %s', (node) => {
  expect(problems({ 'node_modules/a/node_modules/b': { ...fine, engines: { node } } })[0]).toContain(
    'node_modules/a/node_modules/b@1.0.0 wants Node',
  );
});
it('refuses addresses of a registry, but not links to our own workspaces', () => {
  expect(
    problems({
      'node_modules/a': { ...fine, resolved: 'https://registry.example/a.tgz' },
      'node_modules/@agentflow/core': { resolved: 'packages/core', link: true },
    }),
  ).toEqual([expect.stringContaining('node_modules/a names an address')]);
});
it('refuses packages that we decided against, at any depth', () => {
  expect(problems({ 'node_modules/x/node_modules/vm2': fine })).toEqual([
    expect.stringContaining('node_modules/vm2 is not to be used: it is no boundary'),
  ]);
  expect(problems({ 'node_modules/@chdb/lib-linux-x64-gnu': fine })).toHaveLength(1);
});
it('refuses a dependency without integrity', () => {
  expect(problems({ 'node_modules/a': { version: '1.0.0' } })).toEqual(['node_modules/a has no integrity']);
});
it('refuses another version of the lock format', () => {
  expect(lockFileProblems({ lockfileVersion: 1 }, semver.satisfies)).toHaveLength(1);
});
