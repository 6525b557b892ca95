import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
beforeEach(async () => {
  designer = await openDesigner();
});
afterEach(() => designer.close());

const move = (workflow: string, change: { folder?: string; name?: string; ifMatch?: string }) =>
  designer.service.updateWorkflow({ org, workflow, ...change, by: 'bob' });

describe('moving and renaming', () => {
  it('puts a workflow into another folder and nothing else: the text stays as it was written', async () => {
    const yaml = '# by hand\nname: Greeting # the name\nnodes: []\n';
    const { id, etag } = await designer.service.createWorkflow({ org, source: { yaml }, folder: 'hall', by: 'ann' });
    const moved = await move(id, { folder: 'attic/left' });
    expect(moved).toMatchObject({ id, name: 'Greeting', folder: 'attic/left' });
    expect(moved.etag).not.toBe(etag);
    expect((await designer.service.getWorkflowYaml({ org, workflow: id })).yaml).toBe(yaml);
    const inFolder = async (folder: string) =>
      (await designer.service.listWorkflows({ org, folder, limit: 10 })).items.map((one) => one.id);
    expect([await inFolder('hall'), await inFolder('attic/left')]).toEqual([[], [id]]);
    expect((await move(id, { folder: '' })).folder).toBe('');
  });
  it('renames it with its comments kept, and leaves key, folder and release alone', async () => {
    const { id, key } = await designer.service.createWorkflow({
      org,
      source: {
        yaml: `# by hand\nschemaVersion: "1"\nname: Greeting # the name\nnodes:\n  - { id: start, type: start }\n  - { id: end, type: end }\nedges:\n  - { source: start, target: end }\n`,
      },
      folder: 'hall',
      by: 'ann',
    });
    await designer.service.publish({ org, workflow: id, by: 'ann' });
    expect(await move(id, { name: '  Welcome ' })).toMatchObject({ name: 'Welcome', key, folder: 'hall', publishedRevision: 1 });
    const { yaml } = await designer.service.getWorkflowYaml({ org, workflow: id });
    expect(yaml).toContain('# by hand\n');
    expect(yaml).toContain('name: Welcome # the name');
  });
  it('holds whoever saves at the same time: neither change is lost', async () => {
    const { id, etag } = await create(designer);
    const held = designer.hold('put', 'workflows');
    const moving = move(id, { folder: 'attic' });
    await held.come;
    const saved = designer.service.saveWorkflow({
      org,
      workflow: id,
      source: { definition: greeting({ name: 'Saved' }) },
      ifMatch: etag,
      by: 'ann',
    });
    await saved;
    held.release();
    expect(await moving).toMatchObject({ name: 'Saved', folder: 'attic' });
  });
  it('refuses what is stale where one says so, and names and folders that cannot be', async () => {
    const { id, etag } = await create(designer);
    await move(id, { folder: 'a' });
    await expect(move(id, { folder: 'b', ifMatch: etag })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(move(id, { folder: 'x'.repeat(201) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ pointer: '/folder' }],
    });
    await expect(move(id, { name: '   ' })).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ pointer: '/name' }] });
    await expect(move('nobody', { folder: 'a' })).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
  });
});
