import { driveExecution, node, workflow } from '@agentflow/testkit';
import { LiveFrames } from './views/live-frames.js';
import { presentWaiting } from './views/present.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const waiting = (config: { readonly [key: string]: string | number }, input = {}) => {
  const run = driveExecution(workflow([node('s', 'signal', { name: 'go', ...config })], ['start -> s -> end']));
  run.start(input);
  return run;
};

describe('corners of control flow', () => {
  it.each([-1, 'soon'])('a signal node refuses the time limit %p', (seconds) => {
    expect(waiting({ timeoutSeconds: '{{ input.seconds }}' }, { seconds }).state.error).toMatchObject({
      code: 'EXPRESSION_FAILED',
      path: 's',
    });
  });
  it.each([null, '', 'x'.repeat(600), { a: 1 }])('a signal node refuses the key %j', (key) => {
    expect(waiting({ key: '{{ input.key }}' }, { key }).state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 's' });
  });
  it.each([7, true])('a signal node takes the key %p as text', (key) => {
    expect(waiting({ key: '{{ input.key }}' }, { key }).node('s').signal?.key).toBe(String(key));
  });

  it('what waits is shown with its name, its key and its time, live and when asked', () => {
    const plain = waiting({});
    expect(presentWaiting(plain.state)).toEqual([{ path: 's', kind: 'signal', signal: 'go' }]);
    const full = waiting({ key: 'order-7', timeoutSeconds: 60 });
    expect(presentWaiting(full.state)).toEqual([
      { path: 's', kind: 'signal', signal: 'go', key: 'order-7', expiresAt: new Date(full.now + 60_000).toISOString() },
    ]);
    const frames = (run: typeof full) => {
      const live = new LiveFrames(run.state.id, run.plan);
      return run.events.flatMap((event) => live.of(event, run.now)).filter(({ payload }) => payload['path'] === 's');
    };
    expect(frames(plain)[0]).toMatchObject({ type: 'node_started', payload: { signal: 'go' } });
    expect(frames(full)[0]).toMatchObject({
      type: 'node_started',
      payload: { signal: 'go', key: 'order-7', expires_at: new Date(full.now + 60_000).toISOString() },
    });
    const mutex = driveExecution(workflow([echo('m', { mutex: '"printer"', timeoutSeconds: 5 })], ['start -> m -> end']));
    mutex.start();
    expect(presentWaiting(mutex.state)).toEqual([
      { path: 'm', kind: 'mutex', key: 'printer', expiresAt: new Date(mutex.now + 5_000).toISOString() },
    ]);
  });

  it('the evidence of an unknown outcome names the compensation, where there is one', () => {
    for (const rest of [{}, { compensation: 'undo' }]) {
      const run = driveExecution(
        workflow([echo('a', { effect: 'at_most_once', ...rest }), echo('undo')], ['start -> a -> end', 'start -> undo']),
      );
      run.start();
      run.send({ type: 'StartEffect', path: 'a', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
      run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'worker-lost' });
      const [view] = presentWaiting(run.state);
      expect(view?.evidence?.['compensation']).toBe('compensation' in rest ? 'undo' : undefined);
    }
  });

  it('the id of a signal counts once, also after its signal was taken', () => {
    const run = driveExecution(
      workflow(
        [
          node(
            'l',
            'loop',
            { times: 200 },
            {
              body: {
                nodes: [node('start', 'start'), node('s', 'signal', { name: 'go' }), node('end', 'end')],
                edges: [
                  { source: 'start', target: 's' },
                  { source: 's', target: 'end' },
                ],
              },
            },
          ),
          echo('stay'),
        ],
        ['start -> l -> end', 'start -> stay -> end'],
      ),
    );
    run.start();
    const send = (id: string) => run.send({ type: 'SendSignal', name: 'go', id, payload: { value: null }, by: 'test' });
    for (let n = 0; n < 150; n++) send(`s${n}`);
    expect(send('s0')).toEqual([]);
    expect(run.state.signals.ids.size).toBe(150);
  });
});
