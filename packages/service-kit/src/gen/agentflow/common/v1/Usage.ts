// From agentflow/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Tokens and money of model calls.
 */
export interface Usage {
  /**
   * Tokens sent.
   */
  'inputTokens'?: (number | string | Long);
  /**
   * Tokens received.
   */
  'outputTokens'?: (number | string | Long);
  /**
   * USD, a decimal string.
   */
  'cost'?: (string);
}

/**
 * Tokens and money of model calls.
 */
export interface Usage__Output {
  /**
   * Tokens sent.
   */
  'inputTokens'?: (number);
  /**
   * Tokens received.
   */
  'outputTokens'?: (number);
  /**
   * USD, a decimal string.
   */
  'cost'?: (string);
}
