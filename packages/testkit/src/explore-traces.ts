import { isEnded, nextWake, type ExecutionId, type Json, type WorkflowDefinition } from '@agentflow/core';
import { createWorld, type ExecutionWorld, type Happening } from './execution-world.js';

/** What may happen to a workflow from outside, for `exploreTraces`. */
export interface Scenario {
  readonly input?: Json;
  /** Workflows that subflows name, by name. */
  readonly others?: { readonly [name: string]: WorkflowDefinition };
  /** Signals in the order in which they come, each at any moment; `at: 'start'`: before anything else. */
  readonly signals?: readonly { readonly name: string; readonly payload?: Json; readonly at?: 'start' }[];
  /** Commands that may come at any moment, in this order. */
  readonly commands?: readonly ('stop' | 'pause' | 'resume')[];
  /** Items that may be added to a map at any moment, in this order. */
  readonly adds?: readonly { readonly path: string; readonly items: readonly Json[] }[];
  /** Ids of nodes whose tasks may fail instead of completing. */
  readonly fails?: readonly string[];
  /** What a task answers, by id; `null` where nothing is said. */
  readonly answers?: { readonly [id: string]: Json };
  /** Only these nodes' events are in the trace (by id); default: all tasks, humans, signals and waits. */
  readonly show?: readonly string[];
  /** Also tell when a task begins (`>a`), not only when it has completed (`a`). */
  readonly begins?: boolean;
  /** Whether time may pass (timers fire); default true. */
  readonly time?: boolean;
}
const SHOWN: ReadonlySet<string> = new Set(['task', 'human', 'signal', 'wait']);
const MAX_RUNS = 20_000;

/**
 * Every trace that a workflow can leave: at each moment every open task may complete (or fail, where the scenario says so), the next signal may come, the next
 * timer may fire. A trace tells, in order, `a` completed, `!a` failed, `~a` cancelled, `>a` begun, and ends with `=failed`, `=stopped` or `=waiting` (nothing
 * can happen any more) unless everything has completed. Depth-first, by running each prefix anew. @throws RangeError beyond 20,000 runs
 */
export function exploreTraces(definition: WorkflowDefinition, scenario: Scenario): ReadonlySet<string> {
  const traces = new Set<string>();
  const open: (readonly string[])[] = [[]];
  for (let runs = 0, path = open.pop(); path; path = open.pop()) {
    if (++runs > MAX_RUNS) throw new RangeError(`more than ${MAX_RUNS} runs: make the workflow smaller`);
    const { moves, trace } = run(definition, scenario, path);
    if (moves.length === 0) traces.add(trace);
    for (const move of moves) open.push([...path, move]);
  }
  return traces;
}

