import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { body, chain, eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type RunningOrchestrator } from './testing/start-orchestrator.js';

describe('the orchestrator under faults', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-faults-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  it('loses no acknowledged start when the store dies under load, and refuses the others by name', async () => {
    running = await startOrchestrator(folder, (task) => completed(task.path));
    const one = running;
    const definition = chain(5, 'tool', { tool: 'echo', arguments: {} });
    await one.start(definition, {}, { waitMs: 5_000 });
    const starting = Array.from({ length: 300 }, (_, n) =>
      one.start(definition, { n }).then(
        ({ execution }) => execution.id,
        (error: { code?: string }) => error.code,
      ),
    );
    await one.stores.crashThreads();
    const answers = await Promise.all(starting);
    const ids = answers.filter((answer): answer is string => answer !== undefined && !/^[A-Z_]+$/.test(answer));
    const refused = answers.filter((answer) => answer === 'UNAVAILABLE');
    console.info(`store killed under 300 starts: ${ids.length} acknowledged, ${refused.length} refused`);
    expect(ids.length + refused.length).toBe(300);
    expect(refused.length).toBeGreaterThan(0);
    for (const id of ids) {
      await eventually(async () => (await one.service.get({ org: ORG, executionId: id })).status === 'completed');
    }
    expect((await one.start(definition, {}, { waitMs: 5_000 })).execution.status).toBe('completed');
  });

  it('writes a snapshot of a long execution, and rebuilds the state from the log when it is corrupt', async () => {
    running = await startOrchestrator(folder, () => completed(1));
    const each = node(
      'each',
      'map',
      { items: 'input.list' },
      { body: body([node('t', 'tool', { tool: 'echo', arguments: {} })], ['start -> t -> end']) },
    );
    const definition = workflow(
      [each, node('ask', 'human', { prompt: '?', schema: {} }), node('end', 'end', { output: '{{ size(each.output) }}' })],
      ['start -> each -> ask -> end'],
    );
    const { execution } = await running.start(definition, { list: Array.from({ length: 120 }, (_, i) => i) });
    const stores = running.stores;
    const snapshots = async () => (await stores.objects.list(`${ORG}/${execution.id}/snapshot-`, null, 10)).items;
    // It is written a second after the commit that asked for it: longer than many turns of an idle loop take.
    await eventually(
      async () => (await snapshots()).length > 0,
      () => new Promise((resolve) => setTimeout(resolve, 10)),
    );
    const [snapshot] = await snapshots();
    await running.stop();
    running = undefined;
    const file = await find(folder, snapshot!.key.split('/').at(-1) as string);
    const bytes = await readFile(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(file, bytes);

    running = await startOrchestrator(folder, () => completed(1));
    const view = await running.service.get({ org: ORG, executionId: execution.id });
    expect(view).toMatchObject({ status: 'waiting', nodesTotal: 363 });
    expect(running.faults.join()).toContain('does not match its sha256');
    const answered = await running.service.answer({ org: ORG, executionId: execution.id, path: 'ask', value: null, by: 'x' });
    expect(answered).toMatchObject({ status: 'completed', output: 120 });
  });
});

async function find(folder: string, name: string): Promise<string> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.name === name) return join(entry.parentPath ?? entry.path, name);
  throw new Error(`no file ${name} below ${folder}`);
}
