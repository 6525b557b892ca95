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
};
/** Gives an execution what it waits for, as far as clients can. */
export async function answerAll(client: Client, view: ExecutionView): Promise<void> {
  for (const waiting of view.waiting) await ANSWERS[waiting.kind]?.(client, view, waiting);
}
