import { AppError, type EffectClass, type JsonObject } from '@agentflow/core';
import { agentRuntimeConfig, createEgress, type Egress, type EgressRequest } from '@agentflow/agent-runtime';
import type { Clock, ModelClient, ModelEvent, ModelRequest } from '@agentflow/ports';
import type { FaultPlan } from './fault-plan.js';
import type { Owner, Scheduler } from './scheduler.js';

/** A call that reached, or was to reach, a system outside. */
export interface LedgerCall {
  readonly key: string;
  readonly effect: EffectClass;
  /** Which runtime made it. */
  readonly by: string;
  /** The scheduler's step at which it was made. */
  readonly madeAt: number;
  /** Whether the effect happened. */
  happened: boolean;
}
/** What the world outside saw: survives every crash. The key is the idempotency key. */
export class EffectLedger {
  readonly calls: LedgerCall[] = [];
  readonly byKey = new Map<string, LedgerCall[]>();
  make(call: LedgerCall): LedgerCall {
    this.calls.push(call);
    const list = this.byKey.get(call.key);
    if (list) list.push(call);
    else this.byKey.set(call.key, [call]);
    return call;
  }
  happened(key: string): number {
    return (this.byKey.get(key) ?? []).filter((call) => call.happened).length;
  }
}
const CONFIG = agentRuntimeConfig.parse({});
const DOWN = { faults: ['before', 'after', 'slow'] } as const;

/** The outside as one process sees it: HTTP targets whose address says which effect they have, and a model. Calls that left a process that dies may still happen. */
export function createOutside(
  owner: Owner,
  clock: Clock,
  scheduler: Scheduler,
  faults: FaultPlan,
  ledger: EffectLedger,
): { readonly egress: Egress; readonly models: ModelClient } {
  /** Makes the call, lets it happen unless a fault keeps it, and answers with what the target says. */
  function reach(
    key: string,
    effect: EffectClass,
    signal: AbortSignal,
    once: boolean,
    ms = 0,
  ): Promise<{ readonly count: number; readonly serial: number }> {
    const fault = faults.decide(DOWN.faults);
    const call = ledger.make({ key, effect, by: owner.name, madeAt: scheduler.steps, happened: false });
    const label = `${effect} ${key.slice(0, 6)}`;
    scheduler.note(`calls ${label}${fault === 'none' ? '' : ` (${fault})`}`);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      const wait = ms + (fault === 'slow' ? 50 + scheduler.draw(8_000) : scheduler.hop());
      scheduler.later(null, wait, `reaches ${label}`, () => {
        // Half of what was on its way when its process died gets lost with it.
        if (!owner.alive && scheduler.draw(2) === 0) return;
        if (fault === 'before') {
          const sent: JsonObject = scheduler.draw(2) === 0 ? { sent: false } : {};
          return void scheduler.later(owner, scheduler.hop(), `refused ${label}`, () =>
            reject(new AppError('HTTP_UNAVAILABLE', 'the target cannot be reached', sent, { retryable: true })),
          );
        }
        call.happened = true;
        scheduler.later(owner, scheduler.hop(), `answers ${label}`, () => {
          if (fault === 'after') reject(new AppError('HTTP_UNAVAILABLE', 'the connection broke', {}, { retryable: !once }));
          else resolve({ count: ledger.happened(key), serial: ledger.calls.indexOf(call) });
        });
      });
    });
  }
  const egress: Egress = {
    async request(request: EgressRequest) {
      const url = new URL(request.url);
      const effect = url.hostname.split('.')[0] as string;
      const key = request.headers?.['idempotency-key'] ?? `read ${url.href}`;
      const ms = Number(url.searchParams.get('ms') ?? 0);
      const { count, serial } = await reach(key, toEffect(effect), request.signal, request.once ?? false, ms);
      const status = url.searchParams.get('status');
      const code = status === null ? 200 : status === 'flaky' ? (count === 1 ? 503 : 200) : Number(status);
      const large = url.searchParams.has('large') ? 'x'.repeat(40_000) : '';
      const body = Buffer.from(JSON.stringify({ ok: true, serial, ...(large && { large: `${url.pathname}${large}` }) }));
      return { status: code, headers: { 'content-type': 'application/json' }, body, url };
    },
    fetch: () => Promise.reject(new Error('no model of this world is called by fetch')),
    connect: () => Promise.reject(new Error('no mail leaves this world')),
    breakers: createEgress({ config: CONFIG, clock }).breakers,
    close: () => undefined,
  };
  const models: ModelClient = {
    async *stream(request: ModelRequest): AsyncIterable<ModelEvent> {
      await reach(request.idempotencyKey ?? 'model', 'read', request.signal, false);
      yield { type: 'text', text: 'so ' };
      const usage = { inputTokens: 10, outputTokens: 2, cost: '0.001' };
      yield { type: 'done', text: 'so be it', toolCalls: [], finish: 'stop', usage };
    },
    list: () => Promise.resolve([]),
    quote: () => Promise.resolve({ cost: '0.001', tokens: 12, maxTokens: 2 }),
  };
  return { egress, models };
}
const CLASSES: { readonly [host: string]: EffectClass } = {
  read: 'read',
  idempotent: 'idempotent',
  repeatable: 'at_least_once',
  once: 'at_most_once',
};
const toEffect = (host: string): EffectClass => CLASSES[host] ?? 'at_least_once';
