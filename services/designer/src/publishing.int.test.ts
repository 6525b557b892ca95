import { orgId } from '@agentflow/core';
import { COLLECTIONS, type FrozenDocument } from '@agentflow/ports';
import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
beforeEach(async () => {
  designer = await openDesigner();
  await designer.lifecycle.start();
});
afterEach(() => designer.close());

const hook = (id: string) => ({ id, type: 'webhook', config: { auth: 'none' }, input: {} });
const publish = (workflow: string, comment?: string) =>
  designer.service.publish({ org, workflow, by: 'ann', ...(comment === undefined ? {} : { comment }) });
const save = async (workflow: string, definition: never) => {
  const { etag } = await designer.service.getWorkflow({ org, workflow });
  return designer.service.saveWorkflow({ org, workflow, source: { definition }, ifMatch: etag, by: 'ann' });
};
const frozen = (digest: string) => designer.documents.get<FrozenDocument>(org, COLLECTIONS.frozen, digest);

describe('publishing', () => {
  it('makes an immutable revision with digest and pins, releases it, and freezes what runs without layout', async () => {
    const { id } = await create(designer, greeting({ layout: { nodes: { start: { x: 1, y: 2 } } } }));
    const revision = await publish(id, 'first');
    expect(revision).toEqual({
      revision: 1,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      pins: { nodeTypes: { end: 1, set: 1, start: 1 }, agents: {} },
      comment: 'first',
      publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      publishedBy: 'ann',
      released: true,
      warnings: [],
    });
    expect((await designer.service.getWorkflow({ org, workflow: id })).publishedRevision).toBe(1);
    expect((await designer.service.getRevision({ org, workflow: id, revision: 1 })).definition).toHaveProperty('layout');
    const document = await frozen(revision.digest);
    expect(document?.value.workflowId).toBe(id);
    expect(document?.value.definition).not.toHaveProperty('layout');
    expect(document?.value.definition.nodes.map((node) => node.typeVersion)).toEqual([1, 1, 1]);
    expect(await designer.service.freeze({ org, workflow: id })).toEqual({
      workflowId: id,
      workflowName: 'Greeting',
      revision: 1,
      digest: revision.digest,
      inputs: { type: 'object', properties: { who: { type: 'string' } } },
    });
  });

  it('answers what is suspicious, and refuses a deadlock; both with the choices that lead there', async () => {
    const nodes = (join: object | string) => [
      { id: 'start', type: 'start' },
      { id: 'a', type: 'condition', config: { when: 'input.who == "a"' } },
      { id: 'b', type: 'set', config: { values: {} } },
      { id: 'j', type: 'join', config: {}, join },
      { id: 'end', type: 'end' },
    ];
    const edges = [
      { source: 'start', target: 'a' },
      { source: 'start', target: 'b' },
      { source: 'a', sourceHandle: 'true', target: 'j' },
      { source: 'b', target: 'j' },
      { source: 'j', target: 'end' },
    ];
    const { id } = await create(designer, greeting({ nodes: nodes('any'), edges }));
    const { warnings } = await publish(id);
    expect(warnings).toMatchObject([{ code: 'SURPLUS_TOKEN', severity: 'warning', nodeId: 'j' }]);
    expect(warnings[0]?.trace?.at(-1)).toMatchObject({ nodeId: 'j', stands: 'late' });
    await save(id, greeting({ nodes: nodes({ n: 2 }), edges }) as never);
    await expect(publish(id)).rejects.toMatchObject({
      code: 'DEFINITION_INVALID',
      problems: [
        { code: 'DEADLOCK', nodeId: 'j', trace: expect.arrayContaining([{ nodeId: 'a', handle: 'false', edges: [] }]) as unknown },
      ],
    });
  });

  it('refuses a draft with errors and lists them all, with what it refers to looked up', async () => {
    const nodes = [
      { id: 'start', type: 'start' },
      { id: 'ask', type: 'llm', config: { model: 'scripted/nobody', prompt: '{{ nowhere.output }}' } },
      { id: 'act', type: 'agent', config: { agent: 'nobody', input: {} } },
      { id: 'call', type: 'http', config: { method: 'GET', url: 'https://example.org', credential: 'nobody' } },
      { id: 'use', type: 'tool', config: { tool: 'nothing', arguments: {} } },
      { id: 'end', type: 'end' },
    ];
    const edges = ['start', 'ask', 'act', 'call', 'use'].map((source, i) => ({ source, target: nodes[i + 1]!.id }));
    const { id } = await create(designer, greeting({ nodes, edges }));
    const error = await publish(id).catch(
      (thrown: unknown) => thrown as { code: string; problems: { nodeId?: string; severity: string }[] },
    );
    expect(error).toMatchObject({ code: 'DEFINITION_INVALID' });
    const wrong = new Set(
      'problems' in error ? error.problems.filter((problem) => problem.severity === 'error').map((problem) => problem.nodeId) : [],
    );
    expect(wrong).toEqual(new Set(['ask', 'act', 'call', 'use']));
    expect((await designer.service.getWorkflow({ org, workflow: id })).publishedRevision).toBeNull();
    expect((await designer.service.listRevisions({ org, workflow: id, page: 1, pageSize: 10 })).total).toBe(0);
    expect(designer.synced).toEqual([]);
  });

  it('gives eight publishers at once eight numbers, and leaves the highest released', async () => {
    const { id } = await create(designer);
    const revisions = await Promise.all(Array.from({ length: 8 }, (_, n) => publish(id, `p${n}`)));
    expect(revisions.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await designer.service.getWorkflow({ org, workflow: id })).publishedRevision).toBe(8);
    const list = await designer.service.listRevisions({ org, workflow: id, page: 1, pageSize: 5 });
    expect(list).toMatchObject({ page: 1, pageSize: 5, total: 8 });
    expect(list.items.map((item) => [item.revision, item.released])).toEqual([
      [8, true],
      [7, false],
      [6, false],
      [5, false],
      [4, false],
    ]);
    for (const { revision, comment } of revisions)
      expect((await designer.service.getRevision({ org, workflow: id, revision })).comment).toBe(comment);
    expect(designer.synced.at(-1)).toMatchObject({ revision: 8 });
  });

  it('that is overtaken on its last step leaves the later revision released', async () => {
    const { id } = await create(designer);
    const slow = designer.hold('put', 'releases');
    const first = publish(id);
    await slow.come;
    expect(await publish(id)).toMatchObject({ revision: 2, released: true });
    slow.release();
    expect(await first).toMatchObject({ revision: 1, released: false });
    expect((await designer.service.getWorkflow({ org, workflow: id })).publishedRevision).toBe(2);
    expect(designer.synced.at(-1)).toMatchObject({ revision: 2 });
  });

  it('goes on above a number that a crash left behind', async () => {
    const { id } = await create(designer);
    await publish(id);
    const [first] = (await designer.documents.list(org, COLLECTIONS.revisions, { limit: 1 })).items;
    await designer.documents.put(
      org,
      COLLECTIONS.revisions,
      `${id}.2`,
      { ...(first!.value as object), revision: 2 },
      { index: { workflow: id, revision: 2 } },
    );
    expect((await publish(id)).revision).toBe(3);
    expect((await designer.service.getWorkflow({ org, workflow: id })).publishedRevision).toBe(3);
  });

  it('gives the same content the same digest, moved boxes included, and other content another', async () => {
    const { id } = await create(designer);
    const first = await publish(id);
    await save(id, greeting({ layout: { nodes: { start: { x: 9, y: 9 } } } }));
    expect((await publish(id)).digest).toBe(first.digest);
    await save(id, greeting({ name: 'Other' }));
    expect((await publish(id)).digest).not.toBe(first.digest);
  });

  it('pins agents: a newer version is another digest, and the older stays as it was', async () => {
    await designer.service.createAgent({ org, agent: { key: 'helper', model: 'scripted/echo', instructions: 'one' }, by: 'ann' });
    const nodes = [
      { id: 'start', type: 'start' },
      { id: 'act', type: 'agent', config: { agent: 'helper', input: { q: '1' } } },
      { id: 'end', type: 'end' },
    ];
    const { id } = await create(
      designer,
      greeting({
        nodes,
        edges: [
          { source: 'start', target: 'act' },
          { source: 'act', target: 'end' },
        ],
      }),
    );
    const first = await publish(id);
    const agent = await designer.service.updateAgent({
      org,
      agent: 'helper',
      draft: { key: 'helper', model: 'scripted/echo', instructions: 'two' },
      by: 'ann',
    });
    const second = await publish(id);
    expect(first.pins).toMatchObject({ agents: { helper: { id: agent.id, version: 1 } } });
    expect(second.pins).toMatchObject({ agents: { helper: { id: agent.id, version: 2 } } });
    expect(second.digest).not.toBe(first.digest);
    expect((await frozen(first.digest))?.value.pins).toEqual(first.pins);
    await designer.service.deleteAgent({ org, agent: 'helper', by: 'ann' });
    expect(
      (await designer.documents.get<{ instructions: string }>(org, COLLECTIONS.agentVersions, `${agent.id}.1`))?.value.instructions,
    ).toBe('one');
    await expect(publish(id)).rejects.toMatchObject({ code: 'DEFINITION_INVALID' });
  });
});

