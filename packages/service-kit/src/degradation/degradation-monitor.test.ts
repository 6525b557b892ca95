import { AppError, type Json, type OrgId, type PlatformReading } from '@agentflow/core';
import type { DocumentStore, ExecutionService, StartRequest, StoredDocument } from '@agentflow/ports';
import { createFakeClock, rejectsWith } from '@agentflow/testkit';
import { silentLogger } from '../logger.js';
import { createDegradationMonitor, type DegradationMonitorDeps } from './degradation-monitor.js';
import { holdStarts } from './hold-starts.js';
import { dependenciesOf } from './read-dependencies.js';
import { createResourceReader, shareOfDisk } from './read-resources.js';

type Documents = Pick<DocumentStore, 'get' | 'put'>;
function createDocuments() {
  const kept = new Map<string, unknown>();
  const state = { broken: false, silent: false };
  const answer = <T>(value: () => T): Promise<T> =>
    state.silent
      ? new Promise<T>(() => undefined)
      : state.broken
        ? Promise.reject(new AppError('UNAVAILABLE', 'gone'))
        : Promise.resolve(value());
  const stored = <T>(id: string, value: T): StoredDocument<T> => ({ id, version: 1, value, createdAt: 0, updatedAt: 0 });
  const documents: Documents = {
    get: <T = Json>(_org: OrgId, _collection: string, id: string) => answer(() => (kept.has(id) ? stored(id, kept.get(id) as T) : null)),
    put: <T = Json>(_org: OrgId, _collection: string, id: string, value: T) => answer(() => (kept.set(id, value), stored(id, value))),
  };
  return { documents, state, kept };
}
function world(more: Partial<DegradationMonitorDeps> = {}) {
  const clock = createFakeClock();
  const store = createDocuments();
  const monitor = createDegradationMonitor({ clock, logger: silentLogger(), documents: store.documents, ...more });
  const moves: number[] = [];
  monitor.subscribe((level) => moves.push(level));
  /** Lets time pass in steps of 2 s, with a look after each; what happens meanwhile, `each` says. */
  const pass = async (seconds: number, each: () => void = () => undefined): Promise<void> => {
    for (let at = 0; at < seconds; at += 2) {
      each();
      clock.advance(2_000);
      await monitor.look();
    }
  };
  return { clock, ...store, monitor, moves, pass };
}
const faults = (monitor: ReturnType<typeof world>['monitor'], count: number): void => {
  for (let i = 0; i < count; i++) monitor.task(`workflow-${i % 4}`, true);
};
const successes = (monitor: ReturnType<typeof world>['monitor'], count: number): void => {
  for (let i = 0; i < count; i++) monitor.task(`workflow-${i % 4}`, false);
};

