import { clickhouse } from './clickhouse.mjs';
import { kafka } from './kafka.mjs';
import { mongo } from './mongo.mjs';
import { nats } from './nats.mjs';
import { redis } from './redis.mjs';
import { s3 } from './s3.mjs';

/**
 * What there is to bring up. A server says: its `name`; `portsPerNode`; `secrets` (names; made at random, kept); `data` (what `wipe` deletes); `obtain({ cache, say })`, which downloads what is
 * missing and answers `{ version, ... }` for the others; `prepare(place, files)`, which writes configuration; `command(place, node, files)`; `ready(place, node)`; `furnish(place)`, what is done once
 * after each start; `env(place)` and `details(place, node)`, what others learn of it; `askToStop`, where SIGTERM will not do.
 */
export const SERVERS = [mongo, kafka, redis, nats, clickhouse, s3];
