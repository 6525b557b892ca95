import { cp, mkdtemp, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { canonicalJson, isAppError, type Json } from '@agentflow/core';
import { body, eventually, node, seededRandom, workflow, type Random } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type RunningOrchestrator } from './start-orchestrator.js';

/** What became of damaged folders. */
export interface CorruptionCounts {
  readonly cases: number;
  /** The bytes changed were of no use to anybody: all answers as before, nobody noticed. */
  unused: number;
  /** All answers as before, and the damage was told (a snapshot refused) or mended (an index, a projection built anew). */
  recovered: number;
  /** Some answers refused by name, all others as before. */
  refusedInPart: number;
  /** The folder was refused at the start, by name. */
  refusedAtStart: number;
  /** Answers that were wrong, or refused without a name. */
  readonly wrong: string[];
  readonly codes: Record<string, number>;
  readonly files: Record<string, number>;
}
type Answers = ReadonlyMap<string, string>;

const LARGE = 'x'.repeat(40_000);
const echo = (id: string) => node(id, 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } });

/** A folder with `count` executions of several kinds (done, failed, waiting, large values, snapshots), closed cleanly, and every answer it gave. */
export async function prepareFolder(folder: string, count: number): Promise<Answers> {
  const one = await startOrchestrator(folder, (task) =>
    task.path === 'bad'
      ? { status: 'failed', error: { code: 'TOOL_FAILED', message: 'no', retryable: false } }
      : completed(task.path === 'big' ? LARGE : task.path),
  );
  const each = node('each', 'map', { items: 'input.list' }, { body: body([echo('t')], ['start -> t -> end']) });
  const ask = node('ask', 'human', { prompt: '?', schema: {} });
  const kinds = [
    workflow([echo('a'), echo('b')], ['start -> a -> b -> end']),
    workflow([echo('a'), echo('bad')], ['start -> a -> bad -> end']),
    workflow([echo('big'), ask], ['start -> big -> ask -> end']),
    workflow([each, ask], ['start -> each -> ask -> end']),
  ];
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const kind = kinds[n % 20 < 18 ? n % 3 : 3] as (typeof kinds)[number];
    const list = Array.from({ length: 80 }, (_, i) => i);
    ids.push(
      (
        await one.start(
          kind,
          { n, list, ...(kind === kinds[2] ? { text: `${LARGE}${n}` } : {}) },
          { waitMs: n % 3 < 2 && kind !== kinds[3] ? 5_000 : 0, tags: [`t${n % 5}`] },
        )
      ).execution.id,
    );
  }
  for (const [n, id] of ids.entries()) {
    const status = n % 20 >= 18 || n % 3 === 2 ? 'waiting' : n % 3 === 1 ? 'failed' : 'completed';
    await eventually(async () => (await one.service.get({ org: ORG, executionId: id })).status === status);
    if (n % 20 >= 18) await one.recovery.createSnapshot({ org: ORG, executionId: id });
  }
  await one.coordinator.projector.settled();
  await one.stop();
  const again = await startOrchestrator(folder, () => null);
  const answers = await readAll(again, ids);
  await again.stop();
  return answers;
}
/** Everything that can be read, by what was asked. */
async function readAll(one: RunningOrchestrator, ids: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const put = async (name: string, read: () => Promise<unknown>): Promise<void> => {
    try {
      answers.set(name, canonicalJson((await read()) as Json));
    } catch (error) {
      answers.set(name, isAppError(error) ? `refused ${error.code}` : `threw ${String(error)}`);
    }
  };
  for (const executionId of ids) {
    const ref = { org: ORG, executionId };
    await put(`get ${executionId}`, () => one.service.get(ref));
    await put(`history ${executionId}`, () => one.service.history({ ...ref, limit: 2_000 }));
    const { $ref: digest } = inputOf(answers.get(`get ${executionId}`));
    if (digest !== undefined) await put(`value ${executionId}`, () => one.service.value({ ...ref, digest }));
  }
  for (const query of [{}, { status: ['failed'] as const }, { status: ['waiting'] as const }, { workflowId: 'w1' }, { tag: 't1' }])
    await put(`list ${JSON.stringify(query)}`, async () => {
      const { items } = await one.service.list({ org: ORG, limit: 1_000, ...query });
      return items.map((item) => [item.id, item.status, item.createdAt, item.version, item.waitingCount]);
    });
  return answers;
}

