import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAesVault, createIdSource, createSystemClock, openEmbeddedStores, type EmbeddedStores } from '@agentflow/adapters';
import { AppError, orgId, type OrgId } from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import type { DesignerService, DocumentStore, ModelDescriptor, ToolView, TriggerService } from '@agentflow/ports';
import { holdable, type Hold } from './holdable.js';
import { composeDesigner, type Designer, type DesignerDeps } from '../index.js';

export type Sync = Parameters<TriggerService['sync']>[0];
export interface OpenDesigner extends Designer {
  readonly service: DesignerService;
  readonly documents: DocumentStore;
  readonly vault: ReturnType<typeof createAesVault>;
  /** Holds the designer's next reading or writing of a collection. */
  hold(method: 'get' | 'put', collection: string): Hold;
  /** What the trigger service was told, in order. */
  readonly synced: Sync[];
  /** What was logged. */
  readonly logged: unknown[];
  /** Makes the trigger service fail the next so many times. */
  failSyncs(times: number): void;
  /** The timers that wait, as the clock keeps them: calling one lets its time come. */
  readonly timers: { readonly ms: number; readonly call: () => void }[];
  /** Another designer on the same documents, as after a restart. */
  restart(): OpenDesigner;
  /** All documents of all collections over all orgs, as text. */
  everything(): Promise<string>;
  close(): Promise<void>;
}
export const org = orgId('default');
const COLLECTIONS = [
  'workflows',
  'releases',
  'release-changes',
  'revisions',
  'frozen',
  'trigger-syncs',
  'agents',
  'agent-versions',
  'credentials',
  'model-scripts',
];
const model = (name: string, provider: string): ModelDescriptor => ({
  name,
  provider,
  title: name,
  available: true,
  streams: true,
  tools: true,
  price: null,
});
const tool = (name: string): ToolView => ({ name, title: name, description: '', effect: 'none', parameters: {}, output: {} });

/** A designer on embedded documents in a folder of its own, with the real node types, a trigger service that remembers, and a clock whose timers wait to be called. */
export async function openDesigner(more: Partial<DesignerDeps> = {}): Promise<OpenDesigner> {
  const dataDir = await mkdtemp(join(tmpdir(), 'agentflow-designer-'));
  const stores = await openEmbeddedStores({
    dataDir,
    durability: 'buffered',
    clock: createSystemClock(),
    ids: createIdSource(),
  });
  return compose(stores, dataDir, createAesVault(Buffer.alloc(32, 7)), more);
}
function compose(
  stores: EmbeddedStores,
  dataDir: string,
  vault: ReturnType<typeof createAesVault>,
  more: Partial<DesignerDeps>,
): OpenDesigner {
  const synced: Sync[] = [];
  const logged: unknown[] = [];
  const timers: OpenDesigner['timers'] = [];
  let failures = 0;
  const log = (...line: unknown[]): void => void logged.push(...line);
  const system = createSystemClock();
  const { documents, hold } = holdable(stores.documents);
  const deps: DesignerDeps = {
    documents,
    catalog: createNodeCatalog(),
    tools: () => [tool('echo'), tool('calculator')],
    models: async () => [model('scripted/echo', 'scripted'), model('openai/gpt-5-mini', 'openai')],
    sealer: vault,
    triggers: {
      sync: async (request) => {
        if (failures-- > 0) throw new AppError('UNAVAILABLE', 'the scheduler is away');
        synced.push(request);
        return {};
      },
    },
    clock: {
      ...system,
      after: (ms, call) => {
        const timer = { ms, call: () => (timers.splice(timers.indexOf(timer), 1), call()) };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
      },
    },
    ids: createIdSource(),
    logger: { info: log, warn: log, error: log } as unknown as DesignerDeps['logger'],
    ...more,
  };
  const designer = composeDesigner(deps);
  return {
    ...designer,
    documents: stores.documents,
    hold,
    vault,
    synced,
    logged,
    timers,
    failSyncs: (times) => void (failures = times),
    restart: () => compose(stores, dataDir, vault, more),
    everything: async () => {
      const texts: string[] = [];
      for (const collection of COLLECTIONS) {
        for (let cursor: string | null = null; ;) {
          const page: Awaited<ReturnType<DocumentStore['scan']>> = await stores.documents.scan(collection, cursor, 200);
          texts.push(JSON.stringify(page.items));
          cursor = page.nextCursor;
          if (cursor === null) break;
        }
      }
      return texts.join('\n');
    },
    close: async () => {
      await designer.lifecycle.stop();
      await stores.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A small definition that can be published. */
export const greeting = (more: Record<string, unknown> = {}): never =>
  ({
    schemaVersion: '1',
    name: 'Greeting',
    inputs: { type: 'object', properties: { who: { type: 'string' } } },
    nodes: [
      { id: 'start', type: 'start' },
      { id: 'greet', type: 'set', config: { values: { text: 'Hello {{ input.who }}' } } },
      { id: 'end', type: 'end', config: { output: '{{ greet.output.text }}' } },
    ],
    edges: [
      { source: 'start', target: 'greet' },
      { source: 'greet', target: 'end' },
    ],
    ...more,
  }) as never;

/** Creates a workflow of this definition. */
export const create = ({ service }: OpenDesigner, definition: unknown = greeting(), of: OrgId = org) =>
  service.createWorkflow({ org: of, source: { definition: definition as never }, by: 'ann' });
