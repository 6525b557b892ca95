import { backendEnv, membershipContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(membershipContract, {
  adapter: 'MongoDB',
  needs: 'MONGODB_URL',
  open: onDatabase(
    () => backendEnv('MONGODB_URL') as string,
    (stores) => stores,
  ),
});
