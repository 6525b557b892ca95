import {
  AppError,
  compileDefinition,
  createState,
  decide,
  evolve,
  executionId,
  foldCommit,
  isAppError,
  isSharedCommand,
  orgId,
  parseSegmentDigest,
  readSnapshot,
  Replay,
  segmentPlan,
  sharedPlan,
  toCause,
  undeliverable,
  writeSnapshot,
  type Commit,
  type Envelope,
  type ExecutionCommand,
  type ExecutionEvent,
  type ExecutionId,
  type ExecutionMessage,
  type ExecutionState,
  type Held,
  type Json,
  type Plan,
  type StartExecution,
  type WorkflowDefinition,
} from '@agentflow/core';
import { createTestCatalog } from './node-catalog.js';

const ORG = orgId('default');
const ROOT = executionId('X1');

/** An execution of the world, and how it is named in a trace: `''` the first, `call>` the child of its node `call`. */
export interface Inhabitant {
  readonly state: ExecutionState;
  readonly label: string;
}
export interface Mail extends ExecutionMessage {
  readonly from: ExecutionId;
}
export interface Happening {
  readonly label: string;
  readonly event: ExecutionEvent;
}
/**
 * Several executions that speak with each other, driven by deciders alone: messages are delivered at once, in order. Subflows run the definition that the world
 * has under the name they give; what stands under `$` (mutexes, keyed signals) comes to be by the first message to it.
 */
export interface ExecutionWorld {
  now: number;
  readonly root: Inhabitant;
  /** Executions in the order in which they began, without the shared deciders. */
  executions(): readonly Inhabitant[];
  /** Decides a command and, unless messages are held back, everything that follows from it in others. @throws what `decide` throws */
  send(to: ExecutionId, command: ExecutionCommand): readonly Happening[];
  /** While set, messages wait in `mail` until they are delivered by hand. */
  holding: boolean;
  /** Messages on their way, oldest first. */
  readonly mail: readonly Mail[];
  /** Delivers the first message on its way to `to` (without one: to anybody), as often as `times` says. `false`: there is none. */
  deliver(to?: ExecutionId, times?: number): boolean;
  /** Delivers everything that is on its way, and what follows from it. */
  deliverAll(): void;
  /** Everything that was ever delivered, for whoever repeats it. */
  readonly delivered: readonly Mail[];
  repeat(mail: Mail): void;
  /** Deletes an execution, as retention does: messages to it can never be delivered. */
  forget(id: ExecutionId): void;
  /** Everything an execution has recorded. */
  eventsOf(id: ExecutionId): readonly ExecutionEvent[];
  /** Of every execution: live state = fold of its events = snapshot + tail = what its commands lead to again. @throws Error naming it */
  checkReplay(): void;
  start(input?: Json): readonly Happening[];
}

