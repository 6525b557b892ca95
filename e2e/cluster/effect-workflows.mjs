const RETRY = { maxAttempts: 10, initialDelaySeconds: 0.1, maxDelaySeconds: 1 };
const END = { id: 'end', type: 'end', config: { output: '{{ input.id }}' } };

function chain(name, nodes) {
  const ids = ['start', ...nodes.map(({ id }) => id), 'end'];
  return {
    schemaVersion: '1',
    name,
    inputs: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    nodes: [{ id: 'start', type: 'start' }, ...nodes, END],
    edges: ids.slice(1).map((target, n) => ({ source: ids[n], target })),
  };
}
/** The workflows under load, by kind: `{ definition, calls, once }`; `calls` at the target `url` that each execution makes, `once` those of class `at_most_once`. `across` has a node of another domain, `large` is about a value that is kept in the object store. */
export function effectWorkflows(url) {
  const call = (id, effect = 'idempotent', more = {}) => ({
    id,
    type: 'http',
    config: { method: 'POST', url, body: { kind: id, id: '{{ input.id }}' } },
    effect,
    retry: RETRY,
    timeoutSeconds: 30,
    ...more,
  });
  return {
    guarded: {
      definition: chain('proof-guarded', [call('reserve'), call('charge', 'at_most_once'), call('confirm')]),
      calls: ['reserve', 'charge', 'confirm'],
      once: ['charge'],
    },
    large: {
      definition: chain('proof-large', [
        { id: 'copy', type: 'tool', config: { tool: 'echo', arguments: { text: '{{ input.text }}' } } },
        call('noted'),
      ]),
      input: { text: 'a value of more than 32 KiB. '.repeat(1_500) },
      calls: ['noted'],
      once: [],
    },
    across: {
      definition: chain('proof-across', [call('before'), call('look', 'idempotent', { domain: 'research' }), call('after')]),
      calls: ['before', 'look', 'after'],
      once: [],
    },
  };
}
