import type { Json, JsonObject } from '@agentflow/core';
import type { ModelClient, ModelQuote } from '@agentflow/ports';
import type { ModelCall } from '@agentflow/nodes';
import { throwIfAborted } from '../application/record-step.js';
import type { Caller, Outward, RoutedModelCall } from '../application/outward.js';

/*
 * I1  A call under a budget is made only after its maximum has been reserved, for the model that will answer: whatever stands in for the one that was asked is what is priced.
 * I2  Where money or tokens are limited the answer is: `maxTokens` is sent even where the node does not say one, so that the maximum is one.
 * I3  What was sent the cheaper way is told to `became` before it is sent; what was asked does not change, so a later attempt finds its step.
 */
export interface BudgetedModelDeps {
  readonly model: Outward['model'];
  readonly quote: (call: RoutedModelCall, caller: Caller) => Promise<ModelQuote>;
}
/** Asks leave for model calls that lie under a budget, and takes the cheaper way where it is sent there. @throws AppError as `model` does, BUDGET_EXCEEDED, PRICE_UNKNOWN, TASK_CANCELLED when the node is not to go on */
export function createBudgetedModel({ model, quote }: BudgetedModelDeps): Outward['model'] {
  return async (call, caller, onText, spent) => {
    const { budget } = caller;
    if (!budget) return model(call, caller, onText, spent);
    const cheaper = cheaperThan(call, caller);
    const first = await bounded(call, caller, quote);
    const verdict = await budget.reserve({ name: call.model, route: cheaper ? 'asked' : 'only', ...first.most });
    throwIfAborted(caller.signal);
    if (verdict === 'reserved' || !cheaper) return model(first.call, caller, onText, spent);
    const second = await bounded(cheaper, caller, quote);
    await budget.reserve({ name: cheaper.model, route: 'cheaper', ...second.most });
    throwIfAborted(caller.signal);
    caller.became?.(cheaper.model, recorded(second.call, call.model));
    return { ...(await model(second.call, caller, onText, spent)), model: cheaper.model };
  };
}
/** The call as it may be sent, and what it may use then. */
async function bounded(
  call: RoutedModelCall,
  caller: Caller,
  quote: BudgetedModelDeps['quote'],
): Promise<{
  readonly call: RoutedModelCall;
  readonly most: { readonly cost: string | null; readonly tokens: number; readonly calls: 1 };
}> {
  const { cost, tokens, maxTokens } = await quote(call, caller);
  const limited = caller.budget?.limits.some((limit) => limit !== 'calls') ?? false;
  return { call: limited ? { ...call, maxTokens } : call, most: { cost, tokens, calls: 1 } };
}
/** The same question to the cheaper model, if there is one. A credential goes along only to the same provider. */
function cheaperThan(
  { cheaperModel, credential, script: _script, ...call }: RoutedModelCall,
  { budget }: Caller,
): RoutedModelCall | undefined {
  const name = cheaperModel ?? budget?.cheaperModel;
  if (name === undefined || name === call.model) return undefined;
  return { ...call, model: name, ...(credential !== undefined && providerOf(name) === providerOf(call.model) && { credential }) };
}
const providerOf = (model: string): string => model.slice(0, model.indexOf('/'));
/** A step's request: what was sent, without what names a secret. */
function recorded({ credential: _credential, fallbackModel: _fallback, cheaperModel: _cheaper, ...sent }: ModelCall, asked: string): Json {
  return { ...(sent as unknown as JsonObject), budget: { route: 'cheaper', asked } };
}

/** What a call may use at most, with the script that would answer it. */
export const createQuote =
  (models: ModelClient, scriptOf: (caller: Caller, model: string) => Promise<Json | undefined>): BudgetedModelDeps['quote'] =>
  async ({ credential: _credential, fallbackModel: _fallback, cheaperModel: _cheaper, script: rules, ...asked }, caller) => {
    const script = rules ?? (await scriptOf(caller, asked.model));
    return models.quote({ ...asked, ...(script !== undefined && { script }) });
  };
