import type { ExecutionId } from '../../ids.js';
import type { Held } from '../../json.js';
import type { BindingValue } from '../../task/task.js';
import type { NodeError, Usage } from '../views/views.js';
import { splitPath } from '../state/state.js';

/** What the execution of a segment is handed over by the one whose nodes it runs. */
export interface SegmentSeed {
  /** Where its body stands there: a node `id` of it is `prefix + id + suffix`. */
  readonly prefix: string;
  readonly suffix: string;
  /** What its nodes may read of what lies outside, by root, as it stood when the segment began. */
  readonly values: { readonly [root: string]: BindingValue };
}
/** What the end of a segment's execution says of its nodes. */
export interface SegmentEnd {
  /** Once it has completed: all of its nodes, in their order. */
  readonly nodes?: readonly SegmentNodeEnd[];
  /** Where it failed, as the execution around it names the node. */
  readonly origin?: string;
  /** Nodes that it has undone, as the execution around it names them. */
  readonly undone?: readonly string[];
}
export interface SegmentNodeEnd extends DelegatedWork {
  readonly id: string;
  readonly status: 'completed' | 'failed' | 'skipped' | 'cancelled';
  readonly output: Held;
  /** Handles whose edges were taken. */
  readonly handles: readonly string[];
  readonly error?: NodeError;
}
/** How a node fared that another execution has run. */
export interface DelegatedWork {
  readonly attempt: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly usage: Usage;
}
/** On a node's end: who has run it, and how it fared there. */
export interface Delegated extends DelegatedWork {
  readonly to: ExecutionId;
}

/** The path in the execution around a segment's of what stands at `path` in that. */
export function outerPath({ prefix, suffix }: Pick<SegmentSeed, 'prefix' | 'suffix'>, path: string): string {
  const slash = path.indexOf('/');
  const [head, rest] = slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash)];
  const { id, suffix: index } = splitPath(head);
  return `${prefix}${id}${suffix}${index}${rest}`;
}
/** The other way round; `undefined`: it does not lie in the body of the node at `entry`, which the segment began with. */
export function innerPath(entry: string, path: string): string | undefined {
  const { prefix, suffix } = splitPath(entry);
  if (!path.startsWith(prefix)) return undefined;
  const inside = path.slice(prefix.length);
  const slash = inside.indexOf('/');
  const [head, rest] = slash < 0 ? [inside, ''] : [inside.slice(0, slash), inside.slice(slash)];
  const { id, suffix: index } = splitPath(head);
  if (!index.startsWith(suffix)) return undefined;
  return `${id}${index.slice(suffix.length)}${rest}`;
}
