import { driveExecution, node, workflow } from '@agentflow/testkit';
import { executionSpanId, ownTraceparent, traceIdIn } from './trace-context.js';
import { presentExecution } from './views/present.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
const calling = workflow(
  [node('call', 'subflow', { workflowId: 'called', revision: 1, input: { n: 1 } }), node('end', 'end', { output: '{{ call.output }}' })],
  ['start -> call -> end'],
);
const caller = (more = {}) => {
  const subflows = { call: { workflowId: 'called', revision: 1, digest: 'sha256:called', workflowName: 'Called' } };
  const run = driveExecution(calling, 1_000_000, subflows);
  run.start({}, more);
  return run;
};

describe('the trace of an execution', () => {
  it('gives it a span whose id follows from its own, in the trace of what started it', () => {
    const { state } = caller({ traceparent });
    expect(ownTraceparent(state)).toBe(`00-${TRACE}-${executionSpanId('X1')}-01`);
    expect(executionSpanId('X1')).toMatch(/^(?!0{16})[0-9a-f]{16}$/);
    expect(executionSpanId('X2')).not.toBe(executionSpanId('X1'));
    expect([traceIdIn(traceparent), presentExecution(state, 1, false).traceId]).toEqual([TRACE, TRACE]);
  });
  it('goes on into what it starts', () => {
    const [traced, untraced] = [caller({ traceparent }), caller()].map(({ messages }) =>
      messages.map(({ command }) => command).find(({ type }) => type === 'StartExecution'),
    );
    expect(traced).toMatchObject({ type: 'StartExecution', traceparent: `00-${TRACE}-${executionSpanId('X1')}-01` });
    expect(untraced).not.toHaveProperty('traceparent');
  });
  it('is nobody’s where nobody traces it', () => {
    const { state } = caller();
    expect([ownTraceparent(state), 'traceId' in presentExecution(state, 1, false)]).toEqual([null, false]);
  });
});
