import type { Principal } from './authorize.js';
import { createOneTime, type OneTime, type OneTimeDeps } from './one-time.js';

export const TICKET_MS = 30_000;
/** A ticket authenticates one WebSocket, in its first frame, within 30 seconds: for clients that can send neither header nor cookie. */
export type Tickets = OneTime<Principal>;
export const createTickets = (deps: OneTimeDeps): Tickets => createOneTime('ticket', TICKET_MS, deps);
