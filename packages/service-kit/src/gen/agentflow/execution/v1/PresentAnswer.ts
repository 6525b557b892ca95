// From agentflow/execution/v1/execution.proto

import type { LiveFrame as _agentflow_execution_v1_LiveFrame, LiveFrame__Output as _agentflow_execution_v1_LiveFrame__Output } from '../../../agentflow/execution/v1/LiveFrame.js';
import type { Long } from '@grpc/proto-loader';

/**
 * The present state.
 */
export interface PresentAnswer {
  /**
   * Open questions included.
   */
  'frames'?: (_agentflow_execution_v1_LiveFrame)[];
  /**
   * The last sequence number they contain.
   */
  'seq'?: (number | string | Long);
}

/**
 * The present state.
 */
export interface PresentAnswer__Output {
  /**
   * Open questions included.
   */
  'frames'?: (_agentflow_execution_v1_LiveFrame__Output)[];
  /**
   * The last sequence number they contain.
   */
  'seq'?: (number);
}
