import { isAppError } from '@agentflow/core';
import type { ModelCall } from '@agentflow/nodes';
import type { Clock, DegradationSamples } from '@agentflow/ports';
import type { Outward } from '../application/outward.js';
import type { BreakerTarget, CircuitBreakers, Verdict } from '../egress/circuit-breakers.js';

export const SCRIPTED = 'scripted/';
/** A model of an org. Another credential is another account, with limits of its own, and so another target. */
export const modelTarget = ({ model, credential }: Pick<ModelCall, 'model' | 'credential'>, org: string): BreakerTarget => ({
  org,
  kind: 'model',
  target: credential === undefined ? model : `${model} (${credential})`,
});

const ANSWERED: ReadonlySet<string> = new Set(['MODEL_FAILED', 'MODEL_REFUSED', 'OUTPUT_INVALID']);
/** A model that cannot be had is down, rate limits included; one that answers wrongly is there. */
function reachable(error: unknown): Verdict {
  if (!isAppError(error)) return 'nothing';
  if (error.code === 'MODEL_UNAVAILABLE' || error.code === 'HTTP_UNAVAILABLE') return 'fails';
  return ANSWERED.has(error.code) ? 'works' : 'nothing';
}
export interface GuardedModelDeps {
  readonly model: Outward['model'];
  readonly breakers: CircuitBreakers;
  readonly samples: DegradationSamples;
  readonly clock: Clock;
}
/** Calls a model through its circuit, and tells how it went. Scripts have no circuit. @throws AppError CIRCUIT_OPEN, and as `model` does */
export const createGuardedModel = ({ model, breakers, samples, clock }: GuardedModelDeps): Outward['model'] =>
  async function guarded(call, caller, onText, spent) {
    if (call.model.startsWith(SCRIPTED)) return model(call, caller, onText, spent);
    const made = async () => {
      const startedAt = clock.monotonic();
      try {
        const answer = await model(call, caller, onText, spent);
        samples.modelCall(call.model, false, clock.monotonic() - startedAt);
        return answer;
      } catch (error) {
        const verdict = reachable(error);
        if (verdict !== 'nothing') samples.modelCall(call.model, verdict === 'fails', clock.monotonic() - startedAt);
        throw error;
      }
    };
    return breakers.run(modelTarget(call, caller.org), made, { error: reachable });
  };
