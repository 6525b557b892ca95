import { createWorld, node, seededRandom, workflow, type ExecutionWorld } from '@agentflow/testkit';
import { isAppError } from '../../errors/app-error.js';
import type { ExecutionCommand } from '../events/commands.js';
import { isEnded, type ExecutionState } from '../state/state.js';

const SEEDS = 400;
const post = (id: string, rest: object = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', retry: { maxAttempts: 1 }, ...rest });
const call = (id: string, to: string, rest: object = {}) => node(id, 'subflow', { workflow: to, input: {} }, rest);
const leaf = workflow([post('a', { compensation: 'un' }), post('b'), post('un')], ['start -> a -> b -> end']);
const middle = workflow(
  [call('down', 'leaf'), post('c', { compensation: 'un' }), post('un'), post('d')],
  ['start -> down -> c -> d -> end'],
);
const root = workflow(
  [call('left', 'middle'), call('right', 'leaf', { timeoutSeconds: 50 }), post('pay')],
  ['start -> left -> pay -> end', 'start -> right -> pay'],
);

type Random = ReturnType<typeof seededRandom>;

/** One tree of executions whose messages are late, come more than once, and come again at any time. */
function wander(seed: number, counts: Record<string, number>): ExecutionWorld {
  const random = seededRandom(seed);
  const world = createWorld({ root, middle, leaf }, 'root');
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  world.holding = true;
  world.start();
  const send = (state: ExecutionState, what: string, command: ExecutionCommand): void => {
    try {
      world.send(state.id, command);
      count(what);
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  };
  for (let moves = 0; moves < 160; moves++) move(world, random, send, count);
  world.checkReplay();
  // What was started comes to rest: everything arrives, nobody holds anything up.
  for (let rounds = 0; rounds < 200; rounds++) {
    world.deliverAll();
    const open = world.executions().find(({ state }) => !isEnded(state));
    if (!open) break;
    for (const { state } of world.executions()) {
      if (state.status === 'paused' || state.phase === 'pausing') send(state, 'drained', { type: 'Resume', by: 'p' });
      for (const path of [...state.openTasks]) finish(world, state, path, false);
    }
  }
  return world;
}
function finish(world: ExecutionWorld, state: ExecutionState, path: string, fails: boolean): void {
  const attempt = state.nodes.get(path)?.attempt as number;
  const error = { code: 'NO', message: 'no', retryable: false };
  world.send(state.id, {
    type: 'EndTask',
    path,
    attempt,
    outcome: fails ? { status: 'failed', error } : { status: 'completed', output: { value: 1 } },
  });
}
function move(
  world: ExecutionWorld,
  random: Random,
  send: (state: ExecutionState, what: string, command: ExecutionCommand) => void,
  count: (what: string) => void,
): void {
  const all = world.executions();
  const { state } = all[random(all.length)] as (typeof all)[number];
  const { state: top } = world.root;
  switch (random(20)) {
    case 0:
      return send(state, 'pauses', { type: 'Pause', by: 'p', reason: '' });
    case 1:
    case 2:
      return send(state, 'resumes', { type: 'Resume', by: 'p' });
    case 3:
      return random(3) > 0 ? undefined : send(state, 'stops', { type: 'Stop', by: 'p', reason: '' });
    case 4:
    case 5:
      return send(top, 'retries', { type: 'RetryExecution', by: 'p', confirm: false });
    case 6:
      return send(state, 'retries of anything', { type: 'RetryExecution', by: 'p', confirm: false });
    case 7:
      return random(4) > 0 ? undefined : send(state, 'undone', { type: 'Compensate', by: 'p', reason: '' });
    case 8: {
      const { delivered } = world;
      if (delivered.length === 0) return;
      count('repeats');
      return world.repeat(delivered[random(delivered.length)] as (typeof delivered)[number]);
    }
    case 9:
      world.now += 30_000;
      return send(top, 'wakes', { type: 'Wake' });
    case 10: {
      const { id } = state;
      if (random(4) > 0 || state === top || !isEnded(state) || world.mail.some(({ from, to }) => from === id || to === id)) return;
      count('deleted');
      return world.forget(id);
    }
  }
  const receivers = [...new Set(world.mail.map(({ to }) => to))];
  if (receivers.length > 0 && random(2) === 0) {
    const times = random(5) === 0 ? 2 : 1;
    if (times > 1) count('doubled');
    return void world.deliver(receivers[random(receivers.length)], times);
  }
  const [path] = [...state.openTasks];
  if (path !== undefined) finish(world, state, path, random(5) === 0);
}

describe('random trees of executions', () => {
  it(`${SEEDS} of them, with late and repeated messages, end; children go on instead of being repeated, and what is undone is undone below`, () => {
    const counts: Record<string, number> = {};
    const ends: Record<string, number> = {};
    for (let seed = 1; seed <= SEEDS; seed++) {
      try {
        const world = wander(seed, counts);
        for (const { state, label } of world.executions()) {
          if (!isEnded(state))
            throw new Error(`${label} ${state.id} is ${state.status}, phase ${state.phase}: ${[...state.active].join()}`);
          checkOne(world, state, counts);
        }
        world.checkReplay();
        const { status } = world.root.state;
        ends[status] = (ends[status] ?? 0) + 1;
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).stack}`);
      }
    }
    console.info(`${SEEDS} trees, ended as ${JSON.stringify(ends)}: ${JSON.stringify(counts)}`);
    for (const what of [
      'pauses',
      'stops',
      'retries',
      'retries of anything',
      'undone',
      'repeats',
      'doubled',
      'deleted',
      'wakes',
      'ChildRetried',
      'ChildDeclined',
      'children undone',
    ])
      expect({ what, often: (counts[what] ?? 0) > 20 }).toEqual({ what, often: true });
  }, 120_000);
});

function checkOne(world: ExecutionWorld, state: ExecutionState, counts: Record<string, number>): void {
  const history = world.eventsOf(state.id);
  const allowed = new Map<string, number>();
  for (const event of history) {
    if (event.type === 'ChildRetried' || event.type === 'ChildDeclined') counts[event.type] = (counts[event.type] ?? 0) + 1;
    if (event.type === 'ChildDeclined') allowed.set(event.path, (allowed.get(event.path) ?? 1) + 1);
  }
  for (const [path, node] of state.nodes) {
    const begun = history.filter((event) => event.type === 'ChildRequested' && event.path === path).length;
    if (begun > (allowed.get(path) ?? 1)) throw new Error(`${begun} children were begun at ${path} of ${state.id}`);
    if (node.status !== 'compensated' || !node.child) continue;
    const child = world.executions().find((each) => each.state.id === node.child?.id)?.state;
    if (!child) continue;
    counts['children undone'] = (counts['children undone'] ?? 0) + 1;
    if (child.status !== 'stopped' || child.compensable.length > 0 || child.notCompensated.length > 0)
      throw new Error(`${path} of ${state.id} is undone, and its child ${child.status} with ${JSON.stringify(child.compensable)}`);
  }
  if (state.status !== 'completed' && state.notCompensated.length === 0 && state.compensable.length > 0)
    throw new Error(`${state.id} has ${state.status} and not undone ${JSON.stringify(state.compensable)}`);
}
