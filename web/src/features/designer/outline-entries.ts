/** The graph as a list: every node in the order of its edges, those inside containers below them. */
import type { NodeDefinition, NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { isContainer } from '../canvas/flow-graph.js';
import { inOrder } from '../canvas/neighbours.js';
import { handleOf, machineAt, pathOf, PHASES, statesOf, type Scope } from './definition-edits.js';
import { drawnAt } from './designer-store.js';
import { placesOf } from './canvas-view.js';
import { transitionsOf, type Transition } from './machine-edits.js';

export interface OutlineLink {
  readonly handle: string;
  readonly target: string;
  /** In a machine: what leads there. */
  readonly way?: Transition;
}
export interface OutlineEntry {
  /** Of the node; of a state's body with the name of the state and the body. */
  readonly path: string;
  readonly scope: Scope;
  readonly id: string;
  readonly kind: 'node' | 'state' | 'phase';
  readonly node: NodeDefinition | undefined;
  readonly level: number;
  readonly position: number;
  readonly of: number;
  readonly open: boolean | undefined;
  readonly links: readonly OutlineLink[];
}
/** @param open paths whose inside is listed */
export function outlineEntries(
  definition: WorkflowDefinition,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
  open: ReadonlySet<string>,
): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const list = (scope: Scope, level: number): void => {
    const body = drawnAt(definition, scope);
    const machine = machineAt(definition, scope);
    const ids = machine ? body.nodes.map((node) => node.id) : inOrder(body, placesOf({ definition, scope }, types));
    const byId = new Map(body.nodes.map((node) => [node.id, node]));
    ids.forEach((id, index) => {
      const node = byId.get(id);
      if (!node) return;
      const path = pathOf(scope, id);
      const inside = machine !== undefined || isContainer(node, types.get(node.type));
      const opened = inside ? open.has(path) : undefined;
      const base = { path, scope, id, level, position: index + 1, of: ids.length, open: opened };
      if (machine) {
        const links = transitionsOf(id, statesOf(machine)[id]).map((way) => ({
          handle: `${way.kind}-${way.index}`,
          target: way.target,
          way,
        }));
        entries.push({ ...base, kind: 'state', node: undefined, links });
        if (!opened) return;
        const phases = PHASES.filter((phase) => statesOf(machine)[id]?.[phase]);
        phases.forEach((phase, at) => {
          const inner = [...scope, id, phase];
          const own = inner.join('/');
          entries.push({
            path: own,
            scope: inner,
            id: phase,
            kind: 'phase',
            node: undefined,
            level: level + 1,
            position: at + 1,
            of: phases.length,
            open: open.has(own),
            links: [],
          });
          if (open.has(own)) list(inner, level + 2);
        });
        return;
      }
      const links = body.edges.filter((edge) => edge.source === id).map((edge) => ({ handle: handleOf(edge), target: edge.target }));
      entries.push({ ...base, kind: 'node', node, links });
      if (opened) list([...scope, id], level + 1);
    });
  };
  list([], 1);
  return entries;
}
