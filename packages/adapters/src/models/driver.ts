import type { ModelEvent, ModelRequest, Clock } from '@agentflow/ports';
import type { Prices } from './prices.js';

/** Speaks to the models of one provider. `name` is the model's name without the provider. */
export type ModelDriver = (request: ModelRequest, name: string) => AsyncIterable<ModelEvent>;

/** The one door to the outside: the platform's egress module in production. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface DriverDeps {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly prices: Prices;
  /** A stream that says nothing for so long has failed. */
  readonly idleMs: number;
}
/** Retries and time-outs belong to the engine, so the SDKs' own are put out of reach: the watchdog's signal ends a call. */
export const NO_TIMEOUT_MS = 2_000_000_000;
