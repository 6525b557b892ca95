// From agentflow/trigger/v1/trigger.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DeadLetterView as _agentflow_trigger_v1_DeadLetterView, DeadLetterView__Output as _agentflow_trigger_v1_DeadLetterView__Output } from '../../../agentflow/trigger/v1/DeadLetterView.js';
import type { DeadLettersAnswer as _agentflow_trigger_v1_DeadLettersAnswer, DeadLettersAnswer__Output as _agentflow_trigger_v1_DeadLettersAnswer__Output } from '../../../agentflow/trigger/v1/DeadLettersAnswer.js';
import type { DeadLettersRequest as _agentflow_trigger_v1_DeadLettersRequest, DeadLettersRequest__Output as _agentflow_trigger_v1_DeadLettersRequest__Output } from '../../../agentflow/trigger/v1/DeadLettersRequest.js';
import type { DropDeadLetterAnswer as _agentflow_trigger_v1_DropDeadLetterAnswer, DropDeadLetterAnswer__Output as _agentflow_trigger_v1_DropDeadLetterAnswer__Output } from '../../../agentflow/trigger/v1/DropDeadLetterAnswer.js';
import type { DropDeadLetterRequest as _agentflow_trigger_v1_DropDeadLetterRequest, DropDeadLetterRequest__Output as _agentflow_trigger_v1_DropDeadLetterRequest__Output } from '../../../agentflow/trigger/v1/DropDeadLetterRequest.js';
import type { FireAnswer as _agentflow_trigger_v1_FireAnswer, FireAnswer__Output as _agentflow_trigger_v1_FireAnswer__Output } from '../../../agentflow/trigger/v1/FireAnswer.js';
import type { FireRequest as _agentflow_trigger_v1_FireRequest, FireRequest__Output as _agentflow_trigger_v1_FireRequest__Output } from '../../../agentflow/trigger/v1/FireRequest.js';
import type { GetRequest as _agentflow_trigger_v1_GetRequest, GetRequest__Output as _agentflow_trigger_v1_GetRequest__Output } from '../../../agentflow/trigger/v1/GetRequest.js';
import type { ListAnswer as _agentflow_trigger_v1_ListAnswer, ListAnswer__Output as _agentflow_trigger_v1_ListAnswer__Output } from '../../../agentflow/trigger/v1/ListAnswer.js';
import type { ListRequest as _agentflow_trigger_v1_ListRequest, ListRequest__Output as _agentflow_trigger_v1_ListRequest__Output } from '../../../agentflow/trigger/v1/ListRequest.js';
import type { RedriveRequest as _agentflow_trigger_v1_RedriveRequest, RedriveRequest__Output as _agentflow_trigger_v1_RedriveRequest__Output } from '../../../agentflow/trigger/v1/RedriveRequest.js';
import type { SetEnabledRequest as _agentflow_trigger_v1_SetEnabledRequest, SetEnabledRequest__Output as _agentflow_trigger_v1_SetEnabledRequest__Output } from '../../../agentflow/trigger/v1/SetEnabledRequest.js';
import type { SyncAnswer as _agentflow_trigger_v1_SyncAnswer, SyncAnswer__Output as _agentflow_trigger_v1_SyncAnswer__Output } from '../../../agentflow/trigger/v1/SyncAnswer.js';
import type { SyncRequest as _agentflow_trigger_v1_SyncRequest, SyncRequest__Output as _agentflow_trigger_v1_SyncRequest__Output } from '../../../agentflow/trigger/v1/SyncRequest.js';
import type { TriggerView as _agentflow_trigger_v1_TriggerView, TriggerView__Output as _agentflow_trigger_v1_TriggerView__Output } from '../../../agentflow/trigger/v1/TriggerView.js';
import type { WebhookAnswer as _agentflow_trigger_v1_WebhookAnswer, WebhookAnswer__Output as _agentflow_trigger_v1_WebhookAnswer__Output } from '../../../agentflow/trigger/v1/WebhookAnswer.js';
import type { WebhookRequest as _agentflow_trigger_v1_WebhookRequest, WebhookRequest__Output as _agentflow_trigger_v1_WebhookRequest__Output } from '../../../agentflow/trigger/v1/WebhookRequest.js';

/**
 * Mirrors TriggerService of packages/ports.
 */
