import type { ExecutionId } from '../ids.js';
import type { Json } from '../json.js';
import { signalKey } from '../shared/shared-commands.js';
import { addUsage } from './evolve.js';
import type { ExecutionEventBody } from './events.js';
import type { ExecutionState } from './state.js';

/*
 * I1  `open` holds the paths of nodes that wait for their child, `mutexes` those that hold or wait for one, `tickets` those registered for a
 *     keyed signal; a node that has ended is in none of them.
 */
export interface Ties {
  readonly open: Set<string>;
  readonly mutexes: Map<string, MutexTie>;
  readonly tickets: Map<string, TicketTie>;
  /** By which ticket a node got its keyed signal. */
  readonly taken: Map<string, number>;
}
/** A node's last child: kept with the node, for those who look. */
export interface ChildTie {
  readonly id: ExecutionId;
  readonly detached: boolean;
}
export interface MutexTie {
  readonly key: string;
  readonly ticket: number;
  readonly held: boolean;
}
export interface TicketTie {
  /** `signalKey(name, key)` */
  readonly key: string;
  readonly ticket: number;
}
export const noTies = (): Ties => ({ open: new Set(), mutexes: new Map(), tickets: new Map(), taken: new Map() });
/** Whether any node is tied to something outside: most executions never are. */
export const isTied = ({ ties: { open, mutexes, tickets } }: ExecutionState): boolean => open.size + mutexes.size + tickets.size > 0;

type Of<T extends ExecutionEventBody['type']> = Extract<ExecutionEventBody, { type: T }>;

export function childRequested(state: ExecutionState, { path, childId, detached, expiresAt }: Of<'ChildRequested'>): void {
  const node = state.nodes.get(path);
  if (node) {
    node.status = 'running';
    node.child = { id: childId, detached };
  }
  if (!detached) state.ties.open.add(path);
  if (expiresAt !== null) state.timers.set({ path, dueAt: expiresAt, purpose: 'child' });
}
export function childEnded(state: ExecutionState, { path, usage }: Of<'ChildEnded'>): void {
  state.ties.open.delete(path);
  // A fork shows what was spent before it as its origin's, not its own.
  if (!state.copying) state.usage = addUsage(state.usage, usage);
  const node = state.nodes.get(path);
  if (node) node.usage = addUsage(node.usage, usage);
}
export function mutexRequested(state: ExecutionState, { path, key, ticket, expiresAt }: Of<'MutexRequested'>): void {
  const node = state.nodes.get(path);
  if (node) node.status = 'waiting';
  state.waiting.add(path);
  state.ties.mutexes.set(path, { key, ticket, held: false });
  if (expiresAt !== null) state.timers.set({ path, dueAt: expiresAt, purpose: 'mutex' });
}
/** The node is about to begin; until it says so it counts as inline work that goes on with `Continue`, after a pause or a crash too. */
export function mutexAcquired(state: ExecutionState, { path, ticket }: Of<'MutexAcquired'>): void {
  const node = state.nodes.get(path);
  const tie = state.ties.mutexes.get(path);
  if (node) node.status = 'running';
  if (tie) state.ties.mutexes.set(path, { key: tie.key, ticket, held: true });
  state.blocked.add(path);
}
/** The node waits for a keyed signal from now on: the number of the event that says so is its ticket. */
export function ticketTaken(state: ExecutionState, path: string, name: string, key: string): void {
  state.ties.tickets.set(path, { key: signalKey(name, key), ticket: state.seq });
}
export function keyedSignalTaken({ ties }: ExecutionState, { path, ticket }: Of<'KeyedSignalTaken'>): void {
  ties.tickets.delete(path);
  ties.taken.set(path, ticket);
}
/** The node has ended: whatever it held outside is no longer its own. */
export function untie({ ties }: ExecutionState, path: string): void {
  ties.open.delete(path);
  ties.mutexes.delete(path);
  ties.tickets.delete(path);
}
/** As a snapshot keeps it. */
export const tiesToJson = ({ open, mutexes, tickets, taken }: Ties): Json =>
  ({ open: [...open], mutexes: [...mutexes], tickets: [...tickets], taken: [...taken] }) as unknown as Json;
export function tiesFromJson(json: Json): Ties {
  const { open, mutexes, tickets, taken } = json as unknown as {
    readonly open: readonly string[];
    readonly mutexes: readonly (readonly [string, MutexTie])[];
    readonly tickets: readonly (readonly [string, TicketTie])[];
    readonly taken: readonly (readonly [string, number])[];
  };
  return { open: new Set(open), mutexes: new Map(mutexes), tickets: new Map(tickets), taken: new Map(taken) };
}
