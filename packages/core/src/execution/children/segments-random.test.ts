import { createWorld, randomWorkflow, seededRandom, withDomains, type ExecutionWorld } from '@agentflow/testkit';
import { canonicalJson } from '../../canonical.js';
import { isAppError } from '../../errors/app-error.js';
import type { Json } from '../../json.js';
import type { TaskOutcome } from '../../task/task.js';
import { mapBodies } from '../../workflow/definition/definition-bodies.js';
import type { NodeDefinition, WorkflowDefinition } from '../../workflow/definition/definition.js';
import { SEGMENT_END, SEGMENT_START } from '../../workflow/segments/segment-plan.js';
import { outerPath } from './segment-state.js';
import { isEnded, type ExecutionState, type NodeState } from '../state/state.js';

const SEEDS = Number(process.env['SEGMENT_SEEDS'] ?? 400);
const TYPES = ['condition', 'switch', 'set', 'wait', 'human', 'http', 'tool', 'map', 'loop', 'call with an undo', 'call with an undo'];

/** What stands at a path of an execution, as the one that began it all names it. */
function rootPath(world: ExecutionWorld, state: ExecutionState, path: string): string {
  if (state.segment === null) return path;
  const around = world.executions().find((each) => each.state.id === state.parentId)?.state as ExecutionState;
  return rootPath(world, around, outerPath(state.segment, path));
}
interface Open {
  readonly state: ExecutionState;
  readonly path: string;
  readonly at: string;
  readonly kind: 'task' | 'human';
}
function openWork(world: ExecutionWorld): readonly Open[] {
  const open: Open[] = [];
  for (const { state } of world.executions()) {
    for (const path of state.openTasks) open.push({ state, path, at: rootPath(world, state, path), kind: 'task' });
    for (const path of state.waiting)
      if (state.nodes.get(path)?.human) open.push({ state, path, at: rootPath(world, state, path), kind: 'human' });
  }
  return open.sort((a, b) => (a.at < b.at ? -1 : 1));
}
const hash = (text: string): number => [...text].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);

/** One thing at a time, always that whose path comes first: what is open at any moment decides what happens, and nothing else does. */
function run(definition: WorkflowDefinition, n: number, stopAfter: number) {
  const world = createWorld({ root: definition }, 'root');
  world.start({ n });
  const done: string[] = [];
  for (let moves = 0; moves < 2_000; moves++) {
    if (moves === stopAfter && !isEnded(world.root.state)) world.send(world.root.state.id, { type: 'Stop', by: 'p', reason: 'enough' });
    const [next] = openWork(world);
    if (next && next.state.nodes.has(next.path)) {
      const { state, path, at, kind } = next;
      if (kind === 'task' ? !state.openTasks.has(path) : !state.waiting.has(path)) continue;
      done.push(at);
      act(world, state, path, at, kind);
      continue;
    }
    if (isEnded(world.root.state)) break;
    const due = world.executions().flatMap(({ state }) => state.timers.next()?.dueAt ?? []);
    if (due.length === 0) break;
    world.now = Math.max(world.now, Math.min(...due));
    for (const { state } of world.executions()) if (!isEnded(state)) world.send(state.id, { type: 'Wake' });
  }
  return { world, done };
}
function act(world: ExecutionWorld, state: ExecutionState, path: string, at: string, kind: Open['kind']): void {
  if (kind === 'human') return void world.send(state.id, { type: 'AnswerInput', path, value: { value: at }, by: 'p' });
  const attempt = state.nodes.get(path)?.attempt as number;
  const drawn = hash(`${at} ${attempt}`) % 100;
  const large = hash(`size ${at}`) % 7 === 0;
  const output = { value: large ? ['x'.repeat(9_000), at] : [at] };
  const failed = { status: 'failed' as const, error: { code: 'NO', message: `no at ${at}`, retryable: drawn < 8 } };
  const outcome: TaskOutcome = drawn < 14 && !at.includes('undo') ? failed : { status: 'completed' as const, output };
  world.send(state.id, { type: 'EndTask', path, attempt, outcome });
}
/** Everything that can be seen of it: each node as it is where it ran. */
function seen(world: ExecutionWorld) {
  const { status, error, output, usage } = world.root.state;
  const nodes: { [path: string]: Pick<NodeState, 'status' | 'output' | 'error' | 'attempt'> } = {};
  for (const { state } of world.executions())
    for (const node of state.nodes.values()) {
      if (node.plan.id === SEGMENT_START || node.plan.id === SEGMENT_END || node.compensates?.entry.child) continue;
      nodes[rootPath(world, state, node.path)] = { status: node.status, output: node.output, error: node.error, attempt: node.attempt };
    }
  return { status, error, output, usage, nodes };
}
const sorted = (list: readonly string[]): readonly string[] => [...list].sort();

