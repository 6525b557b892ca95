import { backendEnv, executionStoreContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(executionStoreContract, {
  adapter: 'MongoDB',
  needs: 'MONGODB_URL',
  open: onDatabase(
    () => backendEnv('MONGODB_URL') as string,
    ({ executions }) => executions,
  ),
});
