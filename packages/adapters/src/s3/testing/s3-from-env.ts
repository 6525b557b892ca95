import type { S3Options } from '../create-s3-object-store.js';

/** The server that tests may use. */
export const s3FromEnv = ({
  S3_ENDPOINT,
  S3_REGION,
  S3_BUCKET,
  S3_ACCESS_KEY_ID,
  S3_SECRET_ACCESS_KEY,
}: {
  readonly [name: string]: string | undefined;
}): S3Options => ({
  bucket: S3_BUCKET ?? 'agentflow',
  ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT } : {}),
  ...(S3_REGION ? { region: S3_REGION } : {}),
  ...(S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY
    ? { credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } }
    : {}),
});
