import { orgId } from '@agentflow/core';
import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
beforeAll(async () => {
  designer = await openDesigner();
});
afterAll(() => designer.close());

const YAML = `# What we say to people who come in
schemaVersion: "1"
name: Door   # short, please
nodes:
  - { id: start, type: start }
  # the kind part
  - id: greet
    type: set
    config: { values: { text: "Hello" } } # no exclamation mark
  - { id: end, type: end }
edges:
  - { source: start, target: greet }
  - { source: greet, target: end }
`;
const createYaml = (yaml: string) => designer.service.createWorkflow({ org, source: { yaml }, by: 'ann' });
const problemsOf = async (answer: Promise<unknown>) => {
  const error = await answer.then(
    () => ({ code: 'none', problems: [] }),
    (thrown: { code: string; problems: { line?: number; column?: number; code: string }[] }) => thrown,
  );
  return { code: error.code, problems: error.problems };
};

describe('a draft', () => {
  it('is kept, found by id and by key, listed and read back', async () => {
    const created = await create(designer, greeting({ name: 'First of all' }));
    expect(created).toMatchObject({
      key: 'first-of-all',
      name: 'First of all',
      folder: '',
      etag: '"1"',
      publishedRevision: null,
      problems: [],
      definition: greeting({ name: 'First of all' }),
    });
    expect(await designer.service.getWorkflow({ org, workflow: created.id })).toEqual(created);
    expect(await designer.service.getWorkflow({ org, workflow: 'first-of-all' })).toEqual(created);
    const { items } = await designer.service.listWorkflows({ org, search: 'FIRST OF', limit: 10 });
    expect(items).toEqual([expect.objectContaining({ id: created.id, problemCount: 0, nodesTotal: 3 })]);
    expect(items[0]).not.toHaveProperty('definition');
  });

  it('gets a key of its own when many of one name are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => create(designer, greeting({ name: 'Twin' }))));
    expect(made.map((workflow) => workflow.key).sort()).toEqual([
      'twin',
      'twin-2',
      'twin-3',
      'twin-4',
      'twin-5',
      'twin-6',
      'twin-7',
      'twin-8',
    ]);
  });

  it('does not take a key that another has', async () => {
    const request = { org, source: { definition: greeting() }, key: 'mine', by: 'ann' };
    await designer.service.createWorkflow(request);
    await expect(designer.service.createWorkflow(request)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('may have problems, and shows them as they are now', async () => {
    const draft = await create(
      designer,
      greeting({
        name: 'Asks',
        nodes: [
          { id: 'start', type: 'start' },
          { id: 'ask', type: 'llm', config: { model: 'scripted/later', prompt: 'hi' } },
          { id: 'end', type: 'end' },
        ],
        edges: [
          { source: 'start', target: 'ask' },
          { source: 'ask', target: 'end' },
        ],
      }),
    );
    expect(draft.problems.filter((problem) => problem.severity === 'error')).toEqual([expect.objectContaining({ nodeId: 'ask' })]);
    await designer.service.putModelScript({ org, name: 'later', script: [{ reply: { text: 'hello' } }], by: 'ann' });
    expect((await designer.service.getWorkflow({ org, workflow: draft.id })).problems).toEqual([]);
  });

  it('belongs to its org alone', async () => {
    const other = orgId('other');
    const mine = await create(designer, greeting({ name: 'Private' }));
    for (const workflow of [mine.id, mine.key]) {
      await expect(designer.service.getWorkflow({ org: other, workflow })).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
      await expect(
        designer.service.saveWorkflow({ org: other, workflow, source: { definition: greeting() }, ifMatch: '*', by: 'eve' }),
      ).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
      await expect(designer.service.publish({ org: other, workflow, by: 'eve' })).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
      await expect(designer.service.freeze({ org: other, workflow, revision: 'draft' })).rejects.toMatchObject({
        code: 'WORKFLOW_NOT_FOUND',
      });
      await expect(designer.service.deleteWorkflow({ org: other, workflow, by: 'eve' })).rejects.toMatchObject({
        code: 'WORKFLOW_NOT_FOUND',
      });
    }
    expect((await designer.service.listWorkflows({ org: other, limit: 10 })).items).toEqual([]);
    expect((await create(designer, greeting({ name: 'Private' }), other)).key).toBe('private');
  });
});

describe('two editors', () => {
  it('do not overwrite each other: the second save is refused and told where the draft is', async () => {
    const { id, etag } = await create(designer);
    const save = (name: string) =>
      designer.service.saveWorkflow({ org, workflow: id, source: { definition: greeting({ name }) }, ifMatch: etag, by: name });
    const first = await save('Ann');
    expect(first.etag).toBe('"2"');
    await expect(save('Bob')).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { etag: '"2"' } });
    expect((await designer.service.getWorkflow({ org, workflow: id })).name).toBe('Ann');
  });

  it('at the very same moment: exactly one of eight is kept', async () => {
    const { id, etag } = await create(designer);
    const saves = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        designer.service.saveWorkflow({
          org,
          workflow: id,
          source: { definition: greeting({ name: `n${n}` }) },
          ifMatch: etag,
          by: `n${n}`,
        }),
      ),
    );
    const kept = saves.filter((save) => save.status === 'fulfilled');
    expect(kept).toHaveLength(1);
    for (const save of saves) if (save.status === 'rejected') expect(save.reason).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await designer.service.getWorkflow({ org, workflow: id })).name).toBe(kept[0]?.status === 'fulfilled' && kept[0].value.name);
  });

  it('are not disturbed by a publish in between', async () => {
    const { id, etag } = await create(designer);
    await designer.service.publish({ org, workflow: id, by: 'ann' });
    expect(
      (
        await designer.service.saveWorkflow({
          org,
          workflow: id,
          source: { definition: greeting({ name: 'Still mine' }) },
          ifMatch: etag,
          by: 'bob',
        })
      ).publishedRevision,
    ).toBe(1);
  });
});

