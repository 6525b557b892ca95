import { executionId, orgId, type Json } from '@agentflow/core';
import type { Clock, CoordinationService, EventBus, ExecutionStore, Membership, PeerBus, Subscription } from '@agentflow/ports';
import { createOwnerDirectory, createServiceClient, type ServiceClient } from '@agentflow/service-kit';
import type { Coordinator, SharedOwnership } from './application/coordinator.js';
import { createCommandInbox } from './application/ownership/command-inbox.js';
import { commandsGroup, commandsTopic, createForward } from './application/ownership/forward.js';
import { createLeases } from './application/ownership/leases.js';
import { createOwnershipKeeper, type OwnershipKeeper } from './application/ownership/ownership-keeper.js';

/** What is between coordinators and of no org. */
const BETWEEN_US = orgId('agentflow');
const MOVED = 'ownership.moved';
/** How often the lag of the bus is looked up for the figures, milliseconds. */
const LAG_MS = 2_000;

/** What an orchestrator needs that shares the partitions of its domains with others. */
export interface OwnershipDeps {
  readonly membership: Membership;
  /** Id of this process among the members. */
  readonly self: string;
  /** Domains it serves; `*`: the master's and all that are named. */
  readonly domains: readonly string[];
  /** The door of the coordinator at an address; by gRPC where left out. */
  readonly coordinationAt?: (address: string) => CoordinationService;
  /** For hints that partitions are free; what it loses is found by looking. */
  readonly peers?: PeerBus;
}
export interface ComposedOwnership {
  /** For the coordinator to be made with. */
  readonly shared: SharedOwnership;
  /** Goes on with the coordinator that was made with it. */
  attach(coordinator: Coordinator): AttachedOwnership;
}
export interface AttachedOwnership {
  readonly keeper: OwnershipKeeper;
  start(): Promise<void>;
  /** Hands over everything; resolves when others may have it. */
  leave(): Promise<void>;
  /** What the others are told of this process's load. */
  figures(): { readonly [name: string]: Json };
  /** For readiness. */
  state(): string;
}

export function composeOwnership(
  deps: OwnershipDeps,
  {
    store,
    bus,
    clock,
    onFault,
  }: {
    readonly store: ExecutionStore;
    readonly bus: EventBus;
    readonly clock: Clock;
    readonly onFault: (error: unknown, about: string) => void;
  },
): ComposedOwnership {
  const { membership, self, domains, peers } = deps;
  const leases = createLeases(clock);
  const directory = createOwnerDirectory({ membership, clock });
  const clients = new Map<string, ServiceClient<CoordinationService>>();
  const byGrpc = (address: string): CoordinationService => {
    let client = clients.get(address);
    if (!client) clients.set(address, (client = createServiceClient('coordination', address)));
    return client.service;
  };
  const { toOwner, forward } = createForward({
    directory,
    coordinationAt: deps.coordinationAt ?? byGrpc,
    bus,
    nameDomains: membership.nameDomains,
  });

  function attach(coordinator: Coordinator): AttachedOwnership {
    const { log, dispatch, homeOf, hand } = coordinator;
    const lags = new Map<string, number>();
    let disarm: (() => void) | null = null;
    let hints: Subscription | undefined;

    const inbox = createCommandInbox({
      bus,
      deliver: (parcel) => (log.owns(homeOf(parcel.message.to)) ? hand(parcel) : toOwner(parcel)),
      sendBack: forward,
      clock,
      onFault,
    });
    const keeper = createOwnershipKeeper({
      store,
      membership,
      self,
      domains,
      holder: coordinator.holder,
      epochOf: log.epochOf,
      leases,
      onRenewed() {
        log.kick();
        dispatch.resume();
      },
      onDomains: inbox.serve,
      tellOthers: () => void peers?.tell(BETWEEN_US, MOVED, { by: self }).catch(() => undefined),
      clock,
      onFault,
    });
    function armLag(): void {
      disarm = clock.after(LAG_MS, () => {
        void Promise.all(keeper.served.map(async (domain) => lags.set(domain, await bus.lag(commandsTopic(domain), commandsGroup(domain)))))
          .catch(() => undefined)
          .then(() => disarm && armLag());
      });
    }
    return {
      keeper,
      async start() {
        hints = await peers
          ?.subscribe(BETWEEN_US, MOVED, async ({ payload }) => {
            if ((payload as { readonly by?: Json } | null)?.by !== self) keeper.look();
            return undefined;
          })
          .catch((error: unknown) => void onFault(error, 'hints of ownership'));
        await keeper.start();
        armLag();
      },
      async leave() {
        disarm?.();
        disarm = null;
        await inbox.stop();
        await keeper.leave();
        await hints?.close().catch(() => undefined);
        for (const client of clients.values()) client.close();
      },
      figures: () => ({
        ...figuresOf(coordinator),
        ...{ claimed: keeper.counts.claimed, handedOver: keeper.counts.handedOver, lost: keeper.counts.lost },
        busLag: Object.fromEntries(lags),
      }),
      state: () => (log.owned().length === 0 || leases.mayAct() ? 'ok' : 'the leases could not be renewed'),
    };
  }
  return { shared: { mayAct: leases.mayAct, forward }, attach };
}
/** What a coordinator tells of its load. */
export const figuresOf = ({ log, dispatch, mailboxes, relay, postman }: Coordinator): { readonly [name: string]: Json } => ({
  ...{ partitions: log.owned().length, workers: dispatch.workers, slots: dispatch.slots, running: dispatch.running },
  ...{ queuedTasks: dispatch.queued, waitingCommands: mailboxes.waiting },
  ...{ outbox: relay.backlog + postman.backlog, outboxDelayMs: Math.round(relay.delayMs) },
});
/** The door for other coordinators. */
export const createCoordinationService = ({ admit, hand }: Pick<Coordinator, 'admit' | 'hand'>): CoordinationService => ({
  async deliver({ org, from, message }) {
    admit(message.to);
    await hand({ org, from: executionId(from), message });
  },
});
