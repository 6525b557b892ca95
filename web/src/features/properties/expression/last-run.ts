import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { executionKeys, fetchExecution, fetchExecutions, fetchNodes } from '../../../api/executions.js';
import type { WorkflowDefinition } from '../../../api/types.js';
import type { Scope } from '../../designer/definition-edits.js';
import type { Instances } from '../../execution-view/run-scope.js';
import { valuesAt, type Evaluate, type LastRun, type Values } from './last-values.js';

const MOST = 400;
const FRESH_MS = 5000;
/** The execution shown, else the workflow's latest that was no test of one node. */
export function useLastRun(workflow: string, shown: string | undefined): LastRun | null {
  const { data } = useQuery({
    queryKey: [...executionKeys.all, 'last-run', workflow, shown ?? ''],
    queryFn: async (): Promise<LastRun | null> => {
      const id = shown ?? (await fetchExecutions({ workflow, page_size: 20 })).items.find((item) => !isNodeTest(item.tags))?.id;
      if (id === undefined) return null;
      const [execution, nodes] = await Promise.all([fetchExecution(id), fetchNodes(id, MOST)]);
      return { execution, nodes: new Map(nodes.map((node) => [node.path, node])) };
    },
    staleTime: FRESH_MS,
    refetchInterval: (query) => (query.state.data && !query.state.data.execution.endedAt ? FRESH_MS : false),
    retry: false,
  });
  return data ?? null;
}
export const isNodeTest = (tags: readonly string[]): boolean => tags.some((tag) => tag.startsWith('test-node:'));

export function useValues(
  definition: WorkflowDefinition,
  scope: Scope,
  run: LastRun | null,
  instances: Instances,
  evaluate: Evaluate,
): Values {
  return useMemo(() => valuesAt(definition, scope, run, instances, evaluate), [definition, scope, run, instances, evaluate]);
}
