import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { CoordinationServiceClient as _agentflow_execution_v1_CoordinationServiceClient, CoordinationServiceDefinition as _agentflow_execution_v1_CoordinationServiceDefinition } from './agentflow/execution/v1/CoordinationService.js';
import type { DeliverAnswer as _agentflow_execution_v1_DeliverAnswer, DeliverAnswer__Output as _agentflow_execution_v1_DeliverAnswer__Output } from './agentflow/execution/v1/DeliverAnswer.js';
import type { DeliverRequest as _agentflow_execution_v1_DeliverRequest, DeliverRequest__Output as _agentflow_execution_v1_DeliverRequest__Output } from './agentflow/execution/v1/DeliverRequest.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentflow: {
    execution: {
      v1: {
        /**
         * Mirrors CoordinationService of packages/ports.
         */
        CoordinationService: SubtypeConstructor<typeof grpc.Client, _agentflow_execution_v1_CoordinationServiceClient> & { service: _agentflow_execution_v1_CoordinationServiceDefinition }
        DeliverAnswer: MessageTypeDefinition<_agentflow_execution_v1_DeliverAnswer, _agentflow_execution_v1_DeliverAnswer__Output>
        DeliverRequest: MessageTypeDefinition<_agentflow_execution_v1_DeliverRequest, _agentflow_execution_v1_DeliverRequest__Output>
      }
    }
  }
}