/** The same without what calls others off: which of two things is called off by the other depends on which ends first. */
function withoutRaces(definition: WorkflowDefinition): WorkflowDefinition {
  const calm = ({ config, join, ...node }: NodeDefinition): NodeDefinition => {
    const { stopWhen: _, ...rest } = config ?? {};
    const kept = join === 'first' ? 'any' : typeof join === 'object' && 'n' in join ? { n: join.n } : join;
    const made = { ...node, ...(config && { config: rest }), ...(kept && { join: kept }) };
    return mapBodies(made, (body) => ({ ...body, nodes: body.nodes.map(calm) }));
  };
  return { ...definition, nodes: definition.nodes.map(calm) };
}
type Seen = ReturnType<typeof seen>;
/**
 * What was called off in the very decision that began it has begun elsewhere, and comes to an end there: what is inside a container that was called off is not
 * compared, nor is what only one of them has begun, to cancel or to skip it.
 */
function dropIdle({ nodes: a }: Seen, { nodes: b }: Seen): void {
  const calledOff = Object.keys(a).filter((path) => a[path]?.status === 'cancelled');
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const)
    for (const path of Object.keys(one)) {
      const isIdle = ['skipped', 'cancelled'].includes(one[path]?.status ?? '') && other[path] === undefined;
      if (isIdle || calledOff.some((container) => path.startsWith(`${container}[`))) delete one[path];
    }
}
/** Whatever was done and names a compensation has been undone, wherever it ran. */
function allUndone(world: ExecutionWorld): void {
  for (const { state } of world.executions())
    for (const node of state.nodes.values())
      if (node.plan.compensation !== undefined && node.status === 'completed' && !node.delegated && !node.compensates)
        throw new Error(`${node.path} of ${state.id} was not undone`);
}
const isUndo = (path: string): boolean => path.includes('undo');

describe('a workflow whose nodes lie in several domains', () => {
  it(`does what it does in one, in the same order: ${SEEDS} random workflows, each run in both ways`, () => {
    const counts: Record<string, number> = {
      segments: 0,
      'of several nodes': 0,
      nested: 0,
      undone: 0,
      failed: 0,
      stopped: 0,
      completed: 0,
      alone: 0,
    };
    const count = (what: string, by = 1): void => void (counts[what] = (counts[what] ?? 0) + by);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = seededRandom(seed);
      const { settings: _, ...drawn } = randomWorkflow(random, { types: TYPES });
      const races = seed % 3 === 0;
      const plain = races ? drawn : withoutRaces(drawn);
      const n = random(10);
      const stopAfter = random(3) === 0 ? random(12) : -1;
      const placed = withDomains(plain, random, 70);
      try {
        const [here, there] = [run(plain, n, stopAfter), run(placed, n, stopAfter)];
        const [a, b] = [seen(here.world), seen(there.world)];
        if (!races) expect({ status: b.status, error: b.error }).toEqual({ status: a.status, error: a.error });
        // An early end finds less begun, and more called off, where all of it is one decision.
        if (races) count('races');
        else if (a.status === 'completed') {
          dropIdle(a, b);
          expect(b).toEqual(a);
          // When a retry is due is drawn at random.
          const isRetried = Object.values(a.nodes).some(({ attempt }) => attempt > 1);
          const order = ({ done }: { readonly done: readonly string[] }) => done.filter((path) => !isUndo(path));
          const isCalledOff = Object.values(a.nodes).some(({ status }) => status === 'cancelled');
          if (!isCalledOff) expect(sorted(there.done)).toEqual(sorted(here.done));
          if (!isRetried && !isCalledOff) {
            expect(order(there)).toEqual(order(here));
            count('of the same order');
          }
        }
        if (b.status !== 'completed') allUndone(there.world);
        here.world.checkReplay();
        there.world.checkReplay();
        for (const { state } of there.world.executions()) {
          if (!isEnded(state)) throw new Error(`${state.id} has not ended`);
          if (state.segment === null) continue;
          count('segments');
          if (state.plan.root.nodes.length > 3) count('of several nodes');
          if (state.parentId?.includes('.')) count('nested');
          if (state.plan.digest.includes('!')) count('alone');
        }
        count(a.status);
        if (there.done.some(isUndo)) count('undone');
      } catch (error) {
        if (isAppError(error) || error instanceof Error)
          throw new Error(`seed ${seed}: ${error.message}\n${canonicalJson(placed as unknown as Json).slice(0, 3_000)}\n${error.stack}`);
        throw error;
      }
    }
    console.info(JSON.stringify(counts));
    for (const what of ['segments', 'of several nodes', 'nested', 'undone', 'failed', 'stopped', 'completed'])
      expect({ what, often: (counts[what] ?? 0) > 10 }).toEqual({ what, often: true });
  }, 120_000);
});
