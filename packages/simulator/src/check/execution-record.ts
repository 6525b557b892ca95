import {
  builtInPlan,
  canonicalJson,
  createState,
  decide,
  digestOfFirst,
  evolve,
  foldCommit,
  fromCause,
  presentExecution,
  presentWaiting,
  readSnapshot,
  timeOf,
  writeSnapshot,
  type Commit,
  type Envelope,
  type ExecutionEvent,
  type ExecutionId,
  type ExecutionState,
  type ExecutionView,
  type Json,
  type OrgId,
  type Plan,
} from '@agentflow/core';
import type { World } from '../world.js';
import type { Report } from './violation.js';

/** An event with the scheduler's step at which it became durable. */
export interface Recorded {
  readonly event: ExecutionEvent;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly step: number;
}
export interface StoredCommit {
  readonly commit: Commit;
  readonly text: string;
  readonly step: number;
  readonly time: number;
}
/** Which prefixes of the log a view is equal to. */
export interface Shown {
  readonly first: number;
  last: number;
}
/** One execution as the log has it in the end. */
export interface ExecutionRecord {
  readonly id: ExecutionId;
  readonly org: OrgId;
  readonly plan: Plan;
  readonly commits: readonly StoredCommit[];
  readonly events: readonly Recorded[];
  /** The fold of all. */
  readonly state: ExecutionState;
  /** Views that an owner may have shown, between two decisions, by `keyOf`. */
  readonly views: ReadonlyMap<string, Shown>;
}
/** A view as text, whatever the order of its fields: a snapshot has another; and whoever tells it: what the log holds must be what an owner shows. */
export const keyOf = ({ unowned: _, ...view }: ExecutionView): string => canonicalJson({ ...view, version: 0 } as unknown as Json);

/** What a view and a state have in common at first sight: to tell most views apart without writing them out. */
const sightOf = (status: string, phase: string | null, nodes: number, waiting: number): string =>
  `${status} ${phase ?? ''} ${nodes} ${waiting}`;
type Sights = ReadonlyMap<string, ReadonlySet<string>>;
function sightsOf(views: readonly ExecutionView[]): Sights {
  const sights = new Map<string, Set<string>>();
  for (const { id, status, phase, nodesTotal, waiting } of views) {
    const known = sights.get(id) ?? new Set();
    sights.set(id, known.add(sightOf(status, phase, nodesTotal, waiting.length)));
  }
  return sights;
}
/** Folds, replays and restores every execution of the log. `told`: the views that clients have seen. */
export function recordsOf(world: World, told: readonly ExecutionView[], report: Report): Map<string, ExecutionRecord> {
  const sights = sightsOf(told);
  const records = new Map<string, ExecutionRecord>();
  for (const [id, kept] of world.executions.executions) {
    const commits = kept.map(({ record, text, step, time }) => ({ commit: record as unknown as Commit, text, step, time }));
    const first = commits[0]?.commit;
    const digest = digestOfFirst(first?.events[0]);
    if (!first || digest === undefined) {
      report('sequence', `the log of ${id} does not begin with its start`);
      continue;
    }
    const plan = builtInPlan(digest) ?? (world.plans.get(digest) as Plan);
    try {
      records.set(id, recordOf(world, id, first.org, plan, commits, sights, report));
    } catch (error) {
      report('fold', `the log of ${id} cannot be folded: ${(error as Error).message}`);
    }
  }
  return records;
}
function recordOf(
  world: World,
  id: ExecutionId,
  org: OrgId,
  plan: Plan,
  commits: readonly StoredCommit[],
  sights: Sights,
  report: Report,
): ExecutionRecord {
  const state = createState(org, id, plan);
  const events: Recorded[] = [];
  commits.forEach(({ commit, step }, index) => {
    if (commit.version !== index + 1) report('sequence', `version ${commit.version} of ${id} follows ${index}`);
    foldCommit(state, commit);
    for (const event of commit.events) events.push({ event, at: timeOf(event, commit), step });
  });
  const views = replay(world, id, org, plan, commits, sights.get(id), report);
  note(views, keyOf(presentExecution(state, 0, true)), state.seq);
  const middle = world.random(commits.length + 1);
  const prefix = createState(org, id, plan);
  for (const { commit } of commits.slice(0, middle)) foldCommit(prefix, commit);
  const { state: restored } = readSnapshot(writeSnapshot(prefix, middle), org, id, plan);
  for (const { commit } of commits.slice(middle)) foldCommit(restored, commit);
  if (fingerprint(restored) !== fingerprint(state)) report('fold', `snapshot at ${middle} + tail of ${id} is not the fold of its log`);
  return { id, org, plan, commits, events, state, views };
}
/** What a view shows, and what decisions rest on besides. */
function fingerprint(state: ExecutionState): string {
  const sorted = (set: Iterable<string>): string[] => [...set].sort();
  return canonicalJson([
    presentExecution(state, 0, true) as unknown as Json,
    sorted(state.active),
    sorted(state.openTasks),
    sorted(state.blocked),
    sorted(state.waiting),
    sorted(state.scopes.keys()),
  ]);
}

