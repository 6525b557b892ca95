import { orgId } from '@agentflow/core';
import { COLLECTIONS, type CredentialDocument } from '@agentflow/ports';
import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
beforeAll(async () => {
  designer = await openDesigner();
});
afterAll(() => designer.close());
const other = orgId('other');

describe('agents', () => {
  const draft = (more: object = {}) => ({ key: 'helper', model: 'scripted/echo', instructions: 'Help.', tools: ['echo'], ...more });

  it('have versions that never change', async () => {
    const first = await designer.service.createAgent({ org, agent: draft(), by: 'ann' });
    expect(first).toMatchObject({
      key: 'helper',
      kind: 'react',
      version: 1,
      status: 'active',
      tools: ['echo'],
      capabilities: [],
      limits: {},
    });
    const second = await designer.service.updateAgent({
      org,
      agent: 'helper',
      draft: draft({ instructions: 'Help more.', limits: { maxIterations: 3 } }),
      ifMatch: 1,
      by: 'bob',
    });
    expect(second).toMatchObject({ id: first.id, version: 2, instructions: 'Help more.' });
    expect(await designer.service.getAgent({ org, agent: first.id })).toEqual(second);
    expect(await designer.service.getAgent({ org, agent: 'helper', version: 1 })).toMatchObject({ version: 1, instructions: 'Help.' });
    expect(
      (await designer.service.agentVersions({ org, agent: 'helper', page: 1, pageSize: 10 })).items.map((agent) => agent.version),
    ).toEqual([2, 1]);
    await expect(designer.service.updateAgent({ org, agent: 'helper', draft: draft(), ifMatch: 1, by: 'eve' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { version: 2 },
    });
    await expect(designer.service.getAgent({ org, agent: 'helper', version: 9 })).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    await expect(designer.service.createAgent({ org, agent: draft(), by: 'ann' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('keep the model that stands in for theirs, which must be one there is', async () => {
    const agent = draft({ key: 'careful', fallbackModel: 'scripted/echo' });
    expect(await designer.service.createAgent({ org, agent, by: 'ann' })).toMatchObject({ fallbackModel: 'scripted/echo' });
    expect(await designer.service.getAgent({ org, agent: 'careful' })).toMatchObject({ fallbackModel: 'scripted/echo' });
    const wrong = draft({ key: 'careless', fallbackModel: 'scripted/none' });
    await expect(designer.service.createAgent({ org, agent: wrong, by: 'ann' })).rejects.toMatchObject({
      problems: [expect.objectContaining({ pointer: '/fallbackModel', code: 'UNKNOWN_MODEL' })],
    });
  });
  it('keep whom they may address, and say what is wrong with it', async () => {
    const peers = { allow: ['helper', 'capability:sums'], maxCalls: 3, maxCost: '0.10' };
    expect(await designer.service.createAgent({ org, agent: draft({ key: 'social', peers }), by: 'ann' })).toMatchObject({ peers });
    expect(await designer.service.getAgent({ org, agent: 'social' })).toMatchObject({ peers });
    const wrong = draft({ key: 'rude', peers: { allow: [], maxCalls: 0, maxCost: 'much', everybody: true } });
    await expect(designer.service.createAgent({ org, agent: wrong as never, by: 'ann' })).rejects.toMatchObject({
      problems: expect.arrayContaining(
        ['/peers/allow', '/peers/maxCalls', '/peers/maxCost', '/peers'].map((pointer) =>
          expect.objectContaining({ pointer, code: 'INVALID_PEERS' }),
        ),
      ),
    });
  });
  it('lose no update when many change one at once', async () => {
    await designer.service.createAgent({ org, agent: draft({ key: 'busy' }), by: 'ann' });
    const updates = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        designer.service.updateAgent({ org, agent: 'busy', draft: draft({ key: 'busy', instructions: `n${n}` }), by: 'ann' }),
      ),
    );
    expect(updates.map((agent) => agent.version).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { version, instructions } of updates)
      expect((await designer.service.getAgent({ org, agent: 'busy', version })).instructions).toBe(instructions);
  });

  it('are refused with all that is wrong at once', async () => {
    const agent = {
      key: 'no good',
      kind: 'oracle',
      model: 'scripted/nobody',
      instructions: 5 as never,
      tools: ['echo', 'echo', 'nothing'],
      capabilities: [''],
      limits: { maxIterations: -1, 'no good': 1 },
    };
    const error = await designer.service
      .createAgent({ org, agent, by: 'ann' })
      .catch((thrown: unknown) => thrown as { problems: { pointer: string }[] });
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
    expect('problems' in error && error.problems.map((problem) => problem.pointer)).toEqual([
      '/key',
      '/kind',
      '/model',
      '/instructions',
      '/tools/1',
      '/tools/2',
      '/capabilities/0',
      '/limits/maxIterations',
      '/limits/no good',
    ]);
  });

  it('belong to their org, and are gone when deleted', async () => {
    const { id } = await designer.service.createAgent({ org, agent: draft({ key: 'secretive' }), by: 'ann' });
    for (const agent of [id, 'secretive'])
      await expect(designer.service.getAgent({ org: other, agent })).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    expect((await designer.service.listAgents({ org: other, page: 1, pageSize: 10 })).total).toBe(0);
    await designer.service.deleteAgent({ org, agent: 'secretive', by: 'ann' });
    await expect(designer.service.getAgent({ org, agent: id })).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    await expect(designer.service.deleteAgent({ org, agent: id, by: 'ann' })).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
  });
});

describe('credentials', () => {
  const CANARY = 'canary-5f2d9c-do-not-show';
  const bearer = (more: object = {}) => ({
    key: 'api',
    type: 'bearer',
    hosts: ['API.example.org', '*.example.org:8443'],
    secret: CANARY,
    ...more,
  });

  it('never show their secret: not in answers, documents, errors or logs', async () => {
    const answers: unknown[] = [];
    const tell = async (answer: Promise<unknown>) =>
      answers.push(
        await answer.catch((error: Error & { details?: unknown; problems?: unknown }) => ({
          ...error,
          text: error.message,
          stack: error.stack,
          cause: String(error.cause),
        })),
      );
    await tell(designer.service.createCredential({ org, credential: bearer(), by: 'ann' }));
    await tell(designer.service.createCredential({ org, credential: bearer(), by: 'ann' })); // taken
    await tell(designer.service.createCredential({ org, credential: bearer({ key: 'bad', hosts: ['https://no'] }), by: 'ann' }));
    await tell(designer.service.createCredential({ org, credential: bearer({ key: 'bad', type: 'oracle' }), by: 'ann' }));
    await tell(
      designer.service.createCredential({
        org,
        credential: bearer({ key: 'bad', type: 'header', secret: { name: '', value: CANARY } }),
        by: 'ann',
      }),
    );
    await tell(designer.service.createCredential({ org, credential: bearer({ key: 'long', secret: CANARY.repeat(5_000) }), by: 'ann' }));
    await tell(
      designer.service.createCredential({
        org,
        credential: bearer({
          key: 'smtp',
          type: 'smtp',
          hosts: ['mail.example.org:587'],
          secret: { host: 'mail.example.org', port: 587, user: 'me', password: CANARY },
        }),
        by: 'ann',
      }),
    );
    await tell(designer.service.updateCredential({ org, credential: 'api', secret: `${CANARY}-2`, by: 'ann' }));
    await tell(designer.service.updateCredential({ org, credential: 'api', hosts: ['/'], secret: CANARY, by: 'ann' }));
    await tell(designer.service.updateCredential({ org, credential: 'nobody', secret: CANARY, by: 'ann' }));
    await tell(designer.service.getCredential({ org, credential: 'api' }));
    await tell(designer.service.listCredentials({ org, page: 1, pageSize: 50 }));
    const workflow = await create(
      designer,
      greeting({
        nodes: [
          { id: 'start', type: 'start' },
          { id: 'call', type: 'http', config: { method: 'GET', url: 'https://api.example.org', credential: 'api' } },
          { id: 'end', type: 'end' },
        ],
        edges: [
          { source: 'start', target: 'call' },
          { source: 'call', target: 'end' },
        ],
      }),
    );
    await tell(designer.service.publish({ org, workflow: workflow.id, by: 'ann' }));
    await tell(designer.service.getRevision({ org, workflow: workflow.id, revision: 1 }));
    const said = JSON.stringify([answers, designer.logged]);
    const kept = await designer.everything();
    expect(said).toContain('api.example.org'); // the search finds what is there
    expect(kept).toContain('api.example.org');
    for (const hidden of [CANARY, Buffer.from(CANARY).toString('base64').slice(0, 20), Buffer.from(CANARY).toString('hex')]) {
      expect(said).not.toContain(hidden);
      expect(kept).not.toContain(hidden);
    }
    expect(kept).not.toContain('"secret"');
  });

  it('are sealed for their org, id and version; hosts alone leave the seal', async () => {
    const created = await designer.service.createCredential({ org, credential: bearer({ key: 'sealed', secret: 'one' }), by: 'ann' });
    expect(created).toMatchObject({ key: 'sealed', type: 'bearer', hosts: ['api.example.org', '*.example.org:8443'], version: 1 });
    const open = async () => {
      const { id, value } = (await designer.documents.getByUnique<CredentialDocument>(org, COLLECTIONS.credentials, 'key', 'sealed'))!;
      return [value.version, designer.vault.unseal(org, id, value.version, value.sealed)];
    };
    expect(await open()).toEqual([1, 'one']);
    expect(await designer.service.updateCredential({ org, credential: 'sealed', hosts: ['b.example.org'], by: 'ann' })).toMatchObject({
      hosts: ['b.example.org'],
      version: 1,
    });
    expect(await open()).toEqual([1, 'one']);
    expect(await designer.service.updateCredential({ org, credential: 'sealed', secret: 'two', by: 'ann' })).toMatchObject({
      hosts: ['b.example.org'],
      version: 2,
    });
    expect(await open()).toEqual([2, 'two']);
    await Promise.all(
      Array.from({ length: 5 }, (_, n) => designer.service.updateCredential({ org, credential: 'sealed', secret: `s${n}`, by: 'ann' })),
    );
    expect((await open())[0]).toBe(7);
    const { value } = (await designer.documents.getByUnique<CredentialDocument>(org, COLLECTIONS.credentials, 'key', 'sealed'))!;
    expect(() => designer.vault.unseal(other, created.id, value.version, value.sealed)).toThrow();
  });

  it('name the hosts they may go to; what checks incoming calls may name none', async () => {
    for (const [type, hosts, secret] of [
      ['basic', [], 'a:b'],
      ['model', [], 'k'],
      ['bearer', undefined, 'k'],
      ['bearer', ['*'], 'k'],
      ['api-key', Array.from({ length: 51 }, (_, n) => `h${n}.example`), 'k'],
    ] as const) {
      await expect(
        designer.service.createCredential({ org, credential: { key: 'h', type, hosts: hosts as never, secret }, by: 'ann' }),
      ).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        problems: [expect.objectContaining({ pointer: expect.stringMatching(/^\/hosts/) })],
      });
    }
    expect(
      (
        await designer.service.createCredential({
          org,
          credential: { key: 'hook', type: 'standard-webhooks', hosts: [], secret: 'whsec_abc' },
          by: 'ann',
        })
      ).hosts,
    ).toEqual([]);
  });

  it('are refused without a secret, and belong to their org', async () => {
    for (const secret of [undefined, null, '', {}])
      await expect(
        designer.service.createCredential({ org, credential: bearer({ key: 'none', secret }) as never, by: 'ann' }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const { id } = await designer.service.createCredential({ org, credential: bearer({ key: 'ours' }), by: 'ann' });
    for (const credential of [id, 'ours']) {
      await expect(designer.service.getCredential({ org: other, credential })).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
      await expect(designer.service.updateCredential({ org: other, credential, hosts: ['evil.example'], by: 'eve' })).rejects.toMatchObject(
        { code: 'CREDENTIAL_NOT_FOUND' },
      );
      await expect(designer.service.deleteCredential({ org: other, credential, by: 'eve' })).rejects.toMatchObject({
        code: 'CREDENTIAL_NOT_FOUND',
      });
    }
    expect((await designer.service.listCredentials({ org: other, page: 1, pageSize: 10 })).total).toBe(0);
    await designer.service.deleteCredential({ org, credential: 'ours', by: 'ann' });
    await expect(designer.service.getCredential({ org, credential: id })).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
  });
});

describe('models and tools', () => {
  it('are listed with the scripts of this org alone', async () => {
    await designer.service.putModelScript({ org, name: 'triage', script: [{ reply: { text: 'hi' } }], by: 'ann' });
    expect((await designer.service.models({ org })).items.map((model) => model.name)).toEqual([
      'openai/gpt-5-mini',
      'scripted/echo',
      'scripted/triage',
    ]);
    expect((await designer.service.models({ org: other })).items.map((model) => model.name)).toEqual([
      'openai/gpt-5-mini',
      'scripted/echo',
    ]);
    expect(await designer.service.getModelScript({ org, name: 'triage' })).toEqual({ name: 'triage', script: [{ reply: { text: 'hi' } }] });
    await designer.service.deleteModelScript({ org, name: 'triage', by: 'ann' });
    for (const call of [
      designer.service.getModelScript({ org, name: 'triage' }),
      designer.service.deleteModelScript({ org, name: 'triage', by: 'ann' }),
    ])
      await expect(call).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  it('are refused as scripts when they are none, with what is wrong where', async () => {
    for (const [name, script] of [
      ['x', {}],
      ['x', [{}]],
      ['x', [{ reply: { text: 5 } }]],
      ['echo', [{ reply: { text: 'a' } }]],
      ['no good', [{ reply: { text: 'a' } }]],
    ] as const) {
      await expect(designer.service.putModelScript({ org, name, script: script as never, by: 'ann' })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        problems: [expect.anything()],
      });
    }
  });

  it('list node types and tools for palette and forms', async () => {
    const { items } = await designer.service.nodeTypes({ org });
    for (const type of ['start', 'end', 'switch', 'map', 'human', 'llm', 'agent', 'tool', 'http', 'code', 'email'])
      expect(items.map((item) => item.type)).toContain(type);
    expect((await designer.service.tools({ org })).items.map((item) => item.name)).toEqual(['calculator', 'echo']);
  });
});

it('believes a model name when the model clients cannot say, rather than refusing to publish', async () => {
  const blind = await openDesigner({ models: async () => Promise.reject(new Error('connect ECONNREFUSED')) });
  try {
    const nodes = (model: string) => [
      { id: 'start', type: 'start' },
      { id: 'ask', type: 'llm', config: { model, prompt: 'hi' } },
      { id: 'end', type: 'end' },
    ];
    const edges = [
      { source: 'start', target: 'ask' },
      { source: 'ask', target: 'end' },
    ];
    expect((await create(blind, greeting({ nodes: nodes('ollama/qwen3'), edges }))).problems).toEqual([]);
    expect((await create(blind, greeting({ nodes: nodes('scripted/nobody'), edges }))).problems).not.toEqual([]);
    expect((await blind.service.models({ org })).items).toEqual([]);
  } finally {
    await blind.close();
  }
});
