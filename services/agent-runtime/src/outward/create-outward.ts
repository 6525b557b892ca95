import type {
  Clock,
  DegradationSamples,
  DegradationSource,
  DocumentStore,
  IdSource,
  MailOutbox,
  ModelClient,
  ObjectStore,
} from '@agentflow/ports';
import type { Outward } from '../application/outward.js';
import type { Credentials } from '../credentials/credentials.js';
import type { Egress } from '../egress/create-egress.js';
import { tracedRequests } from '../egress/traced-egress.js';
import type { Sandbox } from '../sandbox/create-sandbox.js';
import { createBudgetedModel, createQuote } from './budgeted-model.js';
import { createExecutionFiles } from './execution-files.js';
import { createGuardedModel } from './guarded-model.js';
import { createHttpCall } from './http-call.js';
import { createDegradedModel } from './degraded-model.js';
import { createModelCall, scriptOf } from './model-call.js';
import { createSendMail } from './send-mail.js';
import { createSharedFiles } from './shared-files.js';
import { createStoredAgents } from './stored-agents.js';
import { tracedModel } from './traced-model.js';
import { createWorkflowMemory } from './workflow-memory.js';

export interface OutwardDeps {
  readonly documents: DocumentStore;
  readonly models: ModelClient;
  readonly credentials: Credentials;
  readonly egress: Egress;
  readonly outbox: MailOutbox;
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly objects: ObjectStore;
  readonly filesDir: string | null;
  readonly mailFrom: string;
  readonly degradation: DegradationSource;
  readonly samples: DegradationSamples;
  readonly peers: Pick<Outward, 'peer' | 'peerEffect'>;
}
/** Everything attempts can reach, in one place. */
export function createOutward(deps: OutwardDeps): Outward {
  const { documents, objects, sandbox, ids, filesDir } = deps;
  const quote = createQuote(deps.models, (caller, model) => scriptOf(documents, caller, model));
  const { breakers } = deps.egress;
  const guarded = createGuardedModel({ ...deps, model: tracedModel(createModelCall(deps)), breakers });
  const egress = { ...deps.egress, request: tracedRequests(deps.egress.request) };
  return {
    http: createHttpCall({ ...deps, egress }),
    model: createDegradedModel({ ...deps, model: createBudgetedModel({ model: guarded, quote }), breakers }),
    mail: createSendMail({ ...deps, from: deps.mailFrom }),
    agent: createStoredAgents(documents),
    code: (source, args, { org, signal, deadline, log }) => sandbox.run({ org, source, args, signal, deadline, onLog: log }),
    files: (org, executionId) =>
      filesDir === null ? createSharedFiles(objects, org, executionId) : createExecutionFiles(filesDir, org, executionId, () => ids.next()),
    memory: (org, workflowId) => createWorkflowMemory(documents, org, workflowId),
    peer: (call, terms, sender, spent) => deps.peers.peer(call, terms, sender, spent),
    peerEffect: (call, org) => deps.peers.peerEffect(call, org),
  };
}
