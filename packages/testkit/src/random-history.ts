import {
  ENDED,
  isAppError,
  mapBodies,
  type BodyDefinition,
  type ExecutionCommand,
  type NodeDefinition,
  type WorkflowDefinition,
} from '@agentflow/core';
import { driveExecution, type ExecutionDriver } from './execution-driver.js';
import { randomWorkflow, seededRandom, type Random } from './random-workflow.js';

const MAX_MOVES = 400;
const SIGNALS = ['go', 'more', 'back'] as const;
/** Events that must have happened in enough histories: what containers do. */
const COUNTED: ReadonlySet<string> = new Set([
  'LoopStarted',
  'BodySkipped',
  'TransitionTaken',
  'SignalDropped',
  'BodyFailed',
  'BodiesReleased',
  'ItemsAdded',
]);
/** What was done to executions, by name, and how often. */
export type Counts = Record<string, number>;
export interface History {
  readonly seed: number;
  readonly status: string;
  readonly events: number;
}

/**
 * One random execution of a random workflow, under failures, losses, late results, pauses, stops, signals, undoing and unknown outcomes, with its invariants
 * checked on the way; at the end live state = fold of the events = snapshot + tail = replay of the causes. @throws Error naming the seed and what does not hold
 */
export function runRandomHistory(seed: number, counts: Counts): History {
  const random = seededRandom(seed);
  try {
    const run = driveExecution(adorned(randomWorkflow(random), random));
    run.start({ n: random(10) });
    const over = (): boolean => ENDED.has(run.state.status);
    for (let moves = 0; moves < MAX_MOVES && !over(); moves++) {
      move(run, random, counts);
      if (over() && random(3) === 0) attempted(run, counts, 'undone when completed', { type: 'Compensate', by: 'p', reason: 'r' });
      if (over() && random(2) === 0) attempted(run, counts, 'retries', { type: 'RetryExecution', by: 'p', confirm: random(4) > 0 });
      if (moves % 10 === 0) checkInvariants(run);
    }
    checkInvariants(run);
    run.checkReplay();
    for (const { type } of run.events) if (COUNTED.has(type)) count(counts, type);
    return { seed, status: run.state.status, events: run.events.length };
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).stack}`);
  }
}

/** The workflow with compensations and cancellation regions here and there. */
function adorned(definition: WorkflowDefinition, random: Random): WorkflowDefinition {
  return { ...definition, ...adornedBody(definition, random) };
}
function adornedBody({ nodes, edges }: BodyDefinition, random: Random): BodyDefinition {
  const undoing: NodeDefinition[] = [];
  const inner = nodes.map((node) => mapBodies(node, (held) => adornedBody(held, random)));
  const work = inner.filter(({ type }) => type === 'http' || type === 'tool');
  const adorn = (node: NodeDefinition): NodeDefinition => {
    const others = inner.filter(({ id, type }) => id !== node.id && type !== 'start' && type !== 'end');
    const cancels = random(12) === 0 && others.length > 0 ? { cancels: [(others[random(others.length)] as NodeDefinition).id] } : {};
    if (!work.includes(node as (typeof work)[number]) || random(3) > 0) return { ...node, ...cancels };
    const shared = undoing.length > 0 && random(3) === 0 ? (undoing[0] as NodeDefinition).id : undefined;
    const id = shared ?? `undo_${node.id}`;
    if (shared === undefined)
      undoing.push({
        id,
        type: 'tool',
        config: { tool: 'echo', arguments: { of: '{{ compensated.output }}', given: '{{ compensated.input }}' } },
        effect: (['at_most_once', 'at_least_once'] as const)[random(2)] as 'at_least_once',
        retry: { maxAttempts: 1 + random(3), initialDelaySeconds: random(3) },
      });
    return { ...node, ...cancels, compensation: id };
  };
  const adornedNodes = inner.map((node) => (node.type === 'start' || node.type === 'end' ? node : adorn(node)));
  return { nodes: [...adornedNodes, ...undoing], edges };
}

/** One random thing that may happen to an execution now. */
function move(run: ExecutionDriver, random: Random, counts: Counts): void {
  const { state } = run;
  const open = [...state.openTasks];
  const task = open[random(Math.max(1, open.length))];
  const human = [...state.waiting].find((path) => state.nodes.get(path)?.human);
  const uncertain = [...state.waiting].find((path) => state.nodes.get(path)?.status === 'uncertain');
  const attempt = task === undefined ? 0 : run.node(task).attempt;
  switch (random(17)) {
    case 0:
      if (task === undefined) break;
      count(counts, 'failed attempts');
      return void run.fail(task, { retryable: random(3) > 0, ...(random(4) === 0 ? { retryAfterMs: 2_000 } : {}) });
    case 1:
      if (task === undefined) break;
      count(counts, 'lost attempts');
      return void run.send({ type: 'LoseTask', path: task, attempt, reason: random(2) === 0 ? 'worker-lost' : 'timed-out' });
    case 2:
    case 7:
      if (task === undefined || run.node(task).task?.started) break;
      return attempted(run, counts, 'effects started', {
        type: 'StartEffect',
        path: task,
        attempt,
        index: 0,
        name: 'x',
        key: 'k',
        requestHash: 'h',
      });
    case 3:
      if (random(6) > 0) break;
      return attempted(run, counts, 'pauses', { type: 'Pause', by: 'p', reason: 'r' });
    case 4:
      return attempted(run, counts, 'resumes', { type: 'Resume', by: 'p' });
    case 5:
      if (random(25) > 0) break;
      return attempted(run, counts, 'stops', { type: 'Stop', by: 'p', reason: 'r' });
    case 6: {
      // Late and repeated deliveries: never an effect.
      count(counts, 'late results');
      const outcome = { status: 'completed', output: { value: 1 } } as const;
      const said = run.send({ type: 'EndTask', path: task ?? 'n0_0', attempt: attempt + 7, outcome });
      if (said.length > 0) throw new Error(`a late result led to ${said[0]?.type}`);
      return;
    }
    case 8:
    case 9:
      return attempted(run, counts, 'signals', {
        type: 'SendSignal',
        name: SIGNALS[random(SIGNALS.length)] as string,
        id: `s${random(40)}`,
        payload: random(30) === 0 ? run.plant('y'.repeat(40_000)) : { value: random(9) },
        by: 'p',
      });
    case 11: {
      const path = [...state.active].find((each) => state.nodes.get(each)?.map);
      if (path === undefined) break;
      const items = { value: [random(9)] };
      return attempted(run, counts, 'additions', { type: 'AddItems', path, items, count: 1, id: `i${random(50)}`, by: 'p' });
    }
    case 10:
      if (task === undefined || random(3) > 0) break;
      count(counts, 'undoable calls');
      return void run.step(task, random(3), {
        response: { value: { id: random(9) } },
        compensation: { tool: 'echo', arguments: { id: '{{ compensated.output.id }}' } },
      });
  }
  if (uncertain !== undefined && random(2) === 0) {
    const resolution = (['done', 'not_done', 'repeat', 'compensate'] as const)[random(4)] as 'done';
    return attempted(run, counts, 'uncertain resolved', { type: 'ResolveUncertain', path: uncertain, resolution, by: 'p' });
  }
  if (human !== undefined && random(2) === 0)
    return attempted(run, counts, 'answers', { type: 'AnswerInput', path: human, value: { value: 'ok' }, by: 'p' });
  if (task !== undefined && random(3) > 0) return void run.complete(task, random(40) === 0 ? 'z'.repeat(40_000) : { n: random(9) });
  const next = state.timers.next();
  if (next) run.now = Math.max(run.now, next.dueAt);
  run.send({ type: 'Wake' });
}
const count = (counts: Counts, what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
/** A command that the state may refuse, but then with a typed error and nothing said. Counted where it was accepted. */
function attempted(run: ExecutionDriver, counts: Counts, what: string, command: ExecutionCommand): void {
  const before = run.events.length;
  try {
    run.send(command);
    count(counts, what);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (run.events.length !== before) throw new Error(`${command.type} was refused as ${error.code} after it had said something`);
  }
}
/** What must hold after every move. */
function checkInvariants(run: ExecutionDriver): void {
  const { state } = run;
  run.events.forEach((event, index) => {
    if (event.seq !== index + 1) throw new Error(`event ${index + 1} has the number ${event.seq}`);
  });
  if (ENDED.has(state.status)) {
    if (state.active.size > 0) throw new Error(`ended as ${state.status} while ${[...state.active].join(', ')} are active`);
    return;
  }
  for (const set of [state.openTasks, state.waiting, state.retrying])
    for (const path of set) if (!state.active.has(path)) throw new Error(`${path} is under way and not active`);
  // Something can still happen: a task, a timer, a person, a signal, a resume.
  const alive = state.openTasks.size + state.waiting.size + state.timers.size > 0 || state.status === 'paused';
  if (!alive)
    throw new Error(`${state.status}, phase ${state.phase}, and nothing can happen any more: active ${[...state.active].join(', ')}`);
}
