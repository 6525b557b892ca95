export interface BusMessage {
  /** Messages of one key keep their order. */
  readonly key: string;
  readonly headers: { readonly [name: string]: string };
  /** JSON text. */
  readonly value: string;
}
export interface DeliveredMessage extends BusMessage {
  readonly topic: string;
  /** Where it stands: opaque, unique within the topic, e.g. `<partition>/<offset>`. */
  readonly position: string;
  /** Epoch milliseconds at which it was published. */
  readonly at: number;
}
export interface Subscription {
  /** Stops after the handler in progress has answered. */
  close(): Promise<void>;
}
/** Durable, keyed, at-least-once transport with consumer groups. Never the truth. */
export interface EventBus {
  /** Resolves when every message is durable. */
  publish(topic: string, messages: readonly BusMessage[]): Promise<void>;
  /**
   * Calls `handler` with batches in order per key; the group's position moves on after it answered. One that throws is called again with the same batch, with back-off
   * (100 ms, doubling to 10 s). A new group starts at `from`. A group has a position per topic, so its members may listen to different topics.
   */
  subscribe(
    topic: string,
    group: string,
    handler: (batch: readonly DeliveredMessage[]) => Promise<void>,
    options?: {
      readonly from?: 'earliest' | 'latest';
      readonly batchSize?: number;
      /** Batches of different keys that may be handled at once (1), so that a key that has to wait does not hold up the others. */
      readonly concurrency?: number;
    },
  ): Promise<Subscription>;
  /** How many messages of the topic the group has not handled yet. */
  lag(topic: string, group: string): Promise<number>;
}
