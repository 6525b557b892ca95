import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON, type MethodDefinition, type ServiceDefinition as LoadedService } from '@grpc/proto-loader';
import type { DesignerService, ExecutionService, StatsService, TriggerService } from '@agentflow/ports';
import { descriptors } from './gen/descriptors.js';
import { messageCodec } from './proto-codec.js';

/** The services that have a door of gRPC, by the name they are composed under. */
export interface GrpcServices {
  readonly execution: ExecutionService;
  readonly designer: DesignerService;
  readonly trigger: TriggerService;
  readonly stats: StatsService;
}
export type GrpcServiceName = keyof GrpcServices;

const FULL_NAMES: { readonly [name in GrpcServiceName | 'worker']: string } = {
  execution: 'agentflow.execution.v1.ExecutionService',
  designer: 'agentflow.workflow.v1.DesignerService',
  trigger: 'agentflow.trigger.v1.TriggerService',
  stats: 'agentflow.stats.v1.StatsService',
  worker: 'agentflow.worker.v1.WorkerService',
};
/** As grpc-js takes it, but its methods speak the values of our interfaces: the mapping to messages is in their serializers. Keys are method names as in our interfaces. */
export type GrpcDefinition = ServiceDefinition & { readonly [method: string]: GrpcMethod };
export type GrpcMethod = ServiceDefinition[string];

const loaded = fromJSON(descriptors as Parameters<typeof fromJSON>[0], { longs: Number, enums: String, defaults: false });
const made = new Map<string, GrpcDefinition>();

/** The definition of a service, made once. Nothing is read from disk: the descriptors are part of the code. */
export function grpcDefinition(name: GrpcServiceName | 'worker'): GrpcDefinition {
  const known = made.get(name);
  if (known) return known;
  const fullName = FULL_NAMES[name];
  const definition = Object.fromEntries(
    Object.entries(loaded[fullName] as LoadedService).map(([rpc, method]) => [
      rpc[0]!.toLowerCase() + rpc.slice(1),
      speakOurs(method, fullName, rpc),
    ]),
  );
  made.set(name, definition as GrpcDefinition);
  return definition as GrpcDefinition;
}
function speakOurs(method: MethodDefinition<object, object>, service: string, rpc: string): GrpcMethod {
  const { request, answer } = typesOf(service, rpc);
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: (value: unknown) => method.requestSerialize(messageCodec(request).toWire(value)),
    requestDeserialize: (bytes: Buffer) => messageCodec(request).fromWire(method.requestDeserialize(bytes) as Record<string, unknown>),
    responseSerialize: (value: unknown) => method.responseSerialize(messageCodec(answer).toWire(value)),
    responseDeserialize: (bytes: Buffer) => messageCodec(answer).fromWire(method.responseDeserialize(bytes) as Record<string, unknown>),
  };
}
function typesOf(service: string, rpc: string): { readonly request: string; readonly answer: string } {
  const scope = service.slice(0, service.lastIndexOf('.'));
  type Node = {
    readonly nested?: { readonly [name: string]: Node };
    readonly methods?: { readonly [rpc: string]: { readonly requestType: string; readonly responseType: string } };
  };
  let node: Node | undefined = descriptors as Node;
  for (const part of service.split('.')) node = node?.nested?.[part];
  const { requestType, responseType } = node!.methods![rpc]!;
  const full = (type: string): string => (type.includes('.') ? type : `${scope}.${type}`);
  return { request: full(requestType), answer: full(responseType) };
}
