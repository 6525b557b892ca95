import type { ExecutionEvent, WorkflowDefinition } from '@agentflow/core';
import { driveExecution, type ExecutionDriver } from './execution-driver.js';

/** Everything that any execution of a workflow may do, whatever is chosen and in whatever order tasks end. */
export interface Explored {
  /** Nodes that began. */
  readonly began: ReadonlySet<string>;
  /** Nodes that failed with JOIN_UNREACHABLE. */
  readonly stuck: ReadonlySet<string>;
  /** Nodes into which an edge was taken after they had begun, or that began with more tokens than they wait for. */
  readonly late: ReadonlySet<string>;
  readonly executions: number;
}

/** Runs the engine through all values of the conditions and cases, all ends of all tasks, in all orders; `undefined` beyond `limit` executions. Root nodes only. */
export function exploreExecutions(definition: WorkflowDefinition, limit: number): Explored | undefined {
  const names = definition.nodes.flatMap((node) => {
    if (node.type === 'condition') return [node.id];
    return node.type === 'switch'
      ? (node.config?.['cases'] as readonly { readonly name: string }[]).map(({ name }) => `${node.id}_${name}`)
      : [];
  });
  const began = new Set<string>();
  const stuck = new Set<string>();
  const late = new Set<string>();
  let executions = 0;
  for (let bits = 0; bits < 1 << names.length; bits++) {
    const input = Object.fromEntries(names.map((name, i) => [name, (bits & (1 << i)) !== 0]));
    const seen = new Set<string>();
    const open: (readonly Move[])[] = [[]];
    for (let moves = open.pop(); moves !== undefined; moves = open.pop()) {
      if (++executions > limit) return undefined;
      const driver = driveExecution(definition);
      driver.start(input);
      for (const move of moves) act(driver, move);
      observe(definition, driver.events, { began, stuck, late: driver.state.status === 'failed' ? new Set() : late });
      const state = stateOf(driver);
      if (seen.has(state) || driver.state.endedAt !== null) continue;
      seen.add(state);
      for (const path of driver.state.openTasks) {
        open.push([...moves, { path, fails: false }]);
        if (definition.edges.some((edge) => edge.source === path && edge.sourceHandle === 'error'))
          open.push([...moves, { path, fails: true }]);
      }
    }
  }
  return { began, stuck, late, executions };
}

interface Move {
  readonly path: string;
  readonly fails: boolean;
}
function act(driver: ExecutionDriver, { path, fails }: Move): void {
  if (fails) driver.fail(path, { retryable: false });
  else driver.complete(path);
}
/** What is still to come depends on no more than this. */
function stateOf({ state }: ExecutionDriver): string {
  return `${state.scopes.get('')?.edges.join('') ?? ''} ${[...state.active].sort().join()}`;
}

/** By which a node goes on that has failed; of the generated graphs only joins pass over failures. */
const HANDLES: { readonly [handled: string]: readonly string[] } = { edge: ['error'], continue: ['out'] };

function observe(
  definition: WorkflowDefinition,
  events: readonly ExecutionEvent[],
  { began, stuck, late }: { [K in 'began' | 'stuck' | 'late']: Set<string> },
): void {
  const started = new Set<string>(['start']);
  const arrived = new Map<string, string[]>();
  for (const edge of definition.edges)
    if (edge.source === 'start') arrived.set(edge.target, [...(arrived.get(edge.target) ?? []), 'start']);
  for (const event of events) {
    if (!('path' in event)) continue;
    const { path } = event;
    const isStuck = event.type === 'NodeFailed' && event.error.code === 'JOIN_UNREACHABLE';
    if (isStuck) stuck.add(path);
    else if (event.type !== 'NodeSkipped') {
      began.add(path);
      started.add(path);
    }
    const handles = event.type === 'NodeCompleted' ? event.handles : event.type === 'NodeFailed' ? (HANDLES[event.handled] ?? []) : [];
    for (const edge of definition.edges) {
      if (edge.source !== path || !handles.includes(edge.sourceHandle ?? 'out')) continue;
      if (started.has(edge.target)) late.add(edge.target);
      arrived.set(edge.target, [...(arrived.get(edge.target) ?? []), path]);
    }
  }
  for (const { id, join } of definition.nodes) {
    const sources = arrived.get(id) ?? [];
    const needed = join === 'any' ? 1 : typeof join === 'object' && 'n' in join ? join.n : Number.POSITIVE_INFINITY;
    if (started.has(id) && sources.length > needed && new Set(sources).size > 1) late.add(id);
  }
}
