import { AppError, type Json, type JsonObject, type Problem } from '@agentflow/core';
import type {
  AgentView,
  CanaryView,
  CredentialView,
  DefinitionSource,
  DesignerService,
  Page,
  ReleaseChange,
  ReleaseView,
  RevisionView,
  WorkflowView,
} from '@agentflow/ports';

interface Draft {
  view: WorkflowView;
  yaml: string | null;
  version: number;
  canary?: CanaryView | undefined;
  readonly changes: ReleaseChange[];
  readonly revisions: (RevisionView & { readonly definition: Json })[];
}
const AT = '2026-11-21T12:00:00.000Z';
const inputsOf = (definition: Json): Json => (isObject(definition) ? (definition['inputs'] ?? null) : null);
const releaseOf = ({ view, canary }: Draft): ReleaseView => ({
  workflowId: view.id,
  revision: view.publishedRevision,
  canary: canary ?? null,
});
function canaryOf({ canary }: Draft, revision: number | undefined): CanaryView {
  if (!canary) throw new AppError('NOT_FOUND', 'no canary runs');
  if (revision !== undefined && revision !== canary.revision) throw new AppError('CONFLICT', 'it is another one');
  return canary;
}
const isObject = (value: Json): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value);

/** A designer that keeps everything in memory and finds one kind of problem: a definition without nodes. For tests. */
export function createFakeDesigner(): DesignerService {
  const drafts = new Map<string, Draft>();
  const agents = new Map<string, AgentView[]>();
  const credentials = new Map<string, CredentialView>();
  const scripts = new Map<string, Json>();
  let count = 0;

  const definitionOf = (source: DefinitionSource): Json => {
    if ('definition' in source) return source.definition;
    if (!source.yaml.includes('name:')) {
      const problem: Problem = { pointer: '', code: 'MALFORMED_YAML', severity: 'error', message: 'this is not YAML', line: 2, column: 3 };
      throw new AppError('MALFORMED_YAML', 'this is not YAML (line 2, column 3)', {}, { problems: [problem] });
    }
    return { schemaVersion: '1', name: /name: *(\S+)/.exec(source.yaml)?.[1] ?? '', nodes: [], edges: [] };
  };
  const problemsOf = (definition: Json): Problem[] =>
    isObject(definition) && Array.isArray(definition['nodes'])
      ? []
      : [{ pointer: '/nodes', code: 'NO_NODES', severity: 'error', message: 'a workflow needs nodes' }];
  const find = (workflow: string): Draft => {
    const draft = drafts.get(workflow) ?? [...drafts.values()].find(({ view }) => view.key === workflow);
    if (!draft) throw new AppError('WORKFLOW_NOT_FOUND', 'no workflow has this id', { workflow });
    return draft;
  };
  const page = <T>(all: readonly T[], number: number, pageSize: number): Page<T> => ({
    items: all.slice((number - 1) * pageSize, number * pageSize),
    page: number,
    pageSize,
    total: all.length,
  });
  const agentVersions = (agent: string): AgentView[] => {
    const versions = agents.get(agent) ?? [...agents.values()].find(([first]) => first?.key === agent);
    if (!versions) throw new AppError('AGENT_NOT_FOUND', 'no agent has this id', { agent });
    return versions;
  };
  const findCredential = (id: string): CredentialView => {
    const found = credentials.get(id) ?? [...credentials.values()].find(({ key }) => key === id);
    if (!found) throw new AppError('CREDENTIAL_NOT_FOUND', 'no credential has this id', { credential: id });
    return found;
  };

  return {
    async createWorkflow({ source, key, folder }) {
      const definition = definitionOf(source);
      const id = `wf${++count}`;
      const name = isObject(definition) && typeof definition['name'] === 'string' ? definition['name'] : 'untitled';
      if (key !== undefined && [...drafts.values()].some(({ view }) => view.key === key))
        throw new AppError('ALREADY_EXISTS', 'the key is taken', { key });
      const view: WorkflowView = {
        id,
        key: key ?? `${name}-${count}`,
        name,
        folder: folder ?? '',
        etag: '"1"',
        definition,
        publishedRevision: null,
        problems: problemsOf(definition),
        createdAt: AT,
        updatedAt: AT,
      };
      drafts.set(id, { view, yaml: 'yaml' in source ? source.yaml : null, version: 1, changes: [], revisions: [] });
      return view;
    },
    getWorkflow: async ({ workflow }) => find(workflow).view,
    async getWorkflowYaml({ workflow }) {
      const { view, yaml } = find(workflow);
      return { yaml: yaml ?? `name: ${view.name}\n`, etag: view.etag };
    },
    async listWorkflows({ cursor, limit }) {
      const all = [...drafts.values()].map(({ view: { definition: _definition, problems, ...rest } }) => ({
        ...rest,
        problemCount: problems.length,
        nodesTotal: 0,
      }));
      const from = cursor === undefined ? 0 : Number(cursor);
      if (!Number.isInteger(from)) throw new AppError('BAD_REQUEST', 'the cursor is not one of ours');
      return { items: all.slice(from, from + limit), nextCursor: from + limit < all.length ? String(from + limit) : null };
    },
    async saveWorkflow({ workflow, source, ifMatch, folder }) {
      const draft = find(workflow);
      if (ifMatch !== draft.view.etag) throw new AppError('VERSION_CONFLICT', 'the draft was changed by someone else');
      const definition = definitionOf(source);
      draft.version++;
      draft.yaml = 'yaml' in source ? source.yaml : null;
      draft.view = {
        ...draft.view,
        definition,
        problems: problemsOf(definition),
        etag: `"${draft.version}"`,
        ...(folder === undefined ? {} : { folder }),
      };
      return draft.view;
    },
    async updateWorkflow({ workflow, folder, name, ifMatch }) {
      const draft = find(workflow);
      if (ifMatch !== undefined && ifMatch !== draft.view.etag)
        throw new AppError('VERSION_CONFLICT', 'the draft was changed by someone else');
      draft.version++;
      draft.view = {
        ...draft.view,
        etag: `"${draft.version}"`,
        ...(folder === undefined ? {} : { folder }),
        ...(name === undefined ? {} : { name }),
      };
      return draft.view;
    },
    async deleteWorkflow({ workflow }) {
      drafts.delete(find(workflow).view.id);
      return {};
    },
    async validate({ workflow, source }) {
      const draft = find(workflow);
      return { problems: source ? problemsOf(definitionOf(source)) : draft.view.problems };
    },
    async publish({ workflow, comment, canary, by }) {
      const draft = find(workflow);
      if (draft.view.problems.some(({ severity }) => severity === 'error'))
        throw new AppError('DEFINITION_INVALID', 'the draft has errors', {}, { problems: draft.view.problems });
      const revision = draft.revisions.length + 1;
      const published: RevisionView = {
        revision,
        digest: `sha256:${String(revision).repeat(64).slice(0, 64)}`,
        pins: {},
        comment: comment ?? '',
        publishedAt: AT,
        publishedBy: by,
        released: canary === undefined,
      };
      draft.revisions.push({ ...published, definition: draft.view.definition });
      if (canary !== undefined) {
        draft.canary = { revision, percent: canary, startedAt: AT, startedBy: by };
        return { ...published, warnings: draft.view.problems };
      }
      draft.canary = undefined;
      draft.view = { ...draft.view, publishedRevision: revision };
      return { ...published, warnings: draft.view.problems };
    },
    async rollback({ workflow, revision }) {
      const draft = find(workflow);
      const found = draft.revisions.find((one) => one.revision === revision);
      if (!found) throw new AppError('REVISION_NOT_FOUND', 'no such revision', { revision });
      draft.view = { ...draft.view, publishedRevision: revision };
      const { definition: _definition, ...view } = found;
      return view;
    },
    getRelease: async ({ workflow }) => releaseOf(find(workflow)),
    async setCanary({ workflow, revision, percent, by }) {
      const draft = find(workflow);
      if (draft.view.publishedRevision === null) throw new AppError('NOT_PUBLISHED', 'nothing is released');
      if (!draft.revisions.some((one) => one.revision === revision))
        throw new AppError('REVISION_NOT_FOUND', 'no such revision', { revision });
      draft.canary = { revision, percent, startedAt: AT, startedBy: by };
      const before = draft.view.publishedRevision;
      draft.changes.unshift({ id: `c${draft.changes.length}`, at: AT, by, action: 'canary-started', revision, percent, before });
      return releaseOf(draft);
    },
    async promoteCanary({ workflow, revision }) {
      const draft = find(workflow);
      const canary = canaryOf(draft, revision);
      draft.canary = undefined;
      draft.view = { ...draft.view, publishedRevision: canary.revision };
      return releaseOf(draft);
    },
    async endCanary({ workflow, revision }) {
      const draft = find(workflow);
      canaryOf(draft, revision);
      draft.canary = undefined;
      return releaseOf(draft);
    },
    listReleaseChanges: async ({ workflow, page: number, pageSize }) => page(find(workflow).changes, number, pageSize),
    async listRevisions({ workflow, page: number, pageSize }) {
      return page(
        find(workflow).revisions.map(({ definition: _definition, ...view }) => view),
        number,
        pageSize,
      );
    },
    async getRevision({ workflow, revision }) {
      const found = find(workflow).revisions.find((one) => one.revision === revision);
      if (!found) throw new AppError('REVISION_NOT_FOUND', 'no such revision', { revision });
      return found;
    },
    async diff({ workflow }) {
      find(workflow);
      return { changes: [{ kind: 'changed', what: 'node', subject: 'a', pointer: '/config/url', before: 'x', after: 'y' }] };
    },
    async freeze({ workflow, revision }) {
      const { view, revisions } = find(workflow);
      const inputs = isObject(view.definition) ? (view.definition['inputs'] ?? null) : null;
      const ref = { workflowId: view.id, workflowName: view.name, inputs };
      if (revision === 'draft') return { ...ref, revision, digest: `sha256:${view.etag}` };
      if (view.publishedRevision === null) throw new AppError('NOT_PUBLISHED', 'the workflow has no released revision: publish it');
      const found = revisions.find((one) => one.revision === (revision ?? view.publishedRevision));
      if (!found) throw new AppError('REVISION_NOT_FOUND', 'no such revision', { revision: revision ?? null });
      const { canary } = find(workflow);
      const beside =
        canary && found.revision === view.publishedRevision ? revisions.find((one) => one.revision === canary.revision) : undefined;
      return {
        ...ref,
        revision: found.revision,
        digest: found.digest,
        ...(canary && beside
          ? { canary: { revision: beside.revision, digest: beside.digest, inputs: inputsOf(beside.definition), percent: canary.percent } }
          : {}),
      };
    },
    async getFrozen({ digest }) {
      for (const { view, revisions } of drafts.values()) {
        const { id, etag } = view;
        if (digest === `sha256:${etag}`) return { workflowId: id, digest, definition: view.definition, pins: {} };
        const found = revisions.find((one) => one.digest === digest);
        if (found) return { workflowId: id, digest, definition: found.definition, pins: found.pins };
      }
      throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest });
    },
    nodeTypes: async () => ({
      items: [
        {
          type: 'set',
          version: 1,
          title: 'Set',
          description: 'Names values.',
          category: 'control',
          icon: 'edit',
          configSchema: { type: 'object' },
          outputSchema: true,
          handles: ['out'],
          literals: [],
          expressions: [],
          hasBody: false,
          egress: false,
          defaultEffect: 'none',
        },
      ],
    }),
    tools: async () => ({
      items: [{ name: 'echo', title: 'Echo', description: 'Returns its arguments.', effect: 'none', parameters: {}, output: {} }],
    }),
    models: async () => ({
      items: [{ name: 'scripted/echo', provider: 'scripted', title: 'Echo', available: true, streams: true, tools: false, price: null }],
    }),
    async putModelScript({ name, script }) {
      if (!Array.isArray(script))
        throw new AppError(
          'INVALID_INPUT',
          'a script is a list',
          {},
          { problems: [{ pointer: '/script', code: 'NO_LIST', severity: 'error', message: 'a script is a list' }] },
        );
      scripts.set(name, script);
      return { name };
    },
    async getModelScript({ name }) {
      const script = scripts.get(name);
      if (script === undefined) throw new AppError('MODEL_NOT_FOUND', 'no such script', { name });
      return { name, script };
    },
    async deleteModelScript({ name }) {
      if (!scripts.delete(name)) throw new AppError('MODEL_NOT_FOUND', 'no such script', { name });
      return {};
    },
    async createAgent({ agent }) {
      const id = `ag${++count}`;
      const view: AgentView = {
        kind: 'react',
        tools: [],
        capabilities: [],
        limits: {},
        ...agent,
        id,
        version: 1,
        status: 'CREATED',
        createdAt: AT,
        updatedAt: AT,
      };
      agents.set(id, [view]);
      return view;
    },
    async getAgent({ agent, version }) {
      const found = agentVersions(agent).at(version === undefined ? -1 : version - 1);
      if (!found) throw new AppError('AGENT_NOT_FOUND', 'no such version');
      return found;
    },
    listAgents: async ({ page: number, pageSize }) =>
      page(
        [...agents.values()].map((versions) => versions.at(-1) as AgentView),
        number,
        pageSize,
      ),
    async updateAgent({ agent, draft, ifMatch }) {
      const versions = agentVersions(agent);
      const latest = versions.at(-1) as AgentView;
      if (ifMatch !== undefined && ifMatch !== latest.version) throw new AppError('VERSION_CONFLICT', 'the agent was changed');
      const next: AgentView = { ...latest, ...draft, version: latest.version + 1 };
      versions.push(next);
      return next;
    },
    async deleteAgent({ agent }) {
      agents.delete((agentVersions(agent)[0] as AgentView).id);
      return {};
    },
    agentVersions: async ({ agent, page: number, pageSize }) => page(agentVersions(agent), number, pageSize),
    async createCredential({ credential: { secret: _secret, ...rest } }) {
      const id = `cr${++count}`;
      const view: CredentialView = { ...rest, id, version: 1, createdAt: AT, updatedAt: AT };
      credentials.set(id, view);
      return view;
    },
    getCredential: async ({ credential }) => findCredential(credential),
    listCredentials: async ({ page: number, pageSize }) => page([...credentials.values()], number, pageSize),
    async updateCredential({ credential, hosts }) {
      const before = findCredential(credential);
      const view = { ...before, version: before.version + 1, ...(hosts === undefined ? {} : { hosts }) };
      credentials.set(view.id, view);
      return view;
    },
    async deleteCredential({ credential }) {
      credentials.delete(findCredential(credential).id);
      return {};
    },
  };
}
