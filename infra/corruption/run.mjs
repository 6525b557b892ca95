// Damages a data folder in many ways and compares every answer with the truth: `npm run corruption -- [--cases 1000] [--seed 1] [--executions 300]`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareFolder, runCorruption } from '../../services/orchestrator/dist/testing/corruption.js';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const cases = option('cases', 1000);
const folder = await mkdtemp(join(tmpdir(), 'corruption-base-'));
try {
  const truth = await prepareFolder(folder, option('executions', 300));
  console.error(`${truth.size} answers recorded`);
  const { wrong, ...counts } = await runCorruption({
    folder,
    truth,
    cases,
    seed: option('seed', 1),
    onProgress: (done, { wrong: mistakes, ...so }) =>
      done % 50 === 0 && console.error(`${done} of ${cases}: ${JSON.stringify(so)}, wrong ${mistakes.length}`),
  });
  for (const one of wrong.slice(0, 20)) console.error(`WRONG ${one}`);
  console.log(JSON.stringify({ ...counts, wrong: wrong.length }));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
