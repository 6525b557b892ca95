import { composeLifecycle } from '@agentflow/service-kit';
import type { DesignerService, Service } from '@agentflow/ports';
import { endCanary, getRelease, promoteCanary, setCanary } from './application/canary.js';
import { createCredential } from './application/create-credential.js';
import { createWorkflow } from './application/create-workflow.js';
import { deleteCredential, getCredential, listCredentials } from './application/credentials.js';
import { deleteAgent } from './application/delete-agent.js';
import { deleteWorkflow } from './application/delete-workflow.js';
import { describeNodeTypes, describeTools } from './application/describe-node-types.js';
import type { DesignerDeps } from './application/designer-deps.js';
import { diffRevisions } from './application/diff-revisions.js';
import { freezeRevision } from './application/freeze-revision.js';
import { getFrozen } from './application/get-frozen.js';
import { getWorkflow, getWorkflowYaml } from './application/get-workflow.js';
import { listWorkflows } from './application/list-workflows.js';
import { deleteModelScript, getModelScript, listModels, putModelScript } from './application/model-scripts.js';
import { publishRevision } from './application/publish-revision.js';
import { getAgent, listAgents, listAgentVersions } from './application/read-agents.js';
import { registerAgent } from './application/register-agent.js';
import { listReleaseChanges } from './application/release-changes.js';
import { createReleaseCache } from './application/release-cache.js';
import { getRevision, listRevisions } from './application/revisions.js';
import { rollbackRelease } from './application/rollback-release.js';
import { saveWorkflow } from './application/save-workflow.js';
import { createTriggerSync } from './application/trigger-sync.js';
import { updateAgent } from './application/update-agent.js';
import { updateCredential } from './application/update-credential.js';
import { updateWorkflow } from './application/update-workflow.js';
import { validateWorkflow } from './application/validate-workflow.js';

export interface Designer {
  readonly service: DesignerService;
  /** Start-up brings triggers up to date that an earlier process left behind. */
  readonly lifecycle: Service;
}
/** Drafts, revisions, agents, credentials and scripted models over one document store. The service answers also before `lifecycle` has started. */
export function composeDesigner(deps: DesignerDeps): Designer {
  const cache = createReleaseCache(deps.soleWriter ?? false);
  const sync = createTriggerSync(deps);
  return {
    lifecycle: composeLifecycle('designer', [sync]),
    service: {
      createWorkflow: createWorkflow(deps),
      getWorkflow: getWorkflow(deps),
      getWorkflowYaml: getWorkflowYaml(deps),
      listWorkflows: listWorkflows(deps),
      saveWorkflow: saveWorkflow(deps),
      updateWorkflow: updateWorkflow(deps),
      deleteWorkflow: deleteWorkflow(deps, cache, sync),
      validate: validateWorkflow(deps),
      publish: publishRevision(deps, cache, sync),
      rollback: rollbackRelease(deps, cache, sync),
      getRelease: getRelease(deps),
      setCanary: setCanary(deps, cache, sync),
      promoteCanary: promoteCanary(deps, cache, sync),
      endCanary: endCanary(deps, cache),
      listReleaseChanges: listReleaseChanges(deps),
      listRevisions: listRevisions(deps),
      getRevision: getRevision(deps),
      diff: diffRevisions(deps),
      freeze: freezeRevision(deps, cache),
      getFrozen: getFrozen(deps),
      nodeTypes: describeNodeTypes(deps),
      tools: describeTools(deps),
      models: listModels(deps),
      putModelScript: putModelScript(deps),
      getModelScript: getModelScript(deps),
      deleteModelScript: deleteModelScript(deps),
      createAgent: registerAgent(deps),
      getAgent: getAgent(deps),
      listAgents: listAgents(deps),
      updateAgent: updateAgent(deps),
      deleteAgent: deleteAgent(deps),
      agentVersions: listAgentVersions(deps),
      createCredential: createCredential(deps),
      getCredential: getCredential(deps),
      listCredentials: listCredentials(deps),
      updateCredential: updateCredential(deps),
      deleteCredential: deleteCredential(deps),
    },
  };
}
