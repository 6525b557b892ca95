import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { orgId, type OrgId } from '@agentflow/core';
import type { PeerBus } from '@agentflow/ports';
import { backendEnv, peerBusContract, runContract } from '@agentflow/testkit';
import { createNatsPeerBus } from './nats-peer-bus.js';

/** Orgs of a test's own: cases, and test runs side by side, do not hear one another. */
function apart(bus: PeerBus): PeerBus {
  const run = randomBytes(6).toString('hex');
  const own = (org: OrgId): OrgId => orgId(`${org} ${run}`);
  return {
    tell: (org, subject, payload) => bus.tell(own(org), subject, payload),
    ask: (org, subject, payload, timeoutMs) => bus.ask(own(org), subject, payload, timeoutMs),
    subscribe: (org, subject, handler, options) => bus.subscribe(own(org), subject, handler, options),
  };
}
runContract(peerBusContract, {
  adapter: 'NATS',
  needs: 'NATS_URL',
  open: async () => {
    const bus = await createNatsPeerBus({ url: backendEnv('NATS_URL')! });
    return { port: apart(bus), passTime: (ms) => wait(ms), close: () => bus.close() };
  },
});
