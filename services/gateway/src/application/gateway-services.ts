import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  BreakerSource,
  ClusterService,
  Readiness,
  Clock,
  DegradationControl,
  DegradationSamples,
  DesignerService,
  DocumentStore,
  ExecutionService,
  IdSource,
  KeyValue,
  MailOutbox,
  RecoveryService,
  StatsService,
  TriggerService,
} from '@agentflow/ports';
import type { Json } from '@agentflow/core';
import type { Principal } from './authorize.js';
import type { ApiKeys } from './api-keys.js';
import type { LiveConnections } from './live-connections.js';
import type { LoginFailures } from './login-failures.js';
import type { LoginLinks } from './login-links.js';
import type { Sessions } from './sessions.js';
import type { Tickets } from './tickets.js';

/** What the gateway logs with; pino's loggers fit. */
export interface GatewayLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** An example workflow that the web offers to start from. */
export interface TemplateView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly yaml: string;
  readonly input: Json;
  /** By node path: what to answer its human nodes with. */
  readonly answers: Json;
  /** By name: the scripts of `scripted/<name>` it uses. */
  readonly models: Json;
  /** By key: the agents it uses, as they are registered, but without their key. */
  readonly agents: Json;
  /** By key: the YAML of the workflows that its subflows run. */
  readonly workflows: Json;
  /** By language: `{ title, description, name, nodes: { <path>: { title, ... } } }`. */
  readonly translations: Json;
}

/** What the routes may use: the other services, and the gateway's own parts. */
export interface GatewayServices {
  readonly executions: ExecutionService;
  readonly recovery: RecoveryService;
  readonly designer: DesignerService;
  readonly triggers: TriggerService;
  readonly stats: StatsService;
  readonly cluster: ClusterService;
  readonly outbox: MailOutbox;
  readonly documents: DocumentStore;
  readonly keyValue: KeyValue;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly apiKeys: ApiKeys;
  readonly sessions: Sessions;
  readonly loginFailures: LoginFailures;
  readonly loginLinks: LoginLinks;
  readonly tickets: Tickets;
  readonly live: LiveConnections;
  /** Creating requests under an `Idempotency-Key` that this process is at work on, by the id of their kept answer. */
  readonly underWay: Map<string, Promise<unknown>>;
  /** Who a request comes from. @throws AppError UNAUTHENTICATED, FORBIDDEN */
  readonly authenticate: (req: IncomingMessage) => Principal | Promise<Principal>;
  /** Serves the web's page: where people log in. */
  readonly webPage: (req: IncomingMessage, res: ServerResponse) => void;
  readonly templates: () => Promise<readonly TemplateView[]>;
  readonly readiness: () => Promise<Readiness>;
  readonly openapiText: () => string;
  readonly metricsText: () => Promise<string>;
  readonly degradation: DegradationControl;
  readonly samples: DegradationSamples;
  readonly breakers: BreakerSource;
  readonly logger: GatewayLogger;
  readonly mode: 'embedded' | 'cluster';
  readonly version: string;
}
