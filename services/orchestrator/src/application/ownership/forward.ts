import { AppError, domainOf, isAppError, partitionOf, type ExecutionCommand } from '@agentflow/core';
import type { BusMessage, CoordinationService, EventBus } from '@agentflow/ports';
import type { OwnerDirectory } from '@agentflow/service-kit';
import type { Parcel } from '../postman.js';

/** Where commands for the executions of a domain wait that those of another send. Keyed by the receiver's id. */
export const commandsTopic = (domain: string): string => `agentflow.commands.${domain}`;
export const commandsGroup = (domain: string): string => `agentflow.orchestrator.${domain}`;

export interface ForwardPorts {
  readonly directory: OwnerDirectory;
  /** The door of the coordinator at an address. */
  readonly coordinationAt: (address: string) => CoordinationService;
  readonly bus: Pick<EventBus, 'publish'>;
  /** Makes a domain known to who serves all of them (`*`), before its first command. */
  readonly nameDomains: (domains: readonly string[]) => Promise<void>;
}
export interface Forward {
  /** Hands it to the owner of its receiver; resolves when what it led to is durable. @throws AppError OWNERSHIP_LOST while nobody is known to own it */
  toOwner(parcel: Parcel): Promise<void>;
  /** Within a domain to the owner, to another domain by the bus: what is there counts as delivered. */
  forward(parcel: Parcel): Promise<void>;
}
export function createForward({ directory, coordinationAt, bus, nameDomains }: ForwardPorts): Forward {
  const named = new Set<string>();
  async function toBus(domain: string, parcel: Parcel): Promise<void> {
    if (!named.has(domain)) {
      await nameDomains([domain]);
      named.add(domain);
    }
    await bus.publish(commandsTopic(domain), [toBusMessage(parcel)]);
  }
  async function toOwner({ org, from, message }: Parcel): Promise<void> {
    const partition = partitionOf(domainOf(message.to), message.to);
    const address = await directory.ownerOf(partition);
    if (address === undefined) throw new AppError('OWNERSHIP_LOST', 'nobody is known to own the partition', { partition });
    try {
      await coordinationAt(address).deliver({ org, from, message });
    } catch (error) {
      if (isAppError(error) && (error.code === 'OWNERSHIP_LOST' || error.code === 'UNAVAILABLE')) directory.forget(partition);
      throw error;
    }
  }
  return {
    toOwner,
    forward: (parcel) =>
      domainOf(parcel.from) === domainOf(parcel.message.to) ? toOwner(parcel) : toBus(domainOf(parcel.message.to), parcel),
  };
}
const isTraced = (command: ExecutionCommand): command is ExecutionCommand & { readonly traceparent: string } =>
  command.type === 'StartExecution' && command.traceparent !== undefined;
export const toBusMessage = ({ org, from, message }: Parcel): BusMessage => ({
  key: message.to,
  headers: { 'content-type': 'application/json', ...(isTraced(message.command) && { traceparent: message.command.traceparent }) },
  value: JSON.stringify({ org, from, message }),
});
