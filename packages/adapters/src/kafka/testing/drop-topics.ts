import { loadKafkaJs } from '../load-kafkajs.js';

/** Deletes the topics and groups whose names begin with `prefix`. */
export async function dropTopics(brokers: readonly string[], prefix: string): Promise<void> {
  const { Kafka, logLevel } = loadKafkaJs();
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    const groups = (await admin.listGroups()).groups.map((one) => one.groupId).filter((name) => name.startsWith(prefix));
    // A member that could not say good-bye is in its group for a while yet.
    if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
  } finally {
    await admin.disconnect();
  }
}
