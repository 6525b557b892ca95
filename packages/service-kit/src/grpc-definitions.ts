import type { ServiceDefinition } from '@grpc/grpc-js';
import type { MethodDefinition, ServiceDefinition as LoadedService } from '@grpc/proto-loader';
import { AppError } from '@agentflow/core';
import type {
  ClusterService,
  CoordinationService,
  DesignerService,
  ExecutionService,
  RecoveryService,
  StatsService,
  TriggerService,
} from '@agentflow/ports';
import { descriptors } from './gen/descriptors.js';
import { messageCodec } from './proto-codec.js';

/** The services that have a door of gRPC, by the name they are composed under. */
export interface GrpcServices {
  readonly execution: ExecutionService;
  readonly recovery: RecoveryService;
  readonly coordination: CoordinationService;
  readonly cluster: ClusterService;
  readonly designer: DesignerService;
  readonly trigger: TriggerService;
  readonly stats: StatsService;
}
export type GrpcServiceName = keyof GrpcServices;

const FULL_NAMES: { readonly [name in GrpcServiceName | 'worker']: string } = {
  execution: 'agentflow.execution.v1.ExecutionService',
  recovery: 'agentflow.execution.v1.RecoveryService',
  coordination: 'agentflow.execution.v1.CoordinationService',
  cluster: 'agentflow.cluster.v1.ClusterService',
  designer: 'agentflow.workflow.v1.DesignerService',
  trigger: 'agentflow.trigger.v1.TriggerService',
  stats: 'agentflow.stats.v1.StatsService',
  worker: 'agentflow.worker.v1.WorkerService',
};
/** As grpc-js takes it, but its methods speak the values of our interfaces: the mapping to messages is in their serializers. Keys are method names as in our interfaces. */
export type GrpcDefinition = ServiceDefinition & { readonly [method: string]: GrpcMethod };
export type GrpcMethod = ServiceDefinition[string];

interface Rpc {
  readonly requestType: string;
  readonly responseType: string;
  readonly responseStream?: boolean;
}
/** The methods of a service as the descriptors have them, by their names in our interfaces. */
export function grpcMethods(name: GrpcServiceName | 'worker'): ReadonlyMap<string, { readonly stream: boolean }> {
  return new Map(
    Object.entries(rpcsOf(FULL_NAMES[name])).map(([rpc, { responseStream }]) => [ownName(rpc), { stream: responseStream === true }]),
  );
}
const made = new Map<string, Promise<GrpcDefinition>>();

/** The definition of a service, made once. Nothing is read from disk but the drivers, and those only now: a process without gRPC never loads them. */
export function grpcDefinition(name: GrpcServiceName | 'worker'): Promise<GrpcDefinition> {
  const known = made.get(name);
  if (known) return known;
  const making = makeDefinition(FULL_NAMES[name]);
  made.set(name, making);
  return making;
}
async function makeDefinition(fullName: string): Promise<GrpcDefinition> {
  const { fromJSON } = await import('@grpc/proto-loader');
  const loaded = fromJSON(descriptors as Parameters<typeof fromJSON>[0], { longs: Number, enums: String, defaults: false });
  const rpcs = rpcsOf(fullName);
  return Object.fromEntries(
    Object.entries(loaded[fullName] as LoadedService).map(([rpc, method]) => [ownName(rpc), speakOurs(method, fullName, rpcs[rpc]!)]),
  ) as GrpcDefinition;
}
function speakOurs(method: MethodDefinition<object, object>, service: string, { requestType, responseType }: Rpc): GrpcMethod {
  const scope = service.slice(0, service.lastIndexOf('.'));
  const codecOf = (type: string) => messageCodec(type.includes('.') ? type : `${scope}.${type}`);
  const [request, answer] = [codecOf(requestType), codecOf(responseType)];
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: (value: unknown) => method.requestSerialize(request.toWire(value)),
    requestDeserialize: (bytes: Buffer) => request.fromWire(method.requestDeserialize(bytes) as Record<string, unknown>),
    responseSerialize: (value: unknown) => method.responseSerialize(answer.toWire(value)),
    responseDeserialize: (bytes: Buffer) => answer.fromWire(method.responseDeserialize(bytes) as Record<string, unknown>),
  };
}
function rpcsOf(service: string): { readonly [rpc: string]: Rpc } {
  type Node = { readonly nested?: { readonly [name: string]: Node }; readonly methods?: { readonly [rpc: string]: Rpc } };
  let node: Node | undefined = descriptors as Node;
  for (const part of service.split('.')) node = node?.nested?.[part];
  if (!node?.methods) throw new AppError('INTERNAL', `no service is called ${service}`);
  return node.methods;
}
const ownName = (rpc: string): string => rpc[0]!.toLowerCase() + rpc.slice(1);
