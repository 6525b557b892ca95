// Replay equality: random executions under random faults; live state = fold of events = snapshot + tail = replay of causes.
// npm run histories [-- --count 50000] [--from 1]; the last line is JSON.
import { parseArgs } from 'node:util';
import { runRandomHistory } from '@agentflow/testkit';

const { values } = parseArgs({ options: { count: { type: 'string', default: '50000' }, from: { type: 'string', default: '1' } } });
const [from, count] = [Number(values.from), Number(values.count)];
if (!Number.isSafeInteger(from) || !Number.isSafeInteger(count) || count < 1) {
  console.error('--from and --count are whole numbers');
  process.exit(2);
}
const injected = {};
const ended = {};
let events = 0;
let different = 0;
const began = performance.now();
for (let seed = from; seed < from + count; seed++) {
  try {
    const history = runRandomHistory(seed, injected);
    ended[history.status] = (ended[history.status] ?? 0) + 1;
    events += history.events;
  } catch (error) {
    different++;
    console.error(String(error.message).slice(0, 2_000));
    if (different >= 10) break;
  }
  if ((seed - from + 1) % 5_000 === 0) console.error(`${seed - from + 1} of ${count}, ${events} events, ${different} different`);
}
const seconds = Math.round((performance.now() - began) / 100) / 10;
console.log(JSON.stringify({ histories: count, events, different, ended, injected, seconds }));
process.exitCode = different > 0 ? 1 : 0;
