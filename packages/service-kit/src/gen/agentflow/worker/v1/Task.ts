// From agentflow/worker/v1/worker.proto

import type { BindingValue as _agentflow_worker_v1_BindingValue, BindingValue__Output as _agentflow_worker_v1_BindingValue__Output } from '../../../agentflow/worker/v1/BindingValue.js';
import type { StepRecord as _agentflow_worker_v1_StepRecord, StepRecord__Output as _agentflow_worker_v1_StepRecord__Output } from '../../../agentflow/worker/v1/StepRecord.js';
import type { TaskBudget as _agentflow_worker_v1_TaskBudget, TaskBudget__Output as _agentflow_worker_v1_TaskBudget__Output } from '../../../agentflow/worker/v1/TaskBudget.js';
import type { CompensatingCall as _agentflow_worker_v1_CompensatingCall, CompensatingCall__Output as _agentflow_worker_v1_CompensatingCall__Output } from '../../../agentflow/worker/v1/CompensatingCall.js';
import type { Long } from '@grpc/proto-loader';

/**
 * One attempt of one node.
 */
export interface Task {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Unique in the execution.
   */
  'path'?: (string);
  /**
   * Of the definition.
   */
  'nodeId'?: (string);
  /**
   * The node's type.
   */
  'nodeType'?: (string);
  /**
   * 1-based.
   */
  'attempt'?: (number);
  /**
   * Proves that a result belongs to the current dispatch.
   */
  'token'?: (string);
  /**
   * Names the frozen definition.
   */
  'revisionDigest'?: (string);
  /**
   * Values of the roots that the node's templates read.
   */
  'bindings'?: ({[key: string]: _agentflow_worker_v1_BindingValue});
  /**
   * Epoch milliseconds after which the attempt is void.
   */
  'deadline'?: (number | string | Long);
  /**
   * Raised when recorded steps are void.
   */
  'generation'?: (number);
  /**
   * Recorded steps of earlier attempts.
   */
  'steps'?: (_agentflow_worker_v1_StepRecord)[];
  /**
   * W3C traceparent.
   */
  'trace'?: (string);
  /**
   * Left out of business figures.
   */
  'trial'?: (boolean);
  /**
   * Where its calls are to be reserved.
   */
  'budgeted'?: (_agentflow_worker_v1_TaskBudget | null);
  /**
   * Instead of the node's own work: a tool called to undo one of an agent's calls.
   */
  'call'?: (_agentflow_worker_v1_CompensatingCall | null);
  /**
   * What the bodies of statemachines on the way to the path are, outermost first: a list of { state, phase }.
   */
  'phasesJson'?: (string);
  '_deadline'?: "deadline";
  '_trace'?: "trace";
  '_budgeted'?: "budgeted";
}

/**
 * One attempt of one node.
 */
export interface Task__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Unique in the execution.
   */
  'path'?: (string);
  /**
   * Of the definition.
   */
  'nodeId'?: (string);
  /**
   * The node's type.
   */
  'nodeType'?: (string);
  /**
   * 1-based.
   */
  'attempt'?: (number);
  /**
   * Proves that a result belongs to the current dispatch.
   */
  'token'?: (string);
  /**
   * Names the frozen definition.
   */
  'revisionDigest'?: (string);
  /**
   * Values of the roots that the node's templates read.
   */
  'bindings'?: ({[key: string]: _agentflow_worker_v1_BindingValue__Output});
  /**
   * Epoch milliseconds after which the attempt is void.
   */
  'deadline'?: (number);
  /**
   * Raised when recorded steps are void.
   */
  'generation'?: (number);
  /**
   * Recorded steps of earlier attempts.
   */
  'steps'?: (_agentflow_worker_v1_StepRecord__Output)[];
  /**
   * W3C traceparent.
   */
  'trace'?: (string);
  /**
   * Left out of business figures.
   */
  'trial'?: (boolean);
  /**
   * Where its calls are to be reserved.
   */
  'budgeted'?: (_agentflow_worker_v1_TaskBudget__Output);
  /**
   * Instead of the node's own work: a tool called to undo one of an agent's calls.
   */
  'call'?: (_agentflow_worker_v1_CompensatingCall__Output);
  /**
   * What the bodies of statemachines on the way to the path are, outermost first: a list of { state, phase }.
   */
  'phasesJson'?: (string);
}
