import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Durations as _agentflow_stats_v1_Durations, Durations__Output as _agentflow_stats_v1_Durations__Output } from './agentflow/stats/v1/Durations.js';
import type { LagAnswer as _agentflow_stats_v1_LagAnswer, LagAnswer__Output as _agentflow_stats_v1_LagAnswer__Output } from './agentflow/stats/v1/LagAnswer.js';
import type { LagRequest as _agentflow_stats_v1_LagRequest, LagRequest__Output as _agentflow_stats_v1_LagRequest__Output } from './agentflow/stats/v1/LagRequest.js';
import type { QueryAnswer as _agentflow_stats_v1_QueryAnswer, QueryAnswer__Output as _agentflow_stats_v1_QueryAnswer__Output } from './agentflow/stats/v1/QueryAnswer.js';
import type { QueryRequest as _agentflow_stats_v1_QueryRequest, QueryRequest__Output as _agentflow_stats_v1_QueryRequest__Output } from './agentflow/stats/v1/QueryRequest.js';
import type { StatsFilter as _agentflow_stats_v1_StatsFilter, StatsFilter__Output as _agentflow_stats_v1_StatsFilter__Output } from './agentflow/stats/v1/StatsFilter.js';
import type { StatsQuery as _agentflow_stats_v1_StatsQuery, StatsQuery__Output as _agentflow_stats_v1_StatsQuery__Output } from './agentflow/stats/v1/StatsQuery.js';
import type { StatsRow as _agentflow_stats_v1_StatsRow, StatsRow__Output as _agentflow_stats_v1_StatsRow__Output } from './agentflow/stats/v1/StatsRow.js';
import type { StatsServiceClient as _agentflow_stats_v1_StatsServiceClient, StatsServiceDefinition as _agentflow_stats_v1_StatsServiceDefinition } from './agentflow/stats/v1/StatsService.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentflow: {
    stats: {
      v1: {
        Durations: MessageTypeDefinition<_agentflow_stats_v1_Durations, _agentflow_stats_v1_Durations__Output>
        LagAnswer: MessageTypeDefinition<_agentflow_stats_v1_LagAnswer, _agentflow_stats_v1_LagAnswer__Output>
        LagRequest: MessageTypeDefinition<_agentflow_stats_v1_LagRequest, _agentflow_stats_v1_LagRequest__Output>
        QueryAnswer: MessageTypeDefinition<_agentflow_stats_v1_QueryAnswer, _agentflow_stats_v1_QueryAnswer__Output>
        QueryRequest: MessageTypeDefinition<_agentflow_stats_v1_QueryRequest, _agentflow_stats_v1_QueryRequest__Output>
        StatsFilter: MessageTypeDefinition<_agentflow_stats_v1_StatsFilter, _agentflow_stats_v1_StatsFilter__Output>
        StatsQuery: MessageTypeDefinition<_agentflow_stats_v1_StatsQuery, _agentflow_stats_v1_StatsQuery__Output>
        StatsRow: MessageTypeDefinition<_agentflow_stats_v1_StatsRow, _agentflow_stats_v1_StatsRow__Output>
        /**
         * Mirrors StatsService of packages/ports.
         */
        StatsService: SubtypeConstructor<typeof grpc.Client, _agentflow_stats_v1_StatsServiceClient> & { service: _agentflow_stats_v1_StatsServiceDefinition }
      }
    }
  }
}

