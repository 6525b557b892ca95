import type { Commit, ExecutionId, OrgId } from '@agentflow/core';
import type { EventBus, ExecutionStore, ObjectStore } from '@agentflow/ports';
import type { MemoryBus } from '../durable/memory-event-bus.js';
import type { MemoryExecutions } from '../durable/memory-execution-store.js';
import type { MemoryObjects } from '../durable/memory-object-store.js';
import type { Call } from './calls.js';

/** Commits that one read brings: few, so that writes come between. */
const PAGE = 8;
const READ = { faults: ['before', 'slow'] } as const;

/** The port over what it keeps; `call` decides when, and whether, each call takes effect. */
export function executionStorePort(data: MemoryExecutions, call: Call): ExecutionStore {
  return {
    append(commits) {
      const texts = commits.map((commit) => ({ commit, text: JSON.stringify(commit) }));
      return call(
        `append ${commits.map((commit) => `${commit.executionId.slice(-4)}@${commit.version}`).join(' ')}`,
        () => data.append(texts),
        {
          outlives: true,
        },
      );
    },
    async *read(org: OrgId, id: ExecutionId, version: number): AsyncIterable<Commit> {
      for (let after = version; ;) {
        const from = after;
        const page = await call(`read ${id.slice(-4)}`, () => data.read(org, id, from, PAGE), READ);
        yield* page;
        if (page.length < PAGE) return;
        after = (page.at(-1) as Commit).version;
      }
    },
    tail: (partition, position, limit) => call(`tail ${partition}`, () => data.tail(partition, position, limit), { ...READ, brief: true }),
    claim: (partitions, owner, leaseMs) =>
      call('claim', () => data.claim(partitions, owner, leaseMs), { faults: ['before', 'after', 'slow'] }),
    renew: (owned, leaseMs) => call('renew', () => data.renew(owned, leaseMs)),
    release: (owned) => call('release', () => data.release(owned)),
    project(heads, cursors) {
      const rows = heads.map((head) => ({ head, text: JSON.stringify(head) }));
      const moved = new Map(cursors);
      return call('project', () => data.project(rows, moved), { outlives: true });
    },
    cursors: (partitions) => call('cursors', () => data.cursors(partitions), READ),
    head: (org, id) => call('head', () => data.head(org, id), READ),
    list: (org, query) => call('list', () => data.list(org, query), READ),
    open: (partitions, cursor, limit) => call('open', () => data.open(partitions, cursor, limit), READ),
    due: (partitions, at, limit) => call('due', () => data.due(partitions, at, limit), READ),
    countOpenOfRoot: (org, rootId) => call('count tree', () => data.countOpenOfRoot(org, rootId), READ),
    ended: (partitions, cursor, limit) => call('ended', () => data.ended(partitions, cursor, limit), READ),
    delete: (org, ids) => call(`delete ${ids.length}`, () => data.delete(org, ids)),
    reclaim: () => Promise.resolve(false),
    countOpen: (org, workflowId) => call('count', () => data.countOpen(org, workflowId), READ),
  };
}
export function objectStorePort(data: MemoryObjects, call: Call): ObjectStore {
  return {
    put(key, bytes, options) {
      const copy = Uint8Array.from(bytes);
      return call(`put ${key.slice(-8)}`, () => data.put(key, copy, options?.onlyIfAbsent), { outlives: true });
    },
    get: (key) => call(`get ${key.slice(-8)}`, () => data.get(key), READ),
    delete: (key) => call('delete object', () => data.delete(key)),
    list: (prefix, cursor, limit) => call('list objects', () => data.list(prefix, cursor, limit), READ),
    deletePrefix: (prefix) => call('delete prefix', () => data.deletePrefix(prefix)),
  };
}
export function eventBusPort(data: MemoryBus, call: Call): EventBus {
  return {
    publish(topic, messages) {
      const copy = messages.map((message) => ({ ...message }));
      return call(`publish ${messages.length}`, () => data.publish(topic, copy), { outlives: true });
    },
    subscribe: (topic, group, handler, { from, batchSize } = {}) =>
      call('subscribe', () => data.subscribe(topic, group, handler, from, batchSize)),
    lag: (topic, group) => call('lag', () => data.lag(topic, group), READ),
  };
}
