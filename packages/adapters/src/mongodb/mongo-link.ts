import { AppError } from '@agentflow/core';
import type { Connection, mongo } from 'mongoose';
import { isPassing, toAppError } from './mongo-errors.js';

export interface MongoOptions {
  /** `mongodb://` or `mongodb+srv://`, with database, replica set, user and TLS settings. */
  readonly url: string;
  /** In place of the URL's database. */
  readonly database?: string;
  /** Connections at most; 20 where left out. */
  readonly poolSize?: number;
  /** How long a call may take on the server, in milliseconds; 4,000 where left out. What waits for a server or a connection comes on top, see `MongoLink.run`. */
  readonly callMs?: number;
  /** How servers of the other side tell who is connected. */
  readonly appName?: string;
}
/** Durable on a majority and in its journal: what is acknowledged outlives the loss of a server. */
export interface Durable {
  readonly w: 'majority';
  readonly j: true;
  readonly wtimeout: number;
}
interface WriteReply {
  readonly n: number;
  readonly writeErrors?: readonly WriteFault[];
  readonly writeConcernError?: { readonly code?: number; readonly errmsg?: string };
}
export interface WriteFault {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
  readonly keyPattern?: { readonly [field: string]: unknown };
  readonly keyValue?: { readonly [field: string]: unknown };
}
/** One connection pool of a process, its deadlines and its words for errors. */
export interface MongoLink {
  readonly db: mongo.Db;
  readonly durable: Durable;
  /** Goes into every call's options: how long the server may work on it. */
  readonly limit: { readonly maxTimeMS: number };
  /** Runs a call with a deadline; `what` names it for people. @throws AppError UNAVAILABLE, PAYLOAD_TOO_LARGE, INTERNAL */
  run<T>(what: string, call: () => Promise<T>): Promise<T>;
  /**
   * One write command (`insert`, `update`), durable once it answers; answers the writes that were refused. What was not acknowledged as durable
   * is an error, and it is not known whether it took effect. @throws AppError
   */
  write(what: string, command: { readonly [name: string]: unknown }): Promise<readonly WriteFault[]>;
  /** Asks the primary. @throws AppError UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const NAMES_DATABASE = /^mongodb(\+srv)?:\/\/[^/?]+\/[^/?]+/;
const CALL_MS = 4000;
const PING_MS = 2000;
/** Waiting for a primary or a connection, beside the call itself. */
const SELECT_MS = 3000;

/** Opens the one connection of a process to MongoDB. The driver is loaded here. @throws AppError UNAVAILABLE; CONFIG_INVALID for a URL that is none */
export async function openMongoLink({
  url,
  database,
  poolSize = 20,
  callMs = CALL_MS,
  appName = 'agentflow',
}: MongoOptions): Promise<MongoLink> {
  if (database === undefined && !NAMES_DATABASE.test(url))
    throw new AppError(
      'CONFIG_INVALID',
      'MONGODB_URL is not a MongoDB connection string with a database: mongodb://<hosts>/<database>?...',
    );
  const { createConnection } = await import('mongoose').then((module) => module.default);
  // Idle sockets are cut by `socketTimeoutMS` only while an answer is awaited: a half-open connection costs one call, not minutes.
  const options = {
    appName,
    maxPoolSize: poolSize,
    serverSelectionTimeoutMS: SELECT_MS,
    connectTimeoutMS: SELECT_MS,
    waitQueueTimeoutMS: SELECT_MS,
    socketTimeoutMS: callMs + 1000,
    heartbeatFrequencyMS: 2000,
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', j: true, wtimeoutMS: callMs },
    ...(database === undefined ? {} : { dbName: database }),
  } as const;
  let connection: Connection | undefined;
  try {
    connection = createConnection(url, { ...options, bufferCommands: false, autoIndex: false, autoCreate: false });
    connection.on('error', () => undefined); // every call tells its own
    await connection.asPromise();
  } catch (error) {
    await connection?.close(true).catch(() => undefined);
    if (isUrlFault(error)) throw new AppError('CONFIG_INVALID', 'MONGODB_URL is not a MongoDB connection string that can be used');
    throw toAppError(error, 'connecting');
  }
  const db = connection.getClient().db(database ?? connection.name);
  const durable: Durable = { w: 'majority', j: true, wtimeout: callMs };
  const limit = { maxTimeMS: callMs };

  async function run<T>(what: string, call: () => Promise<T>, ms = callMs + 2 * SELECT_MS): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError('UNAVAILABLE', `${what}: MongoDB has not answered within ${ms} ms`, { what })), ms);
    });
    try {
      return await Promise.race([call(), late]);
    } catch (error) {
      throw toAppError(error, what);
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    db,
    durable,
    limit,
    run,
    write: (what, command) =>
      run(what, async () => {
        const reply = (await db.command({ ...command, writeConcern: durable, maxTimeMS: callMs })) as unknown as WriteReply;
        const faults = reply.writeErrors ?? [];
        const passing = reply.writeConcernError ?? faults.find((fault) => isPassing(fault));
        if (passing)
          throw new AppError('UNAVAILABLE', `${what}: the write is not known to be durable`, { what, mongo: String(passing.code ?? '') });
        const other = faults.find((fault) => fault.code !== 11000);
        if (other) throw Object.assign(new Error(other.errmsg), { code: other.code });
        return faults;
      }),
    ping: async () => void (await run('asking whether it is there', () => db.command({ ping: 1, maxTimeMS: PING_MS }), PING_MS)),
    close: () => connection.close(true),
  };
}
const isUrlFault = (error: unknown): boolean =>
  /^(MongoParseError|MongoInvalidArgumentError|MongooseError|TypeError)$/.test((error as Error).name);
