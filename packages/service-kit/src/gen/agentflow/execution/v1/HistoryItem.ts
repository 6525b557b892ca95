// From agentflow/execution/v1/execution.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One recorded event.
 */
export interface HistoryItem {
  /**
   * 1..n without gaps.
   */
  'seq'?: (number | string | Long);
  /**
   * The event's type.
   */
  'type'?: (string);
  /**
   * Version of the type.
   */
  'version'?: (number);
  /**
   * When it was decided.
   */
  'at'?: (string);
  /**
   * The node it is about.
   */
  'path'?: (string);
  /**
   * What it says.
   */
  'dataJson'?: (string);
  '_path'?: "path";
}

/**
 * One recorded event.
 */
export interface HistoryItem__Output {
  /**
   * 1..n without gaps.
   */
  'seq'?: (number);
  /**
   * The event's type.
   */
  'type'?: (string);
  /**
   * Version of the type.
   */
  'version'?: (number);
  /**
   * When it was decided.
   */
  'at'?: (string);
  /**
   * The node it is about.
   */
  'path'?: (string);
  /**
   * What it says.
   */
  'dataJson'?: (string);
}
