import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram } from '../go-program.mjs';
import { answersOk } from '../http-request.mjs';
import { clientTls } from '../certificates.mjs';
import { firstOf, installed, named } from '../sources.mjs';

const VERSION = 'v1.8.0';
const BUCKET = 'agentflow';
const folders = (node) => ['objects', 'versions', 'iam', 'sidecar'].map((name) => join(node.dir, 'db', name));

/** S3 by versitygw on a folder. A bucket is a folder of its, so that ours is made before it starts. */
export const s3 = {
  name: 's3',
  portsPerNode: 1,
  secrets: ['accessKey', 'secretKey'],
  data: ['db'],
  async obtain({ cache, say }) {
    const found = await firstOf([
      () => named('AGENTFLOW_VERSITYGW'),
      async () => ({ program: await goProgram(cache, `github.com/versity/versitygw/cmd/versitygw@${VERSION}`, 'versitygw', say) }),
      () => installed('versitygw'),
    ]);
    return { ...found, version: VERSION.slice(1) };
  },
  async prepare({ nodes: [node] }) {
    for (const folder of folders(node)) mkdirSync(folder, { recursive: true });
    mkdirSync(join(node.dir, 'db/objects', BUCKET), { recursive: true });
  },
  command({ secrets, tls }, node, { program }) {
    const [objects, versions, iam, sidecar] = folders(node);
    const args = [
      '--quiet',
      '--keep-alive',
      '--port',
      `127.0.0.1:${node.ports[0]}`,
      '--iam-dir',
      iam,
      '--health',
      '/health',
      ...(tls ? ['--cert', tls.cert, '--key', tls.key] : []),
    ];
    return {
      program,
      args: [...args, 'posix', '--sidecar', sidecar, '--versioning-dir', versions, objects],
      env: { ROOT_ACCESS_KEY: secrets.accessKey, ROOT_SECRET_KEY: secrets.secretKey },
    };
  },
  ready: ({ tls }, node) => answersOk(node.ports[0], '/health', '', clientTls(tls)),
  env: ({ nodes: [node], secrets, tls }) => ({
    ...(tls && { S3_TLS_CA: tls.ca }),
    S3_ENDPOINT: `${tls ? 'https' : 'http'}://127.0.0.1:${node.ports[0]}`,
    S3_REGION: 'us-east-1',
    S3_BUCKET: BUCKET,
    S3_PREFIX: '',
    S3_ACCESS_KEY_ID: secrets.accessKey,
    S3_SECRET_ACCESS_KEY: secrets.secretKey,
  }),
};