describe('what an execution would run', () => {
  it('is nothing before the first publish', async () => {
    const { id, key } = await create(designer);
    for (const workflow of [id, key])
      await expect(designer.service.freeze({ org, workflow })).rejects.toMatchObject({ code: 'NOT_PUBLISHED' });
    await expect(designer.service.freeze({ org, workflow: id, revision: 1 })).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
    await expect(designer.service.freeze({ org, workflow: 'nobody' })).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
  });

  it('is the released revision, a numbered one, or the draft under the digest that publishing gives it', async () => {
    const { id, key } = await create(designer);
    const first = await publish(id);
    await save(id, greeting({ name: 'Newer' }));
    const draft = await designer.service.freeze({ org, workflow: key, revision: 'draft' });
    expect(draft).toMatchObject({ workflowId: id, workflowName: 'Newer', revision: 'draft' });
    expect(await frozen(draft.digest)).not.toBeNull();
    expect(await designer.service.freeze({ org, workflow: key })).toMatchObject({ revision: 1, digest: first.digest });
    const second = await publish(id);
    expect(second.digest).toBe(draft.digest);
    expect(await designer.service.freeze({ org, workflow: id, revision: 1 })).toMatchObject({
      revision: 1,
      digest: first.digest,
      workflowName: 'Greeting',
    });
  });

  it('is never an older release once a publish, rollback or delete has answered, though releases are kept in memory', async () => {
    const alone = await openDesigner({ soleWriter: true });
    try {
      const { id, key } = await create(alone);
      const publishHere = () => alone.service.publish({ org, workflow: id, by: 'ann' });
      const released = async () => Promise.all([id, key].map(async (workflow) => (await alone.service.freeze({ org, workflow })).revision));
      for (let n = 1; n <= 5; n++) {
        const reads = Array.from({ length: 10 }, released);
        await publishHere().then(() => undefined);
        expect(await released()).toEqual([n, n]);
        await Promise.allSettled(reads);
        expect(await released()).toEqual([n, n]);
      }
      await alone.service.rollback({ org, workflow: id, revision: 2, by: 'ann' });
      expect(await released()).toEqual([2, 2]);
      await alone.service.deleteWorkflow({ org, workflow: id, by: 'ann' });
      await expect(released()).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
    } finally {
      await alone.close();
    }
  });

  it('is not remembered from a reading that a publish overtook', async () => {
    const alone = await openDesigner({ soleWriter: true });
    try {
      const { id } = await create(alone);
      await alone.service.publish({ org, workflow: id, by: 'ann' });
      const slow = alone.hold('get', 'releases');
      const start = alone.service.freeze({ org, workflow: id });
      await slow.come;
      await alone.service.publish({ org, workflow: id, by: 'ann' });
      slow.release();
      expect((await start).revision).toBe(1); // it began before the publish did
      expect((await alone.service.freeze({ org, workflow: id })).revision).toBe(2);
    } finally {
      await alone.close();
    }
  });

  it('belongs to its org alone', async () => {
    const { id } = await create(designer);
    await publish(id);
    await expect(designer.service.freeze({ org: orgId('other'), workflow: id })).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
  });
});

