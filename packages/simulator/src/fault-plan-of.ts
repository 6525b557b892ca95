import { isControl, mix, swarmRates, type FaultSettings } from './fault-plan.js';

/** Faults and crashes of a seed, as the swarm has them. */
export function faultsOf(seed: number): FaultSettings {
  if (isControl(seed)) return { rates: swarmRates(seed), crashes: [] };
  const count = mix(seed, 500) % 5;
  return { rates: swarmRates(seed), crashes: Array.from({ length: count }, (_, n) => 100 + (mix(seed, 600 + n) % 700)) };
}
