// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A value in place, or where the object store holds it.
 */
export interface Held {
  /**
   * The value.
   */
  'valueJson'?: (string);
  /**
   * `sha256:<hex>` of its JSON text.
   */
  'ref'?: (string);
  /**
   * Bytes of its JSON text.
   */
  'size'?: (number | string | Long);
  '_ref'?: "ref";
  '_size'?: "size";
}

/**
 * A value in place, or where the object store holds it.
 */
export interface Held__Output {
  /**
   * The value.
   */
  'valueJson'?: (string);
  /**
   * `sha256:<hex>` of its JSON text.
   */
  'ref'?: (string);
  /**
   * Bytes of its JSON text.
   */
  'size'?: (number);
}
