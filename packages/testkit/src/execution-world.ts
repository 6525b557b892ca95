import {
  compileDefinition,
  createState,
  decide,
  evolve,
  executionId,
  isSharedCommand,
  orgId,
  sharedPlan,
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
  /** Decides a command and everything that follows from it in others. @throws what `decide` throws */
  send(to: ExecutionId, command: ExecutionCommand): readonly Happening[];
  start(input?: Json): readonly Happening[];
}

export function createWorld(definitions: { readonly [name: string]: WorkflowDefinition }, root: string): ExecutionWorld {
  const plans = new Map<string, Plan>();
  const planOf = (name: string): Plan => {
    const definition = definitions[name];
    if (!definition) throw new RangeError(`the world has no workflow ${name}`);
    let plan = plans.get(name);
    if (!plan) plans.set(name, (plan = compileDefinition(definition, createTestCatalog(), { digest: `sha256:${name}` })));
    return plan;
  };
  const inhabitants = new Map<ExecutionId, { state: ExecutionState; label: string; blobs: Map<string, Json> }>();
  const labels = new Map<ExecutionId, string>([[ROOT, '']]);
  let count = 0;

  function admit(to: ExecutionId, command: ExecutionCommand) {
    const known = inhabitants.get(to);
    if (known) return known;
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
    };
    inhabitants.set(to, fresh);
    return fresh;
  }
  function decideOne(
    to: ExecutionId,
    command: ExecutionCommand,
    loaded: ReadonlyMap<string, Json>,
  ): { said: Happening[]; messages: ExecutionMessage[] } {
    const { state, label, blobs } = admit(to, command);
    const said: Happening[] = [];
    for (const [digest, value] of loaded) state.loaded.set(digest, value);
    try {
      decide({ command, at: world.now, id: `c${++count}`, seed: count * 7919 }, state, (body) => {
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
    send(to, command) {
      const happened: Happening[] = [];
      const waiting: ExecutionMessage[] = [{ to, command }];
      for (let first = true, next = waiting.shift(); next; next = waiting.shift(), first = false) {
        const { said, messages } = first ? decideOne(next.to, next.command, new Map()) : tell(next);
        happened.push(...said);
        waiting.push(...messages);
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
  /** What comes to an execution that has ended meanwhile is dropped, as the postman does. */
  function tell({ to, command }: ExecutionMessage): { said: Happening[]; messages: ExecutionMessage[] } {
    try {
      return decideOne(to, command, new Map());
    } catch (error) {
      if ((error as { code?: string }).code === 'EXECUTION_ENDED') return { said: [], messages: [] };
      throw error;
    }
  }
  return world;
}