describe('rolling back', () => {
  it('releases the earlier revision and its triggers, leaves the draft, and numbers go on above', async () => {
    const { id } = await create(designer, greeting({ triggers: [hook('one')] }));
    await publish(id);
    const { etag } = await save(id, greeting({ triggers: [hook('two')] }));
    await publish(id);
    expect(await designer.service.rollback({ org, workflow: id, revision: 1, by: 'bob' })).toMatchObject({ revision: 1, released: true });
    expect(await designer.service.getWorkflow({ org, workflow: id })).toMatchObject({ publishedRevision: 1, etag });
    expect(designer.synced.map((sync) => [sync.revision, (sync.triggers as { id: string }[]).map((trigger) => trigger.id)])).toEqual([
      [1, ['one']],
      [2, ['two']],
      [1, ['one']],
    ]);
    expect((await publish(id)).revision).toBe(3);
  });

  it('needs a revision that there is', async () => {
    const { id } = await create(designer);
    await expect(designer.service.rollback({ org, workflow: id, revision: 1, by: 'bob' })).rejects.toMatchObject({
      code: 'REVISION_NOT_FOUND',
    });
    await expect(designer.service.getRevision({ org, workflow: id, revision: 1 })).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
  });
});

it('compares revisions and the draft by meaning', async () => {
  const { id } = await create(designer);
  await publish(id);
  await save(id, greeting({ name: 'Renamed', layout: { nodes: { start: { x: 5, y: 5 } } } }));
  const { changes } = await designer.service.diff({ org, workflow: id, from: '1', to: 'draft' });
  expect(changes).toEqual([expect.objectContaining({ kind: 'changed', what: 'name', before: 'Greeting', after: 'Renamed' })]);
  expect(await designer.service.diff({ org, workflow: id, from: '1', to: '1' })).toEqual({ changes: [] });
  await expect(designer.service.diff({ org, workflow: id, from: '1', to: '2' })).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
  await expect(designer.service.diff({ org, workflow: id, from: 'yesterday', to: '1' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await save(id, { nodes: 'none' } as never);
  expect((await designer.service.diff({ org, workflow: id, from: '1', to: 'draft' })).changes).toContainEqual(
    expect.objectContaining({ kind: 'removed', what: 'node' }),
  );
});

describe('triggers follow the release', () => {
  it('also when the trigger service is away: the publish holds, and the sync is repeated', async () => {
    const { id } = await create(designer, greeting({ triggers: [hook('one')] }));
    designer.failSyncs(2);
    expect((await publish(id)).released).toBe(true);
    expect(designer.synced).toEqual([]);
    expect((await designer.lifecycle.ready()).checks['trigger-sync.triggers']).toContain('wait');
    for (const ms of [1_000, 2_000]) {
      expect(designer.timers.map((timer) => timer.ms)).toEqual([ms]);
      designer.timers[0]!.call();
      await until(() => designer.timers.length > 0 || designer.synced.length > 0);
    }
    expect(designer.synced).toEqual([expect.objectContaining({ workflowId: id, revision: 1, triggers: [hook('one')] })]);
    expect((await designer.lifecycle.ready()).checks['trigger-sync.triggers']).toBe('ok');
    expect(designer.timers).toEqual([]);
  });

  it('also when the process ends before the sync: the next start-up brings it', async () => {
    const { id } = await create(designer, greeting({ triggers: [hook('one')] }));
    designer.failSyncs(1);
    await publish(id);
    const next = designer.restart();
    await next.lifecycle.start();
    await until(() => next.synced.length > 0);
    await next.lifecycle.stop();
    expect(next.synced).toEqual([expect.objectContaining({ workflowId: id, revision: 1 })]);
    const again = designer.restart();
    await again.lifecycle.start();
    await again.lifecycle.stop();
    expect(again.synced).toEqual([]);
  });

  it('and go with a deleted workflow, as its revisions do; what ran stays under its digest', async () => {
    const { id, etag } = await create(designer, greeting({ triggers: [hook('one')] }));
    const { digest } = await publish(id);
    await expect(designer.service.deleteWorkflow({ org, workflow: id, ifMatch: '"99"', by: 'ann' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await designer.service.deleteWorkflow({ org, workflow: id, ifMatch: etag, by: 'ann' })).toEqual({});
    expect(designer.synced.at(-1)).toMatchObject({ workflowId: id, revision: null, triggers: [] });
    for (const call of [
      designer.service.getWorkflow({ org, workflow: id }),
      designer.service.freeze({ org, workflow: id }),
      designer.service.deleteWorkflow({ org, workflow: id, by: 'ann' }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
    }
    expect((await designer.documents.list(org, COLLECTIONS.revisions, { limit: 10 })).total).toBe(0);
    expect(await frozen(digest)).not.toBeNull();
    expect((await create(designer)).key).toBe('greeting');
  });

  it.each(['published', 'rolled back'])('are not those of a workflow that was deleted while it was %s', async (how) => {
    const { id } = await create(designer, greeting({ triggers: [hook('one')] }));
    await publish(id);
    const slow = designer.hold('put', 'releases');
    const published = how === 'published' ? publish(id) : designer.service.rollback({ org, workflow: id, revision: 1, by: 'ann' });
    await slow.come;
    await designer.service.deleteWorkflow({ org, workflow: id, by: 'bob' });
    slow.release();
    await expect(published).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
    expect(await designer.documents.get(org, 'releases', id)).toBeNull();
    expect((await designer.documents.list(org, COLLECTIONS.revisions, { where: { workflow: id }, limit: 1 })).total).toBe(0);
    expect(designer.synced.at(-1)).toMatchObject({ workflowId: id, revision: null, triggers: [] });
  });

  it('stay away, whoever of many publishers and one deleter is quicker', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await create(designer);
      const answers = await Promise.allSettled([
        publish(id),
        designer.service.deleteWorkflow({ org, workflow: id, by: 'ann' }),
        publish(id),
        publish(id),
      ]);
      for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
      expect((await designer.documents.get(org, 'releases', id)) ?? (await designer.documents.get(org, 'trigger-syncs', id))).toBeNull();
      expect((await designer.documents.list(org, COLLECTIONS.revisions, { where: { workflow: id }, limit: 1 })).total).toBe(0);
      expect(designer.synced.filter((sync) => sync.workflowId === id).at(-1)).toMatchObject({ revision: null });
    }
  });
});

/** Lets everything that waits go on until `holds`. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
