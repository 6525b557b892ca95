import { randomUUID } from 'node:crypto';
import { backendEnv, keyValueContract, runContract } from '@agentflow/testkit';
import { createRedisKeyValue } from './create-redis-key-value.js';

/** Keys of its own for each case; what is left over is forgotten with the server. The budget is that of a busy machine. */
runContract(keyValueContract, {
  adapter: 'Redis',
  needs: 'REDIS_URL',
  async open() {
    const port = await createRedisKeyValue({ url: backendEnv('REDIS_URL')!, prefix: `contract-${randomUUID()}:`, budgetMs: 5_000 });
    while (!(await port.ready()).ready) await new Promise((resolve) => setTimeout(resolve, 5));
    return { port, passTime: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), close: () => port.close() };
  },
});
