import { driveExecution, randomWorkflow, seededRandom, type ExecutionDriver, type Random } from '@agentflow/testkit';
import { isAppError } from '../errors/app-error.js';
import type { ExecutionCommand } from './commands.js';
import { ENDED } from './views.js';

const SEEDS = 2_500;
const MAX_MOVES = 400;

/** One random thing that may happen to an execution now. */
function move(run: ExecutionDriver, random: Random, counts: Record<string, number>): void {
  const { state } = run;
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const open = [...state.openTasks];
  const task = open[random(Math.max(1, open.length))];
  const human = [...state.waiting].find((path) => state.nodes.get(path)?.human);
  const uncertain = [...state.waiting].find((path) => state.nodes.get(path)?.status === 'uncertain');
  const attempt = task === undefined ? 0 : run.node(task).attempt;
  switch (random(14)) {
    case 0:
      if (task === undefined) break;
      count('failed attempts');
      return void run.fail(task, { retryable: random(3) > 0, ...(random(4) === 0 ? { retryAfterMs: 2_000 } : {}) });
    case 1:
      if (task === undefined) break;
      count('lost attempts');
      return void run.send({ type: 'LoseTask', path: task, attempt, reason: random(2) === 0 ? 'worker-lost' : 'timed-out' });
    case 2:
    case 7:
      if (task === undefined || run.node(task).task?.started) break;
      count('effects started');
      return attempted(run, { type: 'StartEffect', path: task, attempt, index: 0, name: 'x', key: 'k', requestHash: 'h' });
    case 3:
      if (random(6) > 0) break;
      count('pauses');
      return attempted(run, { type: 'Pause', by: 'p', reason: 'r' });
    case 4:
      return attempted(run, { type: 'Resume', by: 'p' });
    case 5:
      if (random(25) > 0) break;
      count('stops');
      return attempted(run, { type: 'Stop', by: 'p', reason: 'r' });
    case 6:
      // Late and repeated deliveries: never an effect.
      count('late results');
      expect(
        run.send({ type: 'EndTask', path: task ?? 'n0_0', attempt: attempt + 7, outcome: { status: 'completed', output: { value: 1 } } }),
      ).toEqual([]);
      return;
  }
  if (uncertain !== undefined && random(2) === 0) {
    count('uncertain resolved');
    return attempted(run, {
      type: 'ResolveUncertain',
      path: uncertain,
      resolution: (['done', 'not_done', 'repeat'] as const)[random(3)] as 'done',
      by: 'p',
    });
  }
  if (human !== undefined && random(2) === 0) return attempted(run, { type: 'AnswerInput', path: human, value: { value: 'ok' }, by: 'p' });
  if (task !== undefined && random(3) > 0) return void run.complete(task, random(40) === 0 ? 'z'.repeat(40_000) : { n: random(9) });
  const next = state.timers.next();
  if (next) run.now = Math.max(run.now, next.dueAt);
  run.send({ type: 'Wake' });
}
/** A command that the state may refuse, but then with a typed error and nothing said. */
function attempted(run: ExecutionDriver, command: ExecutionCommand): void {
  const before = run.events.length;
  try {
    run.send(command);
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(run.events.length).toBe(before);
  }
}
/** What must hold after every move. */
function checkInvariants(run: ExecutionDriver): void {
  const { state } = run;
  expect(run.events.map((event) => event.seq)).toEqual(run.events.map((_, index) => index + 1));
  if (ENDED.has(state.status)) {
    expect(state.active.size).toBe(0);
    return;
  }
  for (const set of [state.openTasks, state.waiting, state.retrying]) for (const path of set) expect(state.active.has(path)).toBe(true);
  // Something can still happen: a task, a timer, a person, a resume.
  const alive = state.openTasks.size + state.waiting.size + state.timers.size > 0 || state.status === 'paused';
  expect({ alive, status: state.status }).toEqual({ alive: true, status: state.status });
}

describe('random executions', () => {
  it(`of ${SEEDS} random workflows end or wait for something that can come, and replay to the same state`, () => {
    const counts: Record<string, number> = {};
    const statuses: Record<string, number> = {};
    let events = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = seededRandom(seed);
      try {
        const run = driveExecution(randomWorkflow(random));
        run.start({ n: random(10) });
        for (let moves = 0; moves < MAX_MOVES && !ENDED.has(run.state.status); moves++) {
          move(run, random, counts);
          if (moves % 10 === 0) checkInvariants(run);
        }
        checkInvariants(run);
        run.checkReplay();
        statuses[run.state.status] = (statuses[run.state.status] ?? 0) + 1;
        events += run.events.length;
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).stack}`);
      }
    }
    console.info(`${SEEDS} executions, ${events} events, ended as ${JSON.stringify(statuses)}; injected ${JSON.stringify(counts)}`);
    for (const fault of ['failed attempts', 'lost attempts', 'effects started', 'pauses', 'stops', 'late results', 'uncertain resolved'])
      expect(counts[fault]).toBeGreaterThan(20);
    expect(statuses['completed']).toBeGreaterThan(SEEDS / 5);
  }, 120_000);
});
