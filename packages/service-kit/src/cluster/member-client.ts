import { AppError, isAppError } from '@agentflow/core';
import type { Clock, Member, Membership } from '@agentflow/ports';
import { createServiceClient, type ServiceClient } from '../grpc-client.js';
import { grpcMethods, type GrpcServiceName, type GrpcServices } from '../grpc-definitions.js';

/** How long what is known of the members holds, milliseconds: shorter than a member that leaves goes on serving. */
const KNOWN_MS = 500;
/** How long a connection to one member is waited for before the next one is tried. */
const REACH_MS = 500;
/** How long a call looks for somebody who takes it. */
const LOOK_MS = 10_000;
const PAUSE_MS = 200;
/** Calls that change nothing, or nothing more when they are repeated. */
const REPEATABLE = /^(get|list|validate|freeze|diff|nodeTypes|tools|models|agentVersions|query|lag|sync)/;

export interface MemberClient<S> {
  readonly service: S;
  /** For readiness: `ok`, or why nobody can be asked. */
  state(): Promise<string>;
  close(): void;
}
export interface MemberClientOptions {
  readonly membership: Pick<Membership, 'members'>;
  readonly clock: Clock;
  /** Asked alone, in place of members. */
  readonly address?: string | undefined;
}
/**
 * A service of which any live member will do, in turns. A call waits up to 10 s for a member that can be reached. What was sent and not answered is sent again only if that does no harm;
 * other calls fail with UNAVAILABLE then, because nobody knows what became of them.
 */
export function createMemberClient<N extends GrpcServiceName>(
  name: N,
  member: Member['service'],
  { membership, clock, address }: MemberClientOptions,
): MemberClient<GrpcServices[N]> {
  const clients = new Map<string, ServiceClient<GrpcServices[N]>>();
  let known: { readonly addresses: readonly string[]; readonly until: number } = { addresses: [], until: 0 };
  let asking: Promise<readonly string[]> | undefined;
  let turn = 0;
  let closed = false;

  const ask = async (): Promise<readonly string[]> => {
    const members = await membership.members(member);
    const addresses = members.filter((one) => !one.leaving && one.address !== '').map((one) => one.address);
    known = { addresses, until: clock.monotonic() + KNOWN_MS };
    for (const [at, client] of clients) {
      if (addresses.includes(at)) continue;
      clients.delete(at);
      clock.after(LOOK_MS, () => client.close()); // calls under way end first
    }
    return addresses;
  };
  const addresses = async (): Promise<readonly string[]> => {
    if (address !== undefined) return [address];
    if (known.until > clock.monotonic()) return known.addresses;
    // whoever was there a moment ago most likely still is: a store that does not answer is no reason not to ask him
    return (asking ??= ask().finally(() => (asking = undefined))).catch((error: unknown) => {
      if (known.addresses.length > 0) return known.addresses;
      throw error;
    });
  };
  const clientAt = (at: string): ServiceClient<GrpcServices[N]> => {
    let client = clients.get(at);
    if (!client) clients.set(at, (client = createServiceClient(name, at)));
    return client;
  };
  /** Somebody with whom there is a connection; not `but`, if there is another. */
  const find = async (
    deadline: number,
    but?: string,
  ): Promise<{ readonly at: string; readonly client: ServiceClient<GrpcServices[N]> }> => {
    for (;;) {
      if (closed) throw new AppError('UNAVAILABLE', 'the connection was closed');
      const all = await addresses();
      const first = turn++;
      const inTurn = all.map((_, i) => all[(first + i) % all.length]!);
      const others = inTurn.filter((at) => at !== but);
      for (const at of others.length > 0 ? others : inTurn) {
        const client = clientAt(at);
        if (await client.reachable(REACH_MS)) return { at, client };
      }
      if (clock.monotonic() >= deadline)
        throw new AppError('UNAVAILABLE', `no ${member} can be reached`, { service: member }, { retryAfterSeconds: 2 });
      known = { ...known, until: 0 };
      await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
    }
  };
  type Call = (request: unknown) => Promise<unknown>;
  const callOf =
    (method: string): Call =>
    async (request) => {
      const deadline = clock.monotonic() + LOOK_MS;
      for (let but: string | undefined; ;) {
        const { at, client } = await find(deadline, but);
        try {
          return await (client.service as unknown as Record<string, Call>)[method]!(request);
        } catch (error) {
          const again = isAppError(error) && error.code === 'UNAVAILABLE' && REPEATABLE.test(method) && clock.monotonic() < deadline;
          if (!again) throw error;
          but = at;
          await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
        }
      }
    };
  const streamOf = (method: string) =>
    async function* (request: unknown): AsyncGenerator<unknown> {
      const { client } = await find(clock.monotonic() + LOOK_MS);
      yield* (client.service as unknown as Record<string, (request: unknown) => AsyncIterable<unknown>>)[method]!(request);
    };
  return {
    service: Object.fromEntries(
      [...grpcMethods(name)].map(([method, { stream }]) => [method, stream ? streamOf(method) : callOf(method)]),
    ) as unknown as GrpcServices[N],
    async state() {
      try {
        const all = await addresses();
        if (all.length === 0) return 'none is there';
        const reached = await Promise.all(all.map((at) => clientAt(at).reachable(REACH_MS)));
        return reached.includes(true) ? 'ok' : 'cannot be reached';
      } catch {
        return 'cannot be looked for';
      }
    },
    close() {
      closed = true;
      for (const client of clients.values()) client.close();
      clients.clear();
    },
  };
}
