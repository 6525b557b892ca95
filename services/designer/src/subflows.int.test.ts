import { COLLECTIONS, type FrozenDocument } from '@agentflow/ports';
import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
beforeEach(async () => {
  designer = await openDesigner();
  await designer.lifecycle.start();
});
afterEach(() => designer.close());

const calling = (...configs: readonly object[]) =>
  greeting({
    nodes: [
      { id: 'start', type: 'start' },
      ...configs.map((config, i) => ({ id: `call${i}`, type: 'subflow', config })),
      { id: 'end', type: 'end' },
    ],
    edges: ['start', ...configs.map((_, i) => `call${i}`)].map((source, i) => ({
      source,
      target: i === configs.length ? 'end' : `call${i}`,
    })),
  });
const publish = (workflow: string) => designer.service.publish({ org, workflow, by: 'ann' });
const pinsOf = async (digest: string) => (await designer.documents.get<FrozenDocument>(org, COLLECTIONS.frozen, digest))?.value.pins;
/** Its key, id and first revision. */
async function released(name: string) {
  const { id, key } = await create(designer, greeting({ name }));
  return { id, key, digest: (await publish(id)).digest };
}

describe('subflows of a published workflow', () => {
  it('are pinned to the revision that is released, or the one named, or left open by `latest`', async () => {
    const other = await released('Other');
    const { id } = await create(
      designer,
      calling({ workflow: other.key }, { workflow: other.id, revision: 1 }, { workflow: other.key, revision: 'latest' }),
    );
    const { digest } = await publish(id);
    const pin = { workflowId: other.id, workflowName: 'Other', revision: 1, digest: other.digest };
    expect(await pinsOf(digest)).toMatchObject({ subflows: { [other.key]: pin, [`${other.id}@1`]: pin } });
  });
  it('give another digest when what they run has changed', async () => {
    const other = await released('Other');
    const { id } = await create(designer, calling({ workflow: other.key }));
    const first = await publish(id);
    expect((await publish(id)).digest).toBe(first.digest);
    const { etag } = await designer.service.getWorkflow({ org, workflow: other.id });
    await designer.service.saveWorkflow({
      org,
      workflow: other.id,
      source: { definition: greeting({ name: 'Other', description: 'changed' }) as never },
      ifMatch: etag,
      by: 'ann',
    });
    await publish(other.id);
    const second = await publish(id);
    expect(second.digest).not.toBe(first.digest);
    expect(await pinsOf(second.digest)).toMatchObject({ subflows: { [other.key]: { revision: 2 } } });
    expect(await pinsOf(first.digest)).toMatchObject({ subflows: { [other.key]: { revision: 1 } } });
  });
  it('may be the workflow itself, published or not, inside a body too', async () => {
    const { id, key } = await create(designer, calling({ workflow: 'placeholder', revision: 'latest' })).catch(() =>
      create(designer, greeting({ name: 'Self' })),
    );
    const body = {
      nodes: [
        { id: 'start', type: 'start' },
        { id: 'again', type: 'subflow', config: { workflow: key } },
        { id: 'end', type: 'end' },
      ],
      edges: [
        { source: 'start', target: 'again' },
        { source: 'again', target: 'end' },
      ],
    };
    const definition = greeting({
      nodes: [
        { id: 'start', type: 'start' },
        { id: 'each', type: 'map', config: { items: 'input.list' }, body },
        { id: 'end', type: 'end' },
      ],
      edges: [
        { source: 'start', target: 'each' },
        { source: 'each', target: 'end' },
      ],
    });
    const { etag } = await designer.service.getWorkflow({ org, workflow: id });
    await designer.service.saveWorkflow({ org, workflow: id, source: { definition: definition as never }, ifMatch: etag, by: 'ann' });
    const draft = await designer.service.freeze({ org, workflow: id, revision: 'draft' });
    expect(await pinsOf(draft.digest)).toMatchObject({ subflows: { [key]: 'self' } });
    expect((await publish(id)).digest).toBe(draft.digest);
  });
  it('are refused, each at its node, when there is nothing to pin, and said so by validate', async () => {
    const other = await released('Other');
    const draft = await create(designer, greeting({ name: 'Draft' }));
    const { id } = await create(designer, calling({ workflow: other.key, revision: 7 }, { workflow: draft.key }));
    const expected = [
      { code: 'REVISION_NOT_FOUND', pointer: '/nodes/1/config/revision', nodeId: 'call0' },
      { code: 'NOT_PUBLISHED', pointer: '/nodes/2/config/workflow', nodeId: 'call1' },
    ].map((problem) => expect.objectContaining(problem));
    await expect(publish(id)).rejects.toMatchObject({ code: 'DEFINITION_INVALID', problems: expected });
    expect((await designer.service.validate({ org, workflow: id })).problems).toEqual(expected);
    const unknown = await create(designer, calling({ workflow: 'nobody' }));
    await expect(publish(unknown.id)).rejects.toMatchObject({ problems: [expect.objectContaining({ code: 'UNKNOWN_WORKFLOW' })] });
  });
});
