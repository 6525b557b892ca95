import {
  presentExecution,
  type Commit,
  type ExecutionCommand,
  type ExecutionView,
  type Json,
  type WorkflowDefinition,
} from '@agentflow/core';
import { body, node, workflow } from './builders.js';
import { driveExecution, type ExecutionDriver } from './execution-driver.js';

/** A recorded execution as `packages/core/golden` keeps it: written once, folded and replayed by every later engine. */
export interface GoldenHistory {
  readonly name: string;
  /** Definitions by digest, the one it began with first. */
  readonly definitions: readonly { readonly digest: string; readonly definition: WorkflowDefinition }[];
  readonly subflows: NonNullable<Parameters<typeof driveExecution>[2]>;
  readonly commits: readonly Commit[];
  /** JSON text of large values by digest. */
  readonly values: { readonly [digest: string]: string };
  /** As the API showed it at its end. */
  readonly view: ExecutionView;
}
interface Scenario {
  readonly definition: WorkflowDefinition;
  readonly subflows?: GoldenHistory['subflows'];
  /** Another revision it goes over to. */
  readonly other?: { readonly digest: string; readonly definition: WorkflowDefinition };
  drive(run: ExecutionDriver): void;
}

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } }, rest);
const post = (id: string, rest = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', ...rest });
const out = (output: Json) => node('end', 'end', { output });
const ask = (id: string, rest = {}) => node(id, 'human', { prompt: 'Go on?', schema: {}, ...rest });
const wake = (run: ExecutionDriver, ms: number): void => {
  run.now += ms;
  run.send({ type: 'Wake' });
};
const signal = (run: ExecutionDriver, name: string, value: Json, id: string): void =>
  void run.send({ type: 'SendSignal', name, id, payload: { value }, by: 'ann' });
const answer = (run: ExecutionDriver, path: string, value: Json): void =>
  void run.send({ type: 'AnswerInput', path, value: { value }, by: 'ann' });
const by = { by: 'ann', reason: 'because' } as const;

/** One small execution of each family of nodes and commands. A new family adds one; none is ever changed. */
export const GOLDEN_SCENARIOS: { readonly [name: string]: Scenario } = {
  'tasks-steps-and-retries': {
    definition: workflow(
      [echo('a', { retry: { maxAttempts: 3, initialDelaySeconds: 1 } }), post('b'), out('{{ b.output }}')],
      ['start -> a -> b -> end'],
    ),
    drive(run) {
      run.start({ n: 1 });
      run.step('a', 0, { kind: 'model', effect: 'read', usage: { inputTokens: 3, outputTokens: 4, cost: '0.01' } });
      run.fail('a', { retryable: true });
      wake(run, 60_000);
      run.send({ type: 'LoseTask', path: 'a', attempt: 2, reason: 'timed-out' });
      wake(run, 60_000);
      run.fail('a', { retryable: false }, 0);
    },
  },
  'choices-and-values': {
    definition: workflow(
      [
        node('c', 'condition', { when: 'input.n > 1' }),
        node('s', 'switch', {
          mode: 'all',
          cases: [
            { name: 'one', when: 'input.n > 0' },
            { name: 'two', when: 'input.n > 1' },
          ],
        }),
        node('v', 'set', { values: { twice: '{{ input.n * 2 }}' } }),
        echo('a'),
        echo('never'),
        out({ v: '{{ v.output.twice }}' }),
      ],
      ['start -> c', 'c:true -> s', 'c:false -> never -> end', 's:one -> v -> end', 's:two -> a -> end', 's:default -> never'],
    ),
    drive(run) {
      run.start({ n: 4 });
      run.runAll(() => 'done');
    },
  },
  'joins-of-every-kind': {
    definition: workflow(
      [
        ...['a', 'b', 'c'].map((id) => echo(id)),
        node('all', 'join', {}),
        node('any', 'join', {}, { join: 'any' }),
        node('first', 'join', {}, { join: 'first' }),
        node('two', 'join', {}, { join: { n: 2 } }),
        node('when', 'join', {}, { join: { when: 'live >= 2' } }),
        node('each', 'set', { values: { ok: true } }, { join: 'each' }),
        out('{{ all.output }}'),
      ],
      [
        ...['all', 'any', 'first', 'two', 'when', 'each'].flatMap((join) => ['a', 'b', 'c'].map((id) => `${id} -> ${join}`)),
        'start -> a',
        'start -> b',
        'start -> c',
        ...['all', 'any', 'first', 'two', 'when', 'each'].map((join) => `${join} -> end`),
      ],
    ),
    drive(run) {
      run.start({ n: 1 });
      run.runAll((path) => path);
    },
  },
  'map-with-a-failing-iteration': {
    definition: workflow(
      [
        node(
          'each',
          'map',
          { items: 'input.list', concurrency: 2 },
          { body: body([echo('t', { onError: 'continue' }), out('{{ item }}')], ['start -> t -> end']) },
        ),
        out('{{ each.output }}'),
      ],
      ['start -> each -> end'],
    ),
    drive(run) {
      run.start({ n: 1, list: [1, 2, 3] });
      run.fail('each[0]/t', { retryable: false });
      run.runAll();
    },
  },
  loops: {
    definition: workflow(
      [
        node('again', 'loop', { times: 3 }, { body: body([echo('t'), out('{{ [index, last] }}')], ['start -> t -> end']) }),
        node('over', 'loop', { items: '["a", "b"]' }, { body: body([out('{{ item }}')], ['start -> end']) }),
        out('{{ [again.output, over.output] }}'),
      ],
      ['start -> again -> over -> end'],
    ),
    drive(run) {
      run.start({ n: 1 });
      run.runAll();
    },
  },
  statemachine: {
    definition: workflow(
      [
        node('order', 'statemachine', {
          initial: 'open',
          states: {
            open: { on: [{ event: 'pay', when: 'event.sum > 0', target: 'paid' }], after: [{ seconds: 60, target: 'late' }] },
            late: { on: [{ event: 'pay', target: 'paid' }] },
            paid: { final: true, entry: body([echo('t')], ['start -> t -> end']), body: body([out('{{ event.sum }}')], ['start -> end']) },
          },
        } as never),
        out('{{ order.output }}'),
      ],
      ['start -> order -> end'],
    ),
    drive(run) {
      run.start({ n: 1 });
      signal(run, 'pay', { sum: 0 }, 's1');
      wake(run, 61_000);
      signal(run, 'pay', { sum: 5 }, 's2');
      run.runAll();
    },
  },
  'waits-and-people': {
    definition: workflow(
      [node('w', 'wait', { seconds: 30 }), ask('ask'), ask('late', { timeoutSeconds: 5 }), echo('b'), out('{{ ask.output }}')],
      ['start -> w -> ask -> end', 'start -> late', 'late:out -> end', 'late:timeout -> b -> end'],
    ),
    drive(run) {
      run.start({ n: 1 });
      wake(run, 31_000);
      run.runAll();
      answer(run, 'ask', { ok: true });
    },
  },
  'signals-and-emits': {
    definition: workflow(
      [node('s', 'signal', { name: 'go' }), node('e', 'emit', { type: 'told', data: { n: '{{ s.output }}' } }), out('{{ s.output }}')],
      ['start -> s -> e -> end'],
    ),
    drive(run) {
      run.start({});
      signal(run, 'other', 1, 'a');
      signal(run, 'go', 2, 'b');
    },
  },
  'pause-resume-and-stop': {
    definition: workflow([echo('a'), echo('b'), ask('ask')], ['start -> a -> b -> ask -> end']),
    drive(run) {
      run.start({ n: 1 });
      run.send({ type: 'Pause', ...by });
      run.complete('a');
      run.send({ type: 'Resume', by: 'ann' });
      run.complete('b');
      run.send({ type: 'Stop', ...by });
    },
  },
  'uncertain-effect': {
    definition: workflow([post('pay', { effect: 'at_most_once' }), out('{{ pay.output }}')], ['start -> pay -> end']),
    drive(run) {
      run.start();
      run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'x.example', key: 'k', requestHash: 'h' });
      run.send({ type: 'LoseTask', path: 'pay', attempt: 1, reason: 'worker-lost' });
      run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'done', output: { value: { paid: true } }, by: 'ann' });
      run.runAll(() => ({ paid: true }));
    },
  },
  compensation: {
    definition: workflow(
      [post('flight', { compensation: 'cancel' }), echo('pay', { retry: { maxAttempts: 1 } }), echo('cancel')],
      ['start -> flight -> pay -> end'],
    ),
    drive(run) {
      run.start({ n: 1 });
      run.complete('flight', { ref: 'f' });
      run.fail('pay', { retryable: false });
      run.runAll();
    },
  },
  subflow: {
    definition: workflow(
      [node('call', 'subflow', { workflow: 'other', input: { n: '{{ input.n }}' } }), out('{{ call.output }}')],
      ['start -> call -> end'],
    ),
    subflows: { other: { workflowId: 'w2', workflowName: 'the other', revision: 3, digest: 'sha256:other' } },
    drive(run) {
      run.start({ n: 4 });
      run.send({
        type: 'EndChild',
        path: 'call',
        childId: run.node('call').child?.id as never,
        status: 'completed',
        output: { value: 5 },
        usage: { inputTokens: 1, outputTokens: 1, cost: '0.5' },
      });
    },
  },
  'subflow-retried-and-undone': {
    definition: workflow(
      [node('call', 'subflow', { workflow: 'other', input: { n: '{{ input.n }}' } }), post('pay', { retry: { maxAttempts: 1 } })],
      ['start -> call -> pay -> end'],
    ),
    subflows: { other: { workflowId: 'w2', workflowName: 'the other', revision: 3, digest: 'sha256:other' } },
    drive(run) {
      run.start({ n: 4 });
      const childId = run.node('call').child?.id as never;
      const usage = { inputTokens: 1, outputTokens: 1, cost: '0.5' };
      const end = { type: 'EndChild', path: 'call', childId } as const;
      const error = { code: 'NO', message: 'no' };
      run.send({ ...end, status: 'failed', error, usage });
      run.send({ type: 'RetryExecution', by: 'ann', confirm: false });
      run.send({ ...end, status: 'completed', output: { value: 5 }, usage: { ...usage, cost: '0.75' }, undoable: true, n: run.state.seq });
      run.fail('pay', { retryable: false });
      run.send({ ...end, status: 'stopped', error, usage: { ...usage, cost: '0.75' }, n: run.state.seq });
    },
  },
  'orders-from-a-parent': {
    definition: workflow([post('a', { compensation: 'un' }), post('un'), post('b')], ['start -> a -> b -> end']),
    drive(run) {
      run.start({}, { depth: 1, parentId: 'P1', parentPath: 'call' });
      const from = (n: number) => ({ by: 'P1', order: { path: 'call', n } });
      run.send({ type: 'Pause', ...from(3), reason: 'lunch' });
      run.complete('a', 1);
      run.send({ type: 'Resume', ...from(5) });
      run.send({ type: 'Pause', ...from(3), reason: 'late' });
      run.complete('b', 2);
      run.send({ type: 'RetryExecution', ...from(7), confirm: false });
      run.send({ type: 'Compensate', ...from(9), reason: 'undone' });
      run.complete('un');
      run.send({ type: 'RetryExecution', ...from(11), confirm: false });
    },
  },
  mutex: {
    definition: workflow([post('work', { mutex: 'input.who' })], ['start -> work -> end']),
    drive(run) {
      run.start({ who: 'ann' });
      run.send({
        type: 'MutexGranted',
        path: 'work',
        ticket: run.state.ties.mutexes.get('work')?.ticket ?? 0,
        key: 'ann',
      } as ExecutionCommand);
      run.runAll();
    },
  },
  budget: {
    definition: workflow([node('ask', 'llm', { model: 'scripted/echo', prompt: 'x' }, { budget: { calls: 1 } })], ['start -> ask -> end']),
    drive(run) {
      run.start();
      run.send({
        type: 'ReserveCall',
        path: 'ask',
        attempt: 1,
        index: 0,
        token: 't1',
        name: 'scripted/echo',
        route: 'only',
        cost: '0.10',
        tokens: 100,
        calls: 1,
      } as ExecutionCommand);
      run.step('ask', 0, { kind: 'model', effect: 'read', usage: { inputTokens: 10, outputTokens: 1, cost: '0.04' } });
      run.complete('ask', { text: 'x' });
    },
  },
  'large-values': {
    definition: workflow(
      [echo('a'), node('s', 'set', { values: { n: '{{ size(a.output.text) }}' } }), out('{{ s.output.n }}')],
      ['start -> a -> s -> end'],
    ),
    drive(run) {
      run.start({ n: 1 });
      run.send({
        type: 'EndTask',
        path: 'a',
        attempt: 1,
        outcome: { status: 'completed', output: run.plant({ text: 'x'.repeat(40_000) }) },
      });
    },
  },
  'retry-on-another-revision': {
    definition: workflow([echo('a'), echo('b'), echo('c')], ['start -> a -> b -> c -> end']),
    other: {
      digest: 'sha256:other',
      definition: workflow(
        [echo('a'), node('b', 'tool', { tool: 'echo', arguments: { n: 5 } }), echo('d')],
        ['start -> a -> b -> d -> end'],
      ),
    },
    drive(run) {
      run.start({ n: 1 });
      run.complete('a');
      run.fail('b', { retryable: false });
      run.send({ type: 'RetryExecution', by: 'ann', digest: 'sha256:other', revision: 2, confirm: false });
      run.runAll();
    },
  },
};

/** Runs a scenario on this engine and writes down what a log would hold of it. @throws RangeError for a name there is no scenario of */
export function recordGolden(name: string): GoldenHistory {
  const scenario = GOLDEN_SCENARIOS[name];
  if (!scenario) throw new RangeError(`there is no scenario ${name}: ${Object.keys(GOLDEN_SCENARIOS).join(', ')}`);
  const { definition, subflows = {}, other, drive } = scenario;
  const run = driveExecution(definition, Date.UTC(2026, 10, 21), subflows, { digest: 'sha256:golden' });
  if (other) run.goOver(other.definition, other.digest);
  drive(run);
  run.checkReplay();
  const commits = run.history();
  const digests = new Set(JSON.stringify(commits).match(/sha256:[0-9a-f]{64}/g) ?? []);
  const values = Object.fromEntries(
    [...digests].flatMap((digest) => (run.stored(digest) === undefined ? [] : [[digest, run.stored(digest) as string]])),
  );
  return {
    name,
    definitions: [{ digest: 'sha256:golden', definition }, ...(other ? [other] : [])],
    subflows,
    commits,
    values,
    view: presentExecution(run.state, commits.length, true),
  };
}
