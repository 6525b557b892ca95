import type { Problem, WorkflowDefinition } from '../../api/types.js';
import { placeProblem } from '../properties/problem-places.js';
import { isUnder, nameOf } from './canvas-view.js';
import type { Scope } from './definition-edits.js';

/**
 * How bad it is at each node, by its name on the canvas that shows `root`. What is wrong inside a container shows on the container, too,
 * unless what is inside is drawn.
 */
export function severitiesAt(
  definition: WorkflowDefinition,
  problems: readonly Problem[],
  root: Scope,
  isDrawn: (name: string) => boolean,
): ReadonlyMap<string, 'error' | 'warning'> {
  const found = new Map<string, 'error' | 'warning'>();
  for (const problem of problems) {
    const placed = placeProblem(definition, problem);
    if (placed.nodeId === undefined || !isUnder(root, placed.scope)) continue;
    const parts = nameOf(root, placed.scope, placed.nodeId).split('/');
    const last = parts.findIndex((_, index) => !isDrawn(parts.slice(0, index + 1).join('/')));
    const name = parts.slice(0, last < 0 ? parts.length : Math.max(last, 1)).join('/');
    if (problem.severity === 'error' || !found.has(name)) found.set(name, problem.severity);
  }
  return found;
}
