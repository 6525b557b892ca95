import { EventEmitter } from 'node:events';
import { AppError } from '@agentflow/core';
import type { Service } from '@agentflow/ports';
import { z } from 'zod';
import { readinessOf } from '../health.js';
import { composeLifecycle } from '../lifecycle.js';
import { adminShape, masterKeyShape, processShape, serverShapes } from './cluster-config.js';
import { runService, type HostProcess, type StartedService, type StartScope } from './run-service.js';

const schema = z.object({ ...processShape, ...adminShape });
const env = { AGENTFLOW_HTTP_PORT: '0', AGENTFLOW_LOG_LEVEL: 'silent' };

/** A process that only remembers what it was told. */
function createHost() {
  const events = new EventEmitter();
  const said = { out: '', err: '' };
  const exits: number[] = [];
  const waiting: (() => void)[] = [];
  const host: HostProcess = {
    on: (event, listener) => events.on(event, listener),
    exit: (code) => void exits.push(code),
    stdout: {
      write: (text) => {
        said.out += text;
        for (const call of waiting.splice(0)) call();
      },
    },
    stderr: { write: (text) => (said.err += text) },
  };
  return {
    host,
    said,
    exits,
    signal: (name: string, about?: unknown) => events.emit(name, about),
    ready: new Promise<void>((resolve) => waiting.push(resolve)),
  };
}
const part = (name: string, told: string[], stop: () => Promise<void> = async () => undefined): Service => ({
  name,
  start: async () => void told.push(`start ${name}`),
  stop: async () => {
    told.push(`stop ${name}`);
    await stop();
  },
  ready: async () => ({ ready: true, checks: { [name]: 'ok' } }),
});
const starting = (told: string[], parts: readonly Service[], scopes: StartScope<unknown>[] = []) => {
  return async (scope: StartScope<unknown>): Promise<StartedService> => {
    scopes.push(scope);
    scope.onClose('first opened', () => void told.push('close first opened'));
    scope.onClose('last opened', () => void told.push('close last opened'));
    return { lifecycle: composeLifecycle('all', parts), leaving: async () => void told.push('leaving') };
  };
};

