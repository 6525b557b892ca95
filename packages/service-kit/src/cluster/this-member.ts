import type { Json } from '@agentflow/core';
import type { Member } from '@agentflow/ports';
import { PRODUCT_VERSION } from '../version.js';
import { advertisedHost, urlHost } from './run-service.js';

export interface MemberFacts {
  readonly id: string;
  readonly service: Member['service'];
  readonly config: { readonly AGENTFLOW_HOST: string; readonly AGENTFLOW_ADVERTISE_HOST?: string | undefined };
  readonly httpUrl: string | (() => string);
  /** Of its gRPC door; `undefined`: it has none. */
  readonly grpcPort?: () => number;
  readonly domains?: () => readonly string[];
  readonly figures?: () => { readonly [name: string]: Json };
}
/** What a process tells of itself with each heartbeat. `startedAt` is the time of this call, milliseconds. */
export function thisMember(
  { id, service, config, httpUrl, grpcPort, domains, figures }: MemberFacts,
  startedAt: number,
): () => Omit<Member, 'leaving'> {
  const host = urlHost(advertisedHost(config as Parameters<typeof advertisedHost>[0]));
  return () => ({
    id,
    service,
    address: grpcPort === undefined ? '' : `${host}:${grpcPort()}`,
    httpUrl: typeof httpUrl === 'string' ? httpUrl : httpUrl(),
    domains: domains?.() ?? [],
    version: PRODUCT_VERSION,
    startedAt,
    figures: figures?.() ?? {},
  });
}
