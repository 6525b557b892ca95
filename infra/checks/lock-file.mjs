// Checks package-lock.json: every dependency accepts the oldest Node that we support, the lock names no registry's addresses, and no package is in it that we decided against.
import { readFileSync } from 'node:fs';
import semver from 'semver';
import { OLDEST_NODE, REFUSED_PACKAGES, lockFileProblems } from './lock-file-problems.mjs';

const file = process.argv[2] ?? new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const problems = lockFileProblems(lock, semver.satisfies);
for (const problem of problems) console.error(problem);
const count = Object.keys(lock.packages ?? {}).length;
console.log(
  problems.length === 0
    ? `package-lock.json: ${count} packages, all accept Node ${OLDEST_NODE}, no registry addresses, none of ${Object.keys(REFUSED_PACKAGES).length} refused packages`
    : `package-lock.json: ${problems.length} problems in ${count} packages`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
