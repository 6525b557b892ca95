import {
  createSchemaCheck,
  cutItems,
  executionId,
  AppError,
  presentFrames,
  presentHead,
  type ExecutionCommand,
  type ExecutionView,
  type OrgId,
} from '@agentflow/core';
import type { Clock, ExecutionService, ExecutionStore, IdSource, PlanSource } from '@agentflow/ports';
import { activeTraceparent } from '@agentflow/service-kit';
import type { Coordinator } from './coordinator.js';
import { pathOf } from './find-node.js';
import { effectsPage } from './read-effects.js';
import { historyPage, liveOf, nodeDetail, pageOfNodes, readable, shown, viewOf } from './read-execution.js';
import { createBudgetService } from './org-budgets.js';
import { createSignalByKey } from './signal-by-key.js';
import { createStartExecution } from './start-execution.js';
import { watchExecution } from './watch-execution.js';

/** The orchestrator's door (ports/services/execution-service): each method is one use case of this folder. */
export function createExecutionService(
  coordinator: Coordinator,
  store: ExecutionStore,
  plans: PlanSource,
  ids: IdSource,
  clock: Clock,
  startKeySecret: string,
): ExecutionService {
  const { mailboxes, values } = coordinator;

  /** Posts a command and answers with the execution as the command left it, once that is durable. */
  const steer = (org: OrgId, id: string, command: ExecutionCommand): Promise<ExecutionView> =>
    new Promise((resolve, reject) => {
      let view: ExecutionView | undefined;
      mailboxes.post(org, executionId(id), {
        command,
        causedBy: activeTraceparent(),
        decided: (live) => (view = viewOf(live)),
        done: (error) => (error === undefined && view ? resolve(view) : reject(error as Error)),
      });
    });

  return {
    start: createStartExecution(coordinator, plans, clock, startKeySecret),
    async get(request) {
      const view = await shown(await readable(coordinator, request), viewOf);
      return request.fromLog === true ? { ...view, unowned: true } : view;
    },
    async list({ org, limit, ...query }) {
      const { items, nextCursor } = await store.list(org, { ...query, limit });
      return { items: items.map(presentHead), nextCursor };
    },
    async nodes({ cursor, limit, ...ref }) {
      const live = await readable(coordinator, ref);
      const page = await pageOfNodes(live, values, cursor, limit);
      return shown(live, () => page);
    },
    node: (request) => nodeDetail(coordinator, store, request),
    async history({ cursor, limit, ...ref }) {
      return historyPage(store, await readable(coordinator, ref), cursor, limit);
    },
    async effects({ cursor, limit, ...ref }) {
      return effectsPage(store, await readable(coordinator, ref), cursor, limit);
    },
    async value({ digest, ...ref }) {
      const live = await readable(coordinator, ref);
      return { json: await values.text(ref.org, live.state.id, digest) };
    },
    pause: ({ org, executionId: id, by, reason }) => steer(org, id, { type: 'Pause', by, reason: reason ?? `paused by ${by}` }),
    resume: ({ org, executionId: id, by }) => steer(org, id, { type: 'Resume', by }),
    stop: ({ org, executionId: id, by, reason }) => steer(org, id, { type: 'Stop', by, reason: reason ?? `stopped by ${by}` }),
    compensate: ({ org, executionId: id, by, reason }) =>
      steer(org, id, { type: 'Compensate', by, reason: reason ?? `compensated by ${by}` }),
    async signal({ org, executionId: id, name, payload, id: given, by }) {
      const { state } = await liveOf(coordinator, org, id);
      const signalId = given ?? ids.next();
      const held = await values.hold(org, state.id, payload);
      return { id: signalId, execution: await steer(org, id, { type: 'SendSignal', name, id: signalId, payload: held, by }) };
    },
    ...createBudgetService(coordinator, clock),
    signalByKey: createSignalByKey(coordinator, ids),
    async answer({ org, executionId: id, path: name, value, by }) {
      const { state } = await liveOf(coordinator, org, id);
      const path = pathOf(state, name);
      const schema = state.nodes.get(path)?.human?.schema;
      const problems = schema === undefined ? [] : createSchemaCheck(schema)(value);
      if (problems.length > 0) throw new AppError('INVALID_INPUT', `the answer does not fit what ${path} asks for`, { path }, { problems });
      return steer(org, id, { type: 'AnswerInput', path, value: await values.hold(org, state.id, value), by });
    },
    async addItems({ org, executionId: id, path: name, items, id: given, by }) {
      const { state } = await liveOf(coordinator, org, id);
      const path = pathOf(state, name);
      const stored: Promise<void>[] = [];
      const held = cutItems(items, (digest, text) => void stored.push(values.put(org, state.id, digest, text)));
      await Promise.all(stored);
      const about = given === undefined ? {} : { id: given };
      return steer(org, id, { type: 'AddItems', path, count: items.length, ...held, ...about, by });
    },
    async resolve({ org, executionId: id, path: name, resolution, output, by }) {
      const { state } = await liveOf(coordinator, org, id);
      const held = output === undefined ? {} : { output: await values.hold(org, state.id, output) };
      return steer(org, id, { type: 'ResolveUncertain', path: pathOf(state, name), resolution, ...held, by });
    },
    async *watch(request) {
      yield* watchExecution(coordinator, store, await liveOf(coordinator, request.org, request.executionId), request);
    },
    async present(request) {
      return shown(await readable(coordinator, request), ({ state }) => ({ frames: presentFrames(state), seq: state.seq }));
    },
    async countOpen({ org, workflowId }) {
      await coordinator.projector.settled();
      return { open: await store.countOpen(org, workflowId) };
    },
  };
}
