import type { Clock, Membership, WorkerConnector } from '@agentflow/ports';

/** The coordinators that a worker takes tasks from. */
export interface Coordinators {
  /** Tells who there is, by a name that stays, and again whenever that changes. Answers how to stop. */
  watch(tell: (all: ReadonlyMap<string, WorkerConnector>) => void): () => void;
  /** There is one from the start, and the worker is not up before it has reached it. */
  readonly fixed: boolean;
}
/** The one coordinator of a process that has everything. */
export const theCoordinator = (connector: WorkerConnector): Coordinators => ({
  fixed: true,
  watch(tell) {
    tell(new Map([['coordinator', connector]]));
    return () => undefined;
  },
});

export interface MemberCoordinatorsDeps {
  readonly membership: Pick<Membership, 'members'>;
  /** Domains whose tasks the worker takes; `*`: of all. */
  readonly domains: readonly string[];
  readonly connect: (address: string) => WorkerConnector & { close?(): void };
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}
const LOOK_MS = 500;
/** One that is not seen for a moment may only be slow to say that it lives: its stream, which would show that it does not, is kept so long. Milliseconds. */
const MISSED_MS = 5_000;

/** The orchestrators that serve one of `domains`, as members come and go. One that leaves keeps its stream: it closes it when it is done. */
export function memberCoordinators({ membership, domains, connect, clock, onFault }: MemberCoordinatorsDeps): Coordinators {
  return {
    fixed: false,
    watch(tell) {
      /** By id of the member: one that starts again at the same address is another. */
      const known = new Map<string, { readonly connector: WorkerConnector & { close?(): void }; seenAt: number }>();
      let disarm: (() => void) | null = null;
      let stopped = false;
      const serves = (offered: readonly string[]): boolean =>
        domains.includes('*') || offered.includes('*') || offered.some((domain) => domains.includes(domain));

      async function look(): Promise<void> {
        const now = clock.monotonic();
        const members = await membership.members('orchestrator');
        let changed = false;
        for (const { id, address, domains: offered, leaving } of members) {
          if (address === '' || !serves(offered)) continue;
          const one = known.get(id);
          if (one) one.seenAt = now;
          else if (!leaving) {
            known.set(id, { connector: connect(address), seenAt: now });
            changed = true;
          }
        }
        for (const [id, { connector, seenAt }] of [...known]) {
          if (now - seenAt < MISSED_MS) continue;
          known.delete(id);
          connector.close?.();
          changed = true;
        }
        if (changed && !stopped) tell(new Map([...known].map(([id, { connector }]) => [id, connector])));
      }
      const again = (): void => {
        look()
          .catch(onFault)
          .finally(() => {
            if (!stopped) disarm = clock.after(LOOK_MS, again);
          });
      };
      again();
      return () => {
        stopped = true;
        disarm?.();
        for (const { connector } of known.values()) connector.close?.();
      };
    },
  };
}

/** The same coordinators, each connector seen through `by`. */
export const measured = (coordinators: Coordinators, by: (connector: WorkerConnector) => WorkerConnector): Coordinators => {
  const seen = new WeakMap<WorkerConnector, WorkerConnector>();
  const through = (connector: WorkerConnector): WorkerConnector => {
    let wrapped = seen.get(connector);
    if (!wrapped) seen.set(connector, (wrapped = by(connector)));
    return wrapped;
  };
  return {
    fixed: coordinators.fixed,
    watch: (tell) => coordinators.watch((all) => tell(new Map([...all].map(([name, connector]) => [name, through(connector)])))),
  };
};
