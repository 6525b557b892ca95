import { useCallback, useMemo } from 'react';
import type { NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import { useDesigner } from '../designer/designer-store.js';
import { locate, type Instances } from '../execution-view/run-scope.js';
import { useLastRun, useValues } from './expression/last-run.js';
import { readPath, type Evaluate, type LastRun } from './expression/last-values.js';
import { useEngine } from './expression/use-engine.js';
import type { NodeFormContext } from './FormContext.js';
import { referencesAt } from './references.js';

const FIRST: Instances = {};
/** What the form of a node knows: references, and the values of the execution shown or the latest one. */
export function useNodeFormContext(
  node: NodeDefinition,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
  runPathOf: ((id: string) => string) | undefined,
  executionId: string | undefined,
): { readonly context: NodeFormContext; readonly run: LastRun | null; readonly instances: Instances } {
  const workflow = useDesigner((state) => state.id);
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const run = useLastRun(workflow, executionId);
  const engine = useEngine();
  const evaluate = useCallback<Evaluate>(
    (expression, values) => {
      const outcome = engine?.evaluate(expression, false, values);
      return outcome && 'value' in outcome ? outcome.value : undefined;
    },
    [engine],
  );
  const instances = useMemo(() => (runPathOf ? locate(runPathOf('node')).instances : FIRST), [runPathOf]);
  const values = useValues(definition, scope, run, instances, evaluate);
  const references = useMemo(() => referencesAt(definition, scope, node.id, types), [definition, scope, node.id, types]);
  const literals = useMemo(() => types.get(node.type)?.literals ?? [], [types, node.type]);
  const context = useMemo<NodeFormContext>(
    () => ({ node, references, lastValue: (expression) => readPath(values, expression), values: run ? values : null, literals }),
    [node, references, values, run, literals],
  );
  return { context, run, instances };
}
