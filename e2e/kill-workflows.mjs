// The workflows that e2e/kill.mjs runs: together all of control flow. Each says what its client does while it runs (`act`, at every visit, over connections that may be cut at any moment) and what must be
// true of an execution that has ended (`check`, problems as text). `act` keeps in `one.did` what has been acknowledged, so that everything is asked again until it is.

const RETRY = { maxAttempts: 8, initialDelaySeconds: 0.05, maxDelaySeconds: 0.2 };
const node = (id, type, config, more = {}) => ({ id, type, ...(config === undefined ? {} : { config }), ...more });
const lines = (...chains) =>
  chains.flatMap((chain) => {
    const ids = chain.split(' ');
    return ids.slice(1).map((target, i) => {
      const [source, sourceHandle] = ids[i].split(':');
      return { source, target: target.split(':')[0], ...(sourceHandle === undefined ? {} : { sourceHandle }) };
    });
  });
const START = node('start', 'start');
const graph = (nodes, ...chains) => ({ nodes: [START, ...nodes], edges: lines(...chains) });
const end = (output) => node('end', 'end', output === undefined ? undefined : { output });
const workflow = (name, nodes, chains, more = {}) => ({ schemaVersion: '1', name, ...graph(nodes, ...chains), ...more });

/** @returns the definitions and what belongs to them, for calls to `url` */
export function killWorkflows(url) {
  const call = (id, kind, effect = 'idempotent', more = {}, body = {}) =>
    node(id, 'http', { method: 'POST', url, body: { kind, id: '{{ input.id }}', ...body } }, { effect, retry: RETRY, ...more });

  // --- children, published before those that pin them ---------------------------------------------------------------------------------------------------------------
  const grandchild = (version) => workflow('kill-grandchild', [call('deep', 'deep', 'at_most_once'), end({ version })], ['start deep end']);
  const child = workflow(
    'kill-child',
    [
      call('inner', 'inner'),
      node('below', 'subflow', { workflow: 'kill-grandchild', input: { id: '{{ input.id }}' } }),
      end('{{ below.output }}'),
    ],
    ['start inner below end'],
  );

  const kinds = {
    effects: {
      definition: workflow(
        'kill-effects',
        [
          node('pure', 'tool', { tool: 'echo', arguments: { id: '{{ input.id }}' } }),
          call('once', 'once', 'at_most_once'),
          node('nap', 'wait', { seconds: 0.3 }),
          call('safe', 'safe'),
          end('{{ input.id }}'),
        ],
        ['start pure once nap safe end'],
      ),
      calls: ['once', 'safe'],
      output: ({ id }) => id,
    },
    containers: {
      definition: workflow(
        'kill-containers',
        [
          node('turns', 'loop', { times: 3 }, { body: graph([call('turn', 'turn{{ index }}'), end('{{ index }}')], 'start turn end') }),
          node(
            'each',
            'map',
            { items: '["a", "b"]', concurrency: 2, addOn: 'more', closeOn: 'close' },
            { body: graph([call('work', 'item-{{ item }}'), end('{{ item }}')], 'start work end') },
          ),
          end({ turns: '{{ turns.output }}', items: '{{ each.output }}' }),
        ],
        ['start turns each end'],
      ),
      calls: ['turn0', 'turn1', 'turn2', 'item-a', 'item-b', 'item-c', 'item-d'],
      output: () => ({ turns: [0, 1, 2], items: ['a', 'b', 'c', 'd'] }),
      /** Added items come in the order of their acknowledgement: one as a signal, one as a list, then no more. */
      async act(view, api, one) {
        if (!one.did.more) one.did.more = await api.post('signals/more', { payload: 'c', id: `more-${one.id}` });
        if (!view.nodes.some(({ path, status }) => (path === 'each' && status === 'running') || (path === 'each' && status === 'waiting')))
          return;
        if (!one.did.items) one.did.items = await api.post('nodes/each/items', { items: ['d'], id: `items-${one.id}` });
        if (!one.did.close) one.did.close = await api.post('signals/close', { payload: null, id: `close-${one.id}` });
      },
    },
    machine: {
      definition: workflow(
        'kill-machine',
        [
          node('order', 'statemachine', {
            initial: 'open',
            states: {
              open: { on: [{ event: 'paid', when: 'event.sum >= 5', target: 'packing' }] },
              packing: {
                body: graph([call('pack', 'pack', 'at_most_once'), end()], 'start pack end'),
                on: [{ event: 'done', target: 'cooling' }],
              },
              cooling: { after: [{ seconds: 0.1, target: 'ready' }] },
              ready: { entry: graph([call('tell', 'tell'), end()], 'start tell end'), on: [{ event: 'ship', target: 'shipped' }] },
              shipped: { final: true, body: graph([call('ship', 'ship'), end('shipped')], 'start ship end') },
            },
          }),
          end('{{ order.output }}'),
        ],
        ['start order end'],
      ),
      calls: ['pack', 'tell', 'ship'],
      output: () => 'shipped',
      /** What no state takes is dropped, so a late signal is sent again under another id; the payment has one id however often it is sent. */
      async act(view, api, one) {
        if (!one.did.little) one.did.little = await api.post('signals/paid', { payload: { sum: 1 }, id: `little-${one.id}` });
        if (!one.did.paid) one.did.paid = await api.post('signals/paid', { payload: { sum: 9 }, id: `paid-${one.id}` });
        else if (!one.did.again) one.did.again = await api.post('signals/paid', { payload: { sum: 9 }, id: `paid-${one.id}` }, [409]);
        if (view.waiting.some(({ state }) => state === 'ready')) {
          one.ships = (one.ships ?? 0) + 1;
          await api.post('signals/ship', { payload: {}, id: `ship-${one.id}-${one.ships}` }, [409]);
        }
      },
    },
    parent: {
      definition: workflow(
        'kill-parent',
        [
          node('mine', 'subflow', { workflow: 'kill-child', revision: 1, input: { id: '{{ input.id }}' } }),
          call('after', 'after'),
          end('{{ mine.output }}'),
        ],
        ['start mine after end'],
      ),
      calls: ['inner', 'deep', 'after'],
      output: () => ({ version: 1 }),
    },
    mutex: {
      definition: workflow(
        'kill-mutex',
        [
          call('alone', 'alone', 'idempotent', { mutex: '"lock " + string(input.lock)' }, { lock: '{{ input.lock }}' }),
          end('{{ input.id }}'),
        ],
        ['start alone end'],
      ),
      calls: ['alone'],
      output: ({ id }) => id,
    },
    keyed: {
      definition: workflow(
        'kill-keyed',
        [node('arrives', 'signal', { name: 'kill-order', key: '{{ input.id }}' }), call('took', 'took'), end('{{ arrives.output }}')],
        ['start arrives took end'],
      ),
      calls: ['took'],
      output: ({ id }) => ({ of: id }),
      async act(view, api, one) {
        if (!one.did.sent) one.did.sent = await api.send('kill-order', { key: one.id, payload: { of: one.id }, id: `keyed-${one.id}` });
      },
    },
    saga: {
      definition: workflow(
        'kill-saga',
        [
          call('flight', 'flight', 'at_most_once', { compensation: 'undo' }),
          call('hotel', 'hotel', 'idempotent', { compensation: 'undo' }),
          call('car', 'car', 'idempotent', { compensation: 'leave' }),
          call('pay', 'pay'),
          node(
            'undo',
            'http',
            { method: 'POST', url, body: { kind: 'undo-{{ compensated.input.body.kind }}', id: '{{ input.id }}' } },
            { effect: 'idempotent', retry: RETRY },
          ),
          call('leave', 'undo-car', 'at_most_once'),
          end(),
        ],
        ['start flight hotel pay end', 'flight car pay'],
      ),
      calls: [],
      status: 'failed',
      /** A known outcome is not always to be kept: the flight may be given back at once. */
      resolve: (path, one, known) =>
        path === 'flight' && known && one.number % 2 === 0 ? { resolution: 'compensate', output: { status: 200 } } : undefined,
      async check(view, one, { ledger, history }) {
        const seen = (kind) => ledger.get(`${kind} ${one.id}`);
        const problems = [];
        if (!['pay', 'flight'].includes(view.error?.path)) problems.push(`failed with ${JSON.stringify(view.error)}`);
        const completed = (await history())
          .filter(({ type, path }) => type === 'NodeCompleted' && ['flight', 'hotel', 'car'].includes(path))
          .map(({ path }) => path);
        const done = view.error?.path === 'flight' ? ['flight'] : completed;
        const undone = ['flight', 'hotel', 'car']
          .filter((kind) => seen(`undo-${kind}`))
          .sort((a, b) => seen(`undo-${b}`).first - seen(`undo-${a}`).first);
        if (undone.join() !== done.join()) problems.push(`did ${done}, undid in reverse ${undone}`);
        for (const kind of ['flight', 'hotel', 'car']) if (seen(kind) && !seen(`undo-${kind}`)) problems.push(`${kind} is not undone`);
        return problems;
      },
    },
    busy: {
      definition: workflow(
        'kill-busy',
        [call('busy', 'busy'), node('nap', 'wait', { seconds: 0.2 }), call('later', 'later'), end('{{ busy.output.status }}')],
        ['start busy nap later end'],
      ),
      calls: ['busy', 'later'],
      output: () => 200,
    },
    human: {
      definition: workflow(
        'kill-human',
        [
          call('asks', 'asks'),
          node('approve', 'human', {
            prompt: 'Go on?',
            schema: { type: 'object', required: ['yes'], properties: { yes: { type: 'boolean' } } },
          }),
          call('did', 'did', 'at_most_once'),
          end('{{ approve.output.yes }}'),
        ],
        ['start asks approve did end'],
      ),
      calls: ['asks', 'did'],
      output: () => true,
      async act(view, api, one) {
        // 409: the first answer was taken, and its acknowledgement was cut off.
        if (!one.did.answered && view.waiting.some(({ kind }) => kind === 'human'))
          one.did.answered = await api.post('inputs/approve', { value: { yes: true } }, [409]);
      },
    },
    race: {
      definition: workflow(
        'kill-race',
        [
          call('quick', 'quick'),
          node('timer', 'wait', { seconds: 3600 }),
          call('slow', 'slow'),
          node('won', 'set', { values: { by: '{{ quick.status }}' } }, { join: 'first' }),
          call('goes', 'goes'),
          end('{{ won.output.by }}'),
        ],
        ['start quick won goes end', 'start timer won', 'start slow won'],
      ),
      calls: ['goes'],
      async check(view) {
        const status = (path) => view.nodes.find((one) => one.path === path)?.status;
        return status('timer') === 'cancelled' ? [] : [`the timer that lost the race is ${status('timer')}`];
      },
    },
    budget: {
      definition: workflow(
        'kill-budget',
        [
          node(
            'each',
            'map',
            { items: '[1, 2, 3, 4, 5, 6]', concurrency: 6 },
            {
              body: graph(
                [
                  node('ask', 'llm', { model: 'scripted/kill', prompt: 'Say {{ item }}' }, { onError: 'continue' }),
                  end('{{ ask.error == null ? "said" : ask.error.code }}'),
                ],
                'start ask end',
              ),
            },
          ),
          end('{{ each.output }}'),
        ],
        ['start each end'],
        { settings: { budget: { calls: 4 } } },
      ),
      calls: [],
      /** A call that was under way at a kill counts as made, so fewer answers than the limit may come. */
      async check(view) {
        const said = view.output?.filter?.((one) => one === 'said').length ?? NaN;
        const { spent, reserved } = view.budget ?? {};
        const problems = [];
        if (!(said <= 4) || !(Number(spent?.calls) <= 4) || said > Number(spent?.calls))
          problems.push(`${said} answers, budget ${JSON.stringify(view.budget)}`);
        if (Number(reserved?.calls ?? 0) !== 0) problems.push(`still holds ${JSON.stringify(reserved)}`);
        if (view.output?.some?.((one) => one !== 'said' && one !== 'BUDGET_EXCEEDED'))
          problems.push(`answered ${JSON.stringify(view.output)}`);
        return problems;
      },
    },
  };
  return {
    kinds,
    /** Published in this order; the last one after those that pin its former revision. */
    before: [grandchild(1), child],
    after: grandchild(2),
    script: [{ reply: { text: 'done' }, delaySeconds: 0.02, usage: { inputTokens: 3, outputTokens: 1 } }],
    /** Which node of which workflow makes the call that is called so: for outcomes that are unknown. */
    kindOfPath: (path) => ({ leave: 'undo-car' })[path.split('/').at(-1)] ?? path.split('/').at(-1),
  };
}
