import type { ExecutionId } from '../../ids.js';
import type { Json } from '../../json.js';
import { LazyMap, SmallSet } from '../../lazy-collections.js';
import { addAmount, NOTHING, type Amount } from '../budgets/budget-amount.js';
import { settleCall } from '../budgets/budget-state.js';
import { noteSegment } from '../recovery/compensation-state.js';
import { signalKey } from '../../shared/shared-commands.js';
import { addUsage } from '../state/evolve.js';
import type { ExecutionEventBody } from '../events/events.js';
import type { ExecutionState, NodeState } from '../state/state.js';
import type { Usage } from '../views/views.js';

/*
 * I1  `open` holds the paths of nodes that wait for their child, `mutexes` those that hold or wait for one, `tickets` those registered for a
 *     keyed signal; a node that has ended is in none of them.
 */
export interface Ties {
  readonly open: Set<string>;
  readonly mutexes: Map<string, MutexTie>;
  readonly tickets: Map<string, TicketTie>;
  /** By which ticket a node got which keyed signal. */
  readonly taken: Map<string, TakenSignal>;
  /** Keys of mutexes that work held when it was broken off, or copied: it has to get them again before it goes on. */
  readonly lost: Map<string, string>;
  /** Containers among them: until they have theirs, the execution is paused. */
  readonly gate: Set<string>;
  /** Children of subflows that a retry of the execution begins again: they are retried, too. */
  readonly former: Map<string, ChildTie>;
}
/** A node's last child: kept with the node, for those who look, and for a retry. */
export interface ChildTie {
  readonly id: ExecutionId;
  readonly detached: boolean;
  /** The segment that it runs. */
  readonly segment?: string;
  /** It was asked to stop, because what it does is of no use any more. */
  readonly calledOff?: true;
  /** The number of the order whose end is waited for; absent: its first end. */
  readonly since?: number;
  /** What it had used at its last end: it tells all that it has ever used. */
  readonly usage?: Usage;
  readonly spent?: Amount;
  /** It has done something that can be undone. */
  readonly undoable?: true;
  /** `false`: it could not be started. */
  readonly begun?: false;
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
export interface TakenSignal {
  readonly ticket: number;
  readonly id: string;
}
export const noTies = (): Ties => ({
  open: new SmallSet(),
  mutexes: new LazyMap(),
  tickets: new LazyMap(),
  taken: new LazyMap(),
  lost: new LazyMap(),
  gate: new SmallSet(),
  former: new LazyMap(),
});
/** Whether any node is tied to something outside: most executions never are. */
export const isTied = ({ ties: { open, mutexes, tickets } }: ExecutionState): boolean => open.size + mutexes.size + tickets.size > 0;

/** The event before made sure of it. */
const nodeOf = (state: ExecutionState, path: string): NodeState => state.nodes.get(path) as NodeState;
type Of<T extends ExecutionEventBody['type']> = Extract<ExecutionEventBody, { type: T }>;

export function childRequested(state: ExecutionState, { path, childId, detached, expiresAt, segment }: Of<'ChildRequested'>): void {
  const node = nodeOf(state, path);
  node.status = 'running';
  node.child = { id: childId, detached, ...(segment !== undefined && { segment }) };
  state.ties.former.delete(path);
  if (!detached) state.ties.open.add(path);
  if (expiresAt !== null) state.timers.set({ path, dueAt: expiresAt, purpose: 'child' });
}
export function childRetried(state: ExecutionState, { path, expiresAt }: Of<'ChildRetried'>): void {
  const node = nodeOf(state, path);
  const former = state.ties.former.get(path) as ChildTie;
  state.ties.former.delete(path);
  node.status = 'running';
  node.child = { ...former, since: state.seq };
  node.usage = former.usage ?? node.usage;
  state.ties.open.add(path);
  if (expiresAt !== null) state.timers.set({ path, dueAt: expiresAt, purpose: 'child' });
}
/** The child of `of` undoes itself, and `node` waits until it has. */
export function childUndone(state: ExecutionState, node: NodeState, of: NodeState, id: ExecutionId): void {
  const tie = of.child as ChildTie;
  // A segment that began anew has another child since: what the former one had used has been counted with that.
  node.child = tie.id === id ? { ...tie, since: state.seq } : { id, detached: false, segment: tie.segment ?? '', since: state.seq };
  state.ties.open.add(node.path);
}
export function childEnded(state: ExecutionState, { path, childId, usage, spent, undoable, begun, undone }: Of<'ChildEnded'>): void {
  state.ties.open.delete(path);
  if (spent) settleCall(state, path, 0, spent);
  // A fork shows what was spent before it as its origin's, not its own.
  if (!state.copying) state.usage = addUsage(state.usage, usage);
  const node = nodeOf(state, path);
  const { undoable: _, calledOff: _calledOff, ...child } = node.child as ChildTie;
  // The nodes of a segment tell their own.
  if (child.segment === undefined) node.usage = addUsage(node.usage, usage);
  node.child = {
    ...child,
    usage: child.usage ? addUsage(child.usage, usage) : usage,
    ...(spent && { spent: child.spent ? addAmount(child.spent, spent) : spent }),
    ...(undoable && { undoable }),
    ...(begun === false && { begun }),
  };
  if (undoable && child.segment !== undefined && node.compensates === null) noteSegment(state, node, childId);
  for (const each of undone ?? []) {
    const done = state.nodes.get(each);
    if (done?.delegated === childId) done.status = 'compensated';
  }
}
export function segmentCalledOff(state: ExecutionState, { path }: Of<'SegmentCalledOff'>): void {
  const node = nodeOf(state, path);
  node.child = { ...(node.child as ChildTie), calledOff: true };
}
/** Until another child begins the node counts as inline work that goes on with `Continue`, after a pause or a crash too. */
export function childDeclined(state: ExecutionState, { path }: Of<'ChildDeclined'>): void {
  state.ties.open.delete(path);
  settleCall(state, path, 0, NOTHING);
  nodeOf(state, path).child = null;
  state.blocked.add(path);
}
export function childNotStarted(state: ExecutionState, { path }: Of<'ChildNotStarted'>): void {
  const node = nodeOf(state, path);
  node.child = { ...(node.child as ChildTie), begun: false };
}
export function mutexRequested(state: ExecutionState, { path, key, ticket, expiresAt, gate }: Of<'MutexRequested'>): void {
  state.ties.lost.delete(path);
  if (gate) state.ties.gate.add(path);
  nodeOf(state, path).status = 'waiting';
  state.waiting.add(path);
  state.ties.mutexes.set(path, { key, ticket, held: false });
  if (expiresAt !== null) state.timers.set({ path, dueAt: expiresAt, purpose: 'mutex' });
}
/** The node is about to begin; until it says so it counts as inline work that goes on with `Continue`, after a pause or a crash too. */
export function mutexAcquired(state: ExecutionState, { path, ticket }: Of<'MutexAcquired'>): void {
  const { key } = state.ties.mutexes.get(path) as MutexTie;
  nodeOf(state, path).status = 'running';
  state.ties.mutexes.set(path, { key, ticket, held: true });
  state.ties.gate.delete(path);
  state.blocked.add(path);
}
/** The node waits for a keyed signal from now on: the number of the event that says so is its ticket. */
export function ticketTaken(state: ExecutionState, path: string, name: string, key: string): void {
  state.ties.tickets.set(path, { key: signalKey(name, key), ticket: state.seq });
}
export function keyedSignalTaken({ ties }: ExecutionState, { path, ticket, id }: Of<'KeyedSignalTaken'>): void {
  ties.tickets.delete(path);
  ties.taken.set(path, { ticket, id });
}
/** An execution holds nothing of what the one that it was copied from held, and its children are not its own. */
export function forgetHeld(state: ExecutionState): void {
  const { ties } = state;
  for (const [path, { key, held }] of ties.mutexes) if (held) ties.lost.set(path, key);
  for (const held of [ties.mutexes, ties.tickets, ties.open, ties.taken, ties.former]) held.clear();
  state.compensable = state.compensable.filter(({ child }) => child === undefined);
}
/** The node has ended: whatever it held outside is no longer its own. `suspend`: it may go on one day. */
export function untie({ ties }: ExecutionState, path: string, suspend: boolean): void {
  const mutex = ties.mutexes.get(path);
  if (suspend && mutex?.held) ties.lost.set(path, mutex.key);
  ties.gate.delete(path);
  ties.open.delete(path);
  ties.mutexes.delete(path);
  ties.tickets.delete(path);
}
/** As a snapshot keeps it; `null`: nothing to keep. */
export function tiesToJson({ open, mutexes, tickets, taken, lost, gate, former }: Ties): Json {
  if (open.size + mutexes.size + tickets.size + taken.size + lost.size + former.size === 0) return null;
  const maps = { mutexes: [...mutexes], tickets: [...tickets], taken: [...taken], lost: [...lost], former: [...former] };
  return { open: [...open], gate: [...gate], ...maps } as unknown as Json;
}
export function tiesFromJson(json: Json): Ties {
  const { open, mutexes, tickets, taken, lost, gate, former } = json as unknown as TiesJson;
  return {
    open: new SmallSet(open),
    gate: new SmallSet(gate),
    mutexes: new LazyMap(mutexes),
    tickets: new LazyMap(tickets),
    taken: new LazyMap(taken),
    lost: new LazyMap(lost),
    former: new LazyMap(former),
  };
}
type Pairs<T> = readonly (readonly [string, T])[];
interface TiesJson {
  readonly open: readonly string[];
  readonly gate: readonly string[];
  readonly mutexes: Pairs<MutexTie>;
  readonly tickets: Pairs<TicketTie>;
  readonly taken: Pairs<TakenSignal>;
  readonly lost: Pairs<string>;
  readonly former?: Pairs<ChildTie>;
}
