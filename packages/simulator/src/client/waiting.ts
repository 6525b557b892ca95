import type { ExecutionView, Json, WaitingView } from '@agentflow/core';
import { ORG, type Client } from './client.js';

type Answer = (client: Client, view: ExecutionView, waiting: WaitingView) => Promise<unknown>;

/** What clients do about each kind of waiting: one entry per kind. A timer comes by itself. */
export const ANSWERS: { readonly [kind: string]: Answer } = {
  timer: async () => undefined,
  human: (client, { id }, { path }) => {
    const value: Json = { approved: true, n: client.world.random(100) };
    return client.command('answer', id, (service, by) => service.answer({ org: ORG, executionId: id, path, value, by }), { path, value });
  },
  uncertain: (client, { id }, { path }) => {
    const resolution = (['done', 'not_done', 'repeat'] as const)[client.world.random(3)] as 'done';
    client.history.resolutions.push({ id, path, resolution });
    return client.command('resolve', id, (service, by) => service.resolve({ org: ORG, executionId: id, path, resolution, by }), {
      path,
      name: resolution,
    });
  },
  signal: (client, { id }, { signal, signals = [], key }) => {
    const name = signal ?? (signals[client.world.random(Math.max(1, signals.length))] as string);
    const payload: Json = client.world.random(10);
    return key === undefined ? client.signal(id, name, payload) : client.signalByKey(name, key, payload);
  },
  // Whoever holds it will let go.
  mutex: async () => undefined,
};
