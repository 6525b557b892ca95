import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { backendEnvironment, objectStoreContract, runContract } from '@agentflow/testkit';
import { s3FromEnv } from './testing/s3-from-env.js';
import { createS3ObjectStore } from './create-s3-object-store.js';

jest.setTimeout(60_000);

/** A folder of its own in the bucket for each case. */
runContract(objectStoreContract, {
  adapter: 'S3',
  needs: 'S3_ENDPOINT',
  async open() {
    const prefix = `contract-${randomUUID()}`;
    let port = await createS3ObjectStore({ ...s3FromEnv(backendEnvironment()), prefix });
    return {
      port,
      async reopen() {
        await port.close();
        return (port = await createS3ObjectStore({ ...s3FromEnv(backendEnvironment()), prefix }));
      },
      passTime: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      async close() {
        await port.deletePrefix('');
        await port.close();
      },
    };
  },
});