describe('YAML', () => {
  it('is given back letter by letter', async () => {
    const { id, name } = await createYaml(YAML);
    expect(name).toBe('Door');
    expect(await designer.service.getWorkflowYaml({ org, workflow: id })).toEqual({ yaml: YAML, etag: '"1"' });
  });

  it('keeps its comments when the canvas saves JSON over it', async () => {
    const { id, etag, definition } = await createYaml(YAML);
    const edited = structuredClone(definition) as { name: string; nodes: { config?: unknown }[] };
    edited.name = 'Front door';
    edited.nodes[1]!.config = { values: { text: 'Welcome' } };
    const saved = await designer.service.saveWorkflow({
      org,
      workflow: id,
      source: { definition: edited as never },
      ifMatch: etag,
      by: 'ann',
    });
    expect(saved.definition).toEqual(edited);
    const { yaml } = await designer.service.getWorkflowYaml({ org, workflow: id });
    for (const kept of ['# What we say to people who come in', '# short, please', '# the kind part', 'Front door', 'Welcome'])
      expect(yaml).toContain(kept);
    expect(yaml).not.toContain('Hello');
    expect((await createYaml(yaml)).definition).toEqual(edited);
  });

  it('is written for a draft that was only ever JSON, and means the same', async () => {
    const { id, definition } = await create(designer);
    const { yaml } = await designer.service.getWorkflowYaml({ org, workflow: id });
    expect((await createYaml(yaml)).definition).toEqual(definition);
  });

  it('tells the line and column of what is wrong, in a draft too', async () => {
    const { problems } = await createYaml(YAML.replace('type: set', 'type: sett'));
    expect(problems).toContainEqual(expect.objectContaining({ nodeId: 'greet', severity: 'error', line: 8 }));
  });
});