/** Decides the causes again: the events must be the same. Answers the views between decisions. */
function replay(
  world: World,
  id: ExecutionId,
  org: OrgId,
  plan: Plan,
  commits: readonly StoredCommit[],
  sights: ReadonlySet<string> | undefined,
  report: Report,
): Map<string, Shown> {
  const state = createState(org, id, plan);
  const views = new Map<string, Shown>();
  for (const { commit } of commits) {
    let next = 0;
    for (const cause of commit.causes) {
      let envelope: Envelope;
      try {
        envelope = fromCause(cause, commit.events);
        decideAgain(world, state, envelope, (event) => {
          const recorded = commit.events[next++];
          const { seq: _seq, at: _at, ...body } = recorded ?? ({} as ExecutionEvent);
          if (JSON.stringify(body) !== JSON.stringify(event))
            throw new Error(
              `event ${state.seq + 1} is ${JSON.stringify(event).slice(0, 200)}, recorded is ${JSON.stringify(body).slice(0, 200)}`,
            );
          if (timeOf(recorded as ExecutionEvent, commit) !== envelope.at)
            throw new Error(`event ${state.seq + 1} has another time than its cause`);
        });
      } catch (error) {
        report('replay', `${id}, version ${commit.version}, ${cause.command.type}: ${(error as Error).message}`);
        return views;
      }
      if (sights?.has(sightOf(state.status, state.phase, state.nodes.size, presentWaiting(state).length)))
        for (const withNodes of [true, false]) note(views, keyOf(presentExecution(state, 0, withNodes)), state.seq);
    }
    if (next !== commit.events.length) {
      report('replay', `${id}, version ${commit.version}: its causes decide ${next} events, recorded are ${commit.events.length}`);
      return views;
    }
  }
  return views;
}
function note(views: Map<string, Shown>, key: string, seq: number): void {
  const known = views.get(key);
  if (known) known.last = seq;
  else views.set(key, { first: seq, last: seq });
}
function decideAgain(world: World, state: ExecutionState, envelope: Envelope, met: (event: object) => void): void {
  if (envelope.command.type === 'Continue' && !envelope.command.failed) {
    for (const digest of envelope.command.digests) {
      const blob = world.objects.blobs.get(`${state.org}/${state.id}/${digest.replace('sha256:', '')}`);
      if (blob) state.loaded.set(digest, JSON.parse(Buffer.from(blob.bytes).toString('utf8')) as Json);
    }
  }
  try {
    decide(envelope, state, (body) => {
      // As the log has it: what JSON leaves out is not there.
      const event = JSON.parse(JSON.stringify(body)) as object;
      met(event);
      evolve(state, { ...event, seq: state.seq + 1 } as ExecutionEvent, envelope.at);
    });
  } finally {
    state.loaded.clear();
    state.blobs.clear();
    state.needs.clear();
    state.outbox.length = 0;
    state.yielded = false;
  }
}
