import type { Kafka } from 'kafkajs';
import type { KafkaClient } from './kafka-client.js';
import { protocolErrorOf } from './kafka-errors.js';

interface Offsets {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
}
/** What we use of the insides of kafkajs 2.2.4: its admin sets offsets by joining the group, which takes five seconds and disturbs the members. */
interface ClusterInside {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  findGroupCoordinator(group: { groupId: string }): Promise<{
    offsetCommit(commit: { groupId: string; groupGenerationId: number; memberId: string; topics: readonly Offsets[] }): Promise<unknown>;
  }>;
}
function createCluster(kafka: Kafka): ClusterInside {
  const symbol = Object.getOwnPropertySymbols(kafka).find((one) => one.description === 'private:Kafka:createCluster');
  const create = symbol && (kafka as unknown as { [name: symbol]: (options: object) => ClusterInside })[symbol];
  if (!create) throw new Error('this release of kafkajs is not the one that the Kafka adapter was written for');
  return create({ allowAutoTopicCreation: false });
}

/** How many messages of the topic lie behind what the group has handled. */
export async function lagOf({ admin }: KafkaClient, topic: string, group: string): Promise<number> {
  const client = await admin();
  const [ends, [committed]] = await Promise.all([
    client.fetchTopicOffsets(topic),
    client.fetchOffsets({ groupId: group, topics: [topic] }),
  ]);
  const offsets = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  let lag = 0;
  for (const { partition, high, low } of ends) lag += Math.max(0, Number(high) - Math.max(offsets.get(partition) ?? -1, Number(low)));
  return lag;
}
/**
 * Makes a group that has no position in the topic yet begin at its present end. Written down before the first member joins, so that nothing
 * published from now on is missed, whatever becomes of that member. With a member there it is refused, rightly: that one has done it.
 */
export async function beginAtEnd({ kafka, admin }: KafkaClient, topic: string, group: string): Promise<void> {
  const client = await admin();
  const ends = await client.fetchTopicOffsets(topic);
  const [committed] = await client.fetchOffsets({ groupId: group, topics: [topic] });
  if (committed?.partitions.some((one) => Number(one.offset) >= 0)) return;
  const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
  const cluster = createCluster(kafka);
  try {
    await cluster.connect();
    const coordinator = await cluster.findGroupCoordinator({ groupId: group });
    await coordinator.offsetCommit({ groupId: group, groupGenerationId: -1, memberId: '', topics: [{ topic, partitions }] });
  } catch (error) {
    if (!['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'REBALANCE_IN_PROGRESS'].includes(protocolErrorOf(error))) throw error;
  } finally {
    await cluster.disconnect().catch(() => undefined);
  }
}
