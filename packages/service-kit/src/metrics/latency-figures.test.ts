import { Registry } from 'prom-client';
import { LatencyFigures } from './latency-figures.js';

it('shows what was observed as a histogram that adds up', async () => {
  const figures = new LatencyFigures();
  for (const seconds of [0.0005, 0.004, 0.004, 3, 60]) figures.observe(seconds);
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'x' });
  figures.register(registry, 'agentflow_test_seconds', 'What a test took');
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toContain('# TYPE agentflow_test_seconds histogram');
  const value = (line: string): number => Number(lines.find((one) => one.startsWith(`${line} `))?.split(' ')[1]);
  expect(value('agentflow_test_seconds_bucket{le="0.001",service="x"}')).toBe(1);
  expect(value('agentflow_test_seconds_bucket{le="0.005",service="x"}')).toBe(3);
  expect(value('agentflow_test_seconds_bucket{le="10",service="x"}')).toBe(4);
  expect(value('agentflow_test_seconds_bucket{le="+Inf",service="x"}')).toBe(5);
  expect(value('agentflow_test_seconds_count{service="x"}')).toBe(5);
  expect(value('agentflow_test_seconds_sum{service="x"}')).toBeCloseTo(63.0085);
});
