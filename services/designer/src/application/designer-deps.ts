import type { NodeCatalog } from '@agentflow/core';
import type { Clock, DocumentStore, IdSource, ModelDescriptor, Sealer, ToolView, TriggerService } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';

/** What the designer needs of the outside. */
export interface DesignerDeps {
  readonly documents: DocumentStore;
  readonly catalog: NodeCatalog;
  /** Tools that workers can run, as they are now. */
  readonly tools: () => readonly ToolView[];
  /** Models that the model clients can name. */
  readonly models: () => Promise<readonly ModelDescriptor[]>;
  readonly sealer: Sealer;
  readonly triggers: Pick<TriggerService, 'sync'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Tells coordinators which domains there are: those that a workflow names, before it can run. Left out where one serves all by itself. */
  readonly nameDomains?: (domains: readonly string[]) => Promise<void>;
  /** This process is the only one that writes these documents (embedded mode): released revisions are kept in memory, so that a start reads nothing. `false` where left out. */
  readonly soleWriter?: boolean;
}
