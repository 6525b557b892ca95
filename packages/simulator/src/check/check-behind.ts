import { PUBLIC_EVENTS_TOPIC } from '@agentflow/core';
import { ORG } from '../client/client.js';
import type { World } from '../world.js';
import type { ExecutionRecord } from './execution-record.js';
import type { Report } from './violation.js';

const ENDS: ReadonlySet<string> = new Set(['ExecutionCompleted', 'ExecutionFailed', 'ExecutionStopped']);

/** What follows the log: the list, and the events that others are told. */
export function checkBehind(world: World, records: ReadonlyMap<string, ExecutionRecord>, report: Report): void {
  const heads = new Map(world.executions.list(ORG, { limit: 10_000 }).items.map((head) => [head.executionId as string, head]));
  const published = new Set<string>();
  for (const { value } of world.bus.topic(PUBLIC_EVENTS_TOPIC)) {
    const { id } = JSON.parse(value) as { id: string };
    published.add(id);
    const [execution, seq] = id.split(':') as [string, string];
    if (!records.get(execution)?.events[Number(seq) - 1]) report('published', `event ${id} was published and is not in the log`);
  }
  for (const { id, state, events } of records.values()) {
    if (state.shared) continue;
    const head = heads.get(id);
    // What runs a part of another one is shown and published as that one alone.
    if (state.segment) {
      if (head) report('listed', `${id} runs a segment and is listed`);
      for (const { event } of events)
        if (ENDS.has(event.type) && published.has(`${id}:${event.seq}`)) report('published', `${event.type} of ${id} was published`);
      continue;
    }
    if (head?.status !== state.status) report('listed', `${id} is listed as ${head?.status ?? 'nothing'} and is ${state.status}`);
    for (const { event } of events)
      if (ENDS.has(event.type) && !published.has(`${id}:${event.seq}`)) report('published', `${event.type} of ${id} was never published`);
  }
}
