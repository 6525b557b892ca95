import {
  canonicalJson,
  compileDefinition,
  createState,
  decide,
  evolve,
  executionId,
  foldCommit,
  fromCause,
  holdValue,
  orgId,
  partitionOf,
  readSnapshot,
  toCause,
  writeSnapshot,
  type Cause,
  type Commit,
  type CompileOptions,
  type Envelope,
  type ExecutionCommand,
  type ExecutionEvent,
  type ExecutionId,
  type ExecutionMessage,
  type ExecutionState,
  type Held,
  type Json,
  type NodeState,
  type Plan,
  type StartExecution,
  type StepRecord,
  type TaskError,
  type WorkflowDefinition,
} from '@agentflow/core';
import { createTestCatalog } from './node-catalog.js';

const ORG = orgId('default');
const X1 = executionId('X1');

/** Drives the decider alone: given a definition, when commands come, then these events. No store, no clock, no worker but the test itself. */
export interface ExecutionDriver {
  readonly state: ExecutionState;
  readonly plan: Plan;
  readonly events: readonly ExecutionEvent[];
  /** What it has told others, in order. */
  readonly messages: readonly ExecutionMessage[];
  now: number;
  /** Decides one command and answers the events it led to. Large values are kept, and loaded where inline work asks for them. */
  send(command: ExecutionCommand): readonly ExecutionEvent[];
  start(input?: Json, more?: Partial<StartExecution>): readonly ExecutionEvent[];
  complete(path: string, output?: Json): readonly ExecutionEvent[];
  fail(path: string, error?: Partial<TaskError>, discardFrom?: number): readonly ExecutionEvent[];
  step(path: string, index: number, more?: Partial<StepRecord>): readonly ExecutionEvent[];
  /** Completes every open task with `output(path)` until none is left. */
  runAll(output?: (path: string) => Json): void;
  /** Puts a large value into the object store, as a worker does, and answers its reference. */
  plant(value: Json): Held;
  /** It is there no more, or damaged: nothing can load it from now on. */
  lose(value: Held): void;
  node(path: string): NodeState;
  /** `type path` of all events, for reading order at a glance. */
  trace(): readonly string[];
  /** The output, once completed. */
  output(): Json;
  /** Its history as a log would hold it: a commit per decision. */
  history(): readonly Commit[];
  /** JSON text of a large value it has stored. */
  stored(digest: string): string | undefined;
  /** Compiles another revision and puts it within reach of what follows. */
  goOver(definition: WorkflowDefinition, digest: string): Plan;
  /** Live state = fold of events = snapshot read back = replay of the causes; throws where they differ. */
  checkReplay(): void;
}

