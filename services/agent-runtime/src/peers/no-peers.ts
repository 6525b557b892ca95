import { AppError } from '@agentflow/core';
import type { Outward } from '../application/outward.js';

/** Where the runtime was composed without a bus between agents. */
export const NO_PEERS: Pick<Outward, 'peer' | 'peerEffect'> = {
  peer: () => Promise.reject(new AppError('UNAVAILABLE', 'this runtime has no way to other agents', { sent: false })),
  peerEffect: () => Promise.resolve('read'),
};
