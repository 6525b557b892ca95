// Records golden histories: `npm run golden:record -- <name>...`, or `--missing` for all that are not there. A file that is there is never written again.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { GOLDEN_SCENARIOS, recordGolden } from '@agentflow/testkit';

const folder = new URL('../../packages/core/golden/', import.meta.url);
const asked = process.argv.slice(2);
const fileOf = (name) => new URL(`${name}.json`, folder);
const names = asked.includes('--missing') ? Object.keys(GOLDEN_SCENARIOS).filter((name) => !existsSync(fileOf(name))) : asked;
if (asked.length === 0) {
  console.error(`name one of: ${Object.keys(GOLDEN_SCENARIOS).join(', ')}; or --missing`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const name of names) {
  if (existsSync(fileOf(name))) {
    console.error(`${name} is recorded already, for ever: a changed meaning is a new event version with an upcaster, and another scenario`);
    process.exit(1);
  }
  const history = recordGolden(name);
  writeFileSync(fileOf(name), `${JSON.stringify(history)}\n`, { flag: 'wx' });
  console.log(`${name}: ${history.commits.length} commits, ${history.view.status}`);
}