export function createWorld(definitions: { readonly [name: string]: WorkflowDefinition }, root: string): ExecutionWorld {
  const plans = new Map<string, Plan>();
  const planOf = (name: string): Plan => {
    const segment = parseSegmentDigest(`sha256:${name}`);
    if (segment) return segmentPlan(planOf(segment.revision.slice(7)), `sha256:${name}`) as Plan;
    const definition = definitions[name];
    if (!definition) throw new RangeError(`the world has no workflow ${name}`);
    let plan = plans.get(name);
    if (!plan) plans.set(name, (plan = compileDefinition(definition, createTestCatalog(), { digest: `sha256:${name}` })));
    return plan;
  };
  const inhabitants = new Map<ExecutionId, { state: ExecutionState; label: string; blobs: Map<string, Json>; commits: Written[] }>();
  const mail: Mail[] = [];
  const delivered: Mail[] = [];
  const gone = new Set<ExecutionId>();
  const labels = new Map<ExecutionId, string>([[ROOT, '']]);
  let count = 0;

  function admit(to: ExecutionId, command: ExecutionCommand) {
    const known = inhabitants.get(to);
    if (known) return known;
    if (command.type !== 'StartExecution' && !isSharedCommand(command))
      throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: to });
    const plan = isSharedCommand(command)
      ? sharedPlan(command.kind)
      : planOf(
          (command as StartExecution).digest === '' ? (command as StartExecution).workflowId : (command as StartExecution).digest.slice(7),
        );
    const state = createState(ORG, to, plan);
    const fresh = {
      state,
      label: labels.get(to) ?? (isSharedCommand(command) ? `${command.kind}>` : '?>'),
      blobs: new Map<string, Json>(),
      commits: [],
    };
    inhabitants.set(to, fresh);
    return fresh;
  }
  function decideOne(
    to: ExecutionId,
    command: ExecutionCommand,
    loaded: ReadonlyMap<string, Json>,
  ): { said: Happening[]; messages: ExecutionMessage[] } {
    const { state, label, blobs, commits } = admit(to, command);
    const said: Happening[] = [];
    const envelope: Envelope = { command, at: world.now, id: `c${++count}`, seed: count * 7919 };
    for (const [digest, value] of loaded) state.loaded.set(digest, value);
    try {
      decide(envelope, state, (body) => {
        const event = { ...body, seq: state.seq + 1 } as ExecutionEvent;
        if (event.type === 'ChildRequested') labels.set(event.childId, `${label}${event.path}>`);
        said.push({ label, event });
        evolve(state, event, world.now);
      });
    } finally {
      state.loaded.clear();
    }
    for (const [digest, text] of state.blobs) blobs.set(digest, JSON.parse(text) as Json);
    state.blobs.clear();
    const messages = state.outbox.splice(0);
    const events = said.map(({ event }) => event);
    if (events.length + messages.length > 0) commits.push({ at: world.now, causes: [toCause(envelope, events)], events, messages });
    if (state.needs.size > 0 || state.yielded) {
      const digests = [...state.needs];
      state.needs.clear();
      state.yielded = false;
      const more = decideOne(to, { type: 'Continue', digests }, new Map(digests.map((digest) => [digest, blobs.get(digest) ?? null])));
      return { said: [...said, ...more.said], messages: [...messages, ...more.messages] };
    }
    return { said, messages };
  }
  const world: ExecutionWorld = {
    now: 1_000_000,
    get root() {
      return inhabitants.get(ROOT) as Inhabitant;
    },
    executions: () => [...inhabitants.values()].filter(({ state }) => state.shared === null),
    holding: false,
    mail,
    delivered,
    deliver(to, times = 1) {
      const at = mail.findIndex((each) => to === undefined || each.to === to);
      const [next] = at < 0 ? [] : mail.splice(at, 1);
      if (!next) return false;
      delivered.push(next);
      for (let time = 0; time < times; time++) world.repeat(next);
      return true;
    },
    deliverAll() {
      while (world.deliver());
    },
    repeat: (message) => post(message.to, tell(message).messages),
    forget: (id) => void (inhabitants.delete(id) && gone.add(id)),
    eventsOf: (id) => inhabitants.get(id)?.commits.flatMap(({ events }) => events) ?? [],
    checkReplay() {
      for (const [id, { state, commits }] of inhabitants) checkOne(id, state, commits);
    },
    send(to, command) {
      if (world.holding) {
        const { said, messages } = decideOne(to, command, new Map());
        post(to, messages);
        return said;
      }
      const happened: Happening[] = [];
      const waiting: Mail[] = [{ from: to, to, command }];
      for (let first = true, next = waiting.shift(); next; next = waiting.shift(), first = false) {
        const { said, messages } = first ? decideOne(next.to, next.command, new Map()) : tell(next);
        happened.push(...said);
        waiting.push(...messages.map((message) => ({ ...message, from: next.to })));
      }
      return happened;
    },
    start: (input = {}) => {
      const held: Held = { value: input };
      const { digest } = planOf(root);
      return world.send(ROOT, {
        type: 'StartExecution',
        workflowId: root,
        workflowName: root,
        revision: 1,
        digest,
        input: held,
        variables: {},
        trigger: null,
        trial: false,
        tags: [],
        priority: 0,
        parentId: null,
        rootId: ROOT,
        bodyHash: null,
      });
    },
  };
  function post(from: ExecutionId, messages: readonly ExecutionMessage[]): void {
    mail.push(...messages.map((message) => ({ ...message, from })));
  }
  /** What can never be delivered is answered for or dropped, as the postman does. */
  function tell({ from, to, command }: Mail): { said: Happening[]; messages: ExecutionMessage[] } {
    // Nothing is deleted before its start has arrived, so this is a repeat.
    if (gone.has(to) && command.type === 'StartExecution') return { said: [], messages: [] };
    try {
      return decideOne(to, command, new Map());
    } catch (error) {
      if (!isAppError(error)) throw error;
      const answer = error.code === 'EXECUTION_ENDED' ? null : undeliverable({ to, command }, from, error, ORG);
      return { said: [], messages: answer ? [answer] : [] };
    }
  }
  return world;
}

type Written = Pick<Commit, 'at' | 'causes' | 'events' | 'messages'>;

function checkOne(id: ExecutionId, live: ExecutionState, commits: readonly Written[]): void {
  const text = (state: ExecutionState): string => writeSnapshot(state, 0);
  const middle = Math.floor(commits.length / 2);
  const prefix = createState(ORG, id, live.plan);
  for (const commit of commits.slice(0, middle)) foldCommit(prefix, commit as Commit);
  const { state: restored } = readSnapshot(writeSnapshot(prefix, middle), ORG, id, live.plan);
  for (const commit of commits.slice(middle)) foldCommit(restored, commit as Commit);
  const replay = new Replay(ORG, id, live.plan);
  for (const commit of commits) {
    const difference = replay.step(commit, new Map());
    if (difference) throw new Error(`${id} is decided otherwise again: ${JSON.stringify(difference)}`);
  }
  if (text(restored) !== text(live)) throw new Error(`snapshot + tail of ${id} differ from its live state`);
  if (text(replay.state) !== text(live)) throw new Error(`the fold of ${id} differs from its live state`);
}
