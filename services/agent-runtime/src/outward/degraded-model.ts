import { AppError, DEGRADED_FROM, type Json, type JsonObject, type ModelScript } from '@agentflow/core';
import {
  COLLECTIONS,
  MODEL_SETTINGS,
  type DegradationSource,
  type DocumentStore,
  type ModelFallbacksDocument,
  type ModelScriptDocument,
} from '@agentflow/ports';
import type { ModelCall } from '@agentflow/nodes';
import type { Caller, Outward, RoutedModelCall } from '../application/outward.js';
import type { CircuitBreakers } from '../egress/circuit-breakers.js';
import { modelTarget, SCRIPTED } from './guarded-model.js';
import { shortenContext } from './shorten-context.js';

/*
 * I1  At level 0, with the model's circuit closed, a call is made as it was asked, and nothing is looked up.
 * I2  What is sent otherwise is told to `became` before it is sent; what was asked does not change. So a later attempt, at another level, finds its step.
 * I3  A script is no model: from level 3 on it goes on answering.
 */
/** The org's own rules for level 3, and the name that a workflow's own script is recorded under. */
const ORG_RULES = 'rules';
const RETRY_SECONDS = 30;

export interface DegradedModelDeps {
  readonly model: Outward['model'];
  readonly documents: DocumentStore;
  readonly breakers: Pick<CircuitBreakers, 'isOpen'>;
  readonly degradation: Pick<DegradationSource, 'level'>;
}
interface Route {
  readonly call: RoutedModelCall;
  /** Why it is not as it was asked; `null`: it is. */
  readonly degraded: JsonObject | null;
}

/** Calls the model that was asked, or what stands in for it: a fallback, a shorter conversation, rules (docs/adr/0008-degradation.md). @throws AppError DEGRADED, and as `model` does */
export function createDegradedModel({ model, documents, breakers, degradation }: DegradedModelDeps): Outward['model'] {
  async function routeOf(call: ModelCall, caller: Caller): Promise<Route> {
    const { level } = degradation;
    if (level >= DEGRADED_FROM.rules) return rulesFor(call, caller);
    const because = level >= DEGRADED_FROM.reduced ? 'level' : breakers.isOpen(modelTarget(call, caller.org)) ? 'circuit' : null;
    if (because === null) return { call, degraded: null };
    const fallback = await fallbackOf(call, caller);
    const routed = fallback === undefined ? call : standIn(call, fallback);
    const { messages, dropped } = because === 'level' ? shortenContext(call.messages) : { messages: call.messages, dropped: 0 };
    if (routed === call && dropped === 0) return { call, degraded: null };
    return { call: { ...routed, messages }, degraded: { level, because, asked: call.model, droppedMessages: dropped } };
  }
  async function fallbackOf({ model: asked, fallbackModel }: ModelCall, { org, models }: Caller): Promise<string | undefined> {
    const named = fallbackModel ?? models?.fallbackModel ?? (await orgFallback(org, asked));
    return named === asked ? undefined : named;
  }
  async function orgFallback(org: Caller['org'], asked: string): Promise<string | undefined> {
    const found = await documents.get<ModelFallbacksDocument>(org, MODEL_SETTINGS.collection, MODEL_SETTINGS.fallbacks);
    const fallbacks = found?.value.fallbacks ?? {};
    return Object.hasOwn(fallbacks, asked) ? fallbacks[asked] : fallbacks['*'];
  }
  async function rulesFor(call: ModelCall, { org, models }: Caller): Promise<Route> {
    if (call.model.startsWith(SCRIPTED)) return { call, degraded: null };
    const because = { level: degradation.level, because: 'level', asked: call.model, droppedMessages: 0 };
    const by = (name: string, script?: Json): Route => ({
      call: { ...standIn(call, `${SCRIPTED}${name}`), ...(script !== undefined && { script }) },
      degraded: because,
    });
    const rules = models?.rules;
    if (typeof rules === 'string') return by(rules.slice(SCRIPTED.length));
    if (rules !== undefined) return by(ORG_RULES, rules as ModelScript as unknown as Json);
    const own = await documents.get<ModelScriptDocument>(org, COLLECTIONS.modelScripts, ORG_RULES);
    if (own) return by(ORG_RULES, own.value.script);
    throw new AppError(
      'DEGRADED',
      `models are not called at degradation level ${degradation.level}, and neither the workflow (settings.rules) nor the organisation (${SCRIPTED}${ORG_RULES}) has rules that answer instead of ${call.model}`,
      { level: degradation.level, model: call.model, sent: false },
      { retryAfterSeconds: RETRY_SECONDS },
    );
  }

  return async (asked, caller, onText, spent) => {
    const { call, degraded } = await routeOf(asked, caller);
    if (degraded !== null) caller.became?.(call.model, recorded(call, degraded));
    const answer = await model(call, caller, onText, spent);
    return call.model === asked.model ? answer : { model: call.model, ...answer };
  };
}
const providerOf = (model: string): string => model.slice(0, model.indexOf('/'));
/** The same question to another model. A credential goes along only to the same provider. */
function standIn({ fallbackModel: _named, credential, ...call }: ModelCall, model: string): ModelCall {
  return { ...call, model, ...(credential !== undefined && providerOf(model) === providerOf(call.model) && { credential }) };
}
/** A step's request: what was sent, without what names a secret or repeats the workflow's own text. */
function recorded(
  { credential: _credential, fallbackModel: _fallback, cheaperModel: _cheaper, script: _script, ...sent }: RoutedModelCall,
  degraded: JsonObject,
): Json {
  return { ...(sent as unknown as JsonObject), degraded };
}