export interface TriggerServiceClient extends grpc.Client {
  /**
   * Events that started nothing.
   */
  DeadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  DeadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  DeadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  DeadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Events that started nothing.
   */
  deadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  deadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  deadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  deadLetters(argument: _agentflow_trigger_v1_DeadLettersRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLettersAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Forgets an event that started nothing.
   */
  DropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  DropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  DropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  DropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Forgets an event that started nothing.
   */
  dropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  dropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  dropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  dropDeadLetter(argument: _agentflow_trigger_v1_DropDeadLetterRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_DropDeadLetterAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Fires by hand.
   */
  Fire(argument: _agentflow_trigger_v1_FireRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  Fire(argument: _agentflow_trigger_v1_FireRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  Fire(argument: _agentflow_trigger_v1_FireRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  Fire(argument: _agentflow_trigger_v1_FireRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Fires by hand.
   */
  fire(argument: _agentflow_trigger_v1_FireRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  fire(argument: _agentflow_trigger_v1_FireRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  fire(argument: _agentflow_trigger_v1_FireRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  fire(argument: _agentflow_trigger_v1_FireRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_FireAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * One trigger.
   */
  Get(argument: _agentflow_trigger_v1_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentflow_trigger_v1_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentflow_trigger_v1_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentflow_trigger_v1_GetRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  /**
   * One trigger.
   */
  get(argument: _agentflow_trigger_v1_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  get(argument: _agentflow_trigger_v1_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  get(argument: _agentflow_trigger_v1_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  get(argument: _agentflow_trigger_v1_GetRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Triggers of an org.
   */
  List(argument: _agentflow_trigger_v1_ListRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  List(argument: _agentflow_trigger_v1_ListRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  List(argument: _agentflow_trigger_v1_ListRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  List(argument: _agentflow_trigger_v1_ListRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Triggers of an org.
   */
  list(argument: _agentflow_trigger_v1_ListRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  list(argument: _agentflow_trigger_v1_ListRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  list(argument: _agentflow_trigger_v1_ListRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  list(argument: _agentflow_trigger_v1_ListRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lets a trigger have an event again.
   */
  Redrive(argument: _agentflow_trigger_v1_RedriveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  Redrive(argument: _agentflow_trigger_v1_RedriveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  Redrive(argument: _agentflow_trigger_v1_RedriveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  Redrive(argument: _agentflow_trigger_v1_RedriveRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  /**
   * Lets a trigger have an event again.
   */
  redrive(argument: _agentflow_trigger_v1_RedriveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  redrive(argument: _agentflow_trigger_v1_RedriveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  redrive(argument: _agentflow_trigger_v1_RedriveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  redrive(argument: _agentflow_trigger_v1_RedriveRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_DeadLetterView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Switches a trigger on or off.
   */
  SetEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  SetEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  SetEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  SetEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  /**
   * Switches a trigger on or off.
   */
  setEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  setEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  setEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  setEnabled(argument: _agentflow_trigger_v1_SetEnabledRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_TriggerView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a workflow's triggers those of its released revision.
   */
  Sync(argument: _agentflow_trigger_v1_SyncRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  Sync(argument: _agentflow_trigger_v1_SyncRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  Sync(argument: _agentflow_trigger_v1_SyncRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  Sync(argument: _agentflow_trigger_v1_SyncRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a workflow's triggers those of its released revision.
   */
  sync(argument: _agentflow_trigger_v1_SyncRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  sync(argument: _agentflow_trigger_v1_SyncRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  sync(argument: _agentflow_trigger_v1_SyncRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  sync(argument: _agentflow_trigger_v1_SyncRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_SyncAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * A call at a hook's address.
   */
  Webhook(argument: _agentflow_trigger_v1_WebhookRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  Webhook(argument: _agentflow_trigger_v1_WebhookRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  Webhook(argument: _agentflow_trigger_v1_WebhookRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  Webhook(argument: _agentflow_trigger_v1_WebhookRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * A call at a hook's address.
   */
  webhook(argument: _agentflow_trigger_v1_WebhookRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  webhook(argument: _agentflow_trigger_v1_WebhookRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  webhook(argument: _agentflow_trigger_v1_WebhookRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  webhook(argument: _agentflow_trigger_v1_WebhookRequest, callback: grpc.requestCallback<_agentflow_trigger_v1_WebhookAnswer__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Mirrors TriggerService of packages/ports.
 */
export interface TriggerServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Events that started nothing.
   */
  DeadLetters: grpc.handleUnaryCall<_agentflow_trigger_v1_DeadLettersRequest__Output, _agentflow_trigger_v1_DeadLettersAnswer>;
  
  /**
   * Forgets an event that started nothing.
   */
  DropDeadLetter: grpc.handleUnaryCall<_agentflow_trigger_v1_DropDeadLetterRequest__Output, _agentflow_trigger_v1_DropDeadLetterAnswer>;
  
  /**
   * Fires by hand.
   */
  Fire: grpc.handleUnaryCall<_agentflow_trigger_v1_FireRequest__Output, _agentflow_trigger_v1_FireAnswer>;
  
  /**
   * One trigger.
   */
  Get: grpc.handleUnaryCall<_agentflow_trigger_v1_GetRequest__Output, _agentflow_trigger_v1_TriggerView>;
  
  /**
   * Triggers of an org.
   */
  List: grpc.handleUnaryCall<_agentflow_trigger_v1_ListRequest__Output, _agentflow_trigger_v1_ListAnswer>;
  
  /**
   * Lets a trigger have an event again.
   */
  Redrive: grpc.handleUnaryCall<_agentflow_trigger_v1_RedriveRequest__Output, _agentflow_trigger_v1_DeadLetterView>;
  
  /**
   * Switches a trigger on or off.
   */
  SetEnabled: grpc.handleUnaryCall<_agentflow_trigger_v1_SetEnabledRequest__Output, _agentflow_trigger_v1_TriggerView>;
  
  /**
   * Makes a workflow's triggers those of its released revision.
   */
  Sync: grpc.handleUnaryCall<_agentflow_trigger_v1_SyncRequest__Output, _agentflow_trigger_v1_SyncAnswer>;
  
  /**
   * A call at a hook's address.
   */
  Webhook: grpc.handleUnaryCall<_agentflow_trigger_v1_WebhookRequest__Output, _agentflow_trigger_v1_WebhookAnswer>;
  
}

export interface TriggerServiceDefinition extends grpc.ServiceDefinition {
  DeadLetters: MethodDefinition<_agentflow_trigger_v1_DeadLettersRequest, _agentflow_trigger_v1_DeadLettersAnswer, _agentflow_trigger_v1_DeadLettersRequest__Output, _agentflow_trigger_v1_DeadLettersAnswer__Output>
  DropDeadLetter: MethodDefinition<_agentflow_trigger_v1_DropDeadLetterRequest, _agentflow_trigger_v1_DropDeadLetterAnswer, _agentflow_trigger_v1_DropDeadLetterRequest__Output, _agentflow_trigger_v1_DropDeadLetterAnswer__Output>
  Fire: MethodDefinition<_agentflow_trigger_v1_FireRequest, _agentflow_trigger_v1_FireAnswer, _agentflow_trigger_v1_FireRequest__Output, _agentflow_trigger_v1_FireAnswer__Output>
  Get: MethodDefinition<_agentflow_trigger_v1_GetRequest, _agentflow_trigger_v1_TriggerView, _agentflow_trigger_v1_GetRequest__Output, _agentflow_trigger_v1_TriggerView__Output>
  List: MethodDefinition<_agentflow_trigger_v1_ListRequest, _agentflow_trigger_v1_ListAnswer, _agentflow_trigger_v1_ListRequest__Output, _agentflow_trigger_v1_ListAnswer__Output>
  Redrive: MethodDefinition<_agentflow_trigger_v1_RedriveRequest, _agentflow_trigger_v1_DeadLetterView, _agentflow_trigger_v1_RedriveRequest__Output, _agentflow_trigger_v1_DeadLetterView__Output>
  SetEnabled: MethodDefinition<_agentflow_trigger_v1_SetEnabledRequest, _agentflow_trigger_v1_TriggerView, _agentflow_trigger_v1_SetEnabledRequest__Output, _agentflow_trigger_v1_TriggerView__Output>
  Sync: MethodDefinition<_agentflow_trigger_v1_SyncRequest, _agentflow_trigger_v1_SyncAnswer, _agentflow_trigger_v1_SyncRequest__Output, _agentflow_trigger_v1_SyncAnswer__Output>
  Webhook: MethodDefinition<_agentflow_trigger_v1_WebhookRequest, _agentflow_trigger_v1_WebhookAnswer, _agentflow_trigger_v1_WebhookRequest__Output, _agentflow_trigger_v1_WebhookAnswer__Output>
}
