import { executionId, presentExecution, type Commit, type ExecutionView, type PartitionId } from '@agentflow/core';
import type { AppendAnswer, CoordinatorMessage, WorkerMessage } from '@agentflow/ports';
import type { Mutant } from './mutant.js';

const durable = (commits: readonly Commit[]): ReadonlyMap<PartitionId, AppendAnswer> =>
  new Map(commits.map(({ partition }) => [partition, 'durable']));

/** Protections taken away, one at a time: the simulator has to find each. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'calls a commit durable before it is written',
    breaks: ['output-commit', 'lost'],
    executions: (store) => ({
      ...store,
      append(commits) {
        store.append(commits).catch(() => undefined);
        return Promise.resolve(durable(commits));
      },
    }),
  },
  {
    name: 'lets a former owner write after it was replaced',
    breaks: ['epoch'],
    world({ executions }) {
      const { append } = executions;
      // No epoch, and no unique position: whoever comes gets the next one.
      executions.append = (commits) => {
        const placed = commits.map(({ commit, text }) => {
          const log = executions.partitions.get(commit.partition);
          if (!log || log.records[commit.position - 1]?.text === text) return { commit, text };
          const stale = { ...(JSON.parse(text) as Commit), position: log.records.length + 1 };
          return stale.epoch === log.epoch ? { commit, text } : { commit: stale, text: JSON.stringify(stale) };
        });
        const epochs = placed.map(({ commit }) => {
          const log = executions.partitions.get(commit.partition);
          const known = log?.epoch ?? 0;
          if (log) log.epoch = commit.epoch;
          return () => void (log && (log.epoch = known));
        });
        const answers = append.call(executions, placed);
        for (const restore of epochs.reverse()) restore();
        return answers;
      };
    },
  },
  {
    name: 'ignores start keys',
    breaks: ['start-key'],
    service: (service) => ({ ...service, start: ({ startKey: _key, ...request }) => service.start(request) }),
  },
  {
    name: 'does not record the start of an at_most_once call',
    breaks: ['unrecorded-start', 'at-most-once'],
    taps: () => ({
      toCoordinator(message, end) {
        if (message.type !== 'step-start') return message;
        end.send({ type: 'ack', id: message.id });
        return null;
      },
    }),
  },
  {
    name: 'hands out an attempt without its recorded steps',
    breaks: ['idempotency-key'],
    taps: () => ({ toWorker: (message) => (message.type === 'task' ? { ...message, task: { ...message.task, steps: [] } } : message) }),
  },
  {
    name: 'makes the attempt part of the idempotency key',
    breaks: ['idempotency-key'],
    taps: () => ({
      toWorker: (message) =>
        message.type === 'task' ? { ...message, task: { ...message.task, generation: message.task.attempt } } : message,
    }),
  },
  {
    name: 'takes a late result for the current one',
    breaks: ['idempotency-key', 'at-most-once', 'stuck', 'unrecorded-start', 'output-commit'],
    taps: lateResults,
  },
  {
    name: 'has a clock that runs ahead',
    breaks: ['early'],
    clock: (clock, { scheduler }) => ({ ...clock, now: () => Math.round(scheduler.started + (clock.now() - scheduler.started) * 1.5) }),
  },
  {
    name: 'loses every fifth wake-up',
    breaks: ['stuck'],
    clock(clock) {
      let count = 0;
      return { ...clock, after: (ms, call) => (ms > 900 && ++count % 5 === 0 ? () => undefined : clock.after(ms, call)) };
    },
  },
  {
    name: 'stores large values after the commit that refers to them',
    breaks: ['value'],
    objects: (objects, { scheduler }) => ({
      ...objects,
      put(key, bytes, options) {
        scheduler.later(null, 400, 'a value is stored at last', () => void objects.put(key, bytes, options).catch(() => undefined));
        return Promise.resolve(true);
      },
    }),
  },
  {
    name: 'shows a client what is only decided',
    breaks: ['output-commit'],
    service: (service, { hot }) => ({
      ...service,
      get(request) {
        const live = hot.peek(executionId(request.executionId));
        return live ? Promise.resolve(presentExecution(live.state, live.version, true)) : service.get(request);
      },
    }),
  },
  {
    name: 'shows now and then what it showed before',
    breaks: ['reads-go-back', 'stuck'],
    service(service) {
      const shown = new Map<string, ExecutionView>();
      let count = 0;
      return {
        ...service,
        async get(request) {
          const known = shown.get(request.executionId);
          if (known && ++count % 3 === 0) return known;
          const view = await service.get(request);
          shown.set(request.executionId, view);
          return view;
        },
      };
    },
  },
  {
    name: 'acknowledges an answer that it does not take',
    breaks: ['acknowledged'],
    service(service) {
      let count = 0;
      return { ...service, answer: (request) => (++count % 2 === 0 ? service.get(request) : service.answer(request)) };
    },
  },
  {
    name: 'acknowledges a stop that it does not do',
    breaks: ['acknowledged'],
    service: (service) => ({ ...service, stop: (request) => service.get(request) }),
  },
  {
    name: 'leaves an event out of a commit',
    breaks: ['fold', 'sequence'],
    executions(store) {
      let count = 0;
      return {
        ...store,
        append: (commits) =>
          store.append(
            commits.map((commit) =>
              commit.events.length > 2 && ++count % 4 === 0 ? { ...commit, events: commit.events.slice(0, -1) } : commit,
            ),
          ),
      };
    },
  },
  {
    name: 'records other seeds than it decided with',
    breaks: ['replay'],
    executions: (store) => ({
      ...store,
      append: (commits) =>
        store.append(commits.map((commit) => ({ ...commit, causes: commit.causes.map((cause) => ({ ...cause, seed: 1 })) }))),
    }),
  },
  {
    name: 'moves on although an event was not published',
    breaks: ['published'],
    bus(bus) {
      let count = 0;
      return { ...bus, publish: (topic, messages) => (++count % 2 === 0 ? Promise.resolve() : bus.publish(topic, messages)) };
    },
  },
  {
    name: 'does not keep its list',
    breaks: ['listed'],
    executions: (store) => ({ ...store, project: (_heads, cursors) => store.project([], cursors) }),
  },
  {
    name: 'takes nothing up after a restart',
    breaks: ['stuck'],
    executions: (store) => ({ ...store, open: () => Promise.resolve({ items: [], nextCursor: null }) }),
  },
];

/** No token: the result of whichever attempt is taken for that of the current one. */
function lateResults(): ReturnType<NonNullable<Mutant['taps']>> {
  const places = new Map<string, string>();
  const current = new Map<string, string>();
  const told = new Map<string, WorkerMessage & { readonly type: 'result' }>();
  /** Former results of what has been handed out again: the next heartbeat brings one. */
  const late: string[] = [];
  return {
    toWorker(message: CoordinatorMessage) {
      if (message.type === 'task') {
        const { executionId: id, path, token } = message.task;
        const place = `${id} ${path}`;
        places.set(token, place);
        current.set(place, token);
        if (told.has(place)) late.push(place);
      }
      return message;
    },
    toCoordinator(message: WorkerMessage) {
      if (message.type === 'heartbeat') {
        const place = late.shift();
        const former = place === undefined ? undefined : told.get(place);
        return former === undefined ? message : { ...former, token: current.get(place as string) ?? former.token };
      }
      if (message.type !== 'result') return message;
      const place = places.get(message.token);
      if (place === undefined) return message;
      told.set(place, message);
      return { ...message, token: current.get(place) ?? message.token };
    },
  };
}
