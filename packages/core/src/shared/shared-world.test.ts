import { driveExecution, node, seededRandom, workflow, type ExecutionDriver, type Random } from '@agentflow/testkit';
import type { ExecutionCommand } from '../execution/events/commands.js';
import { executionId, orgId, type ExecutionId } from '../ids.js';
import type { SharedKind } from './shared-commands.js';
import { signalKey } from './shared-commands.js';
import { sharedId } from './shared-id.js';
import { driveShared, type SharedDriver } from './testing/drive-shared.js';

const ORG = orgId('default');
type Mail = { readonly to: ExecutionId; readonly command: ExecutionCommand };

/**
 * Executions and the decider they share, with messages on the way between them: in order per receiver, each delivered at least once, and any that
 * was delivered before delivered again at any later time.
 */
function world(random: Random, kind: SharedKind, key: string, runs: readonly ExecutionDriver[]) {
  const shared: SharedDriver = driveShared(kind, key);
  const home = sharedId(ORG, kind, key);
  const routes = new Map<ExecutionId, Mail[]>();
  const delivered: Mail[] = [];
  const read = new Map<ExecutionDriver, number>();
  let repeats = 0;
  const put = (mail: Mail): void => void (routes.get(mail.to) ?? routes.set(mail.to, []).get(mail.to))?.push(mail);
  function collect(): void {
    for (const mail of shared.state.outbox.splice(0)) put(mail);
    for (const run of runs) {
      for (const mail of run.messages.slice(read.get(run) ?? 0)) put(mail);
      read.set(run, run.messages.length);
    }
  }
  const receive = ({ to, command }: Mail): void => {
    if (to === home) shared.send(command);
    else runs.find(({ state }) => state.id === to)?.send(command);
    collect();
  };
  return {
    shared,
    collect,
    get repeats() {
      return repeats;
    },
    /** Delivers one message of a random receiver, or repeats one; `false`: nothing is on the way. */
    step(mayRepeat: boolean): boolean {
      if (mayRepeat && delivered.length > 0 && random(4) === 0) {
        repeats++;
        receive(delivered[random(delivered.length)] as Mail);
        return true;
      }
      const waiting = [...routes.values()].filter((mails) => mails.length > 0);
      const mail = waiting[random(waiting.length)]?.shift();
      if (!mail) return false;
      delivered.push(mail);
      receive(mail);
      return true;
    },
  };
}

describe('shared deciders under repeated and late messages', () => {
  it('never let two executions inside one mutex, and let all through in the end', () => {
    let repeats = 0;
    let ended = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      const definition = workflow(
        [node('work', 'http', { method: 'GET', url: 'https://x.example' }, { mutex: '"k"', retry: { maxAttempts: 1 } })],
        ['start -> work -> end'],
      );
      const runs = Array.from({ length: 5 }, (_, n) => driveExecution(definition, 1_000, {}, { id: executionId(`X${n}`), digest: 'd' }));
      const all = world(random, 'mutex', 'k', runs);
      for (const run of runs) run.start();
      all.collect();
      const inside = () => runs.filter(({ state }) => state.openTasks.size > 0);
      for (let i = 0; i < 400; i++) {
        expect([seed, inside().length <= 1]).toEqual([seed, true]);
        const run = inside()[0];
        if (run && random(3) === 0) {
          if (random(4) === 0) run.fail('work', { retryable: false });
          else run.complete('work');
          all.collect();
        } else if (random(40) === 0) {
          const victim = runs[random(runs.length)] as ExecutionDriver;
          if (victim.state.endedAt === null) victim.send({ type: 'Stop', by: 'me', reason: '' });
          all.collect();
        } else if (!all.step(i < 300) && inside().length === 0) break;
      }
      while (all.step(false) || inside().length > 0) {
        inside()[0]?.complete('work');
        all.collect();
      }
      expect([seed, runs.every(({ state }) => state.endedAt !== null), all.shared.state.status]).toEqual([seed, true, 'completed']);
      for (const run of runs) run.checkReplay();
      all.shared.check();
      repeats += all.repeats;
      ended += runs.length;
    }
    console.info(`100 seeds: ${ended} executions through one mutex, ${repeats} messages delivered again`);
    expect(repeats).toBeGreaterThan(300);
  });
  it('give every keyed signal to exactly one waiter, or keep it', () => {
    let repeats = 0;
    let taken = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      const definition = workflow(
        [node('pay', 'signal', { name: 's', key: 'k', timeoutSeconds: 5 }), node('end', 'end', { output: '{{ pay.output }}' })],
        ['start -> pay -> end'],
      );
      const runs = Array.from({ length: 5 }, (_, n) => driveExecution(definition, 1_000, {}, { id: executionId(`X${n}`), digest: 'd' }));
      const key = signalKey('s', 'k');
      const all = world(random, 'signal', key, runs);
      const sent: string[] = [];
      for (let i = 0; i < 300; i++) {
        const next = runs.find(({ state }) => state.seq === 0);
        if (next && random(8) === 0) next.start();
        else if (sent.length < 4 && random(10) === 0) {
          const id = `s${sent.length}`;
          sent.push(id);
          all.shared.send({ type: 'SharedSignal', kind: 'signal', key, id, payload: { value: id }, ttlMs: 1e9, by: 'me' });
        } else if (random(60) === 0) {
          const late = runs[random(runs.length)] as ExecutionDriver;
          late.now += 5_000;
          if (late.state.seq > 0 && late.state.endedAt === null) late.send({ type: 'Wake' });
        } else all.step(i < 250);
        all.collect();
      }
      while (all.step(false));
      const got = runs.filter(({ state }) => state.status === 'completed').map((run) => run.output() as string);
      const value = all.shared.state.shared?.value as { kept: Map<string, unknown>; sent: Map<string, unknown> } | undefined;
      expect([seed, [...got, ...(value?.kept.keys() ?? [])].sort(), value?.sent.size ?? 0]).toEqual([seed, sent, 0]);
      for (const run of runs) if (run.state.seq > 0) run.checkReplay();
      all.shared.check();
      repeats += all.repeats;
      taken += got.length;
    }
    console.info(`100 seeds: ${taken} keyed signals taken, ${repeats} messages delivered again`);
    expect(taken).toBeGreaterThan(100);
  });
});
