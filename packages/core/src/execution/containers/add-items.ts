import { AppError } from '../../errors/app-error.js';
import { isRef } from '../../json.js';
import type { ExecutionCommand } from '../events/commands.js';
import { advance } from './containers.js';
import type { Decision } from '../decider.js';
import { isEnded } from '../state/state.js';

/** More items for a map that runs. @throws AppError EXECUTION_ENDED, NODE_NOT_FOUND, CONFLICT (no map that runs, or closed), INVALID_INPUT */
export function addItems(command: Extract<ExecutionCommand, { type: 'AddItems' }>, decision: Decision): void {
  const { state, emit } = decision;
  const { path, items, count, chunks, id } = command;
  if (isEnded(state)) throw new AppError('EXECUTION_ENDED', `the execution has already ${state.status}`, { executionId: state.id });
  const node = state.nodes.get(path);
  if (!node) throw new AppError('NODE_NOT_FOUND', `the execution has not come to a node ${path}`, { path });
  if (id !== undefined && node.map?.additions.has(id)) return;
  if (!node.map || !state.active.has(path)) throw new AppError('CONFLICT', `${path} is no map that runs`, { path });
  const { closeOn } = node.plan as typeof node.plan & { kind: 'map' };
  if (closeOn !== undefined && !node.map.open)
    throw new AppError('CONFLICT', `${path} has been closed by "${closeOn}": it takes no more items`, { path });
  if (!isRef(items) && !Array.isArray(items.value)) throw new AppError('INVALID_INPUT', 'items must be a list', { path });
  if (count === 0) return;
  const known = node.map.count;
  const moved = chunks?.map((chunk) => ({ ...chunk, from: chunk.from + known }));
  emit({ type: 'ItemsAdded', path, items, count, ...(moved && { chunks: moved }), ...(id !== undefined && { id }) });
  advance(decision, path);
}
