import type { WorkflowDefinition } from '@agentflow/core';
import { body, node, workflow } from '@agentflow/testkit';
import type { Scenario } from './run-seed.js';

/** Every kind of node once, in the order in which a person would meet them; in the end it fails, so that what can be undone is undone. */
export const referenceWorkflow: WorkflowDefinition = workflow(
  [
    node('ask', 'llm', { model: 'sim/plain', prompt: 'how urgent is {{ input.n }}?' }),
    node('route', 'switch', { cases: [{ name: 'high', when: 'input.n > 5' }] }),
    node('approve', 'human', { prompt: 'go on?', schema: {} }),
    node('rest', 'wait', { seconds: 2 }),
    node('reserve', 'http', { method: 'POST', url: 'https://idempotent.example/reserve?status=flaky' }, { effect: 'idempotent' }),
    node('charge', 'http', { method: 'POST', url: 'https://once.example/charge' }, { effect: 'at_most_once', compensation: 'refund' }),
    node('refund', 'http', { method: 'DELETE', url: 'https://idempotent.example/charge' }, { effect: 'idempotent' }),
    node('part', 'subflow', { workflow: 'child', input: { n: '{{ input.n }}' } }),
    node('broken', 'fail', { code: 'OUT_OF_STOCK', message: 'there is none left' }),
    node('note', 'set', { values: { total: '{{ input.n * 2 }}' } }),
    node('look', 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } }),
    node(
      'each',
      'map',
      { items: '[1, 2, 3]', concurrency: 2 },
      {
        body: body(
          [
            node('send', 'http', { method: 'POST', url: 'https://repeatable.example/send?large=1' }, { effect: 'at_least_once' }),
            node('read', 'set', { values: { code: '{{ send.output.status }}' } }),
          ],
          ['start -> send -> read -> end'],
        ),
      },
    ),
    node(
      'again',
      'loop',
      { times: 2 },
      {
        body: body(
          [node('poll', 'http', { method: 'POST', url: 'https://idempotent.example/poll' }, { effect: 'idempotent' })],
          ['start -> poll -> end'],
        ),
      },
    ),
    node('join', 'join', {}),
    node('word', 'signal', { name: 'done' }),
    node('low', 'set', { values: { low: 'true' } }),
  ],
  [
    'start -> ask -> route',
    'route:high -> approve -> rest -> reserve -> charge -> join',
    'approve -> note -> look -> join',
    'join -> each -> again -> part -> word -> broken -> end',
    'route:default -> low -> end',
  ],
);
/** One execution of it, started under a key, answered and signalled as it asks. */
export const referenceScenario: Scenario = {
  definitions: () => [referenceWorkflow],
  child: workflow(
    [node('poll', 'http', { method: 'POST', url: 'https://idempotent.example/part' }, { effect: 'idempotent' })],
    ['start -> poll -> end'],
  ),
  async play(client, [offer]) {
    if (!offer) return;
    await client.start(offer, { n: 8 }, 'reference');
    for (let n = 0; n < 60; n++) {
      const [id] = client.known;
      const view = id === undefined ? undefined : await client.get(id);
      if (id === undefined) await client.start(offer, { n: 8 }, 'reference');
      else if (view && view.endedAt !== null) return;
      else if (view) await client.answerAll(view);
      await client.sleep(150);
    }
  },
};
