import type { AppError } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';
import { namesOfKey } from '../objects/object-key.js';
import { isAbsent, isContended, isNoBucket, isTaken, toS3Error, wasRepeated } from './s3-errors.js';

export interface S3Options {
  /** `http(s)://host:port` of another server than AWS. */
  readonly endpoint?: string;
  /** PEM of the authority that signed its certificate; the system's where left out. */
  readonly tlsCa?: string;
  /** `us-east-1` where left out. */
  readonly region?: string;
  readonly bucket: string;
  /** Folder in the bucket that everything lies in; none where left out. */
  readonly prefix?: string;
  /** Left out: as the environment of AWS says. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** May the bucket be made where there is none? (true) */
  readonly createBucket?: boolean;
  /** How long one call may take, its repeats included (15 s). */
  readonly deadlineMs?: number;
}
export interface S3ObjectStore extends ObjectStore {
  ready(): Promise<{ readonly ready: boolean; readonly detail: string }>;
  close(): Promise<void>;
}
/** Keys of one answer, and of one request to delete. */
const PAGE = 1_000;
const ATTEMPTS = 3;
const READY_MS = 2_000;
const CONTENDED_TRIES = 5;

/**
 * Objects in a bucket under `<prefix>/<key>`. `onlyIfAbsent` is the server's own condition (`If-None-Match: *`), so one of many writers wins. Bodies are read whole
 * before a call answers. Works on servers that keep keys as file paths, since no key of the port is a prefix of another.
 */
export async function createS3ObjectStore(options: S3Options): Promise<S3ObjectStore> {
  const s3 = await import('@aws-sdk/client-s3');
  const { endpoint, region = 'us-east-1', bucket, prefix = '', credentials, tlsCa, createBucket = true, deadlineMs = 15_000 } = options;
  const client = new s3.S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials ? { credentials } : {}),
    maxAttempts: ATTEMPTS,
    // Other servers than AWS do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: Math.ceil(deadlineMs / 2),
      throwOnRequestTimeout: true,
      ...(tlsCa !== undefined && { httpsAgent: { ca: tlsCa, keepAlive: true, maxSockets: 50 } }),
    },
  });
  const root = prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`;
  const at = (key: string) => ({ Bucket: bucket, Key: root + namesOfKey(key).join('/') });

  let bucketThere: Promise<void> | null = null;
  async function ensureBucket(abortSignal: AbortSignal): Promise<void> {
    try {
      await client.send(new s3.HeadBucketCommand({ Bucket: bucket }), { abortSignal });
    } catch (error) {
      if (!isAbsent(error) || !createBucket) throw error;
      await client.send(new s3.CreateBucketCommand({ Bucket: bucket }), { abortSignal }).catch((refused: unknown) => {
        if (!['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'].includes((refused as Error).name)) throw refused;
      });
    }
  }
  /** One call within the deadline; the bucket is looked for before the first, and again when it is gone. */
  async function call<T>(doing: string, ask: (abortSignal: AbortSignal) => Promise<T>, ms = deadlineMs): Promise<T> {
    const signal = AbortSignal.timeout(ms);
    try {
      bucketThere ??= ensureBucket(signal);
      await bucketThere;
      return await ask(signal);
    } catch (error) {
      if (bucketThere) await bucketThere.catch(() => (bucketThere = null));
      if (isNoBucket(error)) bucketThere = null;
      throw toS3Error(error, doing);
    }
  }
  async function read(key: string, abortSignal: AbortSignal): Promise<Uint8Array | null> {
    for (let tries = 1; ; tries++) {
      try {
        const { Body, ContentLength } = await client.send(new s3.GetObjectCommand(at(key)), { abortSignal });
        const bytes = await Body!.transformToByteArray();
        if (ContentLength !== undefined && bytes.length !== ContentLength) throw new Error('the object was cut short on its way');
        return bytes;
      } catch (error) {
        if (isAbsent(error)) return null;
        // The SDK repeats requests, not bodies that break off.
        if (tries >= ATTEMPTS || abortSignal.aborted || '$metadata' in (error as object)) throw error;
      }
    }
  }
  async function putIfAbsent(key: string, bytes: Uint8Array, abortSignal: AbortSignal): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      try {
        await client.send(new s3.PutObjectCommand({ ...at(key), Body: bytes, IfNoneMatch: '*' }), { abortSignal });
        return true;
      } catch (error) {
        if (isContended(error) && tries < CONTENDED_TRIES) continue;
        if (!isTaken(error)) throw error;
        // A first try whose answer was lost may be what stands in the way of the second.
        const found = wasRepeated(error) ? await read(key, abortSignal) : null;
        return found !== null && Buffer.compare(found, bytes) === 0;
      }
    }
  }
  async function page(prefixed: string, after: string | null, limit: number, abortSignal: AbortSignal) {
    const answer = await client.send(
      new s3.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: root + prefixed,
        MaxKeys: Math.min(limit, PAGE),
        ...(after === null ? {} : { StartAfter: root + after }),
      }),
      { abortSignal },
    );
    const items = (answer.Contents ?? []).map(({ Key, Size, LastModified }) => ({
      key: Key!.slice(root.length),
      size: Size ?? 0,
      modifiedAt: LastModified?.getTime() ?? 0,
    }));
    return { items, more: answer.IsTruncated === true && items.length > 0 };
  }
  return {
    async put(key, bytes, { onlyIfAbsent = false } = {}) {
      const target = at(key);
      if (onlyIfAbsent) return call('put', (signal) => putIfAbsent(key, bytes, signal));
      await call('put', (abortSignal) => client.send(new s3.PutObjectCommand({ ...target, Body: bytes }), { abortSignal }));
      return true;
    },
    async get(key) {
      at(key);
      return call('get', (signal) => read(key, signal));
    },
    async delete(key) {
      const target = at(key);
      await call('delete', async (abortSignal) => {
        await client.send(new s3.DeleteObjectCommand(target), { abortSignal }).catch((error: unknown) => {
          if (!isAbsent(error)) throw error;
        });
      });
    },
    async list(prefixed, cursor, limit) {
      const items: Awaited<ReturnType<typeof page>>['items'] = [];
      for (let after = cursor; ; after = items.at(-1)!.key) {
        const found = await call('list', (signal) => page(prefixed, after, limit - items.length, signal));
        items.push(...found.items);
        if (!found.more) return { items, nextCursor: null };
        if (items.length >= limit) return { items, nextCursor: items.at(-1)!.key };
      }
    },
    async deletePrefix(prefixed) {
      let count = 0;
      for (;;) {
        const { items, more } = await call('list', (signal) => page(prefixed, null, PAGE, signal));
        if (items.length === 0) return count;
        const Objects = items.map(({ key }) => ({ Key: root + key }));
        const { Errors } = await call('delete', (abortSignal) =>
          client.send(new s3.DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }), { abortSignal }),
        );
        if (Errors?.length) throw toS3Error(new Error(`${Errors[0]!.Code} for ${Errors[0]!.Key}`), 'deleting objects');
        count += items.length;
        if (!more) return count;
      }
    },
    async ready() {
      try {
        await call(
          'looking for the bucket',
          (abortSignal) => client.send(new s3.HeadBucketCommand({ Bucket: bucket }), { abortSignal }),
          READY_MS,
        );
        return { ready: true, detail: 'ok' };
      } catch (error) {
        return { ready: false, detail: (error as AppError).message };
      }
    },
    async close() {
      client.destroy();
    },
  };
}
