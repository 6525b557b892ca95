import type { Clock, Member, Membership, Service } from '@agentflow/ports';
import type { Logger } from '../logger.js';

/** How often a member says that it is alive, and after what silence it is forgotten. Milliseconds. */
export const BEAT_MS = 1_000;
export const MEMBER_TTL_MS = 5_000;
/** How long a member that leaves goes on serving, so that whoever knew of it a moment ago still finds it. Longer than clients rely on what they know. */
const SETTLE_MS = 800;
/** So many beats in a row may fail before we are not ready. */
const FAILURES = 3;

export interface Heartbeat extends Service {
  /** Tells the others that we hand over: they bring nothing new. Never throws; waits two seconds at most, and hardly at all where nobody could stand in. */
  leaving(): Promise<void>;
}
/**
 * Tells the others of this process, each second. Started once its doors are open, so that who finds it can speak to it.
 * A beat that fails is tried with the next one: membership is a hint, and whoever is not seen for a while is only not asked.
 */
export function createHeartbeat({
  membership,
  member,
  clock,
  logger,
}: {
  readonly membership: Pick<Membership, 'beat' | 'leave' | 'members'>;
  readonly member: () => Omit<Member, 'leaving'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): Heartbeat {
  let running = false;
  let handingOver = false;
  let failed = 0;
  let beating: Promise<void> = Promise.resolve();
  let disarm: (() => void) | undefined;

  const beat = async (): Promise<void> => {
    try {
      await membership.beat({ ...member(), leaving: handingOver }, MEMBER_TTL_MS);
      failed = 0;
    } catch (err) {
      if (++failed === FAILURES) logger.warn({ err }, 'the others cannot be told that this process is alive');
    }
  };
  /** `undefined` where it takes longer. */
  const within = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, () => resolve(undefined));
      void work.then(resolve, () => resolve(undefined)).finally(cancel);
    });
  const arm = (): void => {
    disarm = clock.after(BEAT_MS, () => {
      beating = beat().finally(() => running && arm());
    });
  };
  return {
    name: 'membership',
    async start() {
      await membership.beat({ ...member(), leaving: false }, MEMBER_TTL_MS);
      running = true;
      arm();
    },
    async leaving() {
      if (!running || handingOver) return;
      handingOver = true;
      beating = beat();
      await within(BEAT_MS, beating);
      const { id, service } = member();
      const others = await within(
        BEAT_MS,
        membership.members(service).catch(() => []),
      );
      if (others?.some((other) => other.id !== id && !other.leaving)) await within(SETTLE_MS, new Promise(() => undefined));
    },
    async stop() {
      if (!running) return;
      running = false;
      disarm?.();
      await beating;
      await membership.leave(member().id).catch(() => undefined); // it is forgotten soon in any case
    },
    ready: async () => ({ ready: failed < FAILURES, checks: { membership: failed < FAILURES ? 'ok' : 'cannot be told' } }),
  };
}