/** The input of a view; large ones are `{ $ref }`. */
function inputOf(answer: string | undefined): { readonly $ref?: string } {
  if (answer === undefined || /^(refused|threw)/.test(answer)) return {};
  return (JSON.parse(answer) as { readonly input?: { readonly $ref?: string } }).input ?? {};
}
/** Damages copies of a folder one after the other and holds every answer against the truth. */
export async function runCorruption(options: {
  readonly folder: string;
  readonly truth: Answers;
  readonly cases: number;
  readonly seed: number;
  readonly onProgress?: (done: number, counts: CorruptionCounts) => void;
}): Promise<CorruptionCounts> {
  const { folder, truth, cases, seed, onProgress = () => undefined } = options;
  const random = seededRandom(seed);
  const counts: CorruptionCounts = { cases, unused: 0, recovered: 0, refusedInPart: 0, refusedAtStart: 0, wrong: [], codes: {}, files: {} };
  const files = await targets(folder);
  const ids = [...truth.keys()].filter((name) => name.startsWith('get ')).map((name) => name.slice(4));
  for (let n = 0; n < cases; n++) {
    const copy = await mkdtemp(join(tmpdir(), 'corruption-'));
    try {
      await cp(folder, copy, { recursive: true });
      const kind = ['log', 'log', 'log.db', 'heads.db', 'objects'][random(5)] as string;
      const group = files.filter((file) => (kind.endsWith('.db') ? file === kind : file.startsWith(`${kind}/`)));
      const file = group[random(group.length)] as string;
      counts.files[kind] = (counts.files[kind] ?? 0) + 1;
      const what = `case ${n} ${await damage(join(copy, file), random)} of ${file}`;
      await judge(copy, what, truth, ids, counts);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
    onProgress(n + 1, counts);
  }
  return counts;
}
async function judge(copy: string, what: string, truth: Answers, ids: readonly string[], counts: CorruptionCounts): Promise<void> {
  const note = (code: string): void => void (counts.codes[code] = (counts.codes[code] ?? 0) + 1);
  let one: RunningOrchestrator;
  try {
    one = await startOrchestrator(copy, () => null);
  } catch (error) {
    if (!isAppError(error)) counts.wrong.push(`${what}: start threw ${String(error)}`);
    else {
      note(error.code);
      counts.refusedAtStart++;
    }
    return;
  }
  const answers = await readAll(one, ids);
  const faults = [...one.faults];
  await one.stop().catch(() => undefined);
  let refused = 0;
  for (const [name, expected] of truth) {
    const actual = answers.get(name);
    if (actual === expected) continue;
    if (actual?.startsWith('refused ')) {
      refused++;
      note(actual.slice(8));
      // What a refused execution would have shown cannot be asked for.
    } else if (actual !== undefined || !answers.get(name.replace('value ', 'get '))?.startsWith('refused '))
      counts.wrong.push(`${what}: ${name} was ${expected.slice(0, 200)}, is ${String(actual).slice(0, 200)}`);
  }
  if (refused > 0) counts.refusedInPart++;
  else if (faults.length > 0 || /log\.db|heads\.db/.test(what)) counts.recovered++;
  else counts.unused++;
}
/** Files that hold executions: the log, its index, the projection, values and snapshots. */
async function targets(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = relative(folder, join(entry.parentPath ?? entry.path, entry.name));
    if (entry.isFile() && (/^(log|objects)\//.test(file) || file === 'log.db' || file === 'heads.db')) found.push(file);
  }
  return found.sort();
}
/** One flipped bit or a truncation, seeded; in what is used of the file. */
async function damage(path: string, random: Random): Promise<string> {
  const { size } = await stat(path);
  if (random(4) === 0) {
    const length = random(size);
    await truncate(path, length);
    return `truncation to ${length}`;
  }
  const handle = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    let at = 0;
    // Space that was made ahead holds zeros alone: most flips should meet something.
    for (let tries = 0; tries < 30; tries++) {
      at = random(size);
      await handle.read(byte, 0, 1, at);
      if (byte[0] !== 0) break;
    }
    byte[0] = (byte[0] as number) ^ (1 << random(8));
    await handle.write(byte, 0, 1, at);
    return `flip at ${at}`;
  } finally {
    await handle.close();
  }
}
