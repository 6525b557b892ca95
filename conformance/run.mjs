// Checks every workflow control-flow pattern: what its workflow can do is exactly what it may do. npm run conformance [-- <number>...]
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { checkPattern } from '@agentflow/testkit';

const folder = fileURLToPath(new URL('./patterns/', import.meta.url));
const wanted = process.argv.slice(2).map(Number);
const counts = { passed: 0, refused: 0, failed: 0 };
for (const name of fs.readdirSync(folder).sort()) {
  if (wanted.length > 0 && !wanted.includes(Number.parseInt(name, 10))) continue;
  const read = (file) => fs.readFileSync(path.join(folder, name, file), 'utf8');
  const expected = JSON.parse(read('expected.json'));
  const others = Object.fromEntries((expected.others ?? []).map((other) => [other, read(`${other}.yaml`)]));
  let verdict;
  try {
    verdict = checkPattern({ workflow: read('workflow.yaml'), expected, others });
  } catch (error) {
    verdict = { outcome: 'failed', traces: 0, faults: [String(error?.stack ?? error)] };
  }
  counts[verdict.outcome]++;
  console.log(`${verdict.outcome.padEnd(8)}${name}${verdict.outcome === 'passed' ? `: ${verdict.traces} traces` : ''}`);
  for (const fault of verdict.faults) console.log(`        ${fault}`);
}
if (counts.failed > 0) console.log(`failed: ${counts.failed}`);
console.log(`passed: ${counts.passed}`);
console.log(`refused: ${counts.refused}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
