import { AppError, executionId, orgId, type ExecutionView, type Json, type JsonSchema, type OrgId } from '@agentflow/core';
import type {
  Clock,
  DocumentStore,
  EventBus,
  ExecutionService,
  KeyValue,
  SealedSecret,
  StartRequest,
  TriggerView,
  Unsealer,
  WebhookRequest,
} from '@agentflow/ports';
import { createLocalKeyValue } from '@agentflow/adapters';
import { createLogger, silentLogger } from '@agentflow/service-kit';
import { createFakeClock, createTestIds, type FakeClock } from '@agentflow/testkit';
import { composeScheduler, type SchedulerParts } from '../compose.js';
import { createMemoryBus } from './memory-bus.js';
import { createMemoryDocuments } from './memory-documents.js';

export const ORG = orgId('default');
/** An orchestrator that starts once per start key, as the real one does, and keeps what it was asked. */
export function createStarts() {
  const byKey = new Map<string, string>();
  const requests: StartRequest[] = [];
  const created: StartRequest[] = [];
  let refuse: ((request: StartRequest) => void) | undefined;
  let view: Partial<ExecutionView> = { status: 'running' };
  const executions: Pick<ExecutionService, 'start'> = {
    async start(request) {
      requests.push(request);
      refuse?.(request);
      const key = request.startKey && JSON.stringify([request.org, request.startKey.source, request.startKey.key]);
      const known = key === undefined ? undefined : byKey.get(key);
      const id = known ?? executionId(`exe-${created.length + 1}`);
      if (known === undefined) {
        created.push(request);
        if (key !== undefined) byKey.set(key, id);
      }
      return { execution: { id, output: null, ...view } as ExecutionView, created: known === undefined };
    },
  };
  return {
    executions,
    requests,
    created,
    refuseWith: (with_: typeof refuse) => void (refuse = with_),
    answerWith: (with_: Partial<ExecutionView>) => void (view = with_),
  };
}
export type Starts = ReturnType<typeof createStarts>;

/** Seals by writing down what it is bound to. */
export const seal = (org: OrgId, id: string, version: number, secret: string): SealedSecret => ({
  algorithm: 'aes-256-gcm',
  nonce: '',
  tag: '',
  keyId: 'test',
  ciphertext: JSON.stringify([org, id, version, secret]),
});
const unsealer: Unsealer = {
  unseal(org, id, version, sealed) {
    const [sealedOrg, sealedId, sealedVersion, secret] = JSON.parse(sealed.ciphertext) as [string, string, number, string];
    if (sealedOrg !== org || sealedId !== id || sealedVersion !== version) throw new AppError('CREDENTIAL_NOT_FOUND', 'sealed for another');
    return secret;
  },
};
export interface WorldOptions {
  readonly clock?: Clock;
  readonly fake?: FakeClock;
  readonly documents?: DocumentStore;
  readonly starts?: Starts;
  readonly inputs?: JsonSchema;
  /** Hints shared with other worlds; where given, schedulers share the schedules. */
  readonly keyValue?: KeyValue;
  readonly bus?: EventBus;
  /** Takes what is logged. */
  readonly lines?: string[];
}
/** A scheduler on fakes. Several worlds on the same documents, starts and clock are several processes, or one after another. */
export function createWorld(options: WorldOptions = {}) {
  const fake = options.fake ?? createFakeClock();
  const documents = options.documents ?? createMemoryDocuments();
  const starts = options.starts ?? createStarts();
  const parts: SchedulerParts = composeScheduler({
    documents,
    executions: starts.executions,
    bus: options.bus ?? createMemoryBus(),
    freeze: async (_org, workflowId, revision) => ({
      workflowId,
      workflowName: 'W',
      revision,
      digest: `sha256:${workflowId}`,
      inputs: options.inputs ?? {},
    }),
    unsealer,
    keyValue: options.keyValue ?? createLocalKeyValue(fake),
    shared: options.keyValue !== undefined,
    clock: options.clock ?? fake,
    ids: createTestIds(),
    baseUrl: () => 'http://127.0.0.1:8420/',
    logger: options.lines
      ? createLogger({ name: 'scheduler', level: 'info', stream: { write: (line) => void options.lines!.push(line) } })
      : silentLogger(),
  });
  const { service } = parts;
  return {
    ...parts,
    fake,
    documents,
    starts,
    sync: (triggers: Json, workflowId = 'wf', revision: number | null = 1) =>
      service.sync({
        org: ORG,
        workflowId,
        workflowName: 'W',
        revision,
        digest: revision === null ? null : `sha256:${workflowId}`,
        triggers,
      }),
    view: (id: string): Promise<TriggerView> => service.get({ org: ORG, trigger: id }),
    /** Time passes in steps, and after each all that it set off is done. */
    async pass(ms: number, step = 60_000): Promise<void> {
      for (let left = ms; left > 0; left -= step) {
        fake.advance(Math.min(step, left));
        await turn();
      }
    },
    async putCredential(key: string, type: string, secret: string): Promise<void> {
      const id = `cred-${key}`;
      await documents.put(
        ORG,
        'credentials',
        id,
        { key, type, hosts: [], version: 1, sealed: seal(ORG, id, 1, secret), createdBy: 'me' },
        { unique: { key } },
      );
    },
  };
}
export type World = ReturnType<typeof createWorld>;
/** Lets everything that waits for no clock finish: the fakes answer within the turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const call = (hookId: string, body: string | Uint8Array = '', over: Partial<WebhookRequest> = {}): WebhookRequest => ({
  hookId,
  method: 'POST',
  headers: {},
  query: {},
  rawBody: Buffer.from(body).toString('base64'),
  contentType: 'application/json',
  by: 'hook',
  ...over,
});
