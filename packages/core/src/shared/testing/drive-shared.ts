import { executionId, orgId } from '../../ids.js';
import type { ExecutionCommand } from '../../execution/events/commands.js';
import { decide } from '../../execution/decide.js';
import type { ExecutionEvent } from '../../execution/events/events.js';
import { evolve } from '../../execution/state/evolve.js';
import { createState, type ExecutionState } from '../../execution/state/state.js';
import { writeSnapshot } from '../../execution/state/snapshot.js';
import type { SharedKind } from '../shared-commands.js';
import { sharedId } from '../shared-id.js';
import { sharedPlan } from '../shared-plan.js';

const ORG = orgId('default');

/** Drives a shared decider alone: when commands come, then these events and these messages. */
export interface SharedDriver {
  readonly state: ExecutionState;
  now: number;
  /** Decides one command and answers the types of its events. */
  send(command: ExecutionCommand): readonly string[];
  /** Whom it has told what since it was last asked: `<execution> <command>`. */
  told(): readonly string[];
  /** Folding its events gives the state it is in. */
  check(): void;
}
export function driveShared(kind: SharedKind, key: string): SharedDriver {
  const state = createState(ORG, sharedId(ORG, kind, key), sharedPlan(kind));
  const log: { readonly event: ExecutionEvent; readonly at: number }[] = [];
  const driver: SharedDriver = {
    state,
    now: 1_000,
    send(command) {
      const before = log.length;
      decide({ command, at: driver.now, id: `c${before}`, seed: before }, state, (body) => {
        const event = { ...body, seq: state.seq + 1 } as ExecutionEvent;
        log.push({ event, at: driver.now });
        evolve(state, event, driver.now);
      });
      return log.slice(before).map(({ event }) => event.type);
    },
    told: () => state.outbox.splice(0).map(({ to, command }) => `${executionId(to)} ${command.type}`),
    check() {
      const folded = createState(ORG, state.id, state.plan);
      for (const { event, at } of log) evolve(folded, event, at);
      if (writeSnapshot(folded, 0) !== writeSnapshot(state, 0)) throw new Error('folding the events gives another state');
    },
  };
  return driver;
}