export function driveExecution(
  definition: WorkflowDefinition,
  startAt = 1_000_000,
  subflows: NonNullable<CompileOptions['subflows']> = {},
  { id: ID = X1, digest = 'sha256:test' }: { readonly id?: ExecutionId; readonly digest?: string } = {},
): ExecutionDriver {
  const plan = compileDefinition(definition, createTestCatalog(), { digest, subflows });
  const state = createState(ORG, ID, plan);
  const events: ExecutionEvent[] = [];
  const messages: ExecutionMessage[] = [];
  const commits: {
    readonly at: number;
    readonly events: readonly ExecutionEvent[];
    readonly messages: readonly ExecutionMessage[];
    readonly cause: Cause;
  }[] = [];
  const others = new Map<string, Plan>();
  const blank = (of: Plan = plan): ExecutionState => reaching(createState(ORG, ID, of));
  const reaching = (made: ExecutionState): ExecutionState => {
    for (const [known, other] of others) made.plans.set(known, other);
    return made;
  };
  const stored = new Map<string, string>();
  let count = 0;

  function decideOne(command: ExecutionCommand, loaded: ReadonlyMap<string, Json>): readonly ExecutionEvent[] {
    const envelope: Envelope = { command, at: driver.now, id: `c${++count}`, seed: count * 7919 };
    const fresh = decideInto(state, envelope, loaded);
    for (const [digest, text] of state.blobs) stored.set(digest, text);
    state.blobs.clear();
    events.push(...fresh);
    const told = state.outbox.splice(0);
    messages.push(...told);
    if (fresh.length + told.length > 0) commits.push({ at: envelope.at, events: fresh, messages: told, cause: toCause(envelope, fresh) });
    return fresh;
  }
  function load(digests: Iterable<string>): Map<string, Json> {
    return new Map([...digests].map((digest) => [digest, JSON.parse(stored.get(digest) ?? 'null') as Json]));
  }
  const driver: ExecutionDriver = {
    state,
    plan,
    events,
    messages,
    now: startAt,
    send(command) {
      const fresh = [...decideOne(command, new Map())];
      while (state.needs.size > 0 || state.yielded) {
        const digests = [...state.needs];
        state.needs.clear();
        state.yielded = false;
        const gone = digests.filter((digest) => !stored.has(digest));
        const failed = { code: 'VALUE_NOT_FOUND', message: `${gone.join(', ')} cannot be had` };
        if (gone.length > 0) fresh.push(...decideOne({ type: 'Continue', digests, failed }, new Map()));
        else fresh.push(...decideOne({ type: 'Continue', digests }, load(digests)));
      }
      return fresh;
    },
    start: (input = {}, more = {}) => {
      const held: Held = { value: input };
      return driver.send({
        type: 'StartExecution',
        workflowId: 'w1',
        workflowName: 'test',
        revision: 1,
        digest: plan.digest,
        input: held,
        variables: {},
        trigger: null,
        trial: false,
        tags: [],
        priority: 0,
        parentId: null,
        rootId: ID,
        bodyHash: 'b1',
        ...more,
      });
    },
    complete: (path, output = null) =>
      driver.send({
        type: 'EndTask',
        path,
        attempt: driver.node(path).attempt,
        outcome: { status: 'completed', output: { value: output } },
      }),
    fail: (path, error = {}, discardFrom) =>
      driver.send({
        type: 'EndTask',
        path,
        attempt: driver.node(path).attempt,
        outcome: {
          status: 'failed',
          error: { code: 'TOOL_FAILED', message: 'it broke', retryable: true, ...error },
          ...(discardFrom === undefined ? {} : { discardFrom }),
        },
      }),
    step: (path, index, more = {}) => {
      const node = driver.node(path);
      const step: StepRecord = {
        index,
        generation: node.task?.generation ?? 0,
        kind: 'tool',
        name: 'echo',
        effect: 'none',
        requestHash: `h${index}`,
        request: { value: null },
        response: { value: index },
        attempt: node.attempt,
        startedAt: driver.now,
        endedAt: driver.now,
        ...more,
      };
      return driver.send({ type: 'RecordStep', path, attempt: node.attempt, step });
    },
    runAll(output = () => null) {
      for (let next = first(state.openTasks); next !== undefined; next = first(state.openTasks)) driver.complete(next, output(next));
    },
    lose: (value) => void ('ref' in value && stored.delete(value.ref)),
    plant: (value) => holdValue(value, (digest, text) => void stored.set(digest, text)),
    node(path) {
      const node = state.nodes.get(path);
      if (!node) throw new RangeError(`no node at ${path}: ${[...state.nodes.keys()].join(', ')}`);
      return node;
    },
    trace: () => events.map((event) => ('path' in event ? `${event.type} ${event.path}` : event.type)),
    output() {
      if (state.status !== 'completed') throw new RangeError(`status is ${state.status}: ${JSON.stringify(state.error)}`);
      return 'value' in state.output ? state.output.value : { $ref: state.output.ref };
    },
    history: () =>
      commits.map(({ at, events: said, messages: told, cause }, index) => ({
        org: ORG,
        executionId: ID,
        version: index + 1,
        partition: partitionOf('master', ID),
        position: index + 1,
        epoch: 1,
        commitId: `${ID}:${index + 1}`,
        at,
        causes: [cause],
        events: said,
        messages: told,
        wakeAt: null,
      })),
    stored: (known) => stored.get(known),
    goOver(other, otherDigest) {
      const compiled = compileDefinition(other, createTestCatalog(), { digest: otherDigest, subflows });
      others.set(otherDigest, compiled);
      state.plans.set(otherDigest, compiled);
      return compiled;
    },
    checkReplay() {
      const live = comparable(state);
      const folded = blank();
      for (const commit of commits) foldCommit(folded, commit);
      same('fold', comparable(folded), live);
      const middle = Math.floor(commits.length / 2);
      const prefix = blank();
      for (const commit of commits.slice(0, middle)) foldCommit(prefix, commit);
      const { state: restored } = readSnapshot(writeSnapshot(prefix, middle), ORG, ID, prefix.plan);
      reaching(restored);
      for (const commit of commits.slice(middle)) foldCommit(restored, commit);
      same('snapshot + tail', comparable(restored), live);
      const replayed = blank();
      const again: ExecutionEvent[] = [];
      const toldAgain: ExecutionMessage[] = [];
      for (const commit of commits) {
        const envelope = fromCause(commit.cause, commit.events);
        const { command } = envelope;
        const digests = command.type === 'Continue' && !command.failed ? command.digests : [];
        again.push(...decideInto(replayed, envelope, load(digests)));
        toldAgain.push(...replayed.outbox.splice(0));
        replayed.needs.clear();
        replayed.yielded = false;
        replayed.blobs.clear();
      }
      same('replay of causes', JSON.stringify(again), JSON.stringify(events));
      same('messages of a replay', JSON.stringify(toldAgain), JSON.stringify(messages));
    },
  };
  return driver;
}

function decideInto(state: ExecutionState, envelope: Envelope, loaded: ReadonlyMap<string, Json>): ExecutionEvent[] {
  const fresh: ExecutionEvent[] = [];
  for (const [digest, value] of loaded) state.loaded.set(digest, value);
  try {
    decide(envelope, state, (body) => {
      const event = { ...body, seq: state.seq + 1 } as ExecutionEvent;
      fresh.push(event);
      evolve(state, event, event.at ?? envelope.at);
    });
  } finally {
    state.loaded.clear();
  }
  return fresh;
}
const first = (set: ReadonlySet<string>): string | undefined => set.values().next().value;
/** The persistent part of a state as text: what a snapshot holds. */
function comparable(state: ExecutionState): string {
  const snapshot = JSON.parse(writeSnapshot(state, 0).slice(65)) as { nodes: { path: string }[]; scopes: { prefix: string }[] } & Record<
    string,
    unknown
  >;
  for (const key of ['active', 'openTasks', 'blocked', 'retrying', 'waiting', 'timers', 'deferredScopes'])
    (snapshot[key] as unknown[]).sort((a, b) => (canonicalJson(a as Json) < canonicalJson(b as Json) ? -1 : 1));
  return canonicalJson(snapshot as unknown as Json);
}
function same(what: string, actual: string, expected: string): void {
  if (actual === expected) return;
  let at = 0;
  while (actual[at] === expected[at]) at++;
  throw new Error(
    `${what} differs from the live state at ${at}:\n  ${actual.slice(Math.max(0, at - 120), at + 120)}\n  ${expected.slice(Math.max(0, at - 120), at + 120)}`,
  );
}
