import { AppError } from '@agentflow/core';

export interface PingPongLimits {
  /** Agents that a message may come through. */
  readonly maxHops: number;
  /** How often one agent may be among them. */
  readonly maxVisits: number;
}
/** Agents that ask one another round and round are stopped. @throws AppError PEER_LOOP */
export function checkHops(hops: readonly string[], agent: string, { maxHops, maxVisits }: PingPongLimits): void {
  const way = [...hops, agent].join(' -> ').slice(0, 500);
  const refuse = (why: string): never => {
    throw new AppError('PEER_LOOP', `${why}: ${way}`, { agent, hops: hops.length, sent: false });
  };
  if (hops.length >= maxHops) refuse(`a message may come through ${maxHops} agents`);
  if (hops.filter((one) => one === agent).length >= maxVisits) refuse(`${agent} may be asked ${maxVisits} times on one way`);
}
