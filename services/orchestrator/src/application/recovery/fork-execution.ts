import {
  AppError,
  domainOf,
  forkPrefix,
  upcast,
  type ExecutionEvent,
  type ExecutionView,
  type Plan,
  type TimedEvent,
} from '@agentflow/core';
import type { Clock, ExecutionStore, PlanSource, RecoveryService } from '@agentflow/ports';
import { activeTraceparent } from '@agentflow/service-kit';
import type { Coordinator } from '../coordinator.js';
import { pathOf } from '../find-node.js';
import { durable } from '../live-execution.js';
import { loadPlans } from '../load-plans.js';
import { liveOf, viewOf } from '../read-execution.js';
import { checkInput } from './check-input.js';
import { heldRefs } from './held-refs.js';

export interface ForkPorts {
  readonly coordinator: Coordinator;
  readonly store: ExecutionStore;
  readonly plans: PlanSource;
  readonly clock: Clock;
}
/** Copied events per command: a commit of at most some hundred KiB. */
const CHUNK = { events: 1_000, chars: 256 * 1024 };

/** Begins a new execution with the first part of another's history: what stands in it was done there and is not done again. */
export function createFork({ coordinator, store, plans, clock }: ForkPorts): RecoveryService['fork'] {
  const { hot, mailboxes, values } = coordinator;

  return async ({ org, executionId: sourceId, from, input, revision, by }) => {
    const live = await liveOf(coordinator, org, sourceId);
    const path = pathOf(live.state, from.path);
    const step = from.step === undefined ? {} : { step: from.step };
    if (live.pending || live.inFlight) await durable(live);
    const source = live.state.id;
    const id = coordinator.newId(domainOf(source));
    const { history, first, known } = await readHistory(org, source);
    const plan = revision && (await plans.load(org, revision.digest));
    checkInput(plan ?? live.state.plan, input);
    const traceparent = activeTraceparent();
    const prefix = forkPrefix(
      { org, id: source, plan: first, plans: known },
      history,
      { path, ...step },
      {
        id,
        at: clock.now(),
        ...(traceparent !== undefined && { traceparent }),
        ...(plan && revision ? { revision: { plan, revision: revision.revision } } : {}),
        ...(input === undefined ? {} : { input: await values.hold(org, id, input) }),
      },
    );
    for (const digest of heldRefs(prefix.events)) {
      if (input !== undefined && heldRefs(prefix.events[0]).has(digest) && (await isThere(org, id, digest))) continue;
      await values.put(org, id, digest, await values.text(org, source, digest));
    }
    hot.create(org, id, prefix.plan);
    return new Promise<ExecutionView>((resolve, reject) => {
      let view: ExecutionView | undefined;
      let refused: unknown;
      for (const events of chunks(prefix.events))
        mailboxes.post(org, id, {
          command: { type: 'CopyEvents', events, count: events.length },
          done: (error) => void (refused ??= error),
        });
      mailboxes.post(org, id, {
        command: { type: 'FinishFork', by, path, ...step },
        decided: (decided) => (view = viewOf(decided)),
        done: (error) => {
          if (error === undefined && view) resolve(view);
          else reject((refused ?? error ?? new AppError('INTERNAL', 'the fork was not decided')) as Error);
        },
      });
    });
  };

  async function isThere(org: Parameters<typeof values.text>[0], id: Parameters<typeof values.text>[1], digest: string): Promise<boolean> {
    return values.text(org, id, digest).then(
      () => true,
      () => false,
    );
  }
  async function readHistory(org: Parameters<ExecutionStore['read']>[0], id: Parameters<ExecutionStore['read']>[1]) {
    const history: TimedEvent[] = [];
    let first: Plan | undefined;
    const known = { org, plans: new Map<string, Plan>() };
    for await (const commit of store.read(org, id, 0)) {
      const [start] = commit.events;
      if (!first && start?.type === 'ExecutionStarted') first = await plans.load(org, start.digest);
      await loadPlans(plans, known as Parameters<typeof loadPlans>[1], commit);
      for (const event of commit.events) history.push({ event: upcast(event), at: event.at ?? commit.at });
    }
    if (!first) throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: id });
    return { history, first, known: known.plans };
  }
}
function* chunks(events: readonly ExecutionEvent[]): Generator<readonly ExecutionEvent[]> {
  let from = 0;
  let chars = 0;
  for (let index = 0; index < events.length; index++) {
    chars += JSON.stringify(events[index]).length;
    if (index + 1 - from < CHUNK.events && chars < CHUNK.chars) continue;
    yield events.slice(from, index + 1);
    from = index + 1;
    chars = 0;
  }
  if (from < events.length) yield events.slice(from);
}
