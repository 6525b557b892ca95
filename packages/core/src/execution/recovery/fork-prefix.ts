import { AppError } from '../../errors/app-error.js';
import type { ExecutionId, OrgId } from '../../ids.js';
import type { Held } from '../../json.js';
import type { Plan } from '../../workflow/compile/plan.js';
import type { ExecutionEvent, ExecutionStarted } from '../events/events.js';
import { evolve } from '../state/evolve.js';
import { isContainer } from '../state/plan-bodies.js';
import { planFit, type PlanFit } from './plan-fit.js';
import { createState, isEnded, type ExecutionState } from '../state/state.js';

/** Before which event of a node a fork branches off: its first, or that of its step number `step`. */
export interface ForkPoint {
  readonly path: string;
  readonly step?: number;
}
/** An upcast event of the source, with its time. */
export interface TimedEvent {
  readonly event: ExecutionEvent;
  readonly at: number;
}
export interface ForkTarget {
  readonly id: ExecutionId;
  /** Epoch milliseconds: when the fork begins. */
  readonly at: number;
  /** Another revision; its plan. */
  readonly revision?: { readonly plan: Plan; readonly revision: number | 'draft' };
  readonly input?: Held;
  /** W3C trace of what asks for it: the fork is no part of the source's. */
  readonly traceparent?: string;
}
export interface ForkPrefix {
  /** What the fork begins with, numbered from 1, each with its time. */
  readonly events: readonly ExecutionEvent[];
  /** How many events of the source stand before the branch. */
  readonly seq: number;
  /** The plan the fork runs. */
  readonly plan: Plan;
  /** Against `revision`, where one was asked for. */
  readonly fit: PlanFit | null;
}

/**
 * What a fork takes over. Work of other branches that is under way at the branch and has recorded nothing is left out: it begins anew in the
 * fork. What has recorded calls is kept with them.
 * @throws AppError NODE_NOT_FOUND, INVALID_INPUT (no such step), CONFLICT (while it was ending), REVISION_DOES_NOT_FIT
 */
export function forkPrefix(
  source: { readonly org: OrgId; readonly id: ExecutionId; readonly plan: Plan; readonly plans: ReadonlyMap<string, Plan> },
  history: readonly TimedEvent[],
  point: ForkPoint,
  target: ForkTarget,
): ForkPrefix {
  const cut = cutAt(history, point);
  const state = createState(source.org, source.id, source.plan);
  for (const [digest, plan] of source.plans) state.plans.set(digest, plan);
  for (const { event, at } of history.slice(0, cut)) evolve(state, event, at);
  if (isEnded(state) || state.phase === 'stopping' || state.phase === 'compensating')
    throw new AppError('CONFLICT', `the execution was ending when it came to ${point.path}: fork from an earlier node`, {
      path: point.path,
    });
  const { revision } = target;
  const fit = revision ? planFit(state, revision.plan) : null;
  if (fit && !fit.fits) throw notFitting(fit);
  const plan = revision?.plan ?? state.plan;
  const dropped = begunAnew(state, point);
  const events: ExecutionEvent[] = [];
  for (const { event, at } of history.slice(0, cut)) {
    if ('path' in event && event.path !== null && dropped.has(event.path)) continue;
    events.push({
      ...adapted(event, state, plan, cut, target),
      seq: events.length + 1,
      at: event.type === 'ExecutionStarted' ? target.at : at,
    });
  }
  return { events, seq: cut, plan, fit };
}
export const notFitting = (fit: PlanFit): AppError =>
  new AppError('REVISION_DOES_NOT_FIT', `the revision does not fit what has begun: ${fit.problems[0]}`, {
    problems: fit.problems,
    changes: fit.changes.map((change) => ({ ...change })),
  });

function cutAt(history: readonly TimedEvent[], { path, step }: ForkPoint): number {
  const first = history.findIndex(({ event }) => 'path' in event && event.path === path);
  if (first < 0) throw new AppError('NODE_NOT_FOUND', `the execution has not come to ${path}`, { path });
  if (first === 0) throw new AppError('INVALID_INPUT', `${path} is where the execution began: start another one instead`, { path });
  if (step === undefined) return first;
  const at = history.findIndex(({ event }) => 'path' in event && event.path === path && callOf(event) >= step);
  if (at >= 0) return at;
  const steps = history.filter(({ event }) => event.type === 'StepRecorded' && event.path === path).length;
  throw new AppError('INVALID_INPUT', `${path} has no step ${step}: ${steps} are recorded, counted from 0`, { path, steps });
}
/** Number of the call that an event is the first of; -1: of none. */
function callOf(event: ExecutionEvent): number {
  switch (event.type) {
    case 'StepRecorded':
      return event.step.index;
    case 'EffectStarted':
    case 'CallReserved':
      return event.index;
    default:
      return -1;
  }
}
/** Leaf work that was under way and has nothing on record that it could go on with. */
function begunAnew(state: ExecutionState, { path: from, step }: ForkPoint): ReadonlySet<string> {
  const dropped = new Set<string>();
  for (const path of state.active) {
    const node = state.nodes.get(path);
    if (!node || (isContainer(node.plan) && !node.child) || (path === from && step !== undefined)) continue;
    const { task } = node;
    if (!task || (task.steps.size === 0 && task.started === null)) dropped.add(path);
  }
  return dropped;
}
function adapted(event: ExecutionEvent, state: ExecutionState, plan: Plan, seq: number, target: ForkTarget): ExecutionEvent {
  if (event.type === 'ExecutionRetried') {
    const { digest: _digest, revision: _revision, input, ...rest } = event;
    return { ...rest, ...(input === undefined || target.input !== undefined ? {} : { input }) };
  }
  if (event.type !== 'ExecutionStarted') return event;
  const {
    bodyHash: _bodyHash,
    parentPath: _parentPath,
    depth: _depth,
    traceparent: _traced,
    ...rest
  }: ExecutionStarted & ExecutionEvent = event;
  return {
    ...rest,
    bodyHash: null,
    digest: plan.digest,
    revision: target.revision?.revision ?? state.revision,
    input: target.input ?? event.input,
    parentId: null,
    rootId: target.id,
    deadline: plan.timeoutSeconds === undefined ? null : target.at + plan.timeoutSeconds * 1000,
    forkedFrom: { executionId: state.id, seq },
    ...(target.traceparent === undefined ? {} : { traceparent: target.traceparent }),
  };
}
