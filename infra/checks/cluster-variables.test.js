import { readFileSync } from 'node:fs';
import { agentRuntimeProcessConfig } from '@agentflow/agent-runtime';
import { designerProcessConfig } from '@agentflow/designer';
import { gatewayProcessConfig } from '@agentflow/gateway';
import { metricsProcessConfig } from '@agentflow/metrics';
import { orchestratorProcessConfig } from '@agentflow/orchestrator';
import { schedulerProcessConfig } from '@agentflow/scheduler';

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

it.each([
  ['gateway', gatewayProcessConfig],
  ['designer', designerProcessConfig],
  ['orchestrator', orchestratorProcessConfig],
  ['agent-runtime', agentRuntimeProcessConfig],
  ['scheduler', schedulerProcessConfig],
  ['metrics', metricsProcessConfig],
])('the page for operators names every variable that %s reads', (_, schema) => {
  const names = Object.keys(schema.shape);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
