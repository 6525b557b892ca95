import type { Service } from '@agentflow/ports';
import { composeLifecycle } from './lifecycle.js';

const part = (name: string, log: string[], over: Partial<Service> = {}): Service => ({
  name,
  start: async () => void log.push(`start ${name}`),
  stop: async () => void log.push(`stop ${name}`),
  ready: async () => ({ ready: true, checks: { store: 'ok' } }),
  ...over,
});

describe('composeLifecycle', () => {
  it('starts in order and stops in reverse, once however often it is asked', async () => {
    const log: string[] = [];
    const all = composeLifecycle('all', [part('a', log), part('b', log), part('c', log)]);
    await Promise.all([all.start(), all.start()]);
    await Promise.all([all.stop(), all.stop()]);
    expect(log).toEqual(['start a', 'start b', 'start c', 'stop c', 'stop b', 'stop a']);
  });
  it('stops what had started when a later start fails, and throws that failure', async () => {
    const log: string[] = [];
    const broken = part('b', log, { start: () => Promise.reject(new Error('port taken')) });
    const all = composeLifecycle('all', [part('a', log), broken, part('c', log)]);
    await expect(all.start()).rejects.toThrow('port taken');
    expect(log).toEqual(['start a', 'stop b', 'stop a']);
  });
  it('goes past a service that hangs and one that fails, and names both', async () => {
    const log: string[] = [];
    const hanging = part('hanging', log, { stop: () => new Promise(() => undefined) });
    const failing = part('failing', log, { stop: () => Promise.reject(new Error('disk gone')) });
    const all = composeLifecycle('all', [part('a', log), failing, hanging, part('z', log)], { stopMs: 50 });
    await all.start();
    await expect(all.stop()).rejects.toMatchObject({ code: 'INTERNAL', details: { services: ['hanging', 'failing'] } });
    expect(log.slice(-2)).toEqual(['stop z', 'stop a']);
  });
  it('stopping while it starts waits for the start in progress and closes it', async () => {
    const log: string[] = [];
    let up = (): void => undefined;
    const slow = part('slow', log, { start: () => new Promise((resolve) => (up = () => (log.push('start slow'), resolve()))) });
    const all = composeLifecycle('all', [slow, part('never', log)]);
    const started = all.start();
    const stopped = all.stop();
    up();
    await expect(started).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await stopped;
    expect(log).toEqual(['start slow', 'stop slow']);
  });
  it('is ready when all are, and says which dependency is not', async () => {
    const log: string[] = [];
    const sick = part('sick', log, { ready: async () => ({ ready: false, checks: { bus: 'behind' } }) });
    const throwing = part('throwing', log, { ready: () => Promise.reject(new Error('secret text')) });
    const all = composeLifecycle('all', [part('a', log), sick, throwing]);
    expect((await all.ready()).ready).toBe(false);
    await all.start();
    expect(await all.ready()).toEqual({
      ready: false,
      checks: { 'a.store': 'ok', 'sick.bus': 'behind', throwing: 'the check itself failed' },
    });
    await all.stop();
    expect((await all.ready()).checks).toEqual({ all: 'stopping' });
  });
});
