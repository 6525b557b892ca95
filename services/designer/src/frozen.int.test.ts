import { orgId } from '@agentflow/core';
import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
beforeEach(async () => {
  designer = await openDesigner();
});
afterEach(() => designer.close());

const layout = (x: number) => ({ layout: { nodes: { start: { x, y: 0 } } } });
const save = async (workflow: string, definition: unknown) => {
  const { etag } = await designer.service.getWorkflow({ org, workflow });
  return designer.service.saveWorkflow({ org, workflow, source: { definition: definition as never }, ifMatch: etag, by: 'ann' });
};

describe('what was frozen', () => {
  it('can be had by its digest after its draft went on, drawn as it was', async () => {
    const { id } = await create(designer, greeting(layout(1)));
    const { digest } = await designer.service.freeze({ org, workflow: id, revision: 'draft' });
    await save(id, greeting({ name: 'Another', nodes: [{ id: 'start', type: 'start' }], edges: [], ...layout(9) }));
    expect(await designer.service.getFrozen({ org, digest })).toMatchObject({
      workflowId: id,
      digest,
      definition: { name: 'Greeting', nodes: [{ id: 'start', typeVersion: 1 }, { id: 'greet' }, { id: 'end' }], ...layout(1) },
      pins: { nodeTypes: { set: 1 } },
    });
  });
  it('is drawn as the revision that is named, where several revisions share the digest', async () => {
    const { id } = await create(designer, greeting(layout(1)));
    const { digest } = await designer.service.publish({ org, workflow: id, by: 'ann' });
    await save(id, greeting(layout(2)));
    expect((await designer.service.publish({ org, workflow: id, by: 'ann' })).digest).toBe(digest);
    for (const revision of [1, 2])
      expect((await designer.service.getFrozen({ org, digest, workflow: id, revision })).definition).toMatchObject(layout(revision));
    // of another digest, or of nothing: as it was first drawn
    await save(id, greeting({ name: 'Another', ...layout(3) }));
    await designer.service.publish({ org, workflow: id, by: 'ann' });
    for (const revision of [3, 99])
      expect((await designer.service.getFrozen({ org, digest, workflow: id, revision })).definition).toMatchObject(layout(1));
  });
  it('is the whole revision for a segment of it, stays when the workflow goes, and is not known to another org', async () => {
    const { id } = await create(designer);
    const { digest } = await designer.service.publish({ org, workflow: id, by: 'ann' });
    await designer.service.deleteWorkflow({ org, workflow: id, by: 'ann' });
    expect(await designer.service.getFrozen({ org, digest, workflow: id, revision: 1 })).toMatchObject({
      digest,
      definition: { name: 'Greeting' },
    });
    await expect(designer.service.getFrozen({ org: orgId('other'), digest })).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
    await expect(designer.service.getFrozen({ org, digest: 'sha256:0' })).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
  });
});
