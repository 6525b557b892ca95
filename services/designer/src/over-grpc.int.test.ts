import { createServiceClient, serveGrpc, silentLogger, type GrpcServer, type ServiceClient } from '@agentflow/service-kit';
import type { DesignerService } from '@agentflow/ports';
import { greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
let server: GrpcServer;
let client: ServiceClient<DesignerService>;
let remote: DesignerService;
beforeAll(async () => {
  designer = await openDesigner();
  server = serveGrpc({ services: { designer: designer.service }, host: '127.0.0.1', port: 0, logger: silentLogger() });
  await server.start();
  client = createServiceClient('designer', server.address());
  remote = client.service;
});
afterAll(async () => {
  client.close();
  await server.stop();
  await designer.close();
});

it('answers over the wire what it answers in the process, method by method', async () => {
  const created = await remote.createWorkflow({ org, source: { definition: greeting() }, folder: 'hall', by: 'ann' });
  const workflow = created.id;
  const saved = await remote.saveWorkflow({
    org,
    workflow,
    source: { yaml: (await remote.getWorkflowYaml({ org, workflow })).yaml },
    ifMatch: created.etag,
    by: 'bob',
  });
  expect(saved).toEqual(await designer.service.getWorkflow({ org, workflow }));
  const moved = await remote.updateWorkflow({ org, workflow, folder: 'hall', name: 'Hello', by: 'bob' });
  expect(moved).toEqual(await designer.service.getWorkflow({ org, workflow }));
  await remote.publish({ org, workflow, comment: 'over the wire', by: 'ann' });
  await remote.publish({ org, workflow, by: 'ann' });
  await remote.rollback({ org, workflow, revision: 1, by: 'ann' });
  const canary = await remote.setCanary({ org, workflow, revision: 2, percent: 10, by: 'ann' });
  expect(canary).toEqual(await designer.service.getRelease({ org, workflow }));
  expect(await remote.endCanary({ org, workflow, revision: 2, by: 'ann' })).toEqual({ workflowId: workflow, revision: 1, canary: null });
  await remote.setCanary({ org, workflow, revision: 2, percent: 10, by: 'ann' });
  expect((await remote.promoteCanary({ org, workflow, by: 'ann' })).revision).toBe(2);
  await remote.setCanary({ org, workflow, revision: 1, percent: 25, by: 'ann' });
  await remote.putModelScript({ org, name: 'polite', script: [{ reply: { text: 'thanks' } }], by: 'ann' });
  await remote.createAgent({
    org,
    agent: { key: 'helper', model: 'scripted/polite', instructions: 'Help.', limits: { maxCost: '0.5' } },
    by: 'ann',
  });
  await remote.updateAgent({
    org,
    agent: 'helper',
    draft: { key: 'helper', model: 'scripted/polite', instructions: 'Help more.' },
    ifMatch: 1,
    by: 'ann',
  });
  await remote.createCredential({
    org,
    credential: { key: 'api', type: 'header', hosts: ['api.example.org'], secret: { name: 'x-key', value: 'v' } },
    by: 'ann',
  });
  await remote.updateCredential({ org, credential: 'api', hosts: ['b.example.org'], by: 'ann' });

  const page = { page: 1, pageSize: 10 };
  const reads: readonly ((service: DesignerService) => Promise<unknown>)[] = [
    (service) => service.getWorkflow({ org, workflow }),
    (service) => service.getWorkflowYaml({ org, workflow }),
    (service) => service.listWorkflows({ org, folder: 'hall', limit: 10 }),
    (service) => service.validate({ org, workflow }),
    (service) => service.validate({ org, workflow, source: { yaml: 'name: [' } }),
    (service) => service.validate({ org, workflow, source: { definition: null } }),
    (service) => service.listRevisions({ org, workflow, ...page }),
    (service) => service.getRevision({ org, workflow, revision: 1 }),
    (service) => service.diff({ org, workflow, from: '1', to: 'draft' }),
    (service) => service.freeze({ org, workflow }),
    (service) => service.getRelease({ org, workflow }),
    (service) => service.listReleaseChanges({ org, workflow, ...page }),
    (service) => service.freeze({ org, workflow, revision: 2 }),
    (service) => service.freeze({ org, workflow, revision: 'draft' }),
    async (service) => service.getFrozen({ org, digest: (await designer.service.freeze({ org, workflow })).digest, workflow, revision: 2 }),
    (service) => service.nodeTypes({ org }),
    (service) => service.tools({ org }),
    (service) => service.models({ org }),
    (service) => service.getModelScript({ org, name: 'polite' }),
    (service) => service.getAgent({ org, agent: 'helper' }),
    (service) => service.getAgent({ org, agent: 'helper', version: 1 }),
    (service) => service.listAgents({ org, ...page }),
    (service) => service.agentVersions({ org, agent: 'helper', ...page }),
    (service) => service.getCredential({ org, credential: 'api' }),
    (service) => service.listCredentials({ org, ...page }),
  ];
  for (const read of reads) expect(await read(remote)).toEqual(await read(designer.service));
  for (const remove of [
    remote.deleteAgent({ org, agent: 'helper', by: 'ann' }),
    remote.deleteCredential({ org, credential: 'api', by: 'ann' }),
    remote.deleteModelScript({ org, name: 'polite', by: 'ann' }),
    remote.deleteWorkflow({ org, workflow, ifMatch: moved.etag, by: 'ann' }),
  ])
    expect(await remove).toEqual({});
});

it('fails over the wire with the same code, sentence, details and problems', async () => {
  const broken: readonly ((service: DesignerService) => Promise<unknown>)[] = [
    (service) => service.createWorkflow({ org, source: { yaml: 'a: 1\na: 2\n' }, by: 'ann' }),
    (service) => service.createWorkflow({ org, source: { definition: [] }, by: 'ann' }),
    (service) => service.getWorkflow({ org, workflow: 'nobody' }),
    (service) => service.getAgent({ org, agent: 'nobody' }),
    (service) => service.createCredential({ org, credential: { key: 'x', type: 'oracle', hosts: ['*'], secret: '' }, by: 'ann' }),
    (service) => service.putModelScript({ org, name: 'x', script: [{}], by: 'ann' }),
  ];
  for (const call of broken) {
    const [there, here] = (await Promise.all(
      [remote, designer.service].map((service) => call(service).catch((error: unknown) => error)),
    )) as [Error, Error];
    expect(here).toBeInstanceOf(Error);
    expect([there.message, { ...there }]).toEqual([here.message, { ...here }]);
  }
});