describe('the frame of a process', () => {
  it('names every wrong variable at once, never its value, and ends with 1 before anything is opened', async () => {
    const { host, said, exits } = createHost();
    let begun = false;
    const all = z.object({
      ...processShape,
      ...adminShape,
      ...masterKeyShape,
      ...serverShapes.mongodb,
      ...serverShapes.kafka,
      ...serverShapes.s3,
    });
    const { ended } = runService({
      name: 'trial',
      schema: all,
      env: { AGENTFLOW_HTTP_PORT: '99999', MONGODB_URL: 'http://hidden-word@x/', KAFKA_BROKERS: 'a b', AGENTFLOW_MASTER_KEY: 'hidden-key' },
      host,
      start: async () => ((begun = true), { lifecycle: part('x', []) }),
    });
    expect(await ended).toBe(1);
    expect([begun, exits]).toEqual([false, [1]]);
    for (const name of ['AGENTFLOW_HTTP_PORT', 'MONGODB_URL', 'KAFKA_BROKERS', 'AGENTFLOW_MASTER_KEY', 'S3_BUCKET must be set'])
      expect(said.err).toContain(name);
    expect(said.err).not.toMatch(/hidden/);
  });

  it('says where it is once it is ready, and stops what it started in reverse: not ready, leaving, services, stores', async () => {
    const { host, said, exits, signal, ready } = createHost();
    const told: string[] = [];
    const scopes: StartScope<unknown>[] = [];
    let url = '';
    let whileStopping: unknown;
    const asking = async (): Promise<void> => void (whileStopping = await readinessOf(url, 2_000));
    const { ended } = runService({
      name: 'trial',
      schema,
      env,
      host,
      start: starting(told, [part('a', told), part('b', told, asking)], scopes),
    });
    await ready;
    url = scopes[0]!.httpUrl;
    expect(said.out).toBe(`agentflow trial is ready: http ${url}, mode cluster\n`);
    expect(await readinessOf(url, 2_000)).toEqual({ ready: true, checks: { a: 'ok', b: 'ok' } });
    signal('SIGTERM');
    signal('SIGINT'); // a second signal changes nothing
    expect(await ended).toBe(0);
    expect(told).toEqual(['start a', 'start b', 'leaving', 'stop b', 'stop a', 'close last opened', 'close first opened']);
    expect(whileStopping).toEqual({ ready: false, checks: { trial: 'stopping' } });
    expect(await readinessOf(url, 2_000)).toEqual({ ready: false, checks: { process: 'no answer' } });
    expect(exits).toEqual([0]);
  });

  it('ends with 1 after the hard limit when something hangs', async () => {
    const { host, exits, signal, ready } = createHost();
    const told: string[] = [];
    let release = (): void => undefined;
    const hangs = part('hangs', told, () => new Promise<void>((resolve) => (release = resolve)));
    const { ended } = runService({ name: 'trial', schema, env, host, hardStopMs: 100, start: starting(told, [part('a', told), hangs]) });
    await ready;
    signal('SIGTERM');
    expect(await ended).toBe(1);
    expect([exits, told.includes('stop a')]).toEqual([[1], false]);
    release();
  });

  it('tries again while what it needs is not there, says so at /ready, and closes what a failed start had opened', async () => {
    const { host, signal, ready } = createHost();
    const told: string[] = [];
    const seen: unknown[] = [];
    const scopes: StartScope<unknown>[] = [];
    const real = starting(told, [part('a', told)], scopes);
    const { ended } = runService({
      name: 'trial',
      schema,
      env,
      host,
      start: async (scope) => {
        if (scopes.length > 0) seen.push(await readinessOf(scope.httpUrl, 2_000));
        const started = await real(scope);
        if (scopes.length < 2) throw new AppError('UNAVAILABLE', 'the store cannot be reached');
        return started;
      },
    });
    await ready;
    expect(seen).toEqual([{ ready: false, checks: { trial: 'the store cannot be reached' } }]);
    expect(told).toEqual(['close last opened', 'close first opened', 'start a']);
    signal('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('does not wait for a start that waits for something: it closes what that is', async () => {
    const { host, exits, signal } = createHost();
    const told: string[] = [];
    let fail = (): void => undefined;
    let begun = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const waits: Service = {
      ...part('waits', told),
      start: () =>
        new Promise((_, reject) => {
          fail = () => reject(new AppError('UNAVAILABLE', 'closed'));
          begun();
        }),
    };
    const { ended } = runService({
      name: 'trial',
      schema,
      env,
      host,
      start: async ({ onClose }) => {
        onClose('what it waits for', () => fail());
        return { lifecycle: composeLifecycle('all', [waits]) };
      },
    });
    await underWay;
    signal('SIGTERM');
    expect(await ended).toBe(0);
    expect([exits, told]).toEqual([[0], ['stop waits']]);
  });

  it('ends with 1 and a sentence when the start fails for good', async () => {
    const { host, said } = createHost();
    const { ended } = runService({
      name: 'trial',
      schema,
      env,
      host,
      start: () => Promise.reject(new AppError('CONFIG_INVALID', 'this cannot be')),
    });
    expect(await ended).toBe(1);
    expect(said.err).toBe('trial: this cannot be\n');
  });

  it.each(['uncaughtException', 'unhandledRejection'])('ends with 1 on an %s', async (event) => {
    const { host, signal, ready } = createHost();
    const { ended } = runService({ name: 'trial', schema, env, host, start: starting([], []) });
    await ready;
    signal(event, new Error('nobody caught this'));
    expect(await ended).toBe(1);
    signal('SIGTERM'); // a real process would be gone
  });
});
