import type { IdSource, KeyValue } from '@agentflow/ports';
import type { Principal } from './authorize.js';
import { createOneTime, type OneTime } from './one-time.js';

export const TICKET_MS = 30_000;
/** A ticket authenticates one WebSocket, in its first frame, within 30 seconds: for clients that can send neither header nor cookie. */
export type Tickets = OneTime<Principal>;
export const createTickets = (deps: { keyValue: KeyValue; ids: IdSource }): Tickets => createOneTime('ticket', TICKET_MS, deps);
