import { AppError, isAppError, orgId, type ExecutionView, type Json } from '@agentflow/core';
import type { ExecutionService, StartRequest } from '@agentflow/ports';
import type { SimProcess, World } from '../world.js';
import { ClientHistory, type Told } from './history.js';
import { ANSWERS } from './waiting.js';

export const ORG = orgId('default');
/** A client gives up on an answer after this long, virtual. */
const PATIENCE_MS = 45_000;

/** A workflow of this world, as clients start it. */
export interface Offer {
  readonly digest: string;
  readonly workflowId: string;
}
/** Errors of a network rather than of the service: nobody knows what became of the request. */
const isLost = (error: unknown): boolean =>
  isAppError(error) &&
  (error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED' || error.code === 'OVERLOADED' || error.code === 'OWNERSHIP_LOST');

/** What people and programs outside do. Requests travel through the scheduler and may be lost, doubled or answered too late; what is told is written down. */
export class Client {
  readonly history = new ClientHistory();
  /** Executions that clients know of. */
  readonly known = new Set<string>();
  constructor(readonly world: World) {}

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.world.scheduler.later(null, ms, 'client goes on', resolve));
  }
  /** Sends one request to whoever serves at the moment. @throws AppError UNAVAILABLE, DEADLINE_EXCEEDED, and what the service says */
  send<T>(what: string, id: string | null, ask: (service: ExecutionService) => Promise<T>): Promise<Told<T>> {
    const { scheduler, faults } = this.world;
    this.history.requests++;
    const fault = faults.decide();
    const askedAt = scheduler.steps;
    return new Promise((resolve, reject) => {
      let over = false;
      const end = (call: () => void): void => {
        if (over) return;
        over = true;
        giveUp();
        call();
      };
      const told = (label: string, call: () => void): void => void scheduler.later(null, scheduler.hop(), label, call);
      const refuse = (error: unknown): void =>
        end(() => {
          if (!isLost(error))
            this.history.refusals.push({
              what,
              id,
              askedAt,
              code: isAppError(error) ? error.code : 'NOT_TYPED',
              message: (error as Error).stack ?? String(error),
            });
          reject(error as Error);
        });
      const giveUp = scheduler.later(null, PATIENCE_MS, `client gives up ${what}`, () =>
        refuse(new AppError('DEADLINE_EXCEEDED', `no answer to ${what} in ${PATIENCE_MS} ms`)),
      );
      const wait = fault === 'slow' ? 50 + scheduler.draw(5_000) : scheduler.hop();
      scheduler.later(null, wait, fault === 'none' ? `client ${what}` : `client ${what} (${fault})`, () => {
        const process = this.world.process;
        if (fault === 'before' || !process?.ready)
          return told(`no way to ${what}`, () => refuse(new AppError('UNAVAILABLE', 'nobody answers')));
        const broken = (error: AppError): void => void told(`broken ${what}`, () => refuse(error));
        process.callers.add(broken);
        const answered = (): number => {
          process.callers.delete(broken);
          return scheduler.steps;
        };
        asked(process, ask).then(
          (answer) => {
            const leftAt = answered();
            told(`answer ${what}`, () =>
              fault === 'after'
                ? refuse(new AppError('DEADLINE_EXCEEDED', 'the answer got lost'))
                : end(() => resolve({ askedAt, toldAt: scheduler.steps, leftAt, answer })),
            );
          },
          (error: unknown) => {
            answered();
            told(`refused ${what}`, () => refuse(error));
          },
        );
        if (fault === 'twice') asked(process, ask).catch(() => undefined);
      });
    });
  }
  /** Sends until there is an answer, however often the network fails; gives up after `tries`. */
  async insist<T>(
    what: string,
    id: string | null,
    ask: (service: ExecutionService) => Promise<T>,
    tries = 4,
  ): Promise<Told<T> | undefined> {
    for (let n = 1; ; n++) {
      try {
        return await this.send(what, id, ask);
      } catch (error) {
        if (!isLost(error) || n >= tries) return undefined;
        await this.sleep(100 + this.world.random(1_500));
      }
    }
  }

  async start(offer: Offer, input: Json, key: string | null, more: Partial<StartRequest> = {}): Promise<void> {
    const bodyHash = JSON.stringify(input).slice(0, 60);
    const request: StartRequest = {
      org: ORG,
      workflowId: offer.workflowId,
      workflowName: 'simulated',
      revision: 1,
      digest: offer.digest,
      input,
      variables: {},
      trigger: null,
      priority: this.world.random(3),
      tags: [],
      trial: false,
      by: 'client',
      bodyHash,
      ...(key === null ? {} : { startKey: { source: offer.workflowId, key } }),
      ...more,
    };
    const told = await this.insist(`start${key === null ? '' : ` ${key}`}`, null, (service) => service.start(request));
    if (!told) return;
    const { execution, created } = told.answer;
    this.known.add(execution.id);
    this.history.starts.push({ ...told, answer: { id: execution.id, created, key, bodyHash, input } });
    this.history.views.push({ ...told, answer: execution });
  }
  /** Gives an execution what it waits for, as far as clients can. */
  async answerAll(view: ExecutionView): Promise<void> {
    for (const waiting of view.waiting) await ANSWERS[waiting.kind]?.(this, view, waiting);
  }
  async get(id: string): Promise<ExecutionView | undefined> {
    const told = await this.insist(`get ${id.slice(-4)}`, id, (service) => service.get({ org: ORG, executionId: id }));
    if (told) this.history.views.push(told);
    // No list names those that run its nodes of other domains.
    for (const { executionId } of told?.answer.delegated ?? []) this.known.add(executionId);
    return told?.answer;
  }
  /** Sends a command that answers with the execution; what is acknowledged is written down. */
  async command(
    type: string,
    id: string,
    ask: (service: ExecutionService, by: string) => Promise<ExecutionView>,
    more: { readonly path?: string; readonly value?: Json; readonly name?: string } = {},
  ): Promise<ExecutionView | undefined> {
    const by = `u${this.history.requests}`;
    const told = await this.insist(`${type} ${id.slice(-4)}${more.path === undefined ? '' : ` ${more.path}`}`, id, (service) =>
      ask(service, by),
    );
    if (!told) return undefined;
    this.history.views.push(told);
    this.history.commands.push({ ...told, answer: { id, type, by, ...more } });
    return told.answer;
  }

  /** Sends a signal under an id of its own: repeats after an error are the same signal. */
  async signal(id: string, name: string, payload: Json): Promise<void> {
    const signalId = `s${this.history.requests}-${this.world.random(1_000_000)}`;
    const told = await this.insist(`signal ${id.slice(-4)} ${name}`, id, (service) =>
      service.signal({ org: ORG, executionId: id, name, payload, id: signalId, by: 'client' }),
    );
    if (!told) return;
    this.history.views.push({ ...told, answer: told.answer.execution });
    this.history.commands.push({ ...told, answer: { id, type: 'signal', by: signalId, name } });
  }
  async signalByKey(name: string, key: string, payload: Json): Promise<void> {
    const signalId = `s${this.history.requests}-${this.world.random(1_000_000)}`;
    await this.insist(`signal ${name} by ${key}`, null, (service) =>
      service.signalByKey({ org: ORG, name, key, payload, id: signalId, by: 'client' }),
    );
  }
}
/** A service that throws instead of answering a promise that fails is no better. */
const asked = <T>(process: SimProcess, ask: (service: ExecutionService) => Promise<T>): Promise<T> => {
  try {
    return ask(process.service);
  } catch (error) {
    return Promise.reject(error as Error);
  }
};
