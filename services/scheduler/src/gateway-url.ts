import type { Clock, Membership, Service } from '@agentflow/ports';

const LOOK_MS = 2_000;

/** Where callers reach the platform: as it was said, else the address of a live gateway, looked up now and then. '' while none was seen. */
export function createGatewayUrl({
  membership,
  clock,
  publicUrl,
}: {
  readonly membership: Pick<Membership, 'members'>;
  readonly clock: Clock;
  readonly publicUrl?: string | undefined;
}): { readonly url: () => string; readonly lifecycle: Service } {
  let url = publicUrl ?? '';
  let disarm: (() => void) | undefined;
  const look = async (): Promise<void> => {
    const [gateway] = await membership.members('gateway').catch(() => []);
    if (gateway) url = gateway.httpUrl;
    disarm = clock.after(LOOK_MS, () => void look());
  };
  return {
    url: () => url,
    lifecycle: {
      name: 'gateway-url',
      start: async () => (publicUrl === undefined ? look() : undefined),
      stop: async () => disarm?.(),
      ready: async () => ({ ready: true, checks: {} }),
    },
  };
}
