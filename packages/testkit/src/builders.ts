import type { BodyDefinition, EdgeDefinition, JsonObject, NodeDefinition, WorkflowDefinition } from '@agentflow/core';

type NodeRest = Omit<NodeDefinition, 'id' | 'type' | 'config'>;
/** A node: `node('approve', 'human', { prompt: '?', schema: {} }, { onError: 'continue' })`. */
export const node = (id: string, type: string, config?: JsonObject, rest: NodeRest = {}): NodeDefinition => ({
  id,
  type,
  ...(config === undefined ? {} : { config }),
  ...rest,
});

/** Edges of a chain written as text: `'start -> route:urgent -> page'`; after a colon comes the source handle. */
export function edges(...chains: readonly string[]): readonly EdgeDefinition[] {
  return chains.flatMap((chain) => {
    const stops = chain.split('->').map((stop) => stop.trim().split(':') as [string, string?]);
    return stops.slice(1).map(([target], i) => {
      const [source, sourceHandle] = stops[i] as [string, string?];
      return { source, ...(sourceHandle === undefined ? {} : { sourceHandle }), target };
    });
  });
}

/** A definition of these nodes and chains; `start` and `end` are added where no node has these ids. */
export function workflow(
  nodes: readonly NodeDefinition[],
  chains: readonly string[],
  rest: Partial<WorkflowDefinition> = {},
): WorkflowDefinition {
  return { schemaVersion: '1', name: 'test', ...body(nodes, chains), ...rest };
}

/** The body of a container, with `start` and `end` added where no node has these ids. */
export function body(nodes: readonly NodeDefinition[], chains: readonly string[]): BodyDefinition {
  const ids = new Set(nodes.map((each) => each.id));
  return {
    nodes: [...(ids.has('start') ? [] : [node('start', 'start')]), ...nodes, ...(ids.has('end') ? [] : [node('end', 'end')])],
    edges: edges(...chains),
  };
}

/** `start -> a1 -> … -> end` of `count` nodes of one type, e.g. for measurements. */
export function chain(count: number, type: string, config: JsonObject, rest: Partial<WorkflowDefinition> = {}): WorkflowDefinition {
  const names = Array.from({ length: count }, (_, i) => `a${i + 1}`);
  return workflow(
    names.map((name) => node(name, type, config)),
    [['start', ...names, 'end'].join(' -> ')],
    rest,
  );
}