function run(definition: WorkflowDefinition, scenario: Scenario, path: readonly string[]): { moves: readonly string[]; trace: string } {
  const world = createWorld({ ...scenario.others, [definition.name]: definition }, definition.name);
  const words: string[] = [];
  const external = [
    ...(scenario.signals ?? []).filter(({ at }) => at !== 'start').map((signal) => () => send(world, signal)),
    ...(scenario.commands ?? []).map((command) => () => steer(world, command)),
    ...(scenario.adds ?? []).map((add) => () => addItems(world, add)),
  ];
  const tell = (happened: readonly Happening[]): void => void words.push(...happened.flatMap((one) => word(world, scenario, one)));
  tell(world.start(scenario.input));
  for (const signal of scenario.signals ?? []) if (signal.at === 'start') tell(send(world, signal));
  let came = 0;
  for (const move of path) {
    const [what, id, target] = move.split(' ') as [string, ExecutionId, string];
    if (what === 'event') tell((external[came++] as () => readonly Happening[])());
    else if (what === 'time') {
      world.now = Math.max(world.now, ...dueTimes(world).slice(0, 1));
      for (const { state } of world.executions())
        if ((nextWake(state) ?? Infinity) <= world.now) tell(world.send(state.id, { type: 'Wake' }));
    } else tell(answer(world, scenario, what, id, target));
  }
  const moves = movesOf(world, scenario, external.length > came);
  const { state } = world.root;
  const over = world.executions().every((one) => isEnded(one.state));
  const end = state.status === 'completed' ? (over ? [] : ['=waiting']) : [isEnded(state) ? `=${state.status}` : '=waiting'];
  return { moves, trace: [...words, ...end].join(' ') };
}
function movesOf(world: ExecutionWorld, scenario: Scenario, more: boolean): readonly string[] {
  const moves: string[] = [];
  for (const { state } of world.executions()) {
    for (const path of [...state.openTasks].sort()) {
      moves.push(`complete ${state.id} ${path}`);
      if (scenario.fails?.includes(state.nodes.get(path)?.plan.id ?? '')) moves.push(`fail ${state.id} ${path}`);
    }
    for (const path of [...state.waiting].sort()) if (state.nodes.get(path)?.human) moves.push(`answer ${state.id} ${path}`);
  }
  if (more && !isEnded(world.root.state)) moves.push('event');
  if (scenario.time !== false && dueTimes(world).length > 0) moves.push('time');
  return moves;
}
const dueTimes = (world: ExecutionWorld): number[] =>
  world
    .executions()
    .map(({ state }) => nextWake(state))
    .filter((at): at is number => at !== null)
    .sort((a, b) => a - b);

function answer(world: ExecutionWorld, { answers = {} }: Scenario, what: string, id: ExecutionId, path: string): readonly Happening[] {
  const state = world.executions().find((one) => one.state.id === id)?.state;
  const node = state?.nodes.get(path);
  if (!node) throw new RangeError(`no node at ${path}`);
  const output = { value: answers[node.plan.id] ?? null };
  if (what === 'answer') return world.send(id, { type: 'AnswerInput', path, value: output, by: 'test' });
  const error = { code: 'TOOL_FAILED', message: 'it broke', retryable: false };
  return world.send(id, {
    type: 'EndTask',
    path,
    attempt: node.attempt,
    outcome: what === 'fail' ? { status: 'failed', error } : { status: 'completed', output },
  });
}
function send(world: ExecutionWorld, { name, payload = null }: { readonly name: string; readonly payload?: Json }): readonly Happening[] {
  const { state } = world.root;
  if (isEnded(state)) return [];
  return world.send(state.id, { type: 'SendSignal', name, id: `s${state.signals.last + 1}`, payload: { value: payload }, by: 'test' });
}
function steer(world: ExecutionWorld, command: 'stop' | 'pause' | 'resume'): readonly Happening[] {
  const { state } = world.root;
  if (isEnded(state)) return [];
  if (command === 'resume') return world.send(state.id, { type: 'Resume', by: 'test' });
  return world.send(state.id, { type: command === 'stop' ? 'Stop' : 'Pause', by: 'test', reason: 'test' });
}
function addItems(
  world: ExecutionWorld,
  { path, items }: { readonly path: string; readonly items: readonly Json[] },
): readonly Happening[] {
  const { state } = world.root;
  if (!state.active.has(path)) return [];
  return world.send(state.id, { type: 'AddItems', path, items: { value: [...items] }, id: `add${state.seq}`, by: 'test' } as never);
}

function word(world: ExecutionWorld, { show, begins }: Scenario, { label, event }: Happening): readonly string[] {
  if (!('path' in event)) return [];
  const node = world
    .executions()
    .find((one) => one.label === label)
    ?.state.nodes.get(event.path);
  if (!node || !(show ? show.includes(node.plan.id) : SHOWN.has(node.plan.kind))) return [];
  const name = label + event.path;
  switch (event.type) {
    case 'NodeCompleted':
      return [name];
    case 'NodeFailed':
      return [`!${name}`];
    case 'NodeCancelled':
      return [`~${name}`];
    case 'TaskScheduled':
      return begins === true && event.attempt === 1 ? [`>${name}`] : [];
    default:
      return [];
  }
}