describe('the monitor', () => {
  it('steps back when the platform fails and recovers by a step a calm minute, telling each change once', async () => {
    const { monitor, moves, pass } = world();
    await pass(10, () => (successes(monitor, 10), faults(monitor, 5)));
    expect(monitor.level).toBe(2);
    const top = monitor.reasons[0];
    expect(top).toMatchObject({ signal: 'errors:tasks', level: 2, threshold: 0.25 });
    await pass(300, () => successes(monitor, 10));
    expect(monitor.level).toBe(0);
    const falls = moves.slice(moves.indexOf(2));
    expect(falls).toEqual([2, 1, 0]);
    const { history } = monitor.report();
    const down = history.filter(({ from, to }) => to < from);
    expect(down.map(({ at }) => at).reduce((a, b) => a - b)).toBeGreaterThanOrEqual(60_000);
    console.log(`monitor: levels ${moves.join(' ')}; ${history.length} transitions`);
  });
  it('is not moved by what workflows and their targets do wrong', async () => {
    const { monitor, pass, moves } = world();
    await pass(60, () => {
      successes(monitor, 20); // a failed task that is nobody's fault but its target's is told as such
      for (let i = 0; i < 20; i++) monitor.modelCall('ollama/down', true, 10);
      monitor.task('one-workflow', true);
    });
    expect([monitor.level, moves]).toEqual([0, []]);
  });
  it('counts time that the platform takes, not time that models take', async () => {
    const slow = world();
    await slow.pass(10, () => {
      for (let i = 0; i < 20; i++) slow.monitor.modelCall(`far/${i}`, false, 20_000);
    });
    expect(slow.monitor.level).toBe(0);
    await slow.pass(10, () => {
      for (let i = 0; i < 10; i++) slow.monitor.waited(12_000);
    });
    expect([slow.monitor.level, slow.monitor.reasons[0]?.signal]).toEqual([1, 'latency']);
    const api = world();
    await api.pass(10, () => {
      for (let i = 0; i < 10; i++) api.monitor.request('listWorkflows', false, i === 0 ? null : 31_000);
    });
    expect([api.monitor.level, api.monitor.reasons[0]?.signal]).toEqual([2, 'latency']);
  });
  it('steps back for full resources and lost dependencies once they have lasted', async () => {
    let used = 0.95;
    let state = 'ok';
    const resources = (): PlatformReading['resources'] => [{ name: 'heap', used, level: 2 }];
    const dependencies = (): Promise<PlatformReading['dependencies']> =>
      Promise.resolve(dependenciesOf({ ready: state === 'ok', checks: { 'orchestrator.store': state, 'orchestrator.workers': 'ok' } }));
    const { monitor, pass } = world({ resources, dependencies });
    await pass(10);
    expect(monitor.level).toBe(0);
    await pass(10);
    expect([monitor.level, monitor.reasons[0]?.signal]).toEqual([2, 'resource:heap']);
    used = 0.5;
    await pass(124);
    expect(monitor.level).toBe(0);
    state = 'does not take writes';
    await pass(8);
    expect([monitor.level, monitor.reasons[0]?.message]).toEqual([2, 'orchestrator.store: does not take writes']);
  });
  it('comes back soon after what was lost is there again, whatever failed meanwhile', async () => {
    let state = 'no answer';
    const dependencies = (): Promise<PlatformReading['dependencies']> =>
      Promise.resolve(dependenciesOf({ ready: false, checks: { 'orchestrator.store': state } }));
    const { monitor, pass, moves } = world({ dependencies });
    const failing = () => {
      for (let i = 0; i < 20; i++) {
        monitor.task(`w${i}`, true);
        monitor.request(`r${i}`, true, 40_000);
        monitor.waited(40_000);
      }
    };
    failing();
    await pass(10, failing);
    expect(monitor.level).toBeGreaterThanOrEqual(2);
    state = 'ok';
    await pass(10, () => {
      // What had begun while it was away ends now.
      for (let i = 0; i < 20; i++) monitor.request(`r${i}`, true, 30_000);
    });
    expect([monitor.level, moves.at(-1)]).toEqual([0, 0]);
  });
  it("holds an operator's word at once, over restarts, and leaves it step by step", async () => {
    const first = world();
    await first.monitor.set(4, 'moving house', 'ada');
    expect(first.monitor.report()).toMatchObject({
      level: 4,
      name: 'maintenance',
      override: { level: 4, reason: 'moving house', by: 'ada' },
    });
    const second = createDegradationMonitor({ clock: first.clock, logger: silentLogger(), documents: first.documents });
    await second.look();
    expect(second.level).toBe(4);
    await second.set('auto', 'done', 'ada');
    await first.pass(2);
    expect([first.monitor.report().override, first.monitor.level]).toEqual([null, 4]);
    await first.pass(62);
    expect(first.monitor.level).toBe(3);
    await first.pass(200);
    expect(first.moves).toEqual([4, 3, 2, 1, 0]);
  });
  it('holds a word that could not be kept, says so, and keeps it later', async () => {
    const { monitor, state, pass, kept } = world();
    state.broken = true;
    const error = await rejectsWith('UNAVAILABLE', monitor.set(3, 'drill', 'ada'));
    expect([monitor.level, error.retryAfterSeconds, kept.size]).toEqual([3, 5, 0]);
    await pass(4);
    expect(monitor.level).toBe(3);
    state.broken = false;
    await pass(2);
    expect([monitor.level, kept.size]).toEqual([3, 1]);
  });
  it('asks for maintenance when documents cannot be read, and when they give no answer', async () => {
    for (const fault of ['broken', 'silent'] as const) {
      const { monitor, state, clock } = world();
      await monitor.look();
      state[fault] = true;
      for (let i = 0; i < 5; i++) {
        const look = monitor.look();
        clock.advance(2_000);
        await look;
      }
      expect([fault, monitor.level, monitor.reasons[0]?.signal]).toEqual([fault, 4, 'dependency:documents']);
    }
  });
  it('looks by itself while it runs, and no longer', async () => {
    let looks = 0;
    const { monitor, clock } = world({ resources: () => (looks++, []) });
    await monitor.lifecycle.start();
    expect([looks, (await monitor.lifecycle.ready()).ready]).toEqual([1, true]);
    clock.advance(2_000);
    await monitor.look();
    await new Promise(setImmediate);
    clock.advance(2_000);
    await monitor.look();
    expect(looks).toBeGreaterThanOrEqual(3);
    await monitor.lifecycle.stop();
    const before = looks;
    clock.advance(60_000);
    await new Promise(setImmediate);
    expect([looks, clock.armed]).toEqual([before, 0]);
  });
  it('goes on when what it asks fails', async () => {
    const { monitor } = world({ resources: () => Promise.reject(new Error('x')), dependencies: () => Promise.reject(new Error('y')) });
    await monitor.look();
    expect(monitor.level).toBe(0);
  });
  it('leaves the level to operators where that is asked for', async () => {
    const { monitor, pass } = world({ automatic: false });
    await pass(10, () => faults(monitor, 50));
    expect(monitor.level).toBe(0);
    await monitor.set(1, 'drill', 'ada');
    expect(monitor.level).toBe(1);
  });
  it('shows level, transitions and signals to Prometheus', async () => {
    const { monitor } = world();
    await monitor.set(2, 'drill', 'ada');
    const text = await monitor.registry.metrics();
    expect(text).toContain('agentflow_degradation_level{service="degradation"} 2');
    expect(text).toContain('agentflow_degradation_transitions_total{from="0",to="2",service="degradation"} 1');
    expect(text).toContain('agentflow_degradation_signal_ratio{signal="errors:tasks",level="1",service="degradation"} 0');
  });
});