describe('a text that cannot be read is refused with its place', () => {
  it.each([
    ['an open bracket', 'name: [\n'],
    ['a tab as indentation', 'nodes:\n\t- id: a\n'],
    ['a key twice', 'name: a\nname: b\n'],
    ['a custom tag', 'name: !!js/function "x"\n'],
    ['two documents', 'name: a\n---\nname: b\n'],
    ['a key of every object', 'name: a\n__proto__: { x: 1 }\n'],
  ])('%s', async (_what, yaml) => {
    const { code, problems } = await problemsOf(createYaml(yaml));
    expect(code).toBe('MALFORMED_YAML');
    expect(problems[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  });

  it('an alias bomb, without growing', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghij'.split('').map((name, n) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[n]}`).join(',')}]`),
    ].join('\n');
    const before = process.memoryUsage().heapUsed;
    expect((await problemsOf(createYaml(bomb))).code).toBe('MALFORMED_YAML');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
  });

  it.each(['', '# nothing\n', '- a\n- b\n', 'just text', '42'])('something that is no object: %j', async (yaml) => {
    expect(['MALFORMED_YAML', 'INVALID_INPUT']).toContain((await problemsOf(createYaml(yaml))).code);
  });

  it('more than 2 MB, as YAML and as JSON', async () => {
    const long = 'x'.repeat(2 * 1024 * 1024);
    expect((await problemsOf(createYaml(`name: ${long}`))).code).toBe('PAYLOAD_TOO_LARGE');
    expect((await problemsOf(create(designer, greeting({ description: long })))).code).toBe('PAYLOAD_TOO_LARGE');
  });

  it('nesting of 10,000, as YAML and as JSON', async () => {
    const deep = JSON.parse('[1'.replace('1', '['.repeat(9_999) + ']'.repeat(9_999)) + ']') as unknown;
    expect((await problemsOf(create(designer, greeting({ variables: deep })))).code).toBe('INVALID_INPUT');
    expect((await problemsOf(createYaml(`name: ${'['.repeat(10_000)}${']'.repeat(10_000)}`))).code).toBe('MALFORMED_YAML');
  });

  it('as JSON: keys of every object, and what is no object', async () => {
    expect((await problemsOf(create(designer, JSON.parse('{"schemaVersion":"1","name":"x","__proto__":{"polluted":true}}')))).code).toBe(
      'INVALID_INPUT',
    );
    for (const definition of [null, 7, 'text', [], true])
      expect((await problemsOf(create(designer, definition))).code).toBe('INVALID_INPUT');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

it('keeps any object as a draft, whatever it holds, and lists what is wrong', async () => {
  for (const definition of [
    {},
    { nodes: 7 },
    { nodes: [null, 1, {}], edges: {} },
    { schemaVersion: '9', name: 5, nodes: [], edges: [] },
    { nodes: [{ id: 'constructor', type: 'toString' }], edges: [{}] },
  ]) {
    const draft = await create(designer, definition);
    expect(draft.problems.some((problem) => problem.severity === 'error')).toBe(true);
    expect((await designer.service.getWorkflowYaml({ org, workflow: draft.id })).yaml).toEqual(expect.any(String));
    await expect(designer.service.publish({ org, workflow: draft.id, by: 'ann' })).rejects.toMatchObject({ code: 'DEFINITION_INVALID' });
    await expect(designer.service.freeze({ org, workflow: draft.id, revision: 'draft' })).rejects.toMatchObject({
      code: 'DEFINITION_INVALID',
    });
  }
});

it('validates a text that is not saved, one that cannot be read too', async () => {
  const { id } = await create(designer);
  expect(await designer.service.validate({ org, workflow: id })).toEqual({ problems: [] });
  expect((await designer.service.validate({ org, workflow: id, source: { yaml: 'name: [' } })).problems[0]).toMatchObject({
    line: expect.any(Number),
  });
  expect((await designer.service.validate({ org, workflow: id, source: { definition: {} } })).problems.length).toBeGreaterThan(0);
});

it('pages through many drafts, each once, folder by folder', async () => {
  const paged = orgId('paged');
  const made: string[] = [];
  for (let n = 0; n < 7; n++)
    made.push(
      (
        await designer.service.createWorkflow({
          org: paged,
          source: { definition: greeting({ name: `p${n}` }) },
          folder: n % 2 ? 'odd' : 'even',
          by: 'ann',
        })
      ).id,
    );
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await designer.service.listWorkflows({ org: paged, limit: 3, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map((item) => item.id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect([...seen].sort()).toEqual([...made].sort());
  expect((await designer.service.listWorkflows({ org: paged, folder: 'odd', limit: 10 })).items.map((item) => item.name).sort()).toEqual([
    'p1',
    'p3',
    'p5',
  ]);
});