describe('what triggers start', () => {
  it('is held from read-only on with an error that says when to come again', async () => {
    let started = 0;
    const executions = { start: () => (started++, Promise.resolve({})) } as unknown as Pick<ExecutionService, 'start'>;
    const source = { level: 1 as 0 | 1 | 2 | 3 | 4 };
    const held = holdStarts(executions, source);
    await held.start({} as StartRequest);
    for (const [level, code] of [
      [2, 'DEGRADED'],
      [3, 'DEGRADED'],
      [4, 'MAINTENANCE'],
    ] as const) {
      source.level = level;
      const error = await rejectsWith(code, held.start({} as StartRequest));
      expect([error.retryable, (error.retryAfterSeconds ?? 0) > 0]).toEqual([true, true]);
    }
    expect(started).toBe(1);
  });
});

describe('resources', () => {
  it('are read as shares of what there is', async () => {
    const reader = createResourceReader(process.cwd(), () => [{ name: 'commands', used: 0.25 }]);
    const read = await reader.read();
    reader.close();
    expect(read.map(({ name }) => name)).toEqual(['event-loop', 'heap', 'disk', 'commands']);
    for (const { used } of read) expect(used >= 0 && used <= 1).toBe(true);
  });
  it('call a large disk full only when there is no room on it', () => {
    expect(shareOfDisk(40e9, 500e9)).toBe(0.7);
    expect(shareOfDisk(0.5e9, 500e9)).toBeGreaterThan(0.99);
    expect(shareOfDisk(400e9, 500e9)).toBeCloseTo(0.2);
    expect(shareOfDisk(0, 0)).toBe(0);
  });
});
